"""Start reviewing a try; put it back."""

import datetime as dt

from django.db import IntegrityError, transaction

from waypost.evidence.models import Attempt, Status, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import System, Viewer
from waypost.review.events import ReviewPutBack, ReviewStarted
from waypost.review.models import Review, RowScore
from waypost.review.policies import may_put_back, may_review


class Taken(Exception):
    """Somebody else is reviewing this try, or it has ended."""


def locked(attempt: Attempt) -> Attempt:
    """Read again, with its submission locked first, in the order in which evidence locks."""
    Submission.objects.select_for_update().values_list("pk").get(pk=attempt.submission_id)
    found = Attempt.objects.select_related(
        "submission__person", "submission__version", "submission__requirement"
    ).get(pk=attempt.pk)
    # What belongs together is one district's and one version's: wide rows, each read once.
    submission = found.submission
    found.district = submission.person.district = attempt.district
    submission.requirement.version = submission.version
    return found


@transaction.atomic
def start(*, attempt: Attempt, by: Person, at: dt.datetime) -> Review:
    """Take a waiting try; a second tap finds one's own review. Raises Taken."""
    require(may_review(by, attempt))
    attempt = locked(attempt)
    mine = attempt.reviews.filter(reviewer=by, put_back_at=None, decided_at=None).first()
    if mine:
        return mine
    if attempt.outcome:
        raise Taken
    try:
        with transaction.atomic():
            review = Review.objects.create(
                district=attempt.district, attempt=attempt, reviewer=by, started_at=at
            )
            attempt.submission.step(Status.IN_REVIEW, sources=[Status.WAITING], at=at)
    except (IntegrityError, NotPossible) as error:
        raise Taken from error
    _carry_over(review, at)
    record(
        ReviewStarted(
            district=attempt.district_id, subject=attempt.submission_id, attempt=attempt.pk
        ),
        by=by,
        at=at,
    )
    return review


def _carry_over(review: Review, at: dt.datetime) -> None:
    """What the same reviewer wrote before putting it back is not lost."""
    earlier = (
        Review.objects.filter(attempt=review.attempt, reviewer=review.reviewer)
        .exclude(pk=review.pk)
        .order_by("-started_at")
        .first()
    )
    if earlier:
        RowScore.objects.bulk_create(
            RowScore(
                district=review.district,
                review=review,
                row_id=s.row_id,
                level=s.level,
                comment=s.comment,
                scored_at=at,
            )
            for s in earlier.scores.all()
        )


@transaction.atomic
def put_back(*, review: Review, by: Viewer, at: dt.datetime) -> None:
    """Let somebody else take it. Raises NotPossible when it was decided or put back before."""
    require(may_put_back(by, review))
    attempt = locked(review.attempt)
    moved = Review.objects.filter(pk=review.pk, put_back_at=None, decided_at=None).update(
        put_back_at=at
    )
    if not moved:
        raise NotPossible
    attempt.submission.step(Status.WAITING, sources=[Status.IN_REVIEW], at=at)
    record(
        ReviewPutBack(
            district=review.district_id, subject=attempt.submission_id, attempt=attempt.pk
        ),
        by=by,
        at=at,
    )


def hand_over(*, before: Person, to: Person, by: System) -> None:
    """Of one human with two entries: open reviews go on in `to`'s hands, but for those of what
    either entry handed in, which a program lead puts back."""
    require(by.district.pk == to.district_id)
    in_hand = Review.objects.filter(reviewer=before, put_back_at=None, decided_at=None)
    in_hand.exclude(attempt__submission__person__in=to.selves).update(reviewer=to)
