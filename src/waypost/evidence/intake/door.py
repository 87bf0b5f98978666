"""The one way in for a file: what is it, is it wanted here, is it small enough, clean it."""

import hashlib
import logging
import os
import shutil
from collections.abc import Collection
from pathlib import Path

from waypost.evidence.intake import jail, mp4, ogg, sounds, webm
from waypost.evidence.intake.contents import sniff
from waypost.evidence.intake.kinds import EXTENSIONS, LIMITS, Cleaned, Facts, Kind
from waypost.evidence.intake.patches import BLOCK
from waypost.evidence.intake.refusals import (
    BROKEN,
    Refused,
    WrongKind,
    is_fault,
    is_full,
    too_large,
)

log = logging.getLogger(__name__)


def clean(
    source: Path, target: Path, *, allowed: Collection[Kind], patience: float | None = None
) -> Cleaned:
    """Writes the cleaned bytes to `target`, or raises Refused and leaves no target.

    Raises Busy when too many files are being opened and none was done within `patience` seconds.

    Sound and video are cleaned where they are and moved, so `source` may be gone afterwards; after
    a refusal it is still there.
    """
    kind = None
    try:
        kind, content_type = sniff(source, allowed)
        if kind not in allowed:
            raise WrongKind("not_here", allowed, kind)
        size = source.stat().st_size
        if size > LIMITS[kind]:
            raise too_large(kind, size)
        return _measured(kind, _clean(kind, content_type, source, target, patience), target)
    except BaseException as error:
        if source.exists():
            target.unlink(missing_ok=True)
        if isinstance(error, Refused | jail.Busy) or not isinstance(error, Exception):
            raise
        if is_fault(error):
            raise
        if is_full(error):
            raise Refused("disk_full") from error
        # A hole in our reading of a format. Somebody waits for an answer, and has to get one.
        log.exception("a file was sent back because it could not be read")
        raise Refused(BROKEN[kind] if kind else "unreadable") from error


def _clean(
    kind: Kind, content_type: str, source: Path, target: Path, patience: float | None
) -> Facts:
    if kind in {Kind.PHOTO, Kind.PDF, Kind.DOCUMENT}:
        return jail.clean(kind, source, target, content_type, patience=patience)
    if content_type in {"audio/mpeg", "audio/aac"}:
        return sounds.clean_mpeg(source, target)
    match content_type:
        case "audio/wav":
            facts = sounds.clean_wav(source)
        case "audio/amr":
            facts = sounds.clean_amr(source)
        case "audio/ogg":
            facts = ogg.clean(source)
        case "audio/webm" | "video/webm":
            facts = webm.clean(source)
        case _:
            facts = mp4.clean(source)
    _move(source, target)
    return facts


def _move(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except OSError:  # another disk: a copy, by pieces
        shutil.copyfile(source, target)
        source.unlink()


def _measured(kind: Kind, facts: Facts, target: Path) -> Cleaned:
    digest, size = hashlib.sha256(), 0
    with target.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    if not size:
        raise Refused("empty")
    return Cleaned(
        kind=kind,
        content_type=facts.content_type,
        extension=EXTENSIONS[facts.content_type],
        size=size,
        sha256=digest.hexdigest(),
        duration=facts.duration,
        note=facts.note,
    )
