"""Two entries of one human: what either did and earned is found by the one that is kept."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from tests.cast import MICRO, NOW, PASSWORD, Cast
from tests.catalog.manuscripts import sound
from tests.credentials.made import award, confirmed, show
from tests.credentials.test_degree import published
from tests.credentials.test_earlier import added
from tests.pages.stage import visitor
from tests.program.scene import group
from tests.review import work
from waypost.catalog.authoring import talk
from waypost.catalog.policies import may_put_away
from waypost.credentials import actions, hours, mending
from waypost.credentials.checking import signed_name
from waypost.credentials.mending import BothEarned
from waypost.credentials.models import Award, Met
from waypost.credentials.outside import actions as outside
from waypost.credentials.rules import candidates, earned_achievements, within_reach
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Submission
from waypost.export.actions import export
from waypost.journal.actions import deliver_all
from waypost.notices.actions import be_quiet
from waypost.notices.kinds import KINDS
from waypost.notices.models import Letter, Quiet, QuietKey
from waypost.pages.standing import State, standings
from waypost.people import actions as people
from waypost.people.mending import CannotJoin
from waypost.people.models import Change, Person, Role
from waypost.people.policies import NotAllowed
from waypost.program.groups import is_in
from waypost.review.policies import may_look, may_review
from waypost.support import actions as support
from waypost.support.card import desk_of

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def twice(pecan_flats: Cast, caliche: Cast) -> Person:
    """María once more, as an import brought her in under her other address."""
    person = people.add_person(
        district=pecan_flats.district,
        name="Maria Ortiz",
        called="Maria",
        email="m.ortiz@pecanflats.example",
        by=pecan_flats.system,
    )
    assert person.account
    person.account.set_password(PASSWORD)
    person.account.save()
    for role in (Role.TEACHER, Role.REVIEWER):
        people.place(
            person=person,
            role=role,
            campus=pecan_flats.campus,
            since=dt.date(2026, 8, 1),
            by=pecan_flats.system,
        )
    pecan_flats.people["twice"] = person
    return person


def join(cast: Cast, twice: Person, kept: str = "ortiz") -> Person:
    mending.join_people(
        kept=cast.people[kept], other=twice, note="Imported twice.", by=cast.lead, at=LATER
    )
    return Person.objects.with_roles().get(pk=cast.people[kept].pk)


def test_what_the_other_entry_earned_is_on_the_shelf_and_its_page_is_ones_own(
    pecan_flats: Cast, twice: Person
) -> None:
    made = award(pecan_flats, to=twice)
    kept = join(pecan_flats, twice)
    assert list(Award.objects.visible_to(kept)) == [made]
    assert list(Award.objects.held_by(kept)) == [made]
    achievement = pecan_flats.versions["forms-quiz"].achievement_id
    assert standings(kept)[achievement].state is State.EARNED
    client = visitor(pecan_flats, kept)
    assert "Google Forms" in client.get("/badges").content.decode()
    assert "Google Forms" in client.get("/home").content.decode()
    assert client.post(f"/badges/{made.pk}", {"visibility": "public"}).status_code == 302
    made.refresh_from_db()
    assert made.visibility == "public"
    assert made.person == twice, "whose it was when it was made stays as it was"
    assert client.get(f"/c/{made.public_id}.pdf").status_code == 200
    page = visitor(pecan_flats, pecan_flats.lead).get("/awards").content.decode()
    assert "María Ortiz" in page
    assert "Maria Ortiz" not in page


def test_nobody_is_awarded_what_their_other_entry_has(pecan_flats: Cast, twice: Person) -> None:
    made = award(pecan_flats, to=twice)
    kept = join(pecan_flats, twice)
    assert award(pecan_flats, to=kept) == made
    assert award(pecan_flats, to=Person.objects.get(pk=twice.pk)) == made
    assert Award.objects.count() == 1
    assert Met.objects.count() == 1


def test_what_was_handed_in_by_either_goes_on_and_is_awarded_to_the_kept_one(
    pecan_flats: Cast, twice: Person
) -> None:
    attempt = work.handed_in(pecan_flats, twice, "forms-quiz")
    kept = join(pecan_flats, twice)
    assert list(Submission.objects.visible_to(kept)) == [attempt.submission]
    assert list(Attempt.objects.visible_to(kept)) == [attempt]
    client = visitor(pecan_flats, kept)
    assert client.get(f"/work/{attempt.submission_id}").status_code == 200
    assert client.get(f"/evidence/{attempt.artifacts.get().pk}").status_code in (200, 404)
    again = evidence.start(requirement=attempt.submission.requirement, by=kept, at=LATER)
    assert again == attempt.submission, "no second work beside it"
    work.decided(attempt, pecan_flats.dana, "demonstrated", "demonstrated", verdict="award")
    made = Award.objects.get()
    assert made.person == kept
    deliver_all(at=LATER)
    letter = Letter.objects.get(occasion=f"earned:{made.pk}")
    assert letter.address == kept.email
    assert client.get(f"/review/{attempt.pk}/trail").status_code == 200


def test_nobody_reviews_their_other_entry(pecan_flats: Cast, twice: Person) -> None:
    attempt = work.handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    mending.join_people(
        kept=twice, other=pecan_flats.ortiz, note="x", by=pecan_flats.lead, at=LATER
    )
    kept = Person.objects.with_roles().get(pk=twice.pk)
    assert kept.holds(Role.REVIEWER)
    assert not may_review(kept, attempt)
    assert not may_look(kept, attempt)
    with pytest.raises(NotAllowed):
        show(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=kept)
    assert "Google Forms" not in visitor(pecan_flats, kept).get("/review").content.decode()


def test_what_either_earned_counts_for_a_degree(pecan_flats: Cast, twice: Person) -> None:
    cast = pecan_flats
    award(cast, to=twice)
    award(cast, "check-and-change", to=cast.ortiz)
    assert show(cast, "digital-classroom", to=cast.ortiz) is None
    degree = cast.versions["digital-classroom"]
    kept = join(cast, twice)
    assert len(earned_achievements(kept, at=LATER)) == 2
    assert degree in within_reach(kept, [cast.versions["forms-quiz"].achievement_id])
    assert list(candidates(degree)) == [kept]
    deliver_all(at=LATER)
    made = Award.objects.get(version=degree)
    assert made.person == kept
    assert not candidates(degree).exists()


def test_what_was_withdrawn_from_either_must_be_shown_again(
    pecan_flats: Cast, twice: Person
) -> None:
    made = award(pecan_flats, to=twice)
    actions.withdraw(award=made, reason="evidence", note="x", by=pecan_flats.lead, at=NOW)
    kept = join(pecan_flats, twice)
    assert Award.objects.rounds(kept, made.version, at=NOW) == 1
    again = award(pecan_flats, to=kept)
    assert again != made
    assert again.person == kept


def test_both_addresses_sign_in_to_the_kept_entry_and_its_roles_come_along(
    pecan_flats: Cast, twice: Person
) -> None:
    kept = join(pecan_flats, twice)
    assert kept.holds(Role.REVIEWER)
    for email in ("m.ortiz@pecanflats.example", "ortiz@pecanflats.example"):
        client = Client(headers={"host": pecan_flats.district.host})
        assert client.login(email=email, password=PASSWORD), email
        assert "María" in client.get("/home").content.decode()


def test_a_badge_moves_to_the_name_and_address_of_the_kept_entry(
    pecan_flats: Cast, twice: Person
) -> None:
    cast = confirmed(pecan_flats)
    made = award(cast, to=Person.objects.get(pk=twice.pk))
    kept = join(cast, twice)
    assert signed_name(made) == "Maria Ortiz"
    (stale,) = mending.stale(kept)
    assert stale.award == made
    mending.bring_up_to_date(person=kept, reason="mistake", note="x", by=cast.lead, at=LATER)
    assert signed_name(made) == "María Ortiz"
    assert made.corrections.get().corrected_by == cast.lead
    assert not list(mending.stale(kept))


def test_two_standing_badges_of_one_version_are_settled_first(
    pecan_flats: Cast, twice: Person
) -> None:
    award(pecan_flats, to=twice)
    mine = award(pecan_flats, to=pecan_flats.ortiz)
    with pytest.raises(BothEarned):
        join(pecan_flats, twice)
    assert not Change.objects.exists()
    page = f"/awards/of/{pecan_flats.ortiz.pk}/join?email=m.ortiz@pecanflats.example"
    shown = visitor(pecan_flats, pecan_flats.lead).get(page).content.decode()
    assert "Both hold the same badge" in shown
    actions.withdraw(award=mine, reason="error", note="x", by=pecan_flats.lead, at=NOW)
    join(pecan_flats, twice)


def test_people_of_two_districts_are_never_joined(
    pecan_flats: Cast, caliche: Cast, twice: Person
) -> None:
    for by in (pecan_flats.lead, caliche.lead):
        with pytest.raises((CannotJoin, NotAllowed)):
            mending.join_people(
                kept=pecan_flats.ortiz, other=caliche.teacher, note="x", by=by, at=LATER
            )
    lead = visitor(pecan_flats, pecan_flats.lead)
    page = f"/awards/of/{pecan_flats.ortiz.pk}/join"
    shown = lead.get(page, {"email": caliche.teacher.email}).content.decode()
    assert "Nobody here has this address" in shown
    sent = {"other": str(caliche.teacher.pk), "note": "x"}
    assert lead.post(page, sent).status_code == 404
    for who in (pecan_flats.hr, pecan_flats.ortiz):
        with pytest.raises(NotAllowed):
            mending.join_people(kept=pecan_flats.ortiz, other=twice, note="x", by=who, at=LATER)


def test_a_third_entry_follows_and_nothing_is_joined_twice(
    pecan_flats: Cast, twice: Person
) -> None:
    made = award(pecan_flats, to=twice)
    join(pecan_flats, twice)
    with pytest.raises(CannotJoin):
        join(pecan_flats, twice)
    with pytest.raises(CannotJoin):
        join(pecan_flats, pecan_flats.ortiz)
    mending.join_people(
        kept=pecan_flats.reyes, other=pecan_flats.ortiz, note="x", by=pecan_flats.lead, at=LATER
    )
    kept = Person.objects.get(pk=pecan_flats.reyes.pk)
    assert list(Award.objects.visible_to(kept)) == [made]
    assert Award.objects.get(pk=made.pk).holder == kept


def test_joining_in_the_browser_asks_once_and_tells_the_person(
    pecan_flats: Cast, twice: Person
) -> None:
    award(pecan_flats, to=twice)
    lead = visitor(pecan_flats, pecan_flats.lead)
    page = f"/awards/of/{pecan_flats.ortiz.pk}/join"
    shown = lead.get(page, {"email": twice.email}).content.decode()
    assert "Maria Ortiz" in shown
    sent = {"other": str(twice.pk), "note": "The import brought her in twice."}
    assert "Joined." in lead.post(page, sent, follow=True).content.decode()
    assert "joined already" in lead.post(page, sent, follow=True).content.decode()
    assert Change.objects.count() == 1
    deliver_all(at=LATER)
    letter = Letter.objects.get(occasion__startswith="changed:")
    assert letter.address == pecan_flats.ortiz.email
    shown = lead.get(f"/awards/of/{twice.pk}", follow=True).content.decode()
    assert "The import brought her in twice." in shown


def test_another_person_with_the_same_sign_in_elsewhere_keeps_it(
    pecan_flats: Cast, caliche: Cast, twice: Person
) -> None:
    """Whoever runs one district can't give themselves a way into an account of another."""
    Person.objects.create(
        district=caliche.district, account=pecan_flats.ortiz.account, name="M", called="M"
    )
    join(pecan_flats, twice)
    account = pecan_flats.ortiz.account
    assert account
    assert not EmailAddress.objects.filter(user=account, email=twice.email).exists()


