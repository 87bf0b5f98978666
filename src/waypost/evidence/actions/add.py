"""Add a file or a link to a piece."""

import datetime as dt
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from waypost.catalog.models import EvidenceKind, Piece
from waypost.evidence import intake
from waypost.evidence.actions.write import short
from waypost.evidence.models import Artifact, Students, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.policies import may_edit
from waypost.evidence.problems import AlreadyThere, TooMany, WrongPiece
from waypost.people.policies import require
from waypost.people.viewers import Viewer


class _Kept(File):  # type: ignore[type-arg]  # of bytes, which File cannot say at run time
    """A file that the storage may move into place instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


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
    also: Callable[[Artifact], None] | None = None,
    patience: float | None = None,
) -> Artifact:
    """Clean the bytes in `source` and keep them; the name it came with is never looked at.

    `also` runs in the transaction that makes the artifact. Raises intake.Refused, intake.Busy
    (after `patience` seconds), TooMany, WrongPiece, AlreadyThere, NotPossible. `source` may be
    consumed.
    """
    require(may_edit(by, submission))
    check_room(submission, piece)
    # Its own name each time: nobody writes into what another is measuring.
    clean = source.with_name(f"{source.name}.{secrets.token_hex(4)}.clean")
    allowed = [intake.Kind(kind) for kind in piece.file_kinds]
    cleaned = intake.clean(source, clean, allowed=allowed, patience=patience)
    artifact = Artifact(
        district=submission.district,
        submission=submission,
        piece=piece,
        kind=cleaned.kind.value,
        content_type=cleaned.content_type,
        size=cleaned.size,
        sha256=cleaned.sha256,
        seconds=cleaned.duration,
        note=cleaned.note,
        captions=captions,
        caption=short(caption),
        students=Students(students) if students else "",
        added_at=at,
    )
    try:
        _store(artifact, clean, cleaned.extension, also)
    finally:
        clean.unlink(missing_ok=True)
    return artifact


def _store(
    artifact: Artifact, clean: Path, extension: str, also: Callable[[Artifact], None] | None
) -> None:
    """Bytes first, row second; `clean` stays until both are there."""
    step = clean.with_name(f"{clean.name}.{secrets.token_hex(4)}")
    os.link(clean, step)
    try:
        with step.open("rb") as handle:
            artifact.file.save(f"file.{extension}", _Kept(handle, str(step)), save=False)
        with transaction.atomic():
            _insert(artifact)
            if also:
                also(artifact)
    except BaseException:
        if artifact.file:
            artifact.file.storage.delete(artifact.file.name)
        raise
    finally:
        step.unlink(missing_ok=True)


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
    """Keep a link and what trying it found.

    Raises intake.Refused, TooMany, WrongPiece, AlreadyThere, NotPossible.
    """
    require(may_edit(by, submission))
    if not piece.takes_links:
        raise WrongPiece
    check_room(submission, piece)
    address = intake.normalize_url(url)
    trial = intake.try_link(address, fetch_allowed=submission.district.try_links)
    artifact = Artifact(
        district=submission.district,
        submission=submission,
        piece=piece,
        kind=EvidenceKind.LINK,
        url=address,
        trial=trial.outcome,
        caption=short(caption),
        students=Students(students) if students else "",
        added_at=at,
    )
    with transaction.atomic():
        _insert(artifact)
    return artifact


def try_again(*, artifact: Artifact, by: Viewer, at: dt.datetime) -> Artifact:
    """Try a link once more, after its sharing was changed. Raises NotPossible."""
    require(may_edit(by, artifact.submission))
    if artifact.kind != EvidenceKind.LINK or not artifact.submission.is_open:
        raise NotPossible
    # Outside any transaction: a website may take its time, and others want to write.
    trial = intake.try_link(artifact.url, fetch_allowed=artifact.district.try_links)
    artifact.trial = trial.outcome
    artifact.save(update_fields=["trial"])
    return artifact


def check_room(submission: Submission, piece: Piece, arriving: int = 0) -> None:
    """Is there room for one more? Raises WrongPiece, NotPossible, TooMany."""
    if piece.requirement_id != submission.requirement_id:
        raise WrongPiece
    if not submission.is_open:
        raise NotPossible
    there = submission.artifacts.present().filter(piece=piece).count()
    if there + arriving >= piece.max_items:
        raise TooMany(piece.max_items)


def _insert(artifact: Artifact) -> None:
    """Look again under the lock, because two taps come at the same moment."""
    submission = Submission.objects.select_for_update().get(pk=artifact.submission_id)
    check_room(submission, artifact.piece)
    present = submission.artifacts.present()
    twin = (
        present.filter(url=artifact.url)
        if artifact.url
        else present.filter(sha256=artifact.sha256).exclude(sha256="")
    ).first()
    if twin:
        raise AlreadyThere(twin.name)
    artifact.name = _neutral_name(artifact)
    artifact.save(force_insert=True)
    Submission.objects.filter(pk=submission.pk).update(touched_at=artifact.added_at)


def _neutral_name(artifact: Artifact) -> str:
    """Photo 2: never the name that the file came with, which may hold a child's."""
    names = {
        EvidenceKind.PHOTO: _("Photo"),
        EvidenceKind.PDF: _("PDF"),
        EvidenceKind.DOCUMENT: _("Document"),
        EvidenceKind.AUDIO: _("Recording"),
        EvidenceKind.VIDEO: _("Video"),
        EvidenceKind.LINK: _("Link"),
    }
    number = Artifact.objects.filter(submission=artifact.submission, kind=artifact.kind).count()
    return f"{names[EvidenceKind(artifact.kind)]} {number + 1}"
