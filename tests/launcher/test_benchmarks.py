"""The benchmarks can be run, and each page that they measure answers; how fast is not tested."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pages import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.only_with_all
@pytest.mark.xdist_group("launcher")
def test_one_command_measures_every_page_beside_a_bare_view() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--people", "6", "--requests", "2", "--steps", "2"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith("WAYPOST_")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("| ")][1:]
    assert len(lines) == len(PAGES) + 2, done.stdout
    assert "answered" not in done.stdout, done.stdout
    assert re.search(r"Memory \(PSS\) .*: \d+ MB", done.stdout)
