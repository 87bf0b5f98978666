"""What `./waypost test` says in the end."""

import subprocess
import sys
from pathlib import Path

import pytest

from launcher import testing
from launcher.environment import ROOT, variables
from launcher.testing import FAILED, NOTHING_RAN, SHARED, Stage, summary


def test_a_name_that_no_test_has_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = [Stage("these tests on SQLite", passed=True, took="1 s", empty=True)] * 2
    assert summary(nothing, "2 s") == 1
    assert "No test has that name" in capsys.readouterr().err


def test_tests_that_ask_no_database_need_not_run_on_both(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = Stage("these tests on SQLite", passed=True, took="1 s")
    other = Stage("these tests on PostgreSQL", passed=True, took="1 s", empty=True)
    assert summary([one, other], "2 s") == 0


def test_what_passed_only_the_second_time_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    walk = "tests/journeys/test_earn.py::test_a_walk[light]"
    assert summary([Stage("journeys", passed=True, took="1 s", again=(walk,))], "1 s") == 0
    assert f"at first failed: {walk}" in capsys.readouterr().out


def test_one_stage_that_failed_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    stages = [
        Stage("gates", passed=True, took="1 s"),
        Stage("tests on SQLite", passed=False, took="1 s", fix="look there"),
    ]
    assert summary(stages, "2 s") == 1
    assert "look there" in capsys.readouterr().err


def test_a_worker_that_died_ends_the_run_and_is_no_mere_failure(tmp_path: Path) -> None:
    """What it had not run yet never ran, so walking again what failed would not be enough."""
    (tmp_path / "test_dies.py").write_text(
        "import os, pytest\n"
        "@pytest.mark.parametrize('n', range(6))\n"
        "def test_it(n):\n"
        "    assert n != 1 or os._exit(9)\n"
    )
    ours = ["-p", "tests.workers", "-p", "no:django", "-p", "no:cacheprovider", "-c", "/dev/null"]
    command = [sys.executable, "-m", "pytest", "-n2", *SHARED, *ours, f"--rootdir={tmp_path}"]
    done = subprocess.run(
        [*command, str(tmp_path)], cwd=ROOT, env=variables(), capture_output=True, timeout=120
    )
    assert b"crashed while running" in done.stdout
    assert done.returncode not in {0, FAILED, NOTHING_RAN}, done.stdout


def test_what_was_cut_short_is_not_walked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = []

    def ended(name: str, arguments: list[str], **more: object) -> Stage:
        walked.append(name)
        return Stage(name, passed=False, took="1 s", cut_short=len(walked) == 1)

    monkeypatch.setattr(testing, "_pytest", ended)
    assert not testing._journeys("journeys", [], limit=1).passed
    assert walked == ["journeys"]


def test_what_waits_for_ever_is_ended_and_fails() -> None:
    stage = testing._pytest("nothing", ["--collect-only", "tests"], limit=0)
    assert not stage.passed
    assert stage.cut_short
    assert "waits for ever" in stage.fix
