"""What every test can ask for: people by name (`cast`) and a browser (`browser`)."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.browser"]
if (Path(__file__).parent / "cast.py").exists():
    pytest_plugins.append("tests.cast")

NEEDS_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--themes", choices=["light", "all"], default="light", help="journeys in every theme"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database runs again; the rest has passed already."""
    if not os.environ.get("WAYPOST_DATABASE"):
        return
    again, passed = [], []
    for item in items:
        asks = NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
        chosen = again if asks or item.get_closest_marker("django_db") else passed
        chosen.append(item)
    items[:] = again
    config.hook.pytest_deselected(items=passed)
