"""`./waypost restore FILE`: a data folder as it was, in a new place; checked before and after."""

import contextlib
import hashlib
import os
import shutil
import signal
import sys
from pathlib import Path

import django
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from waypost.config import release
from waypost.config.folder import RESTORING, DataFolder, Refused
from waypost.config.keeping import databases, rows
from waypost.config.keeping.archive import Damaged, Manifest, Reader, TooNew
from waypost.config.keeping.backup import interrupt, one_line
from waypost.config.options import OneLine
from waypost.config.say import Share, say, size, steady, step

# In this order, so that no moment looks like a folder that could be started.
ORDER = ("marks", "files", "uploads", "keys", "database")


def main(arguments: list[str]) -> int:
    """0 when all of it is back; 1 and one line, with nothing written, when it is not."""
    steady()
    parser = OneLine(prog="./waypost restore", add_help=False)
    parser.add_argument("file", type=Path)
    parser.add_data()
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    file = options.file.expanduser().resolve()
    folder = DataFolder(options.data.expanduser().resolve())
    try:
        with file.open("rb") as source:
            manifest = _restore(Reader(source), folder, file)
    except KeyboardInterrupt:
        print("Stopped; nothing was restored.", file=sys.stderr)
        return 1
    except TooNew as newer:
        print(_too_new(file, str(newer)), file=sys.stderr)
        return 1
    except Exception as error:
        if not (line := one_line(error, file, folder.path)):
            raise
        print(line, file=sys.stderr)
        return 1
    _tell(manifest, folder.path)
    return 0


def _restore(reader: Reader, folder: DataFolder, file: Path) -> Manifest:
    manifest = reader.manifest
    _refuse_place(folder.path)
    _refuse_other_kind(manifest)
    total = sum(entry.size for entry in manifest.entries)
    say(f"Restoring {file} ({manifest.made_at[:16].replace('T', ' ')} UTC) into {folder.path}")
    with step(f"Checking {len(manifest.entries):,} entries ({size(total)})"):
        reader.check(Share(total).add)
    made = not folder.path.exists()
    folder.take(restoring=True)
    # An empty folder that somebody made may be open to everybody.
    folder.path.chmod(0o700)
    aside = folder.path / RESTORING
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        with step("Writing"):
            _extract(reader, aside, Share(total))
        _prepare(aside)
        _refuse_newer(manifest, file)
        _refuse_full_database()
        if wrong := databases.check(aside / manifest.dump.name):
            raise Damaged(f"its database is not whole ({wrong})")
        _place_database(manifest, aside)
        _move(aside, folder.path)
    except BaseException:
        shutil.rmtree(folder.path if made else aside, ignore_errors=True)
        if not made:
            (folder.path / "running").unlink(missing_ok=True)
        raise
    return manifest


def _refuse_place(data: Path) -> None:
    """Only what is new or empty: nothing is ever written over."""
    if not data.exists():
        return
    if not data.is_dir():
        raise Refused(f"{data} is a file. Name a new folder: --data DIR")
    if {entry.name for entry in data.iterdir()} - {RESTORING, "running"}:
        raise Refused(
            f"{data} is not empty, and a restore writes over nothing."
            f" Name a new folder: --data {data.with_name(data.name + '-restored')}"
        )


