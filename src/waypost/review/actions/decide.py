"""End a try: award, not yet, or incomplete."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from waypost.catalog.models import Row
from waypost.credentials.actions import meet_requirement
from waypost.evidence.actions import hide
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.journal.actions import record
from waypost.people.characters import tidy
from waypost.people.models import Placement
from waypost.people.policies import require
from waypost.people.viewers import Viewer
from waypost.review.actions.score import LONGEST, TooLong
from waypost.review.actions.start import Taken, locked
from waypost.review.events import Decided
from waypost.review.models import Decision, Level, Review, RowScore, Verdict
from waypost.review.policies import may_decide


@dataclass(frozen=True)
class Gap:
    """What stands in the way of a decision.

    `code`: "level" or "comment" (the row lacks it), "not_yet" (an award with a row that is not
    there), "all_there" (nothing to send back), "privacy" (this row is no Not yet: send back to
    complete), "note" (say what is missing), "hide" (choose what shows it).
    """

    code: str
    row: Row | None = None


class NotDecided(Exception):
    """`.gaps` says exactly why."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__()
        self.gaps = gaps


Scores = Mapping[uuid.UUID, RowScore]


def gaps_for(verdict: str, rows: Iterable[Row], scores: Scores, *, note: str = "") -> list[Gap]:
    """What keeps `verdict` from being given on these open rows; the page asks before it offers."""
    levels = {row: scores[row.pk].level if row.pk in scores else "" for row in rows}
    said = {row for row in levels if row.pk in scores and scores[row.pk].tells_a_trouble}
    if verdict == Verdict.INCOMPLETE:
        return [] if note.strip() or said else [Gap("note")]
    gaps = [Gap("level", row) for row, level in levels.items() if not level]
    not_yet = [row for row, level in levels.items() if level == Level.NOT_YET]
    if verdict == Verdict.AWARD:
        return gaps + [Gap("not_yet", row) for row in not_yet]
    gaps += [Gap("privacy", row) for row in not_yet if row.privacy]
    gaps += [Gap("comment", row) for row in not_yet if not row.privacy and row not in said]
    if not gaps and not not_yet:
        gaps.append(Gap("all_there"))
    return gaps


@transaction.atomic
def decide(
    *,
    review: Review,
    verdict: str,
    note: str = "",
    hidden: Iterable[Artifact] = (),
    nothing_to_hide: bool = False,
    by: Viewer,
    at: dt.datetime,
) -> Decision:
    """End the try: award, not yet, or incomplete (which is no try, and hides `hidden`).

    Raises NotDecided, TooLong, NotPossible (a piece of other work), and Taken: it has ended.
    `nothing_to_hide` answers for a privacy row whose trouble is in typed words alone.
    """
    require(may_decide(by, review))
    note, verdict, chosen = tidy(note).strip(), Verdict(verdict), list(hidden)
    if len(note) > LONGEST:
        raise TooLong(len(note))
    attempt = _ended(review, at)
    if any(artifact.submission_id != attempt.submission_id for artifact in chosen):
        raise NotPossible
    scores = {score.row_id: score for score in review.scores.all()}
    rows = open_rows(attempt.submission)
    gaps = gaps_for(verdict, rows, scores, note=note)
    if verdict == Verdict.INCOMPLETE and not nothing_to_hide and not chosen:
        gaps += _unhidden(attempt, rows, scores)
    if gaps:
        raise NotDecided(gaps)
    decision = Decision.objects.create(
        district=attempt.district,
        attempt=attempt,
        review=review,
        verdict=verdict,
        note=note,
        decided_at=at,
    )
    for artifact in chosen:
        hide(artifact=artifact, by=by, at=at)
    _carry_out(decision, scores, by=by, at=at)
    return decision


def _ended(review: Review, at: dt.datetime) -> Attempt:
    """The first to come here closes the review; nobody else gets past. Raises Taken."""
    attempt = locked(review.attempt)
    closed = Review.objects.filter(pk=review.pk, put_back_at=None, decided_at=None).update(
        decided_at=at
    )
    if not closed or attempt.outcome:
        raise Taken
    return attempt


