"""Photos, PDFs and documents are opened in a process of their own with little time and memory.

Their decoders are large and written in C: one that crashes, hangs or swallows memory takes a page
with it, not the server. The process gets two paths and an environment without secrets, and
answers with one line of JSON.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from waypost.evidence.intake.kinds import JAIL_SECONDS, Facts, Kind
from waypost.evidence.intake.refusals import BROKEN, REFUSALS, Refused

# A class that uploads thirty photos together must not take thirty times the memory of one.
AT_ONCE: Final = threading.BoundedSemaphore(2)
# How long whoever cannot come again, because there is only a form, waits for a place.
PATIENCE: Final = 30.0
SOURCE: Final = Path(__file__).resolve().parents[3]
CLEANERS: Final = {Kind.PHOTO: "photos", Kind.PDF: "pdfs", Kind.DOCUMENT: "documents"}

log = logging.getLogger(__name__)


class Busy(Exception):
    """As many files as may be are being opened: nothing is wrong with this one, come again."""


def clean(
    kind: Kind, source: Path, target: Path, content_type: str, *, patience: float | None = None
) -> Facts:
    """Raises Refused with what the sealed process said, or "too_hard" where it was stopped.

    Raises OSError where the disk failed, and Busy when no place was free within `patience` seconds
    (None: PATIENCE).
    """
    command = [sys.executable, "-m", f"waypost.evidence.intake.{CLEANERS[kind]}", content_type]
    if not AT_ONCE.acquire(timeout=PATIENCE if patience is None else patience):
        raise Busy
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, and paths that we made
            [*command, os.fspath(source.absolute()), os.fspath(target.absolute())],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=JAIL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_hard") from error
    finally:
        AT_ONCE.release()
    try:
        answer = json.loads(ended.stdout)
    except ValueError as error:
        raise Refused(BROKEN[kind] if ended.returncode < 0 else "too_hard") from error
    if "errno" in answer:  # the disk's doing, which whoever asked tells apart
        raise OSError(answer["errno"], os.strerror(answer["errno"]))
    if "fault" in answer:
        log.error("a file was sent back because it could not be read: %s", answer["fault"])
        raise Refused(BROKEN[kind])
    if "refused" in answer:
        code = answer["refused"]
        raise Refused(code if code in REFUSALS else BROKEN[kind], **answer["values"])
    return Facts(**answer)


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TMPDIR") if key in os.environ}
    return {**kept, "PYTHONPATH": os.fspath(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"}
