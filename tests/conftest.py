"""What every test can ask for: people by name (`cast`) and a browser (`browser`)."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.cache import cache
from psycopg import sql

from tests import cast

pytest_plugins = ["tests.browser", "tests.workers"]

# Looking for cycles after every 700 objects is a tenth of a run, and finds next to nothing.
gc.set_threshold(100_000, 20, 100)

NEEDS_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--themes", choices=["light", "all"], default="light", help="journeys in every theme"
    )


def pytest_make_parametrize_id(config: pytest.Config, val: object) -> str | None:
    """The bytes of a file are no name to read, and some hold the moment at which it was made."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever opens a browser is a journey; PostgreSQL need not repeat what asks no database."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")
    everything = config.getoption("--themes") == "all"
    if not everything:
        twice = [item for item in items if _is_second_size(item)]
        twice += [item for item in items if item.get_closest_marker("only_with_all")]
        items[:] = [item for item in items if item not in twice]
        config.hook.pytest_deselected(items=twice)
    if not os.environ.get("WAYPOST_DATABASE"):
        return
    again: list[pytest.Item] = []
    passed: list[pytest.Item] = []
    for item in items:
        needs = NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
        asks = needs or item.get_closest_marker("django_db")
        once = item.get_closest_marker("any_database") and not everything
        chosen = again if asks and not once else passed
        chosen.append(item)
    items[:] = again
    config.hook.pytest_deselected(items=passed)


def _is_second_size(item: pytest.Item) -> bool:
    sizes: Any = item.get_closest_marker("one_size") and getattr(item, "callspec", None)
    return bool(sizes) and sizes.params.get("page") == "desktop"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """A thread that ended may have left a connection, which would keep the database from going."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Nobody has tried anything yet: limits on tries are kept in this process, beside the database,
    and a journey that is walked in every theme would be one person who tries too often."""
    cache.clear()


@pytest.fixture
def pecan_flats(db: None, caliche: cast.Cast) -> cast.Cast:
    """Never alone: what should be one district's is looked for with another one beside it."""
    return cast.pecan_flats()


@pytest.fixture
def caliche(db: None) -> cast.Cast:
    return cast.caliche()


@pytest.fixture
def host(pecan_flats: cast.Cast) -> str:
    """Journeys happen in Pecan Flats."""
    return pecan_flats.district.host


@pytest.fixture
def postgresql() -> Iterator[Callable[[str], str]]:
    """Makes an empty database on the server that the tests were given; they are gone afterwards."""
    server, made = os.environ["WAYPOST_DATABASE"], []

    def make(name: str) -> str:
        name = f"waypost_{name}_{os.getpid()}"
        _execute(server, "CREATE DATABASE {}", name)
        made.append(name)
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    yield make
    for name in made:
        _execute(server, "DROP DATABASE {} WITH (FORCE)", name)


def _execute(server: str, words: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(sql.SQL(words).format(sql.Identifier(name)))
