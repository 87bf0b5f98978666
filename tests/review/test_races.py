"""Two at once: exactly one wins, and the other is told. On SQLite and on PostgreSQL."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import transaction

from tests import cast as people_of
from tests.cast import Cast
from tests.racing import at_once
from tests.review.work import LATER, handed_in, score_all, started
from waypost.credentials.models import Award, Document
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Status, Submission
from waypost.journal.models import Entry
from waypost.review import actions
from waypost.review.models import Decision, Review, RowScore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two() -> Cast:
    people_of.caliche()
    return people_of.pecan_flats()


def test_two_reviewers_start(two: Cast) -> None:
    attempt = handed_in(two, two.ortiz)

    def start(who: str) -> Callable[[], object]:
        return lambda: started(Attempt.objects.get(pk=attempt.pk), two.people[who])

    assert at_once(start("dana"), start("wells")) == ["Taken", "done"]
    assert Review.objects.count() == 1
    assert Entry.objects.filter(kind="review.ReviewStarted").count() == 1


def test_a_double_click_starts_once(two: Cast) -> None:
    attempt = handed_in(two, two.ortiz)
    start = lambda: started(Attempt.objects.get(pk=attempt.pk), two.dana)  # noqa: E731  said twice below
    assert at_once(start, start) == ["done", "done"]
    assert Review.objects.count() == 1


def test_the_teacher_takes_it_back_while_a_reviewer_starts(two: Cast) -> None:
    attempt = handed_in(two, two.ortiz)

    def take_back() -> None:
        submission = Submission.objects.get(pk=attempt.submission_id)
        evidence.take_back(submission=submission, by=two.ortiz, at=LATER)

    ends = at_once(take_back, lambda: started(Attempt.objects.get(pk=attempt.pk), two.dana))
    assert ends in (["NotPossible", "done"], ["Taken", "done"])
    submission = Submission.objects.get(pk=attempt.submission_id)
    held = Review.objects.filter(put_back_at=None).count()
    assert (submission.status, held) in ((Status.DRAFT, 0), (Status.IN_REVIEW, 1))


def test_what_is_taken_back_is_the_try_that_waits_when_its_turn_comes(two: Cast) -> None:
    """Two tabs: one takes it back and hands it in anew while the other takes it back."""
    attempt = handed_in(two, two.ortiz)
    submission = Submission.objects.get(pk=attempt.submission_id)
    locked = threading.Event()

    def again() -> None:
        with transaction.atomic():
            Submission.objects.select_for_update().get(pk=submission.pk)
            locked.set()
            time.sleep(0.5)
            evidence.take_back(submission=submission, by=two.ortiz, at=LATER)
            evidence.submit(submission=submission, by=two.ortiz, at=LATER)

    def take_back() -> None:
        locked.wait()
        evidence.take_back(submission=submission, by=two.ortiz, at=LATER)

    assert at_once(again, take_back) == ["done", "done"]
    submission.refresh_from_db()
    assert submission.status == Status.DRAFT
    assert not submission.attempts.undecided().exists()


def test_two_tabs_decide(two: Cast) -> None:
    review = started(handed_in(two, two.ortiz), two.dana)
    score_all(review, "demonstrated", "demonstrated", "demonstrated")

    def decide(verdict: str) -> Callable[[], object]:
        return lambda: actions.decide(
            review=Review.objects.get(pk=review.pk),
            verdict=verdict,
            note="Closed.",
            by=two.dana,
            at=LATER,
        )

    assert at_once(decide("award"), decide("award"), decide("incomplete")) == [
        "Taken",
        "Taken",
        "done",
    ]
    decision = Decision.objects.get()
    awards = Award.objects.count()
    assert (decision.verdict, awards) in (("award", 1), ("incomplete", 0))
    assert Document.objects.count() == awards


def test_the_lead_puts_back_while_the_reviewer_decides(two: Cast) -> None:
    review = started(handed_in(two, two.ortiz), two.dana)
    score_all(review, "demonstrated", "demonstrated", "demonstrated")

    def put_back() -> None:
        actions.put_back(review=Review.objects.get(pk=review.pk), by=two.lead, at=LATER)

    def decide() -> None:
        stale = Review.objects.get(pk=review.pk)
        actions.decide(review=stale, verdict="award", by=two.dana, at=LATER)

    assert at_once(put_back, decide) in (["NotPossible", "done"], ["Taken", "done"])
    submission = Submission.objects.get()
    decided = Decision.objects.count()
    assert (submission.status, decided) in ((Status.WAITING, 0), (Status.DEMONSTRATED, 1))


def test_a_row_is_scored_while_it_is_decided(two: Cast) -> None:
    review = started(handed_in(two, two.ortiz), two.dana)
    score_all(review, "demonstrated", "demonstrated", "demonstrated")
    row = review.attempt.submission.requirement.rows.first()
    assert row

    def score() -> None:
        actions.score(
            review=Review.objects.get(pk=review.pk),
            row=row,
            level="not_yet",
            comment="Wait",
            by=two.dana,
            at=LATER,
        )

    def decide() -> None:
        stale = Review.objects.get(pk=review.pk)
        actions.decide(review=stale, verdict="award", by=two.dana, at=LATER)

    ends = at_once(score, decide)
    told = (RowScore.objects.get(row=row).level, Award.objects.count())
    assert (ends, told) in (
        (["NotPossible", "done"], ("demonstrated", 1)),
        (["NotDecided", "done"], ("not_yet", 0)),
    )


def test_two_tabs_save_the_first_words_of_a_row(two: Cast) -> None:
    review = started(handed_in(two, two.ortiz), two.dana)
    row = review.attempt.submission.requirement.rows.first()
    assert row

    def save(words: str) -> Callable[[], object]:
        return lambda: actions.score(
            review=Review.objects.get(pk=review.pk),
            row=row,
            level="",
            comment=words,
            revision=0,
            by=two.dana,
            at=LATER,
        )

    assert at_once(save("From A"), save("From B")) == ["Overwritten", "done"]
    assert RowScore.objects.get().revision == 1
