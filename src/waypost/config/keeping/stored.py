"""What the doctor asks once the settings are read: the database, its rows and its rooms."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from waypost.config.folder import DataFolder
from waypost.config.keeping import databases
from waypost.config.prepare import EARLIEST, code_of_static
from waypost.config.say import size
from waypost.journal.doctor import Asked, Finding, State, ask, look, ok, wrong

LARGE_WAL = 256 * 1024 * 1024
# What is tested; older ones may work, and nobody has looked.
OLDEST_POSTGRESQL = 14
BACKUP_AGE = dt.timedelta(days=2)


def findings(data: Path, *, at: dt.datetime, network: bool) -> Iterator[Finding]:
    """Raises DatabaseError when the database does not answer at all."""
    if databases.kind() == "sqlite":
        yield from _sqlite(data / "waypost.sqlite3")
    else:
        yield from _postgresql()
    yield (ready := _migrations())
    # Rows of another version cannot be asked.
    if ready.state is not State.OK:
        return
    yield from _clock(at)
    yield from _static(data)
    yield from _backup(data, at)
    yield from ask(Asked(at=at, network=network))


def _sqlite(file: Path) -> Iterator[Finding]:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as opened:
            (said,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        yield wrong(
            f"{file} is damaged ({said}).",
            "Stop the server and put back your last backup: ./waypost restore FILE --data NEW",
        )
        return
    yield ok(f"The database is whole (SQLite, {size(file.stat().st_size)}).")
    wal = file.with_name(f"{file.name}-wal")
    if wal.exists() and wal.stat().st_size > LARGE_WAL:
        yield look(
            f"{wal} has grown to {size(wal.stat().st_size)}.",
            "Something reads the database without end: start the server again.",
        )


def _postgresql() -> Iterator[Finding]:
    version = databases.server_version()
    number = int(version.split(".")[0])
    words = f"The database answers (PostgreSQL {version})."
    tested = f"Waypost is tested with {OLDEST_POSTGRESQL} and newer."
    yield ok(words) if number >= OLDEST_POSTGRESQL else look(words, tested)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, has_schema_privilege('public', 'CREATE')")
        user, may_create = cursor.fetchone()
    if not may_create:
        yield wrong(
            f"The database's user {user} may not make tables, which an upgrade has to.",
            f"As its owner: GRANT CREATE, USAGE ON SCHEMA public TO {user};",
        )


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    unknown = {
        key
        for key in applied - set(executor.loader.graph.nodes)
        if apps.is_installed(f"waypost.{key[0]}")
    }
    if unknown:
        return wrong(
            f"The database was last used by a newer Waypost, which added {'.'.join(max(unknown))}.",
            "Start that version, or put back the backup from before it.",
        )
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting and not applied:
        return look("The database is empty.", "The next start fills it.")
    if waiting:
        return look(
            f"This Waypost is newer than its database by {waiting} steps, so no more is asked.",
            "Make a backup (./waypost backup FILE), then start it: the start does the rest.",
        )
    return ok("The database is as this version wants it.")


def _clock(at: dt.datetime) -> Iterator[Finding]:
    last = apps.get_model("journal", "Entry")._default_manager.order_by("-pk").first()
    if at < EARLIEST:
        yield wrong(
            f"This machine's clock says {at:%B %d, %Y}.",
            "Set the clock: badges are dated.",
        )
    elif last and last.at > at + dt.timedelta(days=1):
        yield wrong(
            f"This machine's clock says {at:%B %d, %Y}, and something was done here on"
            f" {last.at:%B %d, %Y}.",
            "Set the clock (timedatectl set-ntp true), or badges carry a wrong date.",
        )
    else:
        yield ok(f"The clock says {at:%B %d, %Y, %H:%M} UTC.")


def _static(data: Path) -> Iterator[Finding]:
    if settings.WHITENOISE_USE_FINDERS:
        return
    if DataFolder(data).stamp("static") != code_of_static():
        yield look("Styles and scripts are not packed for this version.", "The next start does it.")
    else:
        yield ok("Styles and scripts are packed.")


def _backup(data: Path, at: dt.datetime) -> Iterator[Finding]:
    try:
        made = dt.datetime.fromisoformat(DataFolder(data).stamp("backup").strip())
    except ValueError:
        yield look("No backup of this folder was made.", "./waypost backup FILE, best by a timer.")
        return
    age = at - made
    words = f"The last backup was made on {made:%B %d, %Y, %H:%M} UTC."
    if age > BACKUP_AGE:
        yield look(f"{words[:-1]}, {age.days} days ago.", "./waypost backup FILE, best by a timer.")
    else:
        yield ok(words)
