"""Take a large file in parts that may stop and go on; finished, it becomes an artifact once."""

import contextlib
import datetime as dt
import errno
import os
from typing import Protocol

from django.db import transaction
from django.db.models import F, Sum

from waypost.catalog.models import Piece
from waypost.evidence import intake, parts
from waypost.evidence.actions.add import add_file, check_room
from waypost.evidence.actions.write import short
from waypost.evidence.intake.refusals import too_large
from waypost.evidence.models import Artifact, Students, Submission, Upload
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.policies import may_edit
from waypost.evidence.problems import AlreadyThere, Full, TooMany, sentence
from waypost.people.policies import require
from waypost.people.viewers import Viewer

ABANDONED = dt.timedelta(days=7)
# Of a slow connection that breaks, at most this is sent twice.
BLOCK = 64 * 1024
# How much is lost at most when the server is killed while bytes arrive.
CHECKPOINT = 8 * 1024 * 1024


class Elsewhere(Exception):
    """The bytes go on at another place; `args[0]` is the offset."""


class Locked(Exception):
    """Another request is writing or checking it at this moment."""


class Source(Protocol):
    """Where bytes come from: a request."""

    def read(self, size: int = ..., /) -> bytes: ...


def begin(
    *,
    submission: Submission,
    piece: Piece,
    size: int,
    students: str = "",
    caption: str = "",
    by: Viewer,
    at: dt.datetime,
) -> Upload:
    """Make room for a file of `size` bytes.

    Raises intake.Refused (0 bytes, too large), TooMany, WrongPiece, NotPossible, Full.
    """
    require(may_edit(by, submission))
    _check_size(piece, size)
    arriving = submission.uploads.unfinished().filter(piece=piece).count()
    check_room(submission, piece, arriving)
    promised = Upload.objects.unfinished().aggregate(left=Sum(F("size") - F("offset")))["left"]
    if parts.room() - (promised or 0) < size:
        raise Full
    return Upload.objects.create(
        district=submission.district,
        submission=submission,
        piece=piece,
        size=size,
        students=Students(students) if students else "",
        caption=short(caption),
        started_at=at,
        touched_at=at,
    )


def _check_size(piece: Piece, size: int) -> None:
    if size <= 0:
        raise intake.Refused("empty")
    limits = {intake.Kind(kind): intake.LIMITS[intake.Kind(kind)] for kind in piece.file_kinds}
    if not limits:
        raise NotPossible
    largest = max(limits, key=lambda kind: limits[kind])
    if size > limits[largest]:
        raise too_large(largest, size)


def receive(*, upload: Upload, offset: int, source: Source, by: Viewer, at: dt.datetime) -> Upload:
    """Append what `source` holds. Raises Elsewhere, Locked, Full, NotPossible (refused, done)."""
    require(may_edit(by, upload.submission))
    if upload.state in {"refused", "done"}:
        raise NotPossible
    try:
        with parts.writing(upload.part) as descriptor:
            upload.refresh_from_db(fields=["offset"])
            if offset != upload.offset:
                raise Elsewhere(upload.offset)
            _append(upload, descriptor, source, at)
    except parts.Busy as error:
        raise Locked from error
    except Upload.DoesNotExist as dropped:
        parts.discard(upload.part)
        raise NotPossible from dropped
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Full from error
        raise
    return upload


def _append(upload: Upload, descriptor: int, source: Source, at: dt.datetime) -> None:
    """Whatever ends the connection, what has arrived is kept and counted."""
    os.lseek(descriptor, upload.offset, os.SEEK_SET)
    came = 0
    try:
        while upload.offset + came < upload.size:
            block = source.read(min(BLOCK, upload.size - upload.offset - came))
            if not block:
                break
            while block:
                wrote = os.write(descriptor, block)
                came, block = came + wrote, block[wrote:]
            if came >= CHECKPOINT:
                came = _count(upload, descriptor, came, at)
    finally:
        _count(upload, descriptor, came, at)


def _count(upload: Upload, descriptor: int, came: int, at: dt.datetime) -> int:
    """On disk first, then in the row, and only from the offset that it began at."""
    os.fsync(descriptor)
    moved = Upload.objects.filter(pk=upload.pk, offset=upload.offset).update(
        offset=upload.offset + came, touched_at=at
    )
    if not moved:
        upload.refresh_from_db(fields=["offset"])
        raise Elsewhere(upload.offset)
    upload.offset += came
    return 0


def finish(*, upload: Upload, by: Viewer, at: dt.datetime) -> Artifact | None:
    """Turn a complete upload into an artifact, once however often it is asked for.

    Why it was not taken is kept on the upload, for a page that asks later. Raises Locked while
    another request is at it or too many files are being opened (come again: nobody waits here, so
    that no thread does), NotPossible when its teacher dropped it meanwhile.
    """
    require(may_edit(by, upload.submission))
    try:
        with parts.writing(upload.part):
            upload.refresh_from_db()
            if upload.state == "checking":
                _check(upload, by, at)
            if upload.state in {"refused", "done"}:
                parts.discard(upload.part)
    except (parts.Busy, intake.Busy) as busy:
        raise Locked from busy
    except Upload.DoesNotExist as dropped:
        parts.discard(upload.part)
        raise NotPossible from dropped
    return upload.artifact


def _check(upload: Upload, by: Viewer, at: dt.datetime) -> None:
    """Only with the part's lock."""
    try:
        with parts.lent(upload.part) as source:
            add_file(
                submission=upload.submission,
                piece=upload.piece,
                source=source,
                students=upload.students,
                caption=upload.caption,
                by=by,
                at=at,
                also=lambda made: _close(upload, made),
                patience=0,
            )
    except (intake.Refused, TooMany, AlreadyThere, NotPossible) as refusal:
        Upload.objects.filter(pk=upload.pk).update(refused=sentence(refusal))
    upload.refresh_from_db()


def _close(upload: Upload, artifact: Artifact) -> None:
    if not Upload.objects.filter(pk=upload.pk, artifact=None).update(artifact=artifact):
        raise Upload.DoesNotExist


def drop(*, upload: Upload, by: Viewer) -> None:
    """The teacher does not want it any more. Raises NotPossible once it is an artifact.

    Whoever is at it at this moment finds the row gone and puts away what is left.
    """
    require(may_edit(by, upload.submission))
    with transaction.atomic():
        gone, _ = Upload.objects.filter(pk=upload.pk, artifact=None).delete()
    if not gone:
        raise NotPossible
    with contextlib.suppress(parts.Busy), parts.writing(upload.part):
        parts.discard(upload.part)


def sweep(*, at: dt.datetime) -> int:
    """Remove what nobody went on with for a week, and rows that have done their work.

    Row first: whoever goes on at this moment keeps both, and a part that is left when the server
    is killed here is nobody's.
    """
    swept = 0
    for old in Upload.objects.filter(touched_at__lt=at - ABANDONED):
        with transaction.atomic():
            gone, _ = Upload.objects.filter(pk=old.pk, touched_at=old.touched_at).delete()
        if gone:
            parts.discard(old.part)
            swept += 1
    return swept
