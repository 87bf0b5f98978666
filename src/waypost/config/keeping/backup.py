"""`./waypost backup FILE`: database, files and keys of one moment in one file, read back."""

import contextlib
import datetime as dt
import fcntl
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from waypost.config import release
from waypost.config.folder import DataFolder, Refused, is_full
from waypost.config.keeping import databases, rows
from waypost.config.keeping.archive import Damaged, Manifest, Reader, Writer
from waypost.config.options import OneLine
from waypost.config.say import Share, say, size, steady, step

# The first look may meet a file that is removed at that moment; what is missing again is missing.
LOOKS = 3
# Made again by any start, or of this machine alone.
NO_MARKS = (".stamp", ".part", "-wal", "-shm")
LARGEST_MARK = 1024 * 1024


def main(arguments: list[str]) -> int:
    """0 for a backup that is whole; 1 and one line where there is none, or where something that
    rows name was missing before."""
    steady()
    parser = OneLine(prog="./waypost backup", add_help=False)
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true")
    parser.add_data()
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    file = options.file.expanduser().resolve()
    began = time.monotonic()
    try:
        folder = open_data(options.data)
        _refuse_place(file, folder.path, replace=options.replace)
        say(f"Backing up {folder.path}")
        manifest = write(file, folder.path)
    except KeyboardInterrupt:
        print("Stopped; no backup was made.", file=sys.stderr)
        return 1
    except Exception as error:
        if not (line := one_line(error, file)):
            raise
        print(line, file=sys.stderr)
        return 1
    # Nobody else's folder is written to only to remember this.
    with contextlib.suppress(OSError):
        folder.write_stamp("backup", manifest.made_at)
    return _tell(file, manifest, time.monotonic() - began)


def open_data(data: Path) -> DataFolder:
    """The data folder, with Django ready for what is in it. Raises Refused."""
    folder = DataFolder(data.expanduser().resolve())
    server = os.environ.get("WAYPOST_DATABASE", "")
    if not folder.path.is_dir() or not (server or (folder.path / "waypost.sqlite3").is_file()):
        raise Refused(f"There is no Waypost in {folder.path}. Name its folder: --data DIR")
    folder.refuse_mixed()
    os.environ["WAYPOST_DATA"] = str(folder.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.config.settings")
    django.setup()
    return folder


def _refuse_place(file: Path, data: Path, *, replace: bool) -> None:
    if file.is_relative_to(data):
        raise Refused(
            f"{file} lies in the folder that is backed up, and would be lost with it."
            " Name a file elsewhere, best on another disk."
        )
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}. Make it first, or name another one.")
    if file.is_dir():
        raise Refused(f"{file} is a folder. Name a file in it: {file / 'waypost.zip'}")
    if file.exists() and not replace:
        raise Refused(f"{file} is there already. Name another file, or add --replace.")


def write(file: Path, data: Path) -> Manifest:
    """The whole backup under its name, or nothing there. Raises Refused, OSError, Damaged."""
    with _aside(file) as aside:
        part = aside / "backup"
        with open(part, "wb", opener=_private) as out:
            writer = Writer(out)
            try:
                manifest = _Keeping(data, aside, writer).run()
            except BaseException:
                writer.abandon()
                raise
            out.flush()
            os.fsync(out.fileno())
        with step(f"Reading it back ({size(part.stat().st_size)})"), part.open("rb") as source:
            check(Reader(source), aside)
        part.replace(file)
        _settle(file.parent)
    return manifest