def test_who_helps_still_helps_and_no_principal_is_made_to(
    pecan_flats: Cast, twice: Person
) -> None:
    support.keep_desk(person=twice, line="Tuesdays", by=pecan_flats.lead, at=NOW)
    join(pecan_flats, twice)
    deliver_all(at=LATER)
    desk = desk_of(pecan_flats.district)
    assert desk
    assert (desk.person, desk.line) == (pecan_flats.ortiz, "Tuesdays")
    mending.join_people(
        kept=pecan_flats.principal, other=pecan_flats.ortiz, note="x", by=pecan_flats.lead, at=LATER
    )
    deliver_all(at=LATER)
    assert desk_of(pecan_flats.district) is None


def test_a_pilot_group_what_was_stopped_and_what_is_in_hand_come_along(
    pecan_flats: Cast, twice: Person
) -> None:
    """A review of one's own other entry does not: a program lead puts that back."""
    cast = pecan_flats
    pilot = group(cast, twice)
    reviewer = Person.objects.with_roles().get(pk=twice.pk)
    others = work.started(work.handed_in(cast, cast.reyes, "forms-quiz"), reviewer)
    own = work.started(work.handed_in(cast, cast.ortiz, "forms-quiz"), reviewer)
    be_quiet(person=twice, kind=KINDS["message"], at=NOW)
    link = QuietKey.objects.create(district=cast.district, person=twice).token
    kept = join(cast, twice)
    deliver_all(at=LATER)
    others.refresh_from_db()
    own.refresh_from_db()
    assert (others.reviewer, own.reviewer) == (kept, twice)
    client = visitor(cast, kept)
    assert is_in(pilot, kept)
    assert "Google Forms" in client.get("/review").content.decode()
    assert [quiet.kind for quiet in Quiet.objects.filter(person=kept)] == ["message"]
    client.post(f"/quiet/{link}/invitation")
    assert Quiet.objects.filter(person=kept, kind="invitation").exists()


