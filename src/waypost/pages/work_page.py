"""Puts one teacher's work together: what is written, what a review said, and what comes next."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from waypost.catalog.models import Piece, Row
from waypost.credentials.models import Award
from waypost.evidence.actions import missing_in
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission, Writing
from waypost.pages.standing import own_work, standing_of
from waypost.pages.work_arriving import ARRIVES, Arriving, arriving_of
from waypost.pages.work_parts import Feedback, Field, Item, Late, Part, fields_of
from waypost.people.models import Person
from waypost.review.letter import Letter, hidden_by, letter
from waypost.review.models import Level, RowScore


@dataclass
class Said:
    """A piece as it was handed in with one try."""

    piece: Piece
    answers: list[tuple[str, str]]
    items: list[Item]
    hidden: int


@dataclass
class Try:
    """One time it was handed in, with what came back."""

    attempt: Attempt
    feedback: list[Feedback]
    said: list[Said]
    letter: Letter | None = None
    "What was decided, in the same words as the mail."

    @property
    def verdict(self) -> str:
        return self.attempt.outcome


@dataclass
class Work:
    """Everything that the page shows."""

    submission: Submission
    parts: list[Part]
    tries: list[Try]
    award: Award | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    errors_title: str = ""
    late: list[Late] = field(default_factory=list)
    "What came when it had been handed in: shown, so that it can be copied."
    late_files: dict[str, None] = field(default_factory=dict)
    "The names of files that did, each once."

    @property
    def open(self) -> bool:
        return self.submission.is_open

    @property
    def waiting(self) -> Attempt | None:
        """The try that somebody will answer."""
        newest = self.tries[0].attempt if self.tries else None
        return newest if newest and not newest.outcome else None

    @property
    def may_take_back(self) -> bool:
        return self.submission.status == Status.WAITING

    @property
    def decided(self) -> Try | None:
        """The latest answer, while the teacher acts on it."""
        answered = (t for t in self.tries if t.verdict not in {"", Outcome.TAKEN_BACK})
        return next(answered, None)

    @property
    def earlier(self) -> list[Try]:
        """Ended tries, newest first: nothing that was handed in disappears."""
        return [t for t in self.tries if t.verdict]

    @property
    def left(self) -> list[Part]:
        return [part for part in self.parts if part.state != "done"]

    @property
    def rows_left(self) -> int:
        """Rows that a reviewer asked to redo and nobody has touched since."""
        if not self.decided or self.submission.status != Status.SENT_BACK:
            return 0
        return sum(1 for f in self.decided.feedback if not (f.demonstrated or f.settled))

    @property
    def percent(self) -> int:
        return standing_of(self.submission).percent

    @property
    def fields(self) -> dict[str, Field]:
        return {f.id: f for part in self.parts for f in part.fields}

    @property
    def items(self) -> dict[str, Item]:
        return {item.id: item for part in self.parts for item in part.items}


def find(viewer: Person, pk: uuid.UUID) -> Submission | None:
    """One's own work and nobody else's: a reviewer has a page of their own for it."""
    return (
        own_work(viewer)
        .filter(pk=pk)
        .select_related("district", "requirement", "version__achievement", "person")
        .annotate(arrives=ARRIVES)
        .first()
    )


def pieces_of(submission: Submission) -> list[Piece]:
    return list(submission.requirement.pieces.all())


def compose(submission: Submission, pieces: list[Piece] | None = None) -> Work:
    """In a fixed number of queries, however much was handed in."""
    pieces = pieces_of(submission) if pieces is None else pieces
    rows, rows_of = _rows(submission)
    artifacts, of_try = _artifacts(submission)
    attempts = list(
        Attempt.objects.filter(submission=submission).select_related("decision").order_by("-number")
    )
    for attempt in attempts:
        attempt.submission = submission
    scores = _scores(submission) if attempts else {}
    tries = [
        _try(attempt, pieces, rows, scores.get(attempt.pk, {}), of_try[attempt.pk])
        for attempt in attempts
    ]
    for one in tries:
        one.letter = _letter(one, tries, rows, scores, of_try)
    writings = list(submission.writings.all()) if submission.is_open or not tries else []
    expected = submission.is_open and getattr(submission, "arrives", True)
    arriving = arriving_of(submission) if expected else {}
    work = Work(
        submission=submission,
        parts=[
            _part(submission, p, rows_of[p.pk], artifacts, writings, arriving.get(p.pk, []))
            for p in pieces
        ],
        tries=tries,
        award=_award(submission),
    )
    _tell(work)
    return work


def _rows(submission: Submission) -> tuple[list[Row], dict[uuid.UUID, list[Row]]]:
    """The rubric, and its rows by the piece in which a reviewer looks for them: one query."""
    links = (
        Row.pieces.through.objects.filter(row__requirement=submission.requirement_id)
        .select_related("row")
        .order_by("row__position")
    )
    rows: dict[uuid.UUID, Row] = {}
    rows_of: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for link in links:
        row = rows.setdefault(link.row_id, link.row)
        rows_of[link.piece_id].append(row)
    return list(rows.values()), rows_of


def _artifacts(
    submission: Submission,
) -> tuple[list[Artifact], dict[uuid.UUID, list[Artifact]]]:
    """All that was ever added, and by try: one query, a row for each try that holds it."""
    found = submission.artifacts.annotate(try_id=F("attempts__id")).order_by("added_at", "id")
    every: dict[uuid.UUID, Artifact] = {}
    of_try: dict[uuid.UUID, list[Artifact]] = defaultdict(list)
    for row in found:
        artifact = every.setdefault(row.pk, row)
        if try_id := getattr(row, "try_id", None):
            of_try[try_id].append(artifact)
    return list(every.values()), of_try


def _scores(submission: Submission) -> dict[uuid.UUID, dict[uuid.UUID, RowScore]]:
    """What was decided row by row; what a reviewer only tries out is nobody's business yet."""
    found = RowScore.objects.filter(
        review__decision__attempt__submission=submission
    ).select_related("review")
    by_try: dict[uuid.UUID, dict[uuid.UUID, RowScore]] = defaultdict(dict)
    for score in found:
        by_try[score.review.attempt_id][score.row_id] = score
    return by_try


