"""What `./waypost test` says in the end."""

import pytest

from launcher.testing import Stage, summary


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
