"""Start a review, score its rows, put it back, decide."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from waypost.catalog.models import Row
from waypost.credentials.actions import meet_requirement
from waypost.evidence.actions import hide
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer
from waypost.review.events import Decided, ReviewPutBack, ReviewStarted
from waypost.review.models import Decision, Level, Review, RowScore, SavedComment, Verdict
from waypost.review.policies import may_decide, may_put_back, may_review, may_save_comment


class Taken(Exception):
    """Somebody else is reviewing this try, or has decided it."""


@transaction.atomic
def start(*, attempt: Attempt, by: Person, at: dt.datetime) -> Review:
    """Take a waiting try; a second tap finds one's own review. Raises Taken, NotPossible."""
    require(may_review(by, attempt))
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
    """What an earlier reviewer of the same try wrote before putting it back is not lost."""
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
    moved = Review.objects.filter(pk=review.pk, put_back_at=None, decided_at=None).update(
        put_back_at=at
    )
    if not moved:
        raise NotPossible
    attempt = review.attempt
    attempt.submission.step(Status.WAITING, sources=[Status.IN_REVIEW], at=at)
    record(
        ReviewPutBack(
            district=review.district_id, subject=attempt.submission_id, attempt=attempt.pk
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def score(
    *, review: Review, row: Row, level: str, comment: str, by: Viewer, at: dt.datetime
) -> RowScore:
    """Keep one row's level and comment while reviewing. Raises NotPossible."""
    require(may_decide(by, review))
    if not review.is_open or row.requirement_id != review.attempt.submission.requirement_id:
        raise NotPossible
    kept, _ = RowScore.objects.update_or_create(
        district=review.district,
        review=review,
        row=row,
        defaults={
            "level": Level(level) if level else "",
            "comment": comment,
            "scored_at": at,
        },
    )
    return kept


@dataclass(frozen=True)
class Gap:
    """What a row still needs before the decision: "level" or "comment"."""

    row: Row
    code: str


class NotDecided(Exception):
    """`.gaps` names the rows; `.reason` is "rows" or "contradiction" (award with a Not yet)."""

    def __init__(self, gaps: list[Gap], reason: str = "rows") -> None:
        super().__init__()
        self.gaps = gaps
        self.reason = reason


def open_rows(attempt: Attempt) -> list[Row]:
    """The rows of this try that are looked at: those demonstrated before stay done."""
    submission = attempt.submission
    done = set(submission.rows_done)
    return [row for row in submission.requirement.rows.all() if str(row.pk) not in done]


@transaction.atomic
def decide(
    *,
    review: Review,
    verdict: str,
    note: str = "",
    hidden: list[Artifact] | None = None,
    by: Viewer,
    at: dt.datetime,
) -> Decision:
    """End the try: award, not yet, or incomplete (which is no try, and hides `hidden`).

    Raises NotDecided (rows without a level or a next step), Taken (it was decided already).
    """
    require(may_decide(by, review))
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("submission__person__district", "submission__version", "district")
        .get(pk=review.attempt_id)
    )
    rows = open_rows(attempt)
    scores = {s.row_id: s for s in review.scores.all()}
    _check(Verdict(verdict), rows, scores, note)
    closed = Review.objects.filter(pk=review.pk, put_back_at=None, decided_at=None).update(
        decided_at=at
    )
    if not closed or attempt.outcome:
        raise Taken
    decision = Decision.objects.create(
        district=review.district,
        attempt=attempt,
        review=review,
        verdict=verdict,
        note=note,
        decided_at=at,
    )
    for artifact in hidden or []:
        hide(artifact=artifact, by=by, at=at)
    done = _close(attempt, Verdict(verdict), scores, at)
    record(
        Decided(
            district=review.district_id,
            subject=attempt.submission_id,
            person=attempt.submission.person_id,
            version=attempt.submission.version_id,
            attempt=attempt.pk,
            decision=decision.pk,
            verdict=verdict,
            levels=tuple(f"{s.row_id}:{s.level}" for s in scores.values() if s.level),
        ),
        by=by,
        at=at,
    )
    if verdict == Verdict.AWARD:
        meet_requirement(
            requirement=attempt.submission.requirement,
            person=attempt.submission.person,
            basis=_basis(attempt.submission, done),
            by=by,
            at=at,
        )
    return decision


def _check(verdict: Verdict, rows: list[Row], scores: dict[uuid.UUID, RowScore], note: str) -> None:
    levels = {row.pk: scores[row.pk].level if row.pk in scores else "" for row in rows}
    if verdict == Verdict.INCOMPLETE:
        said = note.strip() or any(s.comment.strip() for s in scores.values())
        if not said:
            raise NotDecided([], "note")
        return
    gaps = [Gap(row, "level") for row in rows if not levels[row.pk]]
    gaps += [
        Gap(row, "comment")
        for row in rows
        if levels[row.pk] == Level.NOT_YET and not scores[row.pk].comment.strip()
    ]
    if gaps:
        raise NotDecided(gaps)
    any_not_yet = Level.NOT_YET in levels.values()
    if any_not_yet == (verdict == Verdict.AWARD):
        raise NotDecided([], "contradiction")


_OUTCOMES = {
    Verdict.AWARD: (Outcome.DEMONSTRATED, Status.DEMONSTRATED),
    Verdict.NOT_YET: (Outcome.NOT_YET, Status.SENT_BACK),
    Verdict.INCOMPLETE: (Outcome.INCOMPLETE, Status.INCOMPLETE),
}


def _close(
    attempt: Attempt, verdict: Verdict, scores: dict[uuid.UUID, RowScore], at: dt.datetime
) -> list[str]:
    outcome, status = _OUTCOMES[verdict]
    done = list(attempt.submission.rows_done)
    if verdict != Verdict.INCOMPLETE:
        done += [str(pk) for pk, s in scores.items() if s.level == Level.DEMONSTRATED]
    done = sorted(set(done))
    Attempt.objects.filter(pk=attempt.pk, outcome="").update(outcome=outcome, ended_at=at)
    attempt.submission.step(status, sources=[Status.IN_REVIEW], at=at, rows_done=done)
    return done


def _basis(submission: Submission, done: list[str]) -> dict[str, Any]:
    """Why this counts, without a name: kept with the award for good."""
    decisions = Decision.objects.filter(attempt__submission=submission).select_related(
        "review__reviewer"
    )
    reviewers = {d.review.reviewer for d in decisions}
    digests = (
        Artifact.objects.filter(attempts__submission=submission, hidden_at=None)
        .exclude(sha256="")
        .values_list("sha256", flat=True)
        .distinct()
    )
    return {
        "version": submission.version.digest,
        "rows": [{"row": pk, "level": Level.DEMONSTRATED.value} for pk in done],
        "reviewers": len(reviewers),
        "reviewer_roles": sorted({role for r in reviewers for role in r.roles}),
        "tries": submission.tries,
        "evidence": sorted(digests),
    }


@transaction.atomic
def save_comment(*, row: Row, text: str, by: Person, at: dt.datetime) -> SavedComment:
    """Keep a phrase for next time; the same words are kept once."""
    require(may_save_comment(by, row))
    kept, _ = SavedComment.objects.get_or_create(
        district=by.district, person=by, row=row, text=text.strip(), defaults={"saved_at": at}
    )
    return kept