def test_what_is_said_of_a_manuscript_reaches_who_began_it_under_the_other_entry(
    pecan_flats: Cast, twice: Person
) -> None:
    manuscript = sound(pecan_flats, pecan_flats.reyes)
    mending.join_people(kept=twice, other=pecan_flats.reyes, note="x", by=pecan_flats.lead, at=NOW)
    kept = Person.objects.with_roles().get(pk=twice.pk)
    talk.say(manuscript=manuscript, field="", text="Well put.", by=pecan_flats.lead, at=NOW)
    deliver_all(at=LATER)
    assert Letter.objects.get(kind="commented").to == kept
    assert may_put_away(kept, manuscript)


def test_hours_of_both_entries_are_those_of_one_teacher(
    pecan_flats: Cast,
    twice: Person,
) -> None:
    cast = confirmed(pecan_flats)
    twice.refresh_from_db()
    published(cast, replace(MICRO, slug="second", title="Second"))
    award(cast, MICRO.slug, to=cast.ortiz)
    award(cast, "second", to=twice)
    award(cast, MICRO.slug, to=cast.reyes)
    join(cast, twice)
    keeper = Person.objects.with_roles().get(pk=cast.hr.pk)
    counted = hours.totals(hours.wanted(keeper, hours.Wanted()))
    assert (counted.awards, counted.people) == (3, 2)


