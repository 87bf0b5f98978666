"""One badge for many people at once: every line ends with an outcome, and nobody gets it twice."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast as people_of
from tests.cast import BADGE, NOW, Cast, publish
from tests.credentials.lists import (
    addresses,
    awarded,
    begin,
    bring,
    crowd,
    outcomes,
    run,
)
from tests.credentials.made import award, confirmed, show
from tests.racing import at_once
from waypost.catalog import actions as catalog
from waypost.credentials import actions as credentials
from waypost.credentials import duties, hours
from waypost.credentials.checking import check
from waypost.credentials.many import actions, pieces
from waypost.credentials.many.choosing import Wanted
from waypost.credentials.mending import correct, join_people
from waypost.credentials.models import (
    Award,
    AwardLine,
    AwardList,
    Document,
    Met,
    StatusList,
    Withdrawal,
)
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter
from waypost.openbadges import Outcome
from waypost.people import actions as people
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.tables import BadTable
from waypost.people.viewers import System

LATER = NOW + dt.timedelta(days=1)
ORTIZ, REYES = "ortiz@pecanflats.example", "reyes@pecanflats.example"


def test_every_line_says_what_would_become_of_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    award(cast, to=cast.wells)
    Person.objects.filter(pk=cast.rep.pk).update(left_at=NOW)
    lines = (
        "E-mail,Name,Date,Note",
        f"{ORTIZ},,2019-05-14,Room 12",
        f"Mateo <{REYES}>,,,",
        f"{ORTIZ},,,",
        "wells@pecanflats.example,,,",
        "rep@pecanflats.example,,,",
        "nobody@pecanflats.example,,,",
        "teacher@caliche.example,,,",
        "lead@pecanflats.example,,,",
        ",Dana Whitfield,2027-05-14,",
        ",Ruth Calloway,May 2019,",
        "hr@pecanflats.example,,spring,",
        ",,2019-01-01,",
    )
    brought = bring(cast, "\n".join(lines))
    assert outcomes(brought) == [
        (2, "ready", ""),
        (3, "ready", ""),
        (4, "refused", "twice"),
        (5, "held", ""),
        (6, "refused", "gone"),
        (7, "refused", "unknown_email"),
        (8, "refused", "unknown_email"),
        (9, "refused", "own"),
        (10, "refused", "future_date"),
        (11, "refused", "no_day"),
        (12, "refused", "unreadable_date"),
        (13, "refused", "nobody_named"),
    ]
    assert brought.lines.get(number=4).facts == {"line": "2"}
    assert not Award.objects.filter(person=cast.ortiz).exists()


@pytest.mark.parametrize(
    "text",
    [f"{ORTIZ}\n{REYES}\n", f"\n{ORTIZ}, 2019-05-14\n{REYES};\n".replace(";", ","), "Name\nX\n"],
)
def test_pasted_lines_need_no_line_of_names(pecan_flats: Cast, text: str) -> None:
    states = [state for _n, state, _why in outcomes(bring(pecan_flats, text))]
    assert states == (["refused"] if text.startswith("Name") else ["ready", "ready"])


@pytest.mark.parametrize("text", ["", "Badge,Date\nQuiz,2019\n", "E-mail\n"])
def test_what_is_no_list_is_refused_as_a_whole(pecan_flats: Cast, text: str) -> None:
    with pytest.raises(BadTable):
        bring(pecan_flats, text)
    assert not AwardList.objects.exists()


def test_it_makes_what_the_one_door_makes(pecan_flats: Cast, caliche: Cast) -> None:
    """Row for row and fact for fact, but for what a list says of itself."""
    cast = pecan_flats
    show(cast, "forms-quiz", to=cast.ortiz, by=None)
    one = _made_of(cast.ortiz)
    listed = awarded(cast, f"{REYES}\n")
    assert outcomes(listed) == [(1, "awarded", "")]
    assert _made_of(cast.reyes) == one
    met = Met.objects.get(person=cast.reyes)
    assert met.basis == {
        "kind": "list",
        "version": cast.versions["forms-quiz"].digest,
        "sha256": listed.sha256,
        "row": 1,
        "reason": "paper",
        "by": str(cast.lead.pk),
    }


def _made_of(person: Person) -> dict[str, object]:
    made = Award.objects.get(person=person)
    mine = [e for e in Entry.objects.order_by("pk") if str(person.pk) in json.dumps(e.facts)]
    return {
        "award": (made.practice, made.awarded_at, made.expires_at, made.stands, made.visibility),
        "documents": made.documents.filter(superseded_by=None).count(),
        "met": Met.objects.filter(person=person).values("round", "practice", "met_at").get(),
        "facts": [(e.kind, sorted(e.facts), e.at) for e in mine],
        "told": Counter(Delivery.objects.filter(entry__in=mine).values_list("handler", flat=True)),
    }


def test_the_signed_badge_claims_no_review(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    reviewed = award(cast, to=cast.ortiz)
    listed = awarded(cast, f"E-mail,Date\n{REYES},2019-05-14\n").awards.get()
    shown, given = (json.loads(bytes(each.documents.get().body)) for each in (reviewed, listed))
    assert shown["credentialSubject"]["result"]
    assert "narrative" not in shown["credentialSubject"]
    assert "result" not in given["credentialSubject"]
    assert "resultDescription" not in given["credentialSubject"]["achievement"]
    said = given["credentialSubject"]["narrative"]
    assert "Awarded by the district from a list, in place of a paper certificate." in said
    assert "Nobody reviewed evidence for it here." in said
    assert given["validFrom"].startswith("2019-05-14T17:00")
    assert listed.awarded_at == NOW
    assert check(listed.documents.get(), at=NOW).outcome == Outcome.REAL
    # What it is signed anew for later says the same.
    correct(
        document=listed.documents.get(),
        what="reissue",
        reason="damaged",
        note="Anew.",
        by=cast.lead,
        at=LATER,
    )
    anew = json.loads(bytes(listed.documents.get(superseded_by=None).body))
    assert anew["credentialSubject"]["narrative"] == said
    assert anew["awardedDate"] == given["awardedDate"]
    assert "result" not in anew["credentialSubject"]


def test_its_hours_are_not_counted_here(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    slug = "check-and-change"
    reviewed = award(cast, slug, to=cast.ortiz)
    listed = awarded(cast, f"{REYES}\n", slug).awards.get()
    assert hours.counts_hours(reviewed)
    assert not hours.counts_hours(listed)
    assert not hours.asks_outside(listed)
    assert list(hours.lines(cast.district)) == [reviewed]


def test_only_a_lead_of_the_district_may(pecan_flats: Cast, caliche: Cast) -> None:
    for who in ("ortiz", "dana", "hr", "principal", "rep"):
        with pytest.raises(NotAllowed):
            bring(pecan_flats, f"{ORTIZ}\n", by=who)
    brought = bring(pecan_flats, f"{ORTIZ}\n")
    for by in (caliche.lead, pecan_flats.hr, System(pecan_flats.district, "import")):
        with pytest.raises(NotAllowed):
            actions.begin(award_list=brought, typed=1, letters=True, by=by, at=NOW)
    assert list(AwardList.objects.visible_to(caliche.lead)) == []
    assert list(AwardList.objects.visible_to(pecan_flats.hr)) == []
    assert list(AwardList.objects.visible_to(pecan_flats.lead)) == [brought]


def test_what_is_no_offer_is_not_awarded_from_a_list(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    offered = {version.achievement.slug for version in actions.offered_of(cast.district)}
    assert offered == {"forms-quiz", "check-and-change"}
    with pytest.raises(actions.NotFromAList, match="degree"):
        bring(cast, f"{ORTIZ}\n", "digital-classroom")
    brought = bring(cast, f"{ORTIZ}\n")
    newer = catalog.write(blueprint=BADGE, by=cast.system, at=LATER)
    cast.versions["draft"] = newer
    with pytest.raises(actions.NotFromAList, match="unpublished"):
        bring(cast, f"{ORTIZ}\n", "draft")
    publish(newer)
    with pytest.raises(actions.NotFromAList, match="replaced"):
        begin(cast, brought)
    newer.refresh_from_db()
    catalog.retire(version=newer, reason="Gone.", by=cast.lead, at=LATER)
    with pytest.raises(actions.NotFromAList, match="retired"):
        bring(cast, f"{ORTIZ}\n", "draft")


def test_nothing_happens_before_the_number_is_typed(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    brought = bring(cast, f"{ORTIZ}\n{REYES}\nx@y.example\n")
    with pytest.raises(actions.AnotherNumber) as wrong:
        actions.begin(award_list=brought, typed=3, letters=True, by=cast.lead, at=NOW)
    assert wrong.value.now == 2
    lines = list(brought.lines.order_by("number"))
    left = actions.leave_out(
        award_list=brought,
        shown=[line.pk for line in lines],
        kept=[lines[0].pk, lines[2].pk],
        by=cast.lead,
    )
    assert left == 1
    assert [state for _n, state, _why in outcomes(brought)] == ["ready", "left_out", "refused"]
    begin(cast, brought)
    for again in (
        lambda: begin(cast, brought),
        lambda: actions.leave_out(award_list=brought, shown=[], kept=[], by=cast.lead),
        lambda: actions.look_again(award_list=brought, by=cast.lead, at=NOW),
        lambda: actions.let_go(award_list=brought, by=cast.lead),
    ):
        with pytest.raises(actions.AlreadyBegun):
            again()
    run(brought)
    assert [award.person for award in Award.objects.all()] == [cast.ortiz]
    assert outcomes(brought)[1] == (2, "left_out", "")


def test_looking_again_finds_who_was_brought_in_since(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    brought = bring(cast, f"{ORTIZ}\nnew@pecanflats.example\n{REYES}\n")
    reyes = brought.lines.get(number=3)
    shown = list(brought.lines.values_list("pk", flat=True))
    kept = set(shown) - {reyes.pk}
    actions.leave_out(award_list=brought, shown=shown, kept=kept, by=cast.lead)
    people.add_person(
        district=cast.district,
        name="New One",
        called="New",
        email="new@pecanflats.example",
        by=cast.system,
    )
    award(cast, to=cast.ortiz)
    actions.look_again(award_list=brought, by=cast.lead, at=NOW)
    assert [state for _n, state, _why in outcomes(brought)] == ["held", "ready", "left_out"]


def test_the_same_list_again_awards_nobody_twice(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    awarded(cast, f"{ORTIZ}\n{REYES}\n")
    again = bring(cast, f"{ORTIZ}\n{REYES}\n")
    assert [state for _n, state, _why in outcomes(again)] == ["held", "held"]
    with pytest.raises(actions.Nobody):
        begin(cast, again)
    assert Award.objects.count() == 2


def test_what_became_true_meanwhile_is_the_outcome(pecan_flats: Cast, caliche: Cast) -> None:
    """Between the look-over and the award people leave, are joined, or earn it by themselves."""
    cast = pecan_flats
    crowd(cast, 4)
    brought = bring(cast, f"{ORTIZ}\n{REYES}\n{addresses(4)}")
    begin(cast, brought)
    by_address = {person.email.split("@")[0]: person for person in Person.objects.all()}
    Person.objects.filter(pk=cast.reyes.pk).update(left_at=NOW)
    award(cast, to=cast.ortiz)
    kept, other = by_address["t0"], by_address["t1"]
    join_people(kept=kept, other=other, note="One person.", by=cast.lead, at=NOW)
    run(brought, most=3)
    assert outcomes(brought) == [
        (1, "held", ""),
        (2, "refused", "gone"),
        (3, "awarded", ""),
        (4, "held", ""),
        (5, "awarded", ""),
        (6, "awarded", ""),
    ]
    assert brought.state == AwardList.State.DONE
    ended = Entry.objects.get(kind="credentials.AwardListEnded").facts
    assert (ended["awarded"], ended["held"], ended["refused"]) == (3, 2, 1)


def test_an_entry_that_was_joined_means_who_holds_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    join_people(kept=cast.ortiz, other=cast.reyes, note="One.", by=cast.lead, at=NOW)
    brought = bring(cast, f"{REYES}\n{ORTIZ}\n")
    assert outcomes(brought) == [(1, "ready", ""), (2, "refused", "twice")]
    begin(cast, brought)
    assert run(brought).awards.get().person == cast.ortiz


def test_an_expired_badge_stands_in_the_way_and_an_over_date_does(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    yearly = replace(BADGE, slug="yearly", title="Yearly", valid_months=12)
    cast.versions["yearly"] = publish(catalog.write(blueprint=yearly, by=cast.system, at=NOW))
    two_years_ago = NOW - dt.timedelta(days=730)
    show(cast, "yearly", to=cast.ortiz, at=two_years_ago)
    brought = bring(cast, f"E-mail,Date\n{ORTIZ},\n{REYES},2024-05-01\n", "yearly")
    assert outcomes(brought) == [(2, "held", "expired"), (3, "refused", "over")]


def test_a_line_that_cannot_be_signed_holds_up_no_other(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    Person.objects.filter(pk=cast.reyes.pk).update(name="Mateo \x07 Reyes")
    brought = awarded(cast, f"{ORTIZ}\n{REYES}\nrep@pecanflats.example\n")
    assert outcomes(brought) == [
        (1, "awarded", ""),
        (2, "refused", "not_signed"),
        (3, "awarded", ""),
    ]
    assert Award.objects.count() == Document.objects.count() == Met.objects.count() == 2


def test_it_stops_half_way_and_goes_on(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    crowd(cast, 6)
    brought = bring(cast, addresses(6))
    begin(cast, brought)
    brought.refresh_from_db()
    system = System(cast.district, "test")
    assert pieces.next_piece(award_list=brought, turn=1, by=system, at=NOW, most=2)
    actions.pause(award_list=brought, by=cast.lead, at=NOW)
    with pytest.raises(actions.NotNow):
        actions.pause(award_list=brought, by=cast.lead, at=NOW)
    deliver_all(at=LATER)
    assert Award.objects.count() == 2
    actions.go_on(award_list=brought, by=cast.lead, at=NOW)
    with pytest.raises(actions.NotNow):
        actions.go_on(award_list=brought, by=cast.lead, at=NOW)
    # A piece that was meant for the turn before is nobody's any more.
    assert not pieces.next_piece(award_list=brought, turn=1, by=system, at=NOW)
    deliver_all(at=LATER)
    assert Award.objects.count() == 6
    brought.refresh_from_db()
    assert brought.state == AwardList.State.DONE


def test_letters_go_out_or_none_does(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    for text, letters in ((f"{ORTIZ}\n", True), (f"{REYES}\n", False)):
        begin(cast, bring(cast, text), letters=letters)
    deliver_all(at=LATER)
    letter = Letter.objects.get()
    assert letter.address == ORTIZ
    assert letter.subject == "You have a new badge: Google Forms: a quiz that grades itself"
    assert "from a list: The binder of the spring workshop." in letter.text
    assert "Everything that it asks for is done" not in letter.text


def test_the_whole_list_is_withdrawn_and_brought_again(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    crowd(cast, 5)
    kept = award(cast, to=cast.ortiz)
    brought = awarded(cast, addresses(5))
    own = brought.awards.order_by("pk")[0]
    credentials.withdraw(award=own, reason="request", note="", by=cast.lead, at=NOW)
    with pytest.raises(actions.AnotherNumber):
        actions.withdraw(award_list=brought, typed=5, note="No.", by=cast.lead, at=NOW)
    actions.withdraw(award_list=brought, typed=4, note="The wrong file.", by=cast.lead, at=NOW)
    with CaptureQueriesContext(connection) as queries:
        run(brought, most=4)
    signed = [q for q in queries if q["sql"].startswith('UPDATE "credentials_statuslist"')]
    assert len(signed) == 1
    assert brought.state == AwardList.State.WITHDRAWN
    reasons = Counter(Withdrawal.objects.values_list("reason", "note"))
    assert reasons == {("request", ""): 1, ("error", "The wrong file."): 4}
    for document in Document.objects.filter(award__award_list=brought):
        assert check(document, at=NOW).outcome == Outcome.WITHDRAWN
    assert check(kept.documents.get(), at=NOW).outcome == Outcome.PRACTICE
    with pytest.raises(actions.NotNow):
        actions.withdraw(award_list=brought, typed=0, note="", by=cast.lead, at=NOW)
    again = awarded(cast, addresses(5))
    assert again.awards.active().count() == 5
    assert set(
        Met.objects.filter(person__in=again.awards.values("person")).values_list("round", flat=True)
    ) == {0, 1}


def test_a_list_that_is_withdrawn_while_it_runs_awards_nobody_more(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    crowd(cast, 4)
    brought = bring(cast, addresses(4))
    begin(cast, brought)
    brought.refresh_from_db()
    pieces.next_piece(award_list=brought, turn=1, by=cast.system, at=NOW, most=2)
    actions.withdraw(award_list=brought, typed=2, note="Stop.", by=cast.lead, at=NOW)
    deliver_all(at=LATER)
    brought.refresh_from_db()
    assert brought.state == AwardList.State.WITHDRAWN
    assert Award.objects.count() == Withdrawal.objects.count() == 2
    states = Counter(state for _n, state, _why in outcomes(brought))
    assert states == {"awarded": 2, "left_out": 2}


def test_practice_badges_stay_what_was_said_they_are(pecan_flats: Cast, caliche: Cast) -> None:
    """Confirmed half-way: nobody is given a real one where a practice one was looked over."""
    cast = pecan_flats
    crowd(cast, 2)
    brought = bring(cast, addresses(2))
    begin(cast, brought)
    brought.refresh_from_db()
    pieces.next_piece(award_list=brought, turn=1, by=cast.system, at=NOW, most=1)
    confirmed(cast)
    run(AwardList.objects.get(pk=brought.pk))
    assert outcomes(brought) == [(1, "awarded", ""), (2, "refused", "confirmed")]
    assert Award.objects.get().practice


def test_people_are_chosen_by_what_is_known_of_them(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    award(cast, "check-and-change", to=cast.rep)

    def who(wanted: Wanted) -> list[str]:
        chosen = actions.choose(
            version=cast.versions["forms-quiz"],
            wanted=wanted,
            ground="session",
            note="The kickoff.",
            by=cast.lead,
            at=NOW,
        )
        return [line.person.called for line in chosen.lines.order_by("number") if line.person]

    assert who(Wanted(role="teacher")) == ["Ana", "María", "Mateo", "Wells"]
    held = cast.versions["check-and-change"].achievement_id
    assert who(Wanted(role="teacher", holding=held)) == ["Ana"]
    assert len(who(Wanted(campus=cast.campus.pk))) == len(people_of.FIRST)
    with pytest.raises(actions.Nobody):
        who(Wanted(campus=caliche.campus.pk))


def test_what_an_award_rests_on_is_frozen(pecan_flats: Cast, caliche: Cast) -> None:
    brought = awarded(pecan_flats, f"{ORTIZ}\n")
    other = bring(pecan_flats, f"{REYES}\n")
    tampering: list[Callable[[], object]] = [
        lambda: AwardList.objects.filter(pk=brought.pk).update(ground="session"),
        lambda: AwardList.objects.filter(pk=brought.pk).update(begun_by=None),
        lambda: AwardLine.objects.filter(award_list=brought).update(state="refused"),
        lambda: AwardLine.objects.filter(award_list=brought).update(person=pecan_flats.reyes),
        lambda: AwardLine.objects.filter(award_list=brought)._raw_delete("default"),
        lambda: Award.objects.filter(award_list=brought).update(award_list=other),
    ]
    for tamper in tampering:
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            tamper()


def test_what_stood_in_a_list_is_not_kept_for_good(pecan_flats: Cast, caliche: Cast) -> None:
    brought = awarded(pecan_flats, f"{ORTIZ}\nx@y.example\n")
    waiting = bring(pecan_flats, f"{REYES}\n")
    assert duties.lists_never_begun(NOW + dt.timedelta(days=6)) == 0
    duties.lists_never_begun(NOW + dt.timedelta(days=8))
    assert not AwardList.objects.filter(pk=waiting.pk).exists()
    duties.what_old_lists_said(NOW + dt.timedelta(days=89))
    assert brought.lines.exclude(said={}).count() == 2
    duties.what_old_lists_said(NOW + dt.timedelta(days=91))
    assert brought.lines.exclude(said={}).count() == 0
    assert [state for _n, state, _why in outcomes(brought)] == ["awarded", "refused"]


# What only signing asks for, one badge after the other.
SIGNING = ("credentials_document", "statuslist", "issuerkey", 'FROM "people_district"')


def test_many_people_ask_few_questions(pecan_flats: Cast, caliche: Cast) -> None:
    """Beside signing, which has a budget of its own, the same questions for 20 as for 200."""
    cast = pecan_flats
    crowd(cast, 220)
    award(cast, to=cast.ortiz)
    counted = []
    for first, last in ((0, 20), (20, 220)):
        text = "".join(f"t{n}@pecanflats.example\n" for n in range(first, last))
        brought = bring(cast, text)
        begin(cast, brought)
        with CaptureQueriesContext(connection) as queries:
            run(brought)
        beside = [q["sql"] for q in queries if not any(part in q["sql"] for part in SIGNING)]
        counted.append(len(beside))
    few, many = counted
    assert few < 30
    # Statements that name many rows are cut where a database takes only so many values.
    assert many < few + 25
    assert Award.objects.count() == 221


@pytest.mark.django_db(transaction=True)
def test_two_lists_and_a_reviewer_at_once_award_each_person_once() -> None:
    people_of.caliche()
    cast = people_of.pecan_flats()
    crowd(cast, 12)
    lists = [bring(cast, addresses(12)), bring(cast, addresses(12))]
    for brought in lists:
        begin(cast, brought)
    person = Person.objects.get(email="t5@pecanflats.example")
    ends = at_once(
        lambda: run(AwardList.objects.get(pk=lists[0].pk), most=3),
        lambda: run(AwardList.objects.get(pk=lists[1].pk), most=4),
        lambda: run(AwardList.objects.get(pk=lists[0].pk), most=2),
        lambda: award(cast, to=person),
    )
    assert ends == ["done"] * 4
    assert Award.objects.count() == Document.objects.unreplaced().count() == 12
    # The reviewer may come after a list: then one of them is signed twice.
    signed = Document.objects.count()
    assert signed in (12, 13)
    assert sum(StatusList.objects.values_list("used", flat=True)) == signed
    for brought in lists:
        assert not brought.lines.ready().exists()
    states = Counter(AwardLine.objects.values_list("state", flat=True))
    assert states["awarded"] + states["held"] == 24
    assert states["awarded"] in (11, 12)


@pytest.mark.only_with_all
def test_ten_thousand_lines_each_end_with_an_outcome(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    crowd(cast, 10_000)
    brought = awarded(cast, addresses(10_000))
    assert brought.lines.counts() == {"awarded": 10_000}
    assert Document.objects.count() == 10_000
    assert Document.objects.values("status_index").distinct().count() == 10_000


def test_five_hundred_lines_each_end_with_an_outcome(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    crowd(cast, 250)
    brought = awarded(cast, addresses(500))
    assert brought.lines.counts() == {"awarded": 250, "refused": 250}
    assert Document.objects.count() == 250
