"""Reading a bench from the database: the queries are all here."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, Prefetch, prefetch_related_objects

from waypost.catalog.models import Piece, Row
from waypost.evidence.models import Artifact, Attempt, Outcome
from waypost.people.models import Person
from waypost.people.unnamed import campus_names
from waypost.review.bench.nouns import Before, Bench, Earlier, PieceView, RowView
from waypost.review.bench.pieces import piece_views
from waypost.review.blind import Face, face
from waypost.review.models import Decision, Level, Review, RowScore, SavedComment
from waypost.review.policies import is_blind, reads_trail

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def tries_of(attempt: uuid.UUID, viewer: Person) -> tuple[Attempt, list[Attempt]]:
    """The try with this id and all of the same work, oldest first. Raises Attempt.DoesNotExist."""
    visible = Attempt.objects.visible_to(viewer).exclude(outcome=Outcome.TAKEN_BACK)
    tries = list(
        visible.filter(submission__attempts=attempt)
        .select_related(
            "submission__person__account",
            "submission__version__achievement",
            "submission__requirement",
        )
        .order_by("number")
    )
    one = next((a for a in tries if a.pk == attempt), None)
    if one is None:
        raise Attempt.DoesNotExist
    for each in tries:
        # The same rows everywhere, and no second query for the viewer's own district.
        each.submission = one.submission
        each.district = viewer.district
    one.submission.district = one.submission.person.district = viewer.district
    return one, tries


def bench(attempt: Attempt, tries: list[Attempt], viewer: Person, *, at: dt.datetime) -> Bench:
    who = face(viewer, attempt, campus_names(viewer.district) if is_blind(viewer, attempt) else ())
    before = [a for a in tries if a.number < attempt.number]
    prefetch_related_objects(
        [*before, attempt], Prefetch("artifacts", Artifact.objects.order_by("added_at", "pk"))
    )
    reviews = _reviews(attempt)
    pieces = list(Piece.objects.filter(requirement=attempt.submission.requirement_id))
    rows = _rows(attempt, pieces)
    decided = {r.attempt_id: r for r in reviews if _decision(r)}
    review = next((r for r in reviews if r.attempt_id == attempt.pk and r.is_open), None)
    if review:
        review.attempt = attempt
    own = review if review and review.reviewer_id == viewer.pk else decided.get(attempt.pk)
    phrases = _phrases(viewer, rows) if review and review.reviewer_id == viewer.pk else {}
    past = [
        _earlier(a, decided.get(a.pk), reviews, list(rows), piece_views(pieces, a, None, who), who)
        for a in reversed(before)
    ]
    return Bench(
        attempt=attempt,
        viewer=viewer,
        at=at,
        face=who,
        pieces=piece_views(pieces, attempt, before[-1] if before else None, who),
        rows=_row_views(attempt, rows, reviews[own] if own else [], past, phrases),
        earlier=past,
        review=review,
        decision=_decision(decided.get(attempt.pk)),
        may_read_trail=reads_trail(viewer, {r.reviewer_id for r in reviews}),
    )


Reviews = dict[Review, list[RowScore]]


def _reviews(attempt: Attempt) -> Reviews:
    """Every review of this work with its scores and its decision, in one query."""
    found: Reviews = {}
    scored = (
        Review.objects.filter(attempt__submission=attempt.submission)
        .select_related("decision")
        .annotate(
            row=F("scores__row"),
            level=F("scores__level"),
            comment=F("scores__comment"),
            revision=F("scores__revision"),
        )
        .order_by("started_at", "pk")
    )
    each: WithAnnotations[Review, _Score]
    for each in scored:  # type: ignore[assignment]  # the annotations are typed by hand
        scores = found.setdefault(each, [])
        if each.row:
            scores.append(
                RowScore(
                    district_id=each.district_id,
                    review=each,
                    row_id=each.row,
                    level=each.level,
                    comment=each.comment,
                    revision=each.revision,
                )
            )
    return found


class _Score(TypedDict):
    row: uuid.UUID | None
    level: str
    comment: str
    revision: int


def _decision(review: Review | None) -> Decision | None:
    return getattr(review, "decision", None)


def _rows(attempt: Attempt, pieces: list[Piece]) -> dict[Row, list[Piece]]:
    """Every row with the pieces in which it is looked for, in one query."""
    by_id = {piece.pk: piece for piece in pieces}
    found: dict[Row, list[Piece]] = {}
    rows = Row.objects.filter(requirement=attempt.submission.requirement_id)
    for row in rows.annotate(looked_in=F("pieces")).order_by("position", "pieces__position"):
        seen = found.setdefault(row, [])
        if row.looked_in:
            seen.append(by_id[row.looked_in])
    return found


Phrases = dict[uuid.UUID, list[SavedComment]]


def _phrases(viewer: Person, rows: dict[Row, list[Piece]]) -> Phrases:
    """A reviewer's own, by row."""
    found: Phrases = {}
    for phrase in SavedComment.objects.filter(person__in=viewer.selves, row__in=rows):
        found.setdefault(phrase.row_id, []).append(phrase)
    return found


def _row_views(
    attempt: Attempt,
    rows: dict[Row, list[Piece]],
    scores: list[RowScore],
    past: list[Earlier],
    phrases: Phrases,
) -> list[RowView]:
    by_row = {score.row_id: score for score in scores}
    done = _done_before(attempt, past)
    return [
        RowView(
            row=row,
            look_in=look_in,
            score=by_row.get(row.pk),
            locked=str(row.pk) in done,
            before=[said for e in past for its, said in e.rows if its == row],
            phrases=phrases.get(row.pk, []),
        )
        for row, look_in in rows.items()
    ]


def _done_before(attempt: Attempt, past: list[Earlier]) -> set[str]:
    """Ids of rows that this try leaves alone. Of one that has ended: what was done by then; an
    incomplete one was no try and settles nothing."""
    if not attempt.outcome:
        return set(attempt.submission.rows_done)
    return {
        str(row.pk)
        for e in past
        if e.attempt.outcome == Outcome.NOT_YET
        for row, said in e.rows
        if said.level == Level.DEMONSTRATED
    }


def _earlier(
    attempt: Attempt,
    review: Review | None,
    reviews: Reviews,
    rows: list[Row],
    pieces: list[PieceView],
    who: Face,
) -> Earlier:
    decision = _decision(review)
    by_id = {row.pk: row for row in rows}
    said = sorted(reviews[review] if review else [], key=lambda s: by_id[s.row_id].position)
    return Earlier(
        attempt=attempt,
        decision=decision,
        note=who.clean(decision.note) if decision else "",
        rows=[
            (by_id[s.row_id], Before(attempt.try_number, s.level, who.clean(s.comment)))
            for s in said
        ],
        pieces=pieces,
    )
