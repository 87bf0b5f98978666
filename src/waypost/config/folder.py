"""The data folder: whose it is, what it was made for, and which code last used it."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

OURS = {"waypost.sqlite3", "keys", "running"}


class Refused(Exception):
    """The server cannot start; the message is one line with the way out."""


class DataFolder:
    """Held by one running server at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def take(self) -> None:
        """Makes the folder for this user alone when it is new, and locks it while we run."""
        try:
            self._refuse_foreign()
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = os.open(self.path / "running", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Refused(_why(error, self.path)) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.read(self._lock, 20).decode(errors="replace").strip()
            raise Refused(
                f"Waypost already runs on {self.path} (process {pid or 'unknown'})."
                " Stop it first, or use another folder: ./waypost start --data FOLDER"
            ) from error
        os.ftruncate(self._lock, 0)
        os.write(self._lock, f"{os.getpid()}\n".encode())

    def _refuse_foreign(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise Refused(f"{self.path} is a file. Name a folder: ./waypost start --data FOLDER")
        found = {entry.name for entry in self.path.iterdir()}
        if found and not found & OURS:
            raise Refused(
                f"{self.path} holds something else. Name a new folder:"
                f" ./waypost start --data {self.path / 'waypost'}"
            )

    @property
    def demo(self) -> bool:
        """Was this folder made for the demo district?"""
        return (self.path / "demo").exists()

    def choose(self, *, demo: bool) -> None:
        """Remembers what the folder is for, so that a later start needs no flag."""
        mark = self.path / "demo"
        if demo:
            mark.write_text("This folder holds the demo district; its badges are for practice.\n")
        else:
            mark.unlink(missing_ok=True)

    def stamp(self, name: str) -> str:
        """What `write_stamp` last kept under this name."""
        try:
            return (self.path / f"{name}.stamp").read_text()
        except OSError:
            return ""

    def write_stamp(self, name: str, value: str) -> None:
        """Keeps the value, once the work that it stands for is done."""
        (self.path / f"{name}.stamp").write_text(value)


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when a file comes, goes or is written; reads no content."""
    digest = hashlib.sha256()
    for file in sorted(files):
        stat = file.stat()
        digest.update(f"{file}\0{stat.st_mtime_ns}\0{stat.st_size}\n".encode())
    return digest.hexdigest()


def _why(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{path} cannot be written to. Use a folder of your own: ./waypost start --data FOLDER"
        )
    return f"{path} cannot be used ({error.strerror}). Try: ./waypost start --data FOLDER"


def disk_full(path: Path) -> str:
    """The one line for a full disk."""
    return f"The disk is full. Free some space where {path} lies, then start again."
