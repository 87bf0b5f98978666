"""The benchmark of badges can be run, each part of it; how fast is not tested."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "sign": ["--count", "60"],
    "web": [],
    "memory": ["--awards", "20"],
    "end": ["--end", "20"],
    "files": ["--requests", "4"],
}


@pytest.mark.only_with_all
@pytest.mark.parametrize("part", PARTS)
def test_each_part_measures_what_is_checked_as_it_goes(part: str, tmp_path: Path) -> None:
    """A badge that did not verify, or an answer of another kind, ends it. Without npm in reach: the
    reference is fetched, and tests fetch nothing."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WAYPOST_")}
    (tmp_path / "taskset").symlink_to(shutil.which("taskset") or "")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.credentials", "--only", part, *PARTS[part]],
        cwd=ROOT,
        env={**kept, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "| " in done.stdout or "CPU-ms" in done.stdout, done.stdout
    assert "answered" not in done.stdout, done.stdout
