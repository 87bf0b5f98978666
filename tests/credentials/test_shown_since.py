"""What a list awarded and was shown here since is earned by review, and the list's no more."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import MICRO, NOW, Cast, publish
from tests.credentials.lists import awarded, begin, bring, run
from tests.credentials.made import award, confirmed, show
from tests.review import work
from waypost.catalog import actions as catalog
from waypost.credentials import actions as credentials
from waypost.credentials import hours
from waypost.credentials.checking import check
from waypost.credentials.history import history
from waypost.credentials.hours import Wanted
from waypost.credentials.many import actions
from waypost.credentials.many.standing import standing_of
from waypost.credentials.models import Award, AwardLine, AwardList, Met, Withdrawal
from waypost.evidence import actions as evidence
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.openbadges import Outcome, load
from waypost.people.models import Person

LATER = NOW + dt.timedelta(days=1)
ORTIZ, REYES = "ortiz@pecanflats.example\n", "reyes@pecanflats.example\n"
SLUG = "check-and-change"
DATED = "email,date\nortiz@pecanflats.example,2019-05-14\n"


def test_work_in_review_is_earned_by_its_review(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    attempt = work.handed_in(cast, cast.ortiz, SLUG)
    listed = _one(awarded(cast, DATED, SLUG))
    deliver_all(at=NOW)
    assert "Nobody reviewed evidence" in _subject(listed)["narrative"]

    review = work.decided(attempt, cast.dana, *["demonstrated"] * 3, verdict="award")
    deliver_all(at=LATER)

    shown = Award.objects.get(person=cast.ortiz)
    assert shown.pk == listed.pk
    assert shown.award_list is None
    assert shown.earned_at == review.decision.decided_at
    subject = _subject(shown)
    assert "narrative" not in subject
    assert len(subject["result"]) == 3
    assert subject["creditsEarned"] == 4
    assert check(shown.documents.current(), at=LATER).outcome == Outcome.REAL
    assert _hours(cast) == 4
    letters = Letter.objects.filter(to=cast.ortiz, kind="earned").order_by("written_at")
    assert [letter.subject for letter in letters] == [
        "You have a new badge: Check and change",
        "You earned it: Check and change",
    ]
    assert "Every row is Demonstrated." in letters[1].text
    assert not Letter.objects.filter(kind__in=("corrected", "decided")).exists()


def test_what_came_from_a_list_still_says_so(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    brought = awarded(cast, ORTIZ, SLUG)
    show(cast, SLUG, to=cast.ortiz, at=LATER)
    made = Award.objects.get(person=cast.ortiz)
    steps = history(Award.objects.with_face().get(pk=made.pk))
    assert [step.kind for step in steps] == ["issued_from_list", "signed_anew"]
    assert steps[0].note == brought.note
    assert steps[1].by is None
    assert AwardLine.objects.get(award=made).award_list == brought


def test_work_that_is_handed_in_afterwards_counts(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    begun = work.begun(cast, cast.ortiz, SLUG)
    awarded(cast, ORTIZ, SLUG)
    attempt = evidence.submit(submission=begun, by=cast.ortiz, at=NOW)
    work.decided(attempt, cast.dana, *["demonstrated"] * 3, verdict="award")
    assert Award.objects.get(person=cast.ortiz).award_list is None
    # Once more changes nothing: the round has what it asks for.
    show(cast, SLUG, to=cast.ortiz, at=LATER)
    assert Award.objects.get(person=cast.ortiz).documents.count() == 2
    assert Met.objects.filter(person=cast.ortiz, basis__kind="list").count() == 1


def test_a_withdrawn_list_leaves_out_who_has_shown_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    brought = awarded(cast, ORTIZ + REYES, SLUG)
    show(cast, SLUG, to=cast.ortiz, at=LATER)
    with pytest.raises(actions.AnotherNumber) as wrong:
        actions.withdraw(award_list=brought, typed=2, note="Wrong.", by=cast.lead, at=LATER)
    assert wrong.value.now == 1
    actions.withdraw(award_list=brought, typed=1, note="Wrong.", by=cast.lead, at=LATER)
    run(brought)
    assert Award.objects.get(person=cast.ortiz).stands
    assert not Award.objects.get(person=cast.reyes).stands
    stands = standing_of(AwardList.objects.get(pk=brought.pk))
    assert (stands.shown, stands.withdrawn, stands.percent_withdrawn) == (1, 1, 100)


def test_work_shown_in_part_outlives_the_list(pecan_flats: Cast, caliche: Cast) -> None:
    """Withdrawn with its list, it is earned by the review that comes afterwards; and withdrawn
    from her after that, everything is shown anew."""
    cast = confirmed(pecan_flats)
    brought = awarded(cast, ORTIZ, SLUG)
    actions.withdraw(award_list=brought, typed=1, note="Wrong.", by=cast.lead, at=NOW)
    run(brought)
    mine = award(cast, SLUG, to=cast.ortiz)
    assert mine.award_list is None
    again = Award.objects.rounds(cast.ortiz, mine.version, at=NOW)
    assert again == 1
    credentials.withdraw(award=mine, reason=Withdrawal.Reason.ERROR, by=cast.lead, at=NOW)
    assert Award.objects.rounds(cast.ortiz, mine.version, at=NOW) == 2


def test_after_it_was_shown_and_withdrawn_a_list_awards_it_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    awarded(cast, ORTIZ, SLUG)
    show(cast, SLUG, to=cast.ortiz, at=NOW)
    first = Award.objects.get(person=cast.ortiz)
    credentials.withdraw(award=first, reason=Withdrawal.Reason.ERROR, by=cast.lead, at=NOW)
    second = bring(cast, ORTIZ, SLUG)
    begin(cast, second)
    assert _one(run(second)).stands
    assert sorted(Met.objects.values_list("round", flat=True)) == [0, 1, 2]


def test_a_badge_from_a_list_that_is_renewed_by_showing_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    draft = catalog.write(
        blueprint=replace(MICRO, slug="yearly", valid_months=12), by=cast.system, at=NOW
    )
    cast.versions["yearly"] = publish(draft)
    listed = _one(awarded(cast, ORTIZ, "yearly"))
    assert listed.expires_at is not None
    for soon in (listed.expires_at - dt.timedelta(days=10), listed.expires_at):
        with transaction.atomic():
            again = show(cast, "yearly", to=cast.ortiz, at=soon)
            assert again is not None
            assert again.pk == listed.pk
            assert again.renewals.get().reason == "shown"
            fresh = Award.objects.get(pk=listed.pk)
            assert fresh.earned_at == soon
            assert "narrative" not in _subject(fresh)
            assert _subject(fresh)["creditsEarned"] == 4
            transaction.set_rollback(True)


def test_nothing_else_of_an_award_changes_with_its_list(pecan_flats: Cast, caliche: Cast) -> None:
    first = _one(awarded(pecan_flats, ORTIZ))
    other = awarded(pecan_flats, REYES)
    rows = Award.objects.filter(pk=first.pk)
    for change in (
        {"award_list": other},
        {"award_list": None, "awarded_at": LATER},
        {"award_list": None, "expires_at": LATER},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    assert rows.update(award_list=None) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(award_list=other)


def _one(brought: AwardList) -> Award:
    return Award.objects.get(award_line__award_list=brought)


def _subject(made: Award) -> dict[str, Any]:
    said = load(bytes(made.documents.current().body))["credentialSubject"]
    assert isinstance(said, dict)
    return said


def _hours(cast: Cast) -> object:
    reader = Person.objects.with_roles().get(pk=cast.hr.pk)
    return hours.totals(hours.wanted(reader, Wanted())).hours
