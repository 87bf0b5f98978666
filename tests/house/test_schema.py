"""What is written down of the database is what the migrations come to, on both kinds."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from waypost.config import schema

ROOT = Path(__file__).resolve().parents[2]
# Two kinds of database, asked once each: the empty one is made here, the tests' own by what is
# written down.
pytestmark = pytest.mark.django_db


def run(folder: Path, database: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "WAYPOST_DATA": str(folder),
            "WAYPOST_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.only_with_all  # each run asks for the digest of the migrations that it was made of
def test_what_is_written_down_is_what_the_migrations_come_to(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = ""
    if os.environ.get("WAYPOST_DATABASE"):
        make: Callable[[str], str] = request.getfixturevalue("postgresql")
        database = make("schema")
    done = run(tmp_path, database, "write_schema", "--check")
    assert done.returncode == 0, done.stderr


def test_the_tests_own_database_was_made_of_it() -> None:
    """Otherwise every start would migrate one by one, and nobody would notice."""
    head = schema.place(connection.vendor).read_text().splitlines()[0]
    assert head == schema.first_line(schema.of(MigrationLoader(connection)))
    assert not schema.take(connection)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one kind of database is enough")
def test_a_file_of_other_migrations_is_left_aside(tmp_path: Path) -> None:
    code = (
        "import django; django.setup();"
        "from waypost.config import schema; from django.db import connection;"
        "schema.of = lambda loader: 'another';"
        "assert schema.take(connection) is False;"
        "assert not connection.introspection.table_names()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": "src",
            "WAYPOST_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