def _carry_out(decision: Decision, scores: Scores, *, by: Viewer, at: dt.datetime) -> None:
    """Close the try, tell the journal, and let the requirement count when it was shown."""
    submission = decision.attempt.submission
    done = _close(decision.attempt, Verdict(decision.verdict), scores, at)
    _tell(decision, scores, by=by, at=at)
    if decision.verdict == Verdict.AWARD:
        meet_requirement(
            requirement=submission.requirement,
            person=submission.person,
            basis=_basis(submission, done, decision.attempt.district.zone),
            by=by,
            at=at,
        )


def open_rows(submission: Submission) -> list[Row]:
    """The rows that are looked at: those demonstrated on an earlier try stay done."""
    done = set(submission.rows_done)
    return [row for row in submission.requirement.rows.all() if str(row.pk) not in done]


def _unhidden(attempt: Attempt, rows: Iterable[Row], scores: Scores) -> list[Gap]:
    """A privacy row that is not there yet, with files still open to look at and none hidden."""
    failed = [
        row
        for row in rows
        if row.privacy and row.pk in scores and scores[row.pk].level == Level.NOT_YET
    ]
    if not failed:
        return []
    states = list(attempt.artifacts.values_list("hidden_at", flat=True))
    return [Gap("hide", failed[0])] if states and not any(states) else []


_OUTCOMES = {
    Verdict.AWARD: (Outcome.DEMONSTRATED, Status.DEMONSTRATED),
    Verdict.NOT_YET: (Outcome.NOT_YET, Status.SENT_BACK),
    Verdict.INCOMPLETE: (Outcome.INCOMPLETE, Status.INCOMPLETE),
}


def _close(attempt: Attempt, verdict: Verdict, scores: Scores, at: dt.datetime) -> list[str]:
    outcome, status = _OUTCOMES[verdict]
    done = set(attempt.submission.rows_done)
    if verdict != Verdict.INCOMPLETE:
        done |= {str(pk) for pk, s in scores.items() if s.level == Level.DEMONSTRATED}
    Attempt.objects.filter(pk=attempt.pk, outcome="").update(outcome=outcome, ended_at=at)
    attempt.submission.step(status, sources=[Status.IN_REVIEW], at=at, rows_done=sorted(done))
    return sorted(done)


def _tell(decision: Decision, scores: Scores, *, by: Viewer, at: dt.datetime) -> None:
    submission = decision.attempt.submission
    record(
        Decided(
            district=decision.district_id,
            subject=submission.pk,
            person=submission.person_id,
            version=submission.version_id,
            attempt=decision.attempt_id,
            decision=decision.pk,
            verdict=decision.verdict,
            levels=tuple(f"{s.row_id}:{s.level}" for s in scores.values() if s.level),
        ),
        by=by,
        at=at,
    )


def _basis(submission: Submission, done: list[str], zone: ZoneInfo) -> dict[str, Any]:
    """Why this counts, without a name: kept with the award for good."""
    # What was incomplete settled nothing, and what was taken back was never looked at.
    settled = Decision.objects.filter(attempt__submission=submission)
    decisions = settled.exclude(verdict=Verdict.INCOMPLETE)
    # Each decision once for every role that its reviewer ever had, or once without any.
    roles = [f"review__reviewer__placements__{each}" for each in ("role", "since", "until")]
    looked = list(decisions.values_list("attempt", "review__reviewer", "decided_at", *roles))
    shown = Artifact.objects.filter(attempts__in={attempt for attempt, *_ in looked})
    digests = shown.filter(hidden_at=None).exclude(sha256="").values_list("sha256", flat=True)
    return {
        "version": submission.version.digest,
        "rows": [{"row": pk, "level": Level.DEMONSTRATED.value} for pk in done],
        "reviewers": len({reviewer for _attempt, reviewer, *_ in looked}),
        "reviewer_roles": sorted(_roles_then(looked, zone)),
        "tries": submission.tries,
        "evidence": sorted(set(digests)),
    }


def _roles_then(looked: Iterable[Any], zone: ZoneInfo) -> set[str]:
    """What the reviewers were on the days of their decisions, in the district's own time."""
    held = (
        (Placement(role=role, since=since, until=until), at.astimezone(zone).date())
        for _attempt, _reviewer, at, role, since, until in looked
        if role
    )
    return {placement.role for placement, day in held if placement.holds_on(day)}
