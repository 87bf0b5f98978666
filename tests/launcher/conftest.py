"""A folder that every user of the machine can reach, which pytest's own are not."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def reachable() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="waypost-tests-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