def _extract(reader: Reader, aside: Path, share: Share) -> None:
    for entry in reader.manifest.entries:
        place = aside / entry.name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        reader.extract(entry, place)
        with place.open("rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != entry.sha256:
                raise Damaged(f"the disk did not keep {entry.name} as it was written")
        share.add(entry.size)
    for folder in ("files", "uploads", "keys"):
        (aside / folder).mkdir(exist_ok=True, mode=0o700)
    for made in aside.rglob("*"):
        if made.is_dir():
            # Folders between, which mkdir makes for everybody to read.
            made.chmod(0o700)


def _prepare(aside: Path) -> None:
    """Django, on what was written aside: its keys are there, and its files."""
    os.environ["WAYPOST_DATA"] = str(aside)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.config.settings")
    django.setup()


def _refuse_newer(manifest: Manifest, file: Path) -> None:
    """Rows that have been through more than this code knows would be misread."""
    known = set(MigrationLoader(None).graph.nodes)
    for app, names in manifest.migrations.items():
        if apps.is_installed(f"waypost.{app}") and any((app, name) not in known for name in names):
            raise Refused(_too_new(file, manifest.product, manifest.commit))


def _too_new(file: Path, product: str, commit: str = "") -> str:
    which = " ".join(word for word in (product, f"({commit})" if commit else "") if word)
    return (
        f"{file} was made by a newer Waypost{f', {which}' if which else ''}, and this is"
        f" {release.version()}. Restore it with that one: get it first, then do this again."
    )


def _refuse_other_kind(manifest: Manifest) -> None:
    """Each goes back to where it came from."""
    server = bool(os.environ.get("WAYPOST_DATABASE"))
    if manifest.database == "postgresql" and not server:
        raise Refused(
            "This backup holds a PostgreSQL database, and goes back into one only."
            " Make an empty one (createdb NAME) and name it: WAYPOST_DATABASE=postgres://…"
        )
    if manifest.database == "sqlite" and server:
        raise Refused(
            "This backup holds an SQLite database, and goes back into a folder only."
            " Unset WAYPOST_DATABASE, then do this again."
        )


def _refuse_full_database() -> None:
    if databases.kind() == "postgresql" and not databases.is_empty():
        raise Refused(
            "The database that WAYPOST_DATABASE names is not empty, and a restore writes over"
            " nothing. Make a new one (createdb NAME) and name it."
        )


def _place_database(manifest: Manifest, aside: Path) -> None:
    """Rows and files, looked at together before anything has its place."""
    dump = aside / manifest.dump.name
    if manifest.database == "postgresql":
        with step("Filling the PostgreSQL database"):
            databases.put_back(dump)
        _compare(manifest, "default", aside)
        dump.unlink()
        return
    with databases.seen(dump) as alias:
        _compare(manifest, alias, aside)


def _compare(manifest: Manifest, alias: str, aside: Path) -> None:
    with step("Comparing rows, files and keys"):
        if databases.counts(alias) != manifest.tables:
            raise Damaged("its tables do not hold as many rows as they did")
        missing = set(manifest.missing)
        for one in rows.everything(alias):
            if one.entry not in missing and not (aside / one.entry).is_file():
                raise Damaged(f"{one.entry} is named by a row, and is not in it")


def _move(aside: Path, data: Path) -> None:
    connection.close()
    for part in ORDER:
        place = aside / part
        if part in {"marks", "database"}:
            for file in sorted(place.iterdir()) if place.is_dir() else ():
                file.replace(data / file.name)
        elif place.is_dir():
            place.replace(data / part)
    shutil.rmtree(aside)
    descriptor = os.open(data, os.O_RDONLY)
    with contextlib.suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)


def _tell(manifest: Manifest, data: Path) -> None:
    keys = len([one for one in manifest.named("keys") if one.name.endswith(".key")])
    say(
        f"Everything is back: {sum(manifest.tables.values()):,} rows,"
        f" {len(manifest.named('files')):,} files, {keys} signing"
        f" {'key' if keys == 1 else 'keys'}. Start it: ./waypost start --data {data}"
    )
    say(
        "Letters that were waiting when the backup was made are sent by that start."
        " Stop the old server first, where one still runs: two would sign side by side."
    )
    if rows.sealed_keys(data / "keys"):
        say("The signing keys are encrypted: start it with the WAYPOST_KEYS_SECRET of the old one.")
    if manifest.missing:
        say(f"Missing since before the backup: {', '.join(manifest.missing[:3])}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
