"""What ends can be renewed: shown again, or by a program lead; and its earner hears before."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from tests.cast import BADGE, NOW, Cast, publish
from tests.credentials.made import award, confirmed
from tests.pages.stage import visitor
from tests.review import work
from waypost.catalog import actions as catalog
from waypost.credentials import actions, mending, renewing, suspending
from waypost.credentials.checking import check
from waypost.credentials.issuing import Superseded
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award, Document, Met, Renewal
from waypost.credentials.renewing import Suspended, TooEarly
from waypost.evidence import actions as evidence
from waypost.evidence.models import Status, Submission
from waypost.journal.actions import deliver_all
from waypost.notices.ends import letters_before_the_end
from waypost.notices.models import Letter
from waypost.openbadges import Outcome, load
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.viewers import Viewer
from waypost.review import actions as review

SLUG = "yearly"
# As `work.decided` awards it, two hours after NOW.
END = dt.datetime(2027, 11, 18, 22, 0, tzinfo=dt.UTC)
SOON = END - dt.timedelta(days=30)
AFTER = END + dt.timedelta(days=10)


@pytest.fixture
def cast(pecan_flats: Cast, caliche: Cast) -> Cast:
    """With a badge that is valid for a year, in a district with an address."""
    here = confirmed(pecan_flats)
    draft = catalog.write(
        blueprint=replace(BADGE, slug=SLUG, valid_months=12), by=here.system, at=NOW
    )
    here.versions[SLUG] = publish(draft)
    return here


@pytest.fixture
def made(cast: Cast) -> Award:
    return earned(cast)


def earned(cast: Cast) -> Award:
    work.decided(work.handed_in(cast, cast.ortiz, SLUG), cast.dana, *SHOWN, verdict="award")
    found = Award.objects.get(person=cast.ortiz, version=cast.versions[SLUG])
    actions.share(award=found, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    assert found.expires_at == END
    return found


SHOWN = ["demonstrated"] * 2


def renew(cast: Cast, document: Document, at: dt.datetime = SOON) -> Renewal:
    return renewing.renew(
        document=document, reason="used", note="She uses it weekly.", by=cast.lead, at=at
    )


def began_again(cast: Cast, at: dt.datetime) -> Submission:
    requirement = cast.versions[SLUG].requirements.get()
    return evidence.start(requirement=requirement, by=cast.ortiz, at=at)


def show_again(cast: Cast, at: dt.datetime) -> Award | None:
    return actions.meet_requirement(
        requirement=cast.versions[SLUG].requirements.get(),
        person=cast.ortiz,
        basis={"version": "x"},
        by=cast.dana,
        at=at,
    )


def test_a_lead_renews_it_and_no_day_is_lost(cast: Cast, made: Award) -> None:
    old = made.documents.get()
    renewal = renew(cast, old)
    made.refresh_from_db()
    new = made.documents.current()
    assert new == renewal.document != old
    assert made.ends_at == dt.datetime(2028, 11, 18, 22, 0, tzinfo=dt.UTC)
    body = load(bytes(new.body))
    assert body["validUntil"] == "2028-11-18T22:00:00Z"
    assert body["awardedDate"] == load(bytes(old.body))["awardedDate"]
    assert check(new, at=AFTER).outcome is Outcome.REAL
    assert (renewal.ended_at, renewal.ends_at) == (END, made.ends_at)


def test_one_that_has_expired_is_valid_from_the_day_of_its_renewal_on(
    cast: Cast, made: Award
) -> None:
    renew(cast, made.documents.get(), AFTER)
    made.refresh_from_db()
    assert made.ends_at == dt.datetime(2028, 11, 28, 22, 0, tzinfo=dt.UTC)


def test_what_cannot_be_renewed_says_why(cast: Cast, made: Award) -> None:
    document = made.documents.get()
    with pytest.raises(TooEarly):
        renew(cast, document, NOW + dt.timedelta(days=100))
    forever = award(cast, to=cast.reyes)
    with pytest.raises(TooEarly):
        renew(cast, forever.documents.get(), AFTER)
    suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=SOON)
    with pytest.raises(Suspended):
        renew(cast, document)
    suspending.restore(award=made, note="x", by=cast.lead, at=SOON)
    renew(cast, made.documents.current())
    for stale in (document, made.documents.current()):
        with pytest.raises((Superseded, TooEarly)):
            renew(cast, stale)
    actions.withdraw(award=made, reason="error", by=cast.lead, at=AFTER)
    with pytest.raises(NotStanding):
        renew(cast, made.documents.current(), AFTER + dt.timedelta(days=400))
    assert Renewal.objects.count() == 1


def test_what_was_typed_to_renew_it_stays_while_something_else_comes_first(
    cast: Cast, made: Award
) -> None:
    page = f"/badges/{made.pk}/renew"
    sent = {"document": str(made.documents.current().pk), "reason": "used", "note": "Each Friday."}
    with time_machine.travel(SOON):
        lead = visitor(cast, cast.lead)
        mending.correct(
            document=made.documents.current(),
            what="name",
            name="María Salas",
            reason="mistake",
            note="x",
            by=cast.lead,
            at=SOON,
        )
        answer = lead.post(page, sent)
        assert "A newer file was signed a moment ago." in answer.content.decode()
        assert "Each Friday." in answer.content.decode()
        sent["document"] = str(answer.context["form"]["document"].value())
        suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=SOON)
        shown = lead.post(page, sent).content.decode()
        assert "Restore it first" in shown
        assert "Each Friday." in shown
        suspending.restore(award=made, note="x", by=cast.lead, at=SOON)
        answer = lead.post(page, sent)
        assert "A newer file was signed a moment ago." in answer.content.decode()
        sent["document"] = str(answer.context["form"]["document"].value())
        assert "Renewed." in lead.post(page, sent, follow=True).content.decode()
        again = lead.post(page, sent, follow=True).content.decode()
        assert "It was renewed a moment ago." in again
    assert Renewal.objects.count() == 1


def test_only_a_program_lead_renews_and_never_a_badge_of_their_own(
    cast: Cast, caliche: Cast, made: Award
) -> None:
    others: list[Viewer] = [cast.ortiz, cast.dana, cast.hr, cast.principal, caliche.lead]
    for who in others:
        with pytest.raises(NotAllowed):
            renewing.renew(document=made.documents.get(), reason="used", note="x", by=who, at=SOON)
    own = award(cast, SLUG, to=cast.lead, by=cast.dana)
    with pytest.raises(NotAllowed):
        renew(cast, own.documents.get(), AFTER)


def test_a_renewal_is_frozen(cast: Cast, made: Award) -> None:
    renew(cast, made.documents.get())
    changes: list[dict[str, Any]] = [{"note": "x"}, {"ends_at": AFTER}]
    for change in changes:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Renewal.objects.update(**change)


def test_showing_it_again_renews_it(cast: Cast, made: Award) -> None:
    assert began_again(cast, NOW + dt.timedelta(days=90)).status == Status.DEMONSTRATED
    assert show_again(cast, NOW + dt.timedelta(days=90)) == made
    assert not made.renewals.exists(), "it is as good as new"
    again = began_again(cast, SOON)
    assert (again.status, again.rows_done) == (Status.DRAFT, [])
    assert show_again(cast, SOON) == made
    again.step(Status.DEMONSTRATED, sources=[Status.DRAFT], at=SOON)
    renewal = made.renewals.get()
    assert (renewal.reason, renewal.renewed_by) == ("shown", None)
    assert Award.objects.get(version=made.version).ends_at == renewal.ends_at > END
    assert began_again(cast, SOON).status == Status.DEMONSTRATED
    assert list(Met.objects.order_by("round").values_list("round", flat=True)) == [0, 1]
    assert show_again(cast, SOON) == made
    assert made.renewals.count() == 1, "safe to repeat"


def test_an_expired_one_counts_again_once_it_was_shown_again(cast: Cast, made: Award) -> None:
    assert not Award.objects.held_by(cast.ortiz).unexpired(AFTER).exists()
    assert show_again(cast, AFTER) == made
    assert Award.objects.held_by(cast.ortiz).unexpired(AFTER).get() == made


def test_a_district_may_leave_it_to_its_leads(cast: Cast, caliche: Cast, made: Award) -> None:
    with pytest.raises(NotAllowed):
        renewing.choose(district=cast.district, asks="lead", by=cast.hr, at=NOW)
    renewing.choose(district=cast.district, asks="lead", by=cast.lead, at=NOW)
    assert renewing.asked_for(cast.district) == "lead"
    assert renewing.asked_for(caliche.district) == "show"
    assert began_again(cast, AFTER).status == Status.DEMONSTRATED
    assert show_again(cast, AFTER) == made
    assert not made.renewals.exists()
    renew(cast, made.documents.get(), AFTER)
    assert began_again(cast, AFTER).status == Status.DEMONSTRATED


def test_nobody_begins_to_show_a_suspended_one_again(cast: Cast, made: Award) -> None:
    suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=SOON)
    assert began_again(cast, SOON).status == Status.DEMONSTRATED
    assert renewing.asked_to_renew(made, at=SOON) == ""
    suspending.restore(award=made, note="", by=cast.lead, at=SOON)
    assert began_again(cast, SOON).status == Status.DRAFT


def test_what_was_handed_in_before_it_was_suspended_is_not_lost(cast: Cast, made: Award) -> None:
    suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=SOON)
    assert show_again(cast, SOON) == made
    made.refresh_from_db()
    assert made.renewals.get().reason == "shown"
    assert made.suspended_at
    current = made.documents.current()
    assert check(current, at=SOON).reason == "suspended", "it is renewed, and suspended still"
    suspending.restore(award=made, note="", by=cast.lead, at=SOON)
    assert check(made.documents.current(), at=AFTER).outcome is Outcome.REAL
    assert made.ends_at
    assert made.ends_at > AFTER
    assert began_again(cast, AFTER).status == Status.DEMONSTRATED


def test_a_name_that_is_corrected_afterwards_keeps_the_new_end(cast: Cast, made: Award) -> None:
    renew(cast, made.documents.get())
    mending.correct(
        document=made.documents.current(),
        what="name",
        name="María Ortiz Vega",
        reason="changed",
        note="x",
        by=cast.lead,
        at=SOON,
    )
    assert load(bytes(made.documents.current().body))["validUntil"] == "2028-11-18T22:00:00Z"


def test_its_earner_hears_60_and_14_days_before_and_once_for_each_end(
    cast: Cast, made: Award
) -> None:
    def written(days: int) -> int:
        return letters_before_the_end(END - dt.timedelta(days=days))

    assert [written(days) for days in (90, 61, 60, 59, 30, 14, 14, 13, 1, -1)] == [
        *(0, 0, 1, 0, 0),
        *(1, 0, 0, 0, 0),
    ]
    letter = Letter.objects.filter(kind="ends").order_by("pk").first()
    assert letter
    assert letter.to == cast.ortiz
    assert "November 18, 2027" in letter.text
    assert "show it again" in letter.text
    renew(cast, made.documents.get(), END)
    next_end = dt.datetime(2028, 11, 18, 22, 0, tzinfo=dt.UTC)
    assert letters_before_the_end(next_end - dt.timedelta(days=50)) == 1


def test_a_server_that_stood_still_says_the_nearest_only(cast: Cast, made: Award) -> None:
    assert letters_before_the_end(END - dt.timedelta(days=5)) == 1
    assert Letter.objects.get(kind="ends").occasion.endswith(":14")


def test_nobody_hears_of_what_is_suspended_or_withdrawn_or_after_they_left(
    cast: Cast, made: Award
) -> None:
    suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=NOW)
    assert letters_before_the_end(END - dt.timedelta(days=50)) == 0
    suspending.restore(award=made, note="x", by=cast.lead, at=NOW)
    Person.objects.filter(pk=cast.ortiz.pk).update(left_at=NOW)
    assert letters_before_the_end(END - dt.timedelta(days=50)) == 0


def test_the_letter_says_whom_to_ask_where_a_lead_renews(cast: Cast, made: Award) -> None:
    renewing.choose(district=cast.district, asks="lead", by=cast.lead, at=NOW)
    letters_before_the_end(END - dt.timedelta(days=50))
    assert "A program lead renews it" in Letter.objects.get(kind="ends").text


def test_its_pages_say_how_to_renew_and_then_that_it_was(cast: Cast, made: Award) -> None:
    stranger = Client(headers={"host": cast.district.host})
    ortiz = Person.objects.with_roles().get(pk=cast.ortiz.pk)
    with time_machine.travel(AFTER):
        page = stranger.get(f"/c/{made.public_id}").content.decode()
        assert "This badge has expired" in page
        assert "Its earner can have it renewed." in page
        own = visitor(cast, ortiz)
        assert "To renew it, show it again" in own.get(f"/badges/{made.pk}").content.decode()
        page = own.get("/catalog/yearly").content.decode()
        assert "Show it again" in page
        place = "/earn/" + page.partition('action="/earn/')[2].partition('"')[0]
        assert own.post(place, follow=True).status_code == 200
        page = own.get("/catalog/yearly").content.decode()
        assert "Continue" in page
        assert "See your badge" in page
        assert "Continue" in own.get("/home").content.decode()
        renew(cast, made.documents.get(), AFTER)
        deliver_all(at=AFTER)
        page = stranger.get(f"/c/{made.public_id}").content.decode()
        assert "This badge is real" in page
        assert "Badge renewed" in page
        assert "November 28, 2027" in page
        assert "She uses it weekly." not in page
        assert "Still used" not in page
        assert "She uses it weekly." in own.get(f"/badges/{made.pk}").content.decode()
    letter = Letter.objects.get(kind="renewed")
    assert "valid until November 28, 2028" in letter.text
    assert "She uses it weekly." in letter.text


def test_what_a_review_renewed_is_told_in_one_letter(cast: Cast, made: Award) -> None:
    deliver_all(at=SOON)
    Letter.objects.all().delete()
    submission = began_again(cast, SOON)
    attempt = evidence.submit(submission=submission, by=cast.ortiz, at=SOON)
    open_review = work.started(attempt, cast.dana)
    work.score_all(open_review, *SHOWN)
    review.decide(review=open_review, verdict="award", by=cast.dana, at=SOON)
    deliver_all(at=SOON)
    assert made.renewals.exists()
    told = Letter.objects.filter(to=cast.ortiz).exclude(kind="got_it")
    assert [letter.kind for letter in told] == ["renewed"]
