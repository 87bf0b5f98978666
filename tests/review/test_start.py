"""Start reviewing; put back."""

import pytest

from tests.cast import NOW, Cast
from tests.review.work import LATER, begun, handed_in, score_all, started
from waypost.evidence import actions as evidence
from waypost.evidence.models import Status
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people.models import Role
from waypost.people.policies import NotAllowed
from waypost.review import actions
from waypost.review.models import Review


def test_starting_takes_it_and_tells_the_journal(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    review = started(attempt, pecan_flats.dana)
    attempt.submission.refresh_from_db()
    assert attempt.submission.status == Status.IN_REVIEW
    assert review.is_open
    assert Entry.objects.get(kind="review.ReviewStarted").actor == pecan_flats.dana.reference


def test_a_second_tap_finds_ones_own_review(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    assert started(attempt, pecan_flats.dana) == started(attempt, pecan_flats.dana)
    assert Review.objects.count() == 1


def test_two_reviewers_never_have_the_same_try(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    started(attempt, pecan_flats.dana)
    with pytest.raises(actions.Taken):
        started(attempt, pecan_flats.wells)


def test_nobody_reviews_their_own_work(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.wells)
    with pytest.raises(NotAllowed):
        started(attempt, pecan_flats.wells)


@pytest.mark.parametrize("who", ["reyes", "principal", "hr", "lead", "rep"])
def test_only_reviewers_start(pecan_flats: Cast, who: str) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    with pytest.raises(NotAllowed):
        started(attempt, pecan_flats.people[who])


def test_a_principal_never_reviews_whatever_other_role_they_hold(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    principal = pecan_flats.principal
    people.place(person=principal, role=Role.REVIEWER, since=NOW.date(), by=pecan_flats.system)
    with pytest.raises(NotAllowed):
        started(attempt, principal)


def test_a_reviewer_of_another_district_may_not(pecan_flats: Cast, caliche: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    with pytest.raises(NotAllowed):
        started(attempt, caliche.reviewer)


def test_work_that_was_taken_back_cannot_be_started(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    evidence.take_back(submission=attempt.submission, by=pecan_flats.ortiz, at=NOW)
    with pytest.raises(actions.Taken):
        started(attempt, pecan_flats.dana)


def test_an_old_page_cannot_start_a_try_that_was_handed_in_anew(pecan_flats: Cast) -> None:
    old = handed_in(pecan_flats, pecan_flats.ortiz)
    evidence.take_back(submission=old.submission, by=pecan_flats.ortiz, at=NOW)
    evidence.submit(submission=old.submission, by=pecan_flats.ortiz, at=NOW)
    with pytest.raises(actions.Taken):
        started(old, pecan_flats.dana)
    assert not Review.objects.exists()


def test_what_was_written_is_there_again_after_putting_back(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    review = started(attempt, pecan_flats.dana)
    score_all(review, "demonstrated", "not_yet", "")
    actions.put_back(review=review, by=pecan_flats.dana, at=LATER)
    attempt.submission.refresh_from_db()
    assert attempt.submission.status == Status.WAITING
    again = started(attempt, pecan_flats.dana)
    assert {(s.level, s.comment) for s in again.scores.all()} == {
        ("demonstrated", ""),
        ("not_yet", "Circle the spot."),
    }


def test_another_reviewer_starts_with_an_empty_sheet(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    review = started(attempt, pecan_flats.dana)
    score_all(review, "demonstrated", "", "")
    actions.put_back(review=review, by=pecan_flats.dana, at=LATER)
    assert not started(attempt, pecan_flats.wells).scores.exists()


def test_putting_back_twice_is_said(pecan_flats: Cast) -> None:
    review = started(handed_in(pecan_flats, pecan_flats.ortiz), pecan_flats.dana)
    actions.put_back(review=review, by=pecan_flats.dana, at=LATER)
    with pytest.raises(actions.NotPossible):
        actions.put_back(review=review, by=pecan_flats.dana, at=LATER)


def test_the_program_lead_puts_back_for_someone_who_fell_ill(pecan_flats: Cast) -> None:
    review = started(handed_in(pecan_flats, pecan_flats.ortiz), pecan_flats.dana)
    actions.put_back(review=review, by=pecan_flats.lead, at=LATER)
    review.refresh_from_db()
    assert not review.is_open


@pytest.mark.parametrize("who", ["wells", "ortiz", "principal"])
def test_nobody_else_puts_back(pecan_flats: Cast, who: str) -> None:
    review = started(handed_in(pecan_flats, pecan_flats.ortiz), pecan_flats.dana)
    with pytest.raises(NotAllowed):
        actions.put_back(review=review, by=pecan_flats.people[who], at=LATER)


def test_a_draft_is_no_try(pecan_flats: Cast) -> None:
    assert not begun(pecan_flats, pecan_flats.ortiz).attempts.exists()
