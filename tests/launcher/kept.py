"""Data folders for the tests of what keeps them: the last release's own, and what they hold."""

import io
import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "tests" / "house" / "last_release"
PYTHON = sys.executable


def unpack(name: str, folder: Path) -> Path:
    """A folder of the last release, with its database as `dump.sql` still; gives the dump."""
    packed = lzma.decompress((RELEASE / f"{name}.tar.xz").read_bytes())
    folder.mkdir(mode=0o700)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o700 if place.is_dir() else 0o600)
    return folder / "dump.sql"


def small(folder: Path) -> Path:
    """An SQLite folder of two districts at work, as the last release left it."""
    dump = unpack("sqlite", folder)
    with closing(sqlite3.connect(folder / "waypost.sqlite3")) as database:
        database.executescript(dump.read_text())
    dump.unlink()
    (folder / "own").write_text("This folder holds a district of its own.\n")
    return folder


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WAYPOST_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **more}


def manage(folder: Path, command: str, **more: str) -> str:
    """One of the product's management commands on this folder; gives what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "django", command],
        env=environment(
            WAYPOST_DATA=str(folder), DJANGO_SETTINGS_MODULE="waypost.config.settings", **more
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run(command: str, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """One of the commands of `waypost.config.keeping`, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", f"waypost.config.keeping.{command}", *map(str, arguments)],
        cwd=ROOT,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )


def refused(command: str, *arguments: object, **more: str) -> str:
    """The one line of a command that does not do it."""
    done = run(command, *arguments, **more)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr.strip()


def badges(folder: Path) -> dict[str, bytes]:
    """Every signed document of an SQLite folder, by its award's address."""
    asked = (
        "SELECT public_id, body FROM credentials_document d"
        " JOIN credentials_award a ON a.id = d.award_id"
    )
    with closing(sqlite3.connect(folder / "waypost.sqlite3")) as database:
        return {name: bytes(body) for name, body in database.execute(asked)}


# What each badge says of itself, by the code that a stranger's page runs; and whether keys sign.
LOOK = """
import json
from django.utils import timezone
from waypost.credentials.checking import check
from waypost.credentials.keys import missing_files
from waypost.credentials.models import Document
import hashlib
print(json.dumps({
    "badges": {
        each.award.public_id: [
            hashlib.sha256(bytes(each.body)).hexdigest(),
            check(each, at=timezone.now()).outcome.name,
        ]
        for each in Document.objects.select_related("award__district", "status_list", "district")
    },
    "keys missing": len(missing_files()),
}, sort_keys=True))
"""


def look(folder: Path, **more: str) -> str:
    """What holds in a folder, in words that can be compared."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{LOOK}"],
        cwd=ROOT,
        env=environment(
            WAYPOST_DATA=str(folder), DJANGO_SETTINGS_MODULE="waypost.config.settings", **more
        ),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill(url: str, dump: Path) -> None:
    """An empty PostgreSQL database, with a dump as SQL; a newer pg_dump adds words for psql."""
    lines = [line for line in dump.read_text().splitlines() if not line.startswith("\\")]
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("\n".join(lines))


TRIGGERS = """
    SELECT tgname, pg_get_triggerdef(t.oid), pg_get_functiondef(tgfoid)
    FROM pg_trigger t WHERE NOT tgisinternal
"""
CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(c.oid), '' FROM pg_constraint c
    JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public'
"""
INDEXES = "SELECT indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'"
OF_A_FILE = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')"


def shape(url: str) -> set[tuple[str, ...]]:
    """Triggers with what they do, constraints and indexes of a PostgreSQL database."""
    with psycopg.connect(url) as database:
        asked = (TRIGGERS, CONSTRAINTS, INDEXES)
        return {row for words in asked for row in database.execute(words)}


def contents(url: str) -> dict[str, set[str]]:
    """Every row of every table of a PostgreSQL database, as text."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    rows = 'SELECT t::text FROM "{}" t'
    with psycopg.connect(url) as database:
        return {
            name: {row for (row,) in database.execute(rows.format(name))}
            for (name,) in database.execute(tables).fetchall()
        }


def shape_of_file(file: Path) -> set[tuple[str, ...]]:
    """Triggers and indexes of an SQLite database."""
    with closing(sqlite3.connect(file)) as database:
        return set(database.execute(OF_A_FILE))
