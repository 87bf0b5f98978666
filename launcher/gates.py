"""The static gates: what can be known about the code without running it."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from launcher.environment import PYTHON, ROOT, variables
from launcher.say import took, wrong


@dataclass(frozen=True)
class Gate:
    """One tool, and what to do when it is not content."""

    name: str
    command: list[str]
    fix: str


@dataclass(frozen=True)
class Result:
    """What one gate said."""

    gate: Gate
    passed: bool
    output: str
    seconds: str


def main() -> int:
    """Runs every gate and says which one to put right first."""
    failed = [result for result in run() if not result.passed]
    if failed:
        return wrong(f"{failed[0].gate.name} failed. {failed[0].gate.fix}")
    print("Every gate passed.")
    return 0


def run() -> list[Result]:
    """Two at a time, the slowest first; prints each as it ends."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = []
        for result in pool.map(_try, _gates()):
            print(f"  {result.gate.name} … {'passed' if result.passed else 'FAILED'}", end="")
            print(f" ({result.seconds})", flush=True)
            if not result.passed:
                print(result.output.rstrip(), flush=True)
            results.append(result)
    return results


def _gates() -> list[Gate]:
    python = str(PYTHON)
    templates = sorted(str(path) for path in ROOT.glob("src/waypost/*/templates/**/*.html"))
    gates = [
        Gate("types (mypy)", [python, "-m", "mypy"], "Each line names the file and the type."),
        Gate(
            "style (ruff check)",
            [python, "-m", "ruff", "check", "."],
            "Run: .venv/bin/ruff check --fix .",
        ),
        Gate(
            "layout (ruff format)",
            [python, "-m", "ruff", "format", "--check", "."],
            "Run: .venv/bin/ruff format .",
        ),
        Gate(
            "rooms (import-linter)",
            [python, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
            "A room calls only rooms below it: record an event, or compose in `pages`.",
        ),
        Gate(
            "migrations",
            [python, "manage.py", "makemigrations", "--check", "--dry-run"],
            "Run: .venv/bin/python manage.py makemigrations",
        ),
    ]
    if templates:
        gates.append(
            Gate(
                "templates (djade)",
                [str(PYTHON.with_name("djade")), "--check", "--target-version", "5.2", *templates],
                "Run .venv/bin/djade --target-version 5.2 on the templates named above.",
            )
        )
    return gates


def _try(gate: Gate) -> Result:
    began = time.monotonic()
    done = subprocess.run(
        gate.command,
        cwd=ROOT,
        env=variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Result(gate, done.returncode == 0, done.stdout, took(began))