@dataclass
class _Keeping:
    """One backup being written: the database first, then what its rows name."""

    data: Path
    aside: Path
    writer: Writer

    def run(self) -> Manifest:
        before: set[str] = set()
        for _look in range(LOOKS):
            with step("Copying the database"), databases.moment(self.aside) as moment:
                named = list(rows.everything(moment.alias))
                tables = databases.counts(moment.alias)
                migrations = databases.migrations(moment.alias)
            gone = self._files(named)
            # What was removed while we looked is unknown to the next moment; the rest is missing.
            if gone <= before:
                break
            before = gone
        self._rest()
        with step("Packing the database"), moment.file.open("rb") as source:
            self.writer.add(databases.entry_name(), source, packed=databases.kind() == "sqlite")
        manifest = Manifest(
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            product=release.version(),
            commit=release.commit(),
            database=databases.kind(),
            migrations=migrations,
            tables=tables,
            missing=sorted(gone),
            entries=list(self.writer.entries.values()),
        )
        self.writer.close(manifest)
        return manifest

    def _files(self, named: list[rows.Named]) -> set[str]:
        """Keeps what is new of it; gives what is not there."""
        new = [one for one in named if one.entry not in self.writer.entries]
        gone: set[str] = set()
        if not new:
            return gone
        share = Share(sum(_size(one.place) for one in new))
        with step(f"Keeping {len(new):,} files and keys"):
            for one in new:
                try:
                    with one.place.open("rb") as source:
                        if one.most and os.fstat(source.fileno()).st_size < one.most:
                            raise FileNotFoundError(one.place)
                        self.writer.add(one.entry, source, most=one.most, tell=share.add)
                except FileNotFoundError:
                    gone.add(one.entry)
        return gone

    def _rest(self) -> None:
        """All keys, as the secret and those that are retired stand in no list; and the marks."""
        keys = Path(settings.KEYS)
        found = [(f"keys/{path.relative_to(keys)}", path) for path in sorted(keys.rglob("*"))]
        found += [(f"marks/{path.name}", path) for path in sorted(self.data.iterdir())]
        for name, path in found:
            if path.is_symlink() or not path.is_file() or name in self.writer.entries:
                continue
            if name.startswith("marks/") and not _is_mark(path):
                continue
            if not name.endswith(NO_MARKS):
                with path.open("rb") as source:
                    self.writer.add(name, source)


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except FileNotFoundError:
        return 0


def _is_mark(path: Path) -> bool:
    known = ("running", "waypost.sqlite3")
    return not path.name.startswith(known) and path.stat().st_size <= LARGEST_MARK


def check(reader: Reader, aside: Path) -> None:
    """All that a restore will need is in it and is what was written. Raises Damaged."""
    reader.check(Share(sum(entry.size for entry in reader.manifest.entries)).add)
    manifest = reader.manifest
    file = aside / f"check{Path(manifest.dump.name).suffix}"
    file.unlink(missing_ok=True)
    reader.extract(manifest.dump, file)
    try:
        if wrong := databases.check(file):
            raise Damaged(f"its database is not whole ({wrong})")
        if manifest.database == "sqlite":
            with databases.seen(file) as alias:
                there = {entry.name for entry in manifest.entries} | set(manifest.missing)
                named = {one.entry for one in rows.everything(alias)}
            if lost := sorted(named - there):
                raise Damaged(f"{lost[0]} is named by a row, and is not in it")
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """A folder beside the file that is gone afterwards; what a killed backup left is gone first."""
    aside = file.with_name(f".{file.name}.part")
    aside.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(aside, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"Another backup is being written to {file}. Wait for it.") from error
        try:
            for left in aside.iterdir():
                left.unlink()
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        os.close(lock)


def _settle(folder: Path) -> None:
    """Its new name reaches the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _tell(file: Path, manifest: Manifest, seconds: float) -> int:
    keys = len([one for one in manifest.named("keys") if one.name.endswith(".key")])
    files = len(manifest.named("files"))
    say(
        f"The backup is whole: {file} ({size(file.stat().st_size)}, {files:,} files,"
        f" {keys} signing {'key' if keys == 1 else 'keys'}), in {seconds:.1f} s."
    )
    say(
        "It holds the keys that your badges are signed with, and all that is private here:"
        " keep it where only you can read it, on another machine than this one."
    )
    if rows.sealed_keys(Path(settings.KEYS)):
        say(
            "The signing keys in it are encrypted: without WAYPOST_KEYS_SECRET nobody signs with"
            " them, and neither can you. Keep that secret, too, and not beside the backup."
        )
    if not manifest.missing:
        return 0
    print(
        f"Missing before this backup, though rows name them: {len(manifest.missing)}, such as"
        f" {manifest.missing[0]}. Look for them in an older one.",
        file=sys.stderr,
    )
    return 1


def one_line(error: Exception, file: Path, place: Path | None = None) -> str:
    """What to do about the errors that are nobody's mistake; empty for all others. `place` is what
    is written to, where that is not the backup file."""
    full = f"The disk is full. Free some space where {place or file} lies, then do this again."
    if isinstance(error, Refused | ImproperlyConfigured):
        return str(error)
    if isinstance(error, Damaged):
        return f"{file} cannot be relied on: {error}. Nothing was kept of it."
    if isinstance(error, OSError):
        if is_full(error):
            return full
        return f"{error.filename or file} cannot be used ({error.strerror})."
    if isinstance(error, DatabaseError | sqlite3.Error):
        words = str(error).strip().splitlines() or ["no reason"]
        if "disk is full" in words[0] or "disk I/O error" in words[0]:
            return full
        return f"The database cannot be read: {words[0]}. See: ./waypost doctor"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
