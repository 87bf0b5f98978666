"""`./waypost test`: the gates, then every test where it must hold, then one summary."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace

from launcher import browser, gates, postgres
from launcher.environment import PYTHON, ROOT, variables
from launcher.say import took, wrong

FAILED, NOTHING_RAN = 1, 5
# A worker that died is not replaced, or whoever shares out the tests may wait for ever.
SHARED = ("--dist", "loadgroup", "--max-worker-restart=0")
# Seconds: several times what the longest part takes on two cores.
LIMIT = 30 * 60
# What pytest remembers of its last run.
REMEMBERED = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"


@dataclass(frozen=True)
class Stage:
    """One part of the run and how it went."""

    name: str
    passed: bool
    took: str
    fix: str = ""
    empty: bool = False
    again: tuple[str, ...] = ()
    "Tests that failed at first and passed when they ran alone."
    cut_short: bool = False
    "Some of its tests did not run at all."


def run(rest: list[str]) -> int:
    """Everything, or only the tests that were named; 0 when all of it passed."""
    # Told to stop, it still puts its PostgreSQL away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    began = time.monotonic()
    everything = "--all" in rest
    named = [argument for argument in rest if argument != "--all"]
    stages = _named(named) if named else _everything(everything=everything)
    return summary(stages, took(began))


def _everything(*, everything: bool) -> list[Stage]:
    stages = [_gates()]
    if not stages[0].passed and not os.environ.get("CI"):
        return stages
    chrome = browser.ensure()
    with postgres.running() as database:
        whole = ["--themes", "all"] if everything else []
        data = ["-n", "2", *SHARED, "-m", "not journey", *whole]
        # They wait for pages more than they work, so two for each core.
        journeys = ["-n", "4", *SHARED, "-m", "journey"]
        dressed = [*journeys, *whole]
        limit = None if everything else LIMIT
        more = {"CHROME": chrome, "WAYPOST_DATABASE": database}
        stages += [
            _pytest("tests on SQLite", data, limit=limit, CHROME=chrome),
            _pytest("tests on PostgreSQL", data, limit=limit, WAYPOST_DATABASE=database),
            _journeys("journeys in a browser", dressed, limit=limit, CHROME=chrome),
        ]
        if everything:
            # What a page wears and where its rows are do not know of each other.
            stages.append(_journeys("journeys on PostgreSQL", journeys, limit=limit, **more))
    return stages


def _journeys(name: str, arguments: list[str], *, limit: int | None, **more: str) -> Stage:
    """A browser on a busy machine can miss its moment, so what failed is walked once more, alone,
    and named in the summary; what fails twice is broken. With --all it is an hour of walking."""
    stage = _pytest(name, arguments, limit=limit, **more)
    if stage.passed or stage.cut_short:
        return stage
    failed = tuple(json.loads(REMEMBERED.read_text())) if REMEMBERED.is_file() else ()
    alone = [*arguments, "-n1", "--last-failed"]
    again = _pytest(f"{name}, again what failed", alone, limit=limit, **more)
    return replace(again, again=failed)


def _named(arguments: list[str]) -> list[Stage]:
    chrome = {"CHROME": found} if (found := browser.find()) else {}
    with postgres.running() as database:
        return [
            _pytest("these tests on SQLite", arguments, limit=None, **chrome),
            _pytest(
                "these tests on PostgreSQL",
                arguments,
                limit=None,
                WAYPOST_DATABASE=database,
                **chrome,
            ),
        ]


def _gates() -> Stage:
    began = time.monotonic()
    print("Gates", flush=True)
    failed = [result for result in gates.run() if not result.passed]
    fix = f"{failed[0].gate.name}: {failed[0].gate.fix}" if failed else ""
    return Stage("gates", not failed, took(began), fix)


def _pytest(name: str, arguments: list[str], *, limit: int | None, **more: str) -> Stage:
    began = time.monotonic()
    print(f"\n{name[0].upper()}{name[1:]}", flush=True)
    environment = variables(**{"WAYPOST_DATABASE": "", **more})
    environment.pop("DJANGO_SETTINGS_MODULE")
    # Nine processes and more import the same thousand modules: they are compiled once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(PYTHON), "-m", "pytest", "--no-header", "--durations=5", *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, timeout=limit
        )
    except subprocess.TimeoutExpired:
        fix = f"{name}: ended after {LIMIT // 60} minutes; something in it waits for ever"
        return Stage(name, passed=False, took=took(began), fix=fix, cut_short=True)
    return Stage(
        name,
        done.returncode in {0, NOTHING_RAN},
        took(began),
        f"{name}: the first line that begins with FAILED or ERROR names the test",
        empty=done.returncode == NOTHING_RAN,
        cut_short=done.returncode not in {0, FAILED, NOTHING_RAN},
    )


def summary(stages: list[Stage], time_taken: str) -> int:
    print("\nSummary", flush=True)
    for stage in stages:
        ended = "FAILED" if not stage.passed else "nothing to run" if stage.empty else "passed"
        print(f"  {stage.name:<40} {ended}   {stage.took}")
    for test in [test for stage in stages for test in stage.again]:
        print(f"  at first failed: {test}")
    failed = [stage for stage in stages if not stage.passed]
    if failed:
        return wrong(f"Put this right first. {failed[0].fix}")
    if all(stage.empty for stage in stages):
        return wrong("No test has that name. Name a file or folder under tests, or -k WORD.")
    print(f"Everything passed in {time_taken}.", flush=True)
    return 0
