"""Parts: the bytes of uploads that are still arriving, as 0600 files beside the database."""

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# Never filled: the database must always be able to write.
RESERVE = 512 * 1024 * 1024


def folder() -> Path:
    made = Path(settings.DATA) / "uploads"
    made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return made


def path(part: str) -> Path:
    return folder() / part


def room() -> int:
    """How many more bytes may arrive."""
    return shutil.disk_usage(folder()).free - RESERVE


class Busy(Exception):
    """Another request is writing to this very part, or checking it."""


@contextlib.contextmanager
def writing(part: str) -> Iterator[int]:
    """The part's descriptor, locked for one writer or checker at a time. Raises Busy.

    The kernel lets go of it with the process: a killed server keeps nobody waiting.
    """
    descriptor = os.open(path(part), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def lent(part: str) -> Iterator[Path]:
    """A second name for its bytes, which may be used up: the part itself stays, with its lock."""
    name = path(f"{part}.{secrets.token_hex(4)}")
    os.link(path(part), name)
    try:
        yield name
    finally:
        name.unlink(missing_ok=True)


def discard(part: str) -> None:
    """The part, and what a killed server may have left beside it."""
    for left in folder().glob(f"{part}*"):
        left.unlink(missing_ok=True)
