"""The working page as values: pieces with their fields and files, feedback, earlier tries."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import EvidenceKind, Piece, Row
from waypost.evidence.actions import Missing
from waypost.evidence.intake import LEFT_OUT, LIMITS, NOTES, Kind
from waypost.evidence.models import Artifact, Attempt, Students, Writing
from waypost.pages.work_arriving import Arriving
from waypost.pages.work_form import mark, words_field
from waypost.ui.templatetags.ui import size as in_bytes

ICONS = {
    "photo": "image",
    "pdf": "file-text",
    "document": "file-text",
    "audio": "mic",
    "video": "video",
    "link": "link",
}
# What the chooser offers first; what counts is what is inside the file.
ACCEPT = {
    "photo": "image/*,.heic,.heif",
    "pdf": "application/pdf,.pdf",
    "document": ".docx,.pptx,.xlsx,.odt,.odp,.ods",
    "audio": "audio/*,.m4a",
    "video": "video/*,.mov",
}
# Through a form; larger files need the resumable way.
MOST_BY_FORM = 50 * 1024 * 1024


@dataclass(frozen=True)
class Theirs:
    """What another tab or device saved meanwhile."""

    text: str
    revision: int


def rows_for(text: str) -> int:
    return min(14, len(text) // 70 + text.count("\n") + 1)


@dataclass
class Field:
    """One text area; `theirs` is what another tab saved meanwhile."""

    id: str
    label: str
    text: str
    revision: int
    was: str
    piece: uuid.UUID
    prompt: int
    goal: int = 0
    error: str = ""
    theirs: Theirs | None = None
    back: bool = False
    "Words that did not reach the server before the sign-in ran out."

    @property
    def rows(self) -> int:
        return max(4, rows_for(self.text))


@dataclass(frozen=True)
class Late:
    """Something typed or chosen that came when the work had been handed in."""

    id: str
    label: str
    text: str

    @property
    def rows(self) -> int:
        return rows_for(self.text)


@dataclass
class Item:
    """One artifact as its teacher sees it."""

    artifact: Artifact
    # The try with which it was handed in; none where it can still be described.
    of: Attempt | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.artifact.pk)

    @property
    def icon(self) -> str:
        return ICONS.get(self.artifact.kind, "file")

    @property
    def url(self) -> str:
        if self.artifact.url:
            return self.artifact.url
        return reverse("evidence:media", args=[self.artifact.pk])

    @property
    def captions(self) -> str:
        """Where its captions are; empty without any."""
        if not self.artifact.captions:
            return ""
        if self.of is None:
            return reverse("evidence:captions", args=[self.artifact.pk])
        return reverse("evidence:captions_then", args=[self.artifact.pk, self.of.pk])

    @property
    def detail(self) -> str:
        made = self.artifact
        if made.kind == EvidenceKind.LINK:
            return made.url
        size = in_bytes(made.size)
        if not made.seconds:
            return size
        return f"{made.seconds // 60}:{made.seconds % 60:02}, {size}"

    @property
    def note(self) -> str:
        """What was changed when it was taken."""
        return str(NOTES.get(self.artifact.note, ""))

    @property
    def left_out(self) -> bool:
        """Part of it is not there, and a reviewer may miss it."""
        return self.artifact.note in LEFT_OUT

    @property
    def students(self) -> list[tuple[str, str, bool]]:
        labels = {
            Students.NONE: _("No"),
            Students.WORK: _("Their work only, names covered"),
            Students.VOICES: _("Their voices"),
            Students.FACES: _("Their faces"),
        }
        return [(value, text, self.artifact.students == value) for value, text in labels.items()]

    @property
    def link_note(self) -> str:
        return {
            "needs_sign_in": _(
                "A reviewer could not open this without signing in. That is fine if it is shared "
                "with your whole district. If not: in Google Docs choose Share, then “Anyone with "
                "the link”, and try it again."
            ),
            "not_found": _(
                "A reviewer could not open this: there’s nothing at this address. Remove it and "
                "copy the link again from the Share button."
            ),
            "unreachable": _(
                "A reviewer could not open this when we tried: the website did not answer. "
                "Try it again in a few minutes."
            ),
            "not_tried": _(
                "We haven’t checked this link. Look at how it’s shared: a reviewer has to be able "
                "to open it. A private window shows what someone without an account sees."
            ),
            "busy": _(
                "The link is kept. The server was busy with other links, so this one wasn’t "
                "tried: try it again in a minute."
            ),
        }.get(self.artifact.trial, "")

    @property
    def link_closed(self) -> bool:
        return self.artifact.trial in {"needs_sign_in", "not_found"}


@dataclass
class Feedback:
    """What a reviewer said about one row."""

    row: Row
    demonstrated: bool
    comment: str
    settled: bool = False
    "Something in one of its pieces is newer than this."
    places: str = ""
    "The numbers of its pieces, when there are several."


@dataclass
class Part:
    """One piece on the page."""

    piece: Piece
    fields: list[Field]
    items: list[Item]
    hidden: list[Item]
    rows: list[Row]
    rows_done: list[Row]
    missing: list[Missing]
    arriving: list[Arriving] = field(default_factory=list)
    newest: dt.datetime | None = None
    "When something in it last changed."
    feedback: list[Feedback] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    link: str = ""
    "What was typed as a link and not taken."
    settled: bool = False
    "Every row of it was demonstrated: it stays done."

    @property
    def id(self) -> str:
        return f"piece-{self.piece.position}"

    @property
    def number(self) -> int:
        return self.piece.position

    @property
    def state(self) -> str:
        """done, going or todo; of what the teacher can still do."""
        if self.settled or not (self.missing or self.redo):
            return "done"
        written = any(f.text.strip() for f in self.fields)
        return "going" if written or self.items else "todo"

    @property
    def redo(self) -> bool:
        """Something was asked for, and nothing that answers it has changed yet."""
        if self.settled:
            return False
        return bool(self.hidden and not self.items) or not all(f.settled for f in self.feedback)

    @property
    def takes_files(self) -> bool:
        return bool(self.piece.file_kinds)

    @property
    def takes_audio(self) -> bool:
        return EvidenceKind.AUDIO in self.piece.kinds

    @property
    def takes_video(self) -> bool:
        return EvidenceKind.VIDEO in self.piece.kinds

    @property
    def words_first(self) -> bool:
        """Questions that are answered here; a file is the other way to answer them."""
        return bool(self.piece.prompts) and self.piece.takes_text

    @property
    def full(self) -> bool:
        return len(self.items) >= self.piece.max_items

    @property
    def accept(self) -> str:
        return ",".join(ACCEPT[kind] for kind in self.piece.file_kinds if kind in ACCEPT)

    @property
    def limit(self) -> int:
        return max((LIMITS[Kind(kind)] for kind in self.piece.file_kinds), default=0)

    @property
    def kinds_hint(self) -> str:
        """Photos (HEIC too), PDF, video up to 500 MB: what may come, and how large."""
        names = {
            "photo": _("photos (HEIC too)"),
            "pdf": _("PDF"),
            "document": _("Word, slides or sheets"),
            "audio": _("sound"),
            "video": _("video"),
        }
        said = [
            _("%(kind)s up to %(size)s")
            % {"kind": names[kind], "size": f"{LIMITS[Kind(kind)] // 1024 // 1024} MB"}
            for kind in self.piece.file_kinds
        ]
        text = ", ".join(said)
        return text[:1].upper() + text[1:]

    @property
    def count_hint(self) -> str:
        least, most = self.piece.min_items, self.piece.max_items
        if least > 1:
            return _("Add %(least)d to %(most)d.") % {"least": least, "most": most}
        return ngettext("One is enough.", "One is enough; up to %(most)d.", most) % {"most": most}

    @property
    def words_hint(self) -> str:
        low, high = self.piece.words_from, self.piece.words_to
        if not (low and high):
            return ""
        return _("About %(low)d to %(high)d words in all. It’s a guide, not a limit.") % {
            "low": low,
            "high": high,
        }


def fields_of(piece: Piece, words: dict[tuple[uuid.UUID, int], Writing]) -> list[Field]:
    """The text areas of a piece: one for each question, or one if words may stand alone."""
    if not piece.prompts and not piece.takes_text:
        return []
    labels = piece.prompts or [_("Type it here") if not piece.file_kinds else _("Or type it here")]
    goal = (piece.words_from or 0) // len(labels)
    made = []
    for prompt, label in enumerate(labels):
        writing = words.get((piece.pk, prompt))
        text = writing.text if writing else ""
        made.append(
            Field(
                id=words_field(piece, prompt),
                label=label,
                text=text,
                revision=writing.revision if writing else 0,
                was=mark(text),
                piece=piece.pk,
                prompt=prompt,
                goal=goal,
            )
        )
    return made
