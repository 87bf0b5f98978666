"""What stands on the bench: pieces, rows, earlier tries."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from waypost.catalog.models import EvidenceKind, Piece, Row
from waypost.evidence.intake import LEFT_OUT
from waypost.evidence.models import Artifact, Attempt, Outcome
from waypost.people.models import Person
from waypost.review.blind import Face
from waypost.review.models import Decision, Level, Review, RowScore, SavedComment, Verdict
from waypost.review.policies import may_put_back, may_review
from waypost.review.waits import days_left, due_in_words, waiting_in_words


@dataclass(frozen=True)
class Words:
    """One prompt and what was written to it; `mark` is new, changed or empty."""

    prompt: str
    text: str
    mark: str


@dataclass(frozen=True)
class Shown:
    """One file or link as it was handed in.

    A link without `url` is closed: its address would name the teacher.
    """

    attempt: Attempt
    artifact: Artifact
    caption: str
    url: str
    mark: str

    @property
    def kind(self) -> str:
        return "hidden" if self.artifact.hidden_at else self.artifact.kind

    @property
    def address(self) -> str:
        return reverse("evidence:media", args=[self.artifact.pk])

    @property
    def left_out(self) -> str:
        """What nobody need ask the teacher for: it was taken out here."""
        return str(LEFT_OUT.get(self.artifact.note, ""))

    @property
    def captions(self) -> str:
        """Empty without captions."""
        if not self.artifact.captions:
            return ""
        return reverse("evidence:captions_then", args=[self.artifact.pk, self.attempt.pk])


_ICONS = {
    EvidenceKind.PHOTO: "images",
    EvidenceKind.AUDIO: "mic",
    EvidenceKind.VIDEO: "video",
    EvidenceKind.LINK: "link",
    EvidenceKind.TEXT: "pen-line",
}


@dataclass(frozen=True)
class PieceView:
    """`gone`: how many of its files of the last try are no longer there."""

    piece: Piece
    words: list[Words]
    shown: list[Shown]
    gone: int

    @property
    def icon(self) -> str:
        kind = self.shown[0].artifact.kind if self.shown else EvidenceKind.TEXT
        return _ICONS.get(EvidenceKind(kind), "file-text")

    @property
    def mark(self) -> str:
        marks = {item.mark for item in self.words} | {item.mark for item in self.shown}
        if "changed" in marks or self.gone:
            return "changed"
        return "new" if "new" in marks else ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.shown)


@dataclass(frozen=True)
class Before:
    """What an earlier try said about a row."""

    number: int
    level: str
    comment: str

    @property
    def label(self) -> str:
        return str(Level(self.level).label) if self.level else ""


@dataclass
class RowView:
    """`look_in`: the pieces it is looked for in. `locked`: demonstrated on an earlier try."""

    row: Row
    look_in: list[Piece]
    score: RowScore | None
    locked: bool
    before: list[Before]
    phrases: list[SavedComment]
    # What was typed and could not be kept, and why.
    typed: RowScore | None = None
    error: str = ""

    @property
    def level(self) -> str:
        shown = self.typed or self.score
        return shown.level if shown else ""

    @property
    def comment(self) -> str:
        shown = self.typed or self.score
        return shown.comment if shown else ""

    @property
    def revision(self) -> int:
        return self.score.revision if self.score else 0

    @property
    def anchor(self) -> str:
        return f"row-{self.row.pk}"


@dataclass(frozen=True)
class Earlier:
    """A try before this one: what was decided, and what the teacher read."""

    attempt: Attempt
    decision: Decision | None
    note: str
    rows: list[tuple[Row, Before]]
    pieces: list[PieceView]


@dataclass
class Bench:
    attempt: Attempt
    viewer: Person
    at: dt.datetime
    face: Face
    pieces: list[PieceView]
    rows: list[RowView]
    earlier: list[Earlier]
    # Who has it now, if anybody.
    review: Review | None
    decision: Decision | None
    may_read_trail: bool
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.attempt.submission.version.title

    @property
    def is_mine(self) -> bool:
        return self.review is not None and self.review.reviewer_id == self.viewer.pk

    @property
    def is_over(self) -> bool:
        return bool(self.attempt.outcome)

    @property
    def may_start(self) -> bool:
        return not (self.review or self.is_over) and may_review(self.viewer, self.attempt)

    @property
    def may_put_back(self) -> bool:
        return self.review is not None and may_put_back(self.viewer, self.review)

    @property
    def due(self) -> str:
        return due_in_words(self.attempt.due_at, self.at, self.viewer.district)

    @property
    def late(self) -> bool:
        return days_left(self.attempt.due_at, self.at, self.viewer.district) < 0

    @property
    def since(self) -> str:
        return waiting_in_words(self.attempt.submitted_at, self.at, self.viewer.district)

    @cached_property
    def open_rows(self) -> list[RowView]:
        return [row for row in self.rows if not row.locked]

    @property
    def scored(self) -> int:
        return sum(bool(row.level) for row in self.open_rows)

    @property
    def scores(self) -> list[RowScore]:
        return [row.score for row in self.rows if row.score]

    @property
    def privacy_failed(self) -> bool:
        return any(row.row.privacy and row.level == Level.NOT_YET for row in self.open_rows)

    @property
    def offered(self) -> str:
        """The decision that the scores lead to; empty while a row has no level."""
        if self.privacy_failed:
            return Verdict.INCOMPLETE
        if self.scored < len(self.open_rows):
            return ""
        there = all(row.level == Level.DEMONSTRATED for row in self.open_rows)
        return Verdict.AWARD if there else Verdict.NOT_YET

    @property
    def was_sent_back(self) -> bool:
        return any(e.attempt.outcome != Outcome.TAKEN_BACK for e in self.earlier)
