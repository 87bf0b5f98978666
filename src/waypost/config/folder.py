"""The data folder: whose it is, what it was made for, and which code last used it."""

import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
from collections.abc import Iterable
from pathlib import Path

OURS = {"waypost.sqlite3", "keys", "running"}
# What a restore has written and not yet put in its place.
RESTORING = ".restoring"
_MARKS = {
    "demo": "This folder holds the demo district; its badges are for practice.\n",
    "own": "This folder holds a district of its own.\n",
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What only its owner can read; whoever else starts the server needs all of it.
_NEEDED = ("running", "keys", "keys/secret", "waypost.sqlite3", "files", "uploads", "static")


class Refused(Exception):
    """The server cannot start; the message is one line with the way out."""


class DataFolder:
    """Held by one running server at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def take(self, *, restoring: bool = False) -> None:
        """Makes the folder for this user alone when it is new, and locks it while we run."""
        try:
            self._refuse_foreign()
            if not restoring and (self.path / RESTORING).exists():
                raise Refused(
                    f"A restore into {self.path} was cut short. Do it once more:"
                    f" ./waypost restore FILE --data {self.path}"
                )
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = os.open(self.path / "running", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            if isinstance(error, PermissionError):
                self.refuse_mixed()
            raise Refused(why(error, self.path)) from error
        self.refuse_mixed()
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.read(self._lock, 20).decode(errors="replace").strip()
            raise Refused(
                f"Waypost already runs on {self.path} (process {pid or 'unknown'})."
                " Stop it first, or use another folder: ./waypost start --data FOLDER"
            ) from error
        os.ftruncate(self._lock, 0)
        # A full disk has no room for the number, and the lock holds without it.
        with contextlib.suppress(OSError):
            os.write(self._lock, f"{os.getpid()}\n".encode())

    def _refuse_foreign(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise Refused(f"{self.path} is a file. Name a folder: ./waypost start --data FOLDER")
        found = {entry.name for entry in self.path.iterdir()}
        if found and not found & {*OURS, RESTORING}:
            raise Refused(
                f"{self.path} holds something else. Name a new folder:"
                f" ./waypost start --data {self.path / 'waypost'}"
            )

    def refuse_mixed(self) -> None:
        """Started once as root, a folder holds files that nobody else can use."""
        owner = self.path.stat().st_uid if self.path.is_dir() else os.geteuid()
        if os.geteuid() == 0 and owner != 0:
            # What root wrote into it the server's own user could not read: keys above all.
            raise Refused(
                f"{self.path} belongs to {_user(owner)}, and this is root. Do it as"
                f" {_user(owner)}: sudo -u {_user(owner)} ./waypost …"
            )
        for place in (self.path / name for name in _NEEDED):
            try:
                kept = place.stat()
            except OSError:
                continue
            if os.access(place, os.R_OK | os.W_OK):
                continue
            if kept.st_uid == os.geteuid():
                raise Refused(f"{place} may not be used. Allow it: chmod -R u+rwX {self.path}")
            raise Refused(
                f"{place} belongs to {_user(kept.st_uid)}. Start as {_user(kept.st_uid)},"
                f" or hand the folder over: sudo chown -R {_user(os.geteuid())} {self.path}"
            )

    def demo(self, *, fresh: bool) -> bool:
        """Is this folder for the demo district? A fresh one is, unless it was chosen otherwise."""
        return (self.path / "demo").exists() or (fresh and not (self.path / "own").exists())

    def choose(self, *, demo: bool) -> None:
        """Remembers what the folder is for, so that a later start needs no flag."""
        chosen, other = ("demo", "own") if demo else ("own", "demo")
        (self.path / other).unlink(missing_ok=True)
        (self.path / chosen).write_text(_MARKS[chosen])

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


def owner_of(path: Path) -> str:
    """By name, where it has one."""
    return _user(path.lstat().st_uid)


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def why(error: OSError, path: Path) -> str:
    """What to do when the folder at `path` cannot be read or written."""
    if is_full(error):
        return disk_full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{path} cannot be written to. Use a folder of your own: ./waypost start --data FOLDER"
        )
    return f"{path} cannot be used ({error.strerror}). Try: ./waypost start --data FOLDER"


def is_full(error: OSError) -> bool:
    """The disk, one's share of it, or the largest file that the system allows."""
    return error.errno in _FULL


def disk_full(path: Path) -> str:
    """The one line for a full disk."""
    return f"The disk is full. Free some space where {path} lies, then start again."