def _award(submission: Submission) -> Award | None:
    if submission.status != Status.DEMONSTRATED:
        return None
    awards = Award.objects.of(submission.person.holder).filter(version=submission.version_id)
    return awards.order_by("-awarded_at").first()


def _part(
    submission: Submission,
    piece: Piece,
    rows: list[Row],
    artifacts: list[Artifact],
    writings: list[Writing],
    arriving: list[Arriving],
) -> Part:
    own = [a for a in artifacts if a.piece_id == piece.pk]
    present = [a for a in own if not (a.removed_at or a.hidden_at)]
    words = {(w.piece_id, w.prompt): w for w in writings}
    done = [row for row in rows if str(row.pk) in submission.rows_done]
    texts = {place: writing.text.strip() for place, writing in words.items()}
    newest = [w.saved_at for w in writings if w.piece_id == piece.pk]
    newest += [at for a in own for at in (a.added_at, a.described_at, a.removed_at) if at]
    return Part(
        piece=piece,
        newest=max(newest, default=None),
        fields=fields_of(piece, words),
        items=[Item(a) for a in present],
        hidden=[Item(a) for a in own if a.hidden_at and not a.removed_at],
        arriving=arriving,
        rows=rows,
        rows_done=done,
        missing=missing_in(piece, present, texts) if submission.is_open else [],
        settled=bool(rows) and len(done) == len(rows),
    )


def _try(
    attempt: Attempt,
    pieces: list[Piece],
    rows: list[Row],
    scores: dict[uuid.UUID, RowScore],
    artifacts: list[Artifact],
) -> Try:
    words = {(w["piece"], w["prompt"]): w["text"] for w in attempt.words}
    said = []
    for piece in pieces:
        own = [a for a in artifacts if a.piece_id == piece.pk]
        labels = piece.prompts or [""]
        answers = [(label, words.get((str(piece.pk), n), "")) for n, label in enumerate(labels)]
        said.append(
            Said(
                piece=piece,
                answers=[(label, text) for label, text in answers if text],
                items=[Item(attempt.as_handed_in(a), of=attempt) for a in own if not a.hidden_at],
                hidden=sum(1 for a in own if a.hidden_at),
            )
        )
    feedback = [
        Feedback(row, scores[row.pk].level == Level.DEMONSTRATED, scores[row.pk].comment)
        for row in rows
        if row.pk in scores and _is_sent(attempt, scores[row.pk])
    ]
    return Try(attempt, feedback, said)


def _is_sent(attempt: Attempt, score: RowScore) -> bool:
    """Incomplete decides nothing: of it only the troubles are told, as in its letter."""
    if attempt.outcome == Outcome.INCOMPLETE:
        return score.tells_a_trouble
    return bool(score.level or score.comment)


def _letter(
    one: Try,
    tries: list[Try],
    rows: list[Row],
    scores: dict[uuid.UUID, dict[uuid.UUID, RowScore]],
    of_try: dict[uuid.UUID, list[Artifact]],
) -> Letter | None:
    """From what was read already: the page costs no query more."""
    attempt = one.attempt
    decision = getattr(attempt, "decision", None)
    if decision is None:
        return None
    done = {
        said.row.pk
        for before in tries
        for said in before.feedback
        if before.attempt.number < attempt.number and before.verdict == Outcome.NOT_YET
        if said.demonstrated
    }
    return letter(
        decision.verdict,
        version=attempt.submission.version,
        rows=rows,
        scores=scores.get(attempt.pk, {}).values(),
        done_before=[row for row in rows if row.pk in done],
        note=decision.note,
        hidden=hidden_by(decision, of_try[attempt.pk]),
    )


def _tell(work: Work) -> None:
    """Puts the latest answer beside the pieces that it is about, while they are open."""
    decided = work.decided
    incomplete = bool(decided) and work.submission.status == Status.INCOMPLETE
    # Later tries put something else in its place: only what was hidden just now is told.
    told = decided.attempt.submitted_at if decided and incomplete else None
    for part in work.parts:
        part.hidden = [i for i in part.hidden if told and (i.artifact.hidden_at or told) > told]
    if not decided or not work.open:
        return
    for said in decided.feedback:
        if said.comment and not said.demonstrated:
            _place(said, _about(said.row, work.parts), decided.attempt.ended_at)
    for part in work.parts:
        if part.hidden or part.missing:
            part.settled = False


def _about(row: Row, parts: list[Part]) -> list[Part]:
    """Where a row is looked for; a name that could be read was where something is hidden now."""
    about = [part for part in parts if row in part.rows]
    hidden = [part for part in about if part.hidden]
    return hidden if row.privacy and hidden else about


def _place(said: Feedback, about: list[Part], ended: dt.datetime | None) -> None:
    """Beside each piece, with whether anything in one of them has changed since."""
    said.settled = any(p.newest and ended and p.newest > ended for p in about)
    if len(about) > 1:
        said.places = ", ".join(str(part.number) for part in about)
    for part in about:
        part.feedback.append(said)
