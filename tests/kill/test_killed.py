"""Whoever is killed with -9, and wherever: nothing is lost and nothing is done twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kill.hops import ORDER

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.any_database
@pytest.mark.django_db  # so that it runs on PostgreSQL too; it makes a database of its own
def test_dying_at_any_write_of_any_hop_changes_nothing_in_the_end(
    tmp_path: Path, everything: bool
) -> None:
    done = subprocess.run(
        [
            *[sys.executable, "-m", "tests.kill.driver", str(tmp_path)],
            *(["everywhere"] if everything else []),
        ],
        cwd=ROOT,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
            "WAYPOST_DATA": str(tmp_path / "data"),
            "WAYPOST_LOG": "ERROR",
            "WAYPOST_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        },
        capture_output=True,
        text=True,
        timeout=900,
    )
    said = done.stdout + done.stderr
    assert "WRONG" not in said, said
    assert said.count(" deaths") == len(ORDER), said
    assert done.stdout.endswith("walked\n"), said
    deaths = [int(line.split()[1]) for line in done.stdout.splitlines() if "deaths" in line]
    assert min(deaths) >= 1, said
    assert sum(deaths) > 20, said
