"""The key to the first page: whoever sees the server's terminal may make its first district.

A 0600 file beside the signing keys. It opens only while there is no district, so a crash between
making one and taking the key away leaves nothing open.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def place() -> Path:
    return Path(settings.KEYS) / "first-district"


def is_waiting() -> bool:
    """Has a server been started on this folder that still waits for its first district?"""
    return place().exists()


def key() -> str:
    """The same at each start until it is used."""
    return _kept() or _made()


def fits(given: str) -> bool:
    kept = _kept()
    return bool(kept) and secrets.compare_digest(kept.encode(), given.encode(errors="replace"))


@contextmanager
def held() -> Iterator[None]:
    """One at a time: two clicks would be two districts where a database lets both in."""
    with os.fdopen(os.open(_folder() / "first-district.lock", os.O_CREAT | os.O_RDWR, 0o600)) as on:
        fcntl.flock(on, fcntl.LOCK_EX)
        yield


def use_up() -> None:
    place().unlink(missing_ok=True)
    place().with_suffix(".lock").unlink(missing_ok=True)


def _folder() -> Path:
    folder = place().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _kept() -> str:
    """Nothing, where a power cut left a file without its bytes."""
    try:
        found = place().read_text().strip("\0 \n")
    except FileNotFoundError:
        return ""
    return found if len(found) >= 40 else ""


def _made() -> str:
    part = _folder() / f"first-district.{os.getpid()}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(32))
        out.flush()
        os.fsync(out.fileno())
    part.replace(place())
    return _kept()
