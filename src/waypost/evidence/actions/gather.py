"""Add, describe, remove and hide the pieces of evidence."""

import datetime as dt
import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction

from waypost.catalog.models import EvidenceKind, Piece
from waypost.evidence import intake
from waypost.evidence.events import PieceHidden
from waypost.evidence.models import Artifact, Students, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.policies import may_edit, may_hide
from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer


class TooMany(Exception):
    """The piece is full; `args[0]` is how many it takes."""


class WrongPiece(Exception):
    """The piece belongs to other work, or does not take links."""


def add_file(
    *,
    submission: Submission,
    piece: Piece,
    source: Path,
    students: str = "",
    caption: str = "",
    captions: str = "",
    by: Viewer,
    at: dt.datetime,
) -> Artifact:
    """Clean the bytes in `source` and keep them; the name it came with is never looked at.

    Raises intake.Refused, TooMany, WrongPiece, NotPossible. `source` may be consumed.
    """
    require(may_edit(by, submission))
    _check(submission, piece)
    allowed = [intake.Kind(kind) for kind in piece.file_kinds]
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        target = Path(folder) / "clean"
        cleaned = intake.clean(source, target, allowed=allowed)
        artifact = Artifact(
            district=submission.district,
            submission=submission,
            piece=piece,
            kind=cleaned.kind.value,
            content_type=cleaned.content_type,
            size=cleaned.size,
            sha256=cleaned.sha256,
            seconds=cleaned.duration,
            captions=captions,
            caption=caption[:500],
            students=Students(students) if students else "",
            added_at=at,
        )
        with transaction.atomic():
            _lock(submission, piece, at)
            artifact.name = _neutral_name(artifact)
            with target.open("rb") as handle:
                artifact.file.save(f"file{cleaned.extension}", File(handle), save=False)
            artifact.save(force_insert=True)
    return artifact


def add_link(
    *,
    submission: Submission,
    piece: Piece,
    url: str,
    students: str = "",
    caption: str = "",
    by: Viewer,
    at: dt.datetime,
) -> Artifact:
    """Keep a link and what trying it found. Raises intake.Refused, TooMany, WrongPiece."""
    require(may_edit(by, submission))
    _check(submission, piece)
    if not piece.takes_links:
        raise WrongPiece
    address = intake.normalize_url(url)
    trial = intake.try_link(address, fetch_allowed=submission.district.try_links)
    artifact = Artifact(
        district=submission.district,
        submission=submission,
        piece=piece,
        kind=EvidenceKind.LINK,
        url=address,
        trial=trial.outcome,
        caption=caption[:500],
        students=Students(students) if students else "",
        added_at=at,
    )
    with transaction.atomic():
        _lock(submission, piece, at)
        artifact.name = _neutral_name(artifact)
        artifact.save(force_insert=True)
    return artifact


def _check(submission: Submission, piece: Piece) -> None:
    if piece.requirement_id != submission.requirement_id:
        raise WrongPiece


def _lock(submission: Submission, piece: Piece, at: dt.datetime) -> None:
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if not current.is_open:
        raise NotPossible
    if submission.artifacts.present().filter(piece=piece).count() >= piece.max_items:
        raise TooMany(piece.max_items)
    Submission.objects.filter(pk=submission.pk).update(touched_at=at)


def _neutral_name(artifact: Artifact) -> str:
    number = Artifact.objects.filter(submission=artifact.submission, kind=artifact.kind).count()
    return f"{EvidenceKind(artifact.kind).value.title()} {number + 1}"


@transaction.atomic
def describe(
    *, artifact: Artifact, students: str, caption: str, by: Viewer, at: dt.datetime
) -> Artifact:
    """Say what of students is in it, and what a reviewer should look at."""
    require(may_edit(by, artifact.submission))
    if not artifact.submission.is_open:
        raise NotPossible
    artifact.students = Students(students) if students else ""
    artifact.caption = caption[:500]
    artifact.save(update_fields=["students", "caption"])
    Submission.objects.filter(pk=artifact.submission_id).update(touched_at=at)
    return artifact


@transaction.atomic
def remove(*, artifact: Artifact, by: Viewer, at: dt.datetime) -> None:
    """Take it out of the work; what was handed in before stays with its try."""
    require(may_edit(by, artifact.submission))
    if not artifact.submission.is_open:
        raise NotPossible
    Artifact.objects.filter(pk=artifact.pk, removed_at=None).update(removed_at=at)
    Submission.objects.filter(pk=artifact.submission_id).update(touched_at=at)


@transaction.atomic
def hide(*, artifact: Artifact, by: Viewer, at: dt.datetime) -> None:
    """Out of everyone's sight at once, tries included; the teacher sees that it was hidden."""
    require(may_hide(by, artifact.submission))
    if Artifact.objects.filter(pk=artifact.pk, hidden_at=None).update(hidden_at=at):
        record(
            PieceHidden(
                district=artifact.district_id,
                subject=artifact.submission_id,
                artifact=artifact.pk,
            ),
            by=by,
            at=at,
        )
