"""Keep everything that a page brings at once; what could not be kept is told, nothing is lost."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from waypost.catalog.models import Piece
from waypost.evidence import intake
from waypost.evidence.actions.add import add_file, add_link
from waypost.evidence.actions.gather import add_captions, describe
from waypost.evidence.actions.write import Overwritten, write
from waypost.evidence.models import Artifact, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.policies import may_edit
from waypost.evidence.problems import AlreadyThere, Full, TooLong, TooMany, WrongPiece
from waypost.people.policies import require
from waypost.people.viewers import Viewer

_TOLD = (
    intake.Refused, intake.Busy, Overwritten, TooLong, TooMany, AlreadyThere, WrongPiece, Full,
    NotPossible,
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """One text area; `revision` is what the page knew."""

    field: str
    piece: Piece
    prompt: int
    text: str
    revision: int


@dataclass(frozen=True)
class Description:
    field: str
    artifact: Artifact
    students: str
    caption: str


@dataclass(frozen=True)
class Captions:
    field: str
    artifact: Artifact
    text: str


@dataclass(frozen=True)
class NewFile:
    field: str
    piece: Piece
    source: Path


@dataclass(frozen=True)
class NewLink:
    field: str
    piece: Piece
    url: str


Change = Words | Description | Captions | NewFile | NewLink


@dataclass(frozen=True)
class Problem:
    """Why one change was not kept; `change.field` is where the page says so."""

    change: Change
    error: Exception


@dataclass
class Kept:
    """What became of the changes."""

    problems: list[Problem] = field(default_factory=list)
    added: list[Artifact] = field(default_factory=list)


def keep(*, submission: Submission, changes: list[Change], by: Viewer, at: dt.datetime) -> Kept:
    """Each change in a transaction of its own, words first. Raises only NotAllowed."""
    require(may_edit(by, submission))
    kept = Kept()
    for change in changes:
        try:
            made = _keep_one(submission, change, by, at)
        except _TOLD as error:
            kept.problems.append(Problem(change, error))
        else:
            kept.added += [made] if made else []
    return kept


def _keep_one(
    submission: Submission, change: Change, by: Viewer, at: dt.datetime
) -> Artifact | None:
    match change:
        case Words(piece=piece, prompt=prompt, text=text, revision=revision):
            write(
                submission=submission,
                piece=piece,
                prompt=prompt,
                text=text,
                revision=revision,
                by=by,
                at=at,
            )
        case Description(artifact=artifact, students=students, caption=caption):
            describe(artifact=artifact, students=students, caption=caption, by=by, at=at)
        case Captions(artifact=artifact, text=text):
            add_captions(artifact=artifact, text=text, by=by, at=at)
        case NewFile(piece=piece, source=source):
            return add_file(submission=submission, piece=piece, source=source, by=by, at=at)
        case NewLink(piece=piece, url=url):
            return add_link(submission=submission, piece=piece, url=url, by=by, at=at)
    return None
