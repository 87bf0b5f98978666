"""Folders for the tests of what starts and keeps the product."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher import kept


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Every user of the machine can reach it, which is not so of pytest's own."""
    with tempfile.TemporaryDirectory(prefix="waypost-tests-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def forward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last release's folder, brought to this version, which takes seconds. Copy it."""
    made = kept.small(tmp_path_factory.mktemp("forward") / "data")
    kept.manage(made, "migrate")
    return made
