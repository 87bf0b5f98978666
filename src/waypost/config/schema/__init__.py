"""What all migrations come to, written down: a new database gets it in one step.

To run them one by one, Django makes hundreds of models only to throw them away, and that was most
of a first start. A database that holds anything is migrated as ever, and so is a new one whenever
what is written down is not of these very migrations. `manage.py write_schema` writes it anew; a
test holds it to what the migrations do.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SEPARATOR = "\n-- next\n"
# A default that holds until its column is filled, and that an empty table needs not at all.
MOMENT = re.compile(r"'[0-9-]{10} [0-9:.+]+'::timestamptz")
CHANGES = re.compile(r"\s*(CREATE|ALTER|DROP|COMMENT|SET)\b", re.IGNORECASE)


def place(vendor: str) -> Path:
    return Path(__file__).with_name(f"{vendor}.sql")


def of(loader: MigrationLoader) -> str:
    """Stands for these migrations: their names, and every byte of our own."""
    digest = hashlib.sha256()
    for app, name in sorted(loader.graph.nodes):
        digest.update(f"{app}.{name}\n".encode())
        module = type(loader.graph.nodes[app, name]).__module__
        package, _, last = module.rpartition(".")
        if package.startswith("waypost."):
            digest.update(resources.files(package).joinpath(f"{last}.py").read_bytes())
    return digest.hexdigest()


def take(connection: BaseDatabaseWrapper) -> bool:
    """Give an empty database all of its tables; False where it must be migrated instead."""
    if connection.introspection.table_names():
        return False
    loader = MigrationLoader(connection)
    file = place(connection.vendor)
    if not file.is_file():
        return False
    head, _, text = file.read_text(encoding="utf-8").partition("\n")
    if head != first_line(of(loader)):
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in text.split(SEPARATOR):
            # Without parameters a per cent sign is one.
            cursor.execute(statement, None)
        recorder = MigrationRecorder(connection)
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name) for app, name in sorted(loader.graph.nodes)
        )
    return True


def first_line(digest: str) -> str:
    return f"-- migrations {digest}"


def write(connection: BaseDatabaseWrapper, migrate: Callable[[], None]) -> str:
    """Migrate this empty database, and give the text of what it came to."""
    with _noted(connection) as noted:
        migrate()
    statements = _of_sqlite(connection) if connection.vendor == "sqlite" else noted
    return f"{first_line(of(MigrationLoader(connection)))}\n" + SEPARATOR.join(statements) + "\n"


@contextmanager
def _noted(connection: BaseDatabaseWrapper) -> Iterator[list[str]]:
    """Every statement that changes the schema, as it was sent."""
    noted: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if CHANGES.match(sql):
            if params:
                raise ValueError(f"A statement with parameters cannot be written down: {sql}")
            noted.append(MOMENT.sub("now()", sql.strip()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


def _of_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    """SQLite tells it itself: tables first, then what hangs on them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
        )
        return [row[0].strip() for row in cursor.fetchall()]