def test_a_record_is_found_by_either_name_and_shown_under_the_one_that_is_kept(
    pecan_flats: Cast,
    twice: Person,
) -> None:
    cast = confirmed(pecan_flats)
    added(cast, "m.ortiz@pecanflats.example,Maria Ortiz,Old one,2024-03-05")
    outside.add(person=twice, title="Elsewhere", url="https://x.example/1", by=twice, at=NOW)
    Person.objects.filter(pk=twice.pk).update(name="M. Peña")
    twice.refresh_from_db()
    join(cast, twice)
    with time_machine.travel(LATER, tick=False):
        client = visitor(cast, cast.hr)
        for show in ("", "&show=elsewhere"):
            for name in ("Ortiz", "Peña"):
                page = client.get(f"/earlier/records?q={name}{show}").content.decode()
                assert "María Ortiz" in page
                assert "M. Peña" not in page
            assert (
                "Nothing by that name"
                in client.get(f"/earlier/records?q=Reyes{show}").content.decode()
            )


def test_an_export_leads_from_each_entry_to_the_other_and_tells_what_was_before(
    pecan_flats: Cast,
    twice: Person,
    tmp_path: Path,
) -> None:
    cast = confirmed(pecan_flats)
    added(
        cast,
        "m.ortiz@pecanflats.example,Maria Ortiz,Old one,2024-03",
        f"{cast.reyes.email},{cast.reyes.name},Other,2024",
    )
    join(cast, twice)
    folder = tmp_path / "out"
    export(district=cast.district, folder=folder, at=NOW, certificates=False)
    kept, other = (
        next((folder / "people").glob(f"*{who.pk.hex[:12]}")) / "index.html"
        for who in (cast.ortiz, twice)
    )
    for one, leads_to in ((kept, other), (other, kept)):
        assert f'href="../../people/{leads_to.parent.name}/index.html"' in one.read_text()
    assert "Old one, March 2024" in other.read_text()
    assert "Earned before" not in kept.read_text()
