"""`python -m benchmarks`: fills, starts, asks, and prints a table for each number of people."""

import argparse
import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks import ROOT
from benchmarks.pages import DECIDE, PAGES, SUBMIT

TOKEN = "x" * 32
HEAD = """
| page | CPU-ms | bare view | ratio | a second, 1 at once | 8 at once | bare view, 8 at once |
|---|---:|---:|---:|---:|---:|---:|"""
AT_ONCE = (1, 8)
WARM = 8
# It knows models, so after django.setup().
SCENE = "import django; django.setup(); from benchmarks.scene import main; main()"


@dataclass
class Measured:
    """Of one page: CPU-milliseconds an answer, and answers a second by how many ask at once."""

    name: str
    cpu: float = 0.0
    rates: dict[int, float] = field(default_factory=dict)
    statuses: set[str] = field(default_factory=set)


class Served:
    """A server in processes of its own, and what they have used."""

    def __init__(self, process: "psutil.Popen", port: int) -> None:
        self.process, self.port = process, port

    def family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def worked(self) -> float:
        """Seconds of a processor's time."""
        return sum(sum(each.cpu_times()[:2]) for each in self.family())

    def memory(self) -> float:
        """Megabytes that would be free without it (PSS)."""
        return float(sum(each.memory_full_info().pss for each in self.family()) / 2**20)


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WAYPOST_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
        "WAYPOST_DATA": str(folder),
        "WAYPOST_LOG": "ERROR",
        "MALLOC_ARENA_MAX": "2",
    }


@contextmanager
def serving(folder: Path, module: str, *arguments: str) -> Iterator[Served]:
    """Until it says where it is, and no longer than it is asked."""
    log = folder.parent / f"{module}.log"
    with log.open("w") as out:
        process = psutil.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=environment(folder),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 300
        while not (found := re.search(r"ready: http://[^:\s]+:(\d+)", log.read_text())):
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(log.read_text())
            time.sleep(0.1)
        yield Served(process, int(found[1]))
    finally:
        process.terminate()
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(15)


def ask(
    served: Served, requests: list[dict[str, Any]], at_once: int
) -> tuple[float, float, set[str]]:
    """Seconds on the wall, seconds of a processor, and the statuses that came."""
    told = {"port": served.port, "at_once": min(at_once, len(requests)), "requests": requests}
    before = served.worked()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.client"],
        cwd=ROOT,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout)
    return said["seconds"], served.worked() - before, set(said["statuses"])


def measure(served: Served, name: str, requests: list[dict[str, Any]], *, warm: bool) -> Measured:
    """Half of them one after the other, half of them eight at once."""
    found, half = Measured(name), len(requests) // len(AT_ONCE)
    if warm:
        ask(served, requests[:WARM], 1)
    used = 0.0
    for number, at_once in enumerate(AT_ONCE):
        seconds, cpu, statuses = ask(served, requests[number * half :][:half], at_once)
        found.rates[at_once] = half / seconds
        found.statuses |= statuses
        used += cpu
    found.cpu = 1000 * used / (half * len(AT_ONCE))
    return found


def head(host: str, session: str = "") -> dict[str, str]:
    cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    return {"Host": host, "Cookie": cookies, "Accept-Encoding": "gzip"}


def post(host: str, path: str, session: str, **form: str) -> dict[str, Any]:
    body = "&".join(
        f"{name}={value}" for name, value in {"csrfmiddlewaretoken": TOKEN, **form}.items()
    )
    return {"method": "POST", "path": path, "headers": head(host, session), "body": body}


def pages(served: Served, told: dict[str, Any], count: int) -> Iterator[Measured]:
    """One after the other, as they are asked for."""
    host, sessions = told["host"], told["sessions"]
    for page in PAGES:
        path = page.path.format(badge=told["badge"])
        one = {"path": path, "headers": head(host, sessions.get(page.who, ""))}
        yield measure(served, page.name, [one] * count, warm=True)
    submits = [post(host, f"/work/{pk}", session, then="submit") for pk, session in told["submits"]]
    yield measure(served, SUBMIT, submits, warm=False)
    decides = [
        post(host, f"/review/{pk}/decide", sessions["reviewer"], verdict="award", then="send")
        for pk in told["decides"]
    ]
    yield measure(served, DECIDE, decides, warm=False)


def run(people: int, count: int, steps: int, at: Path) -> None:
    folder = at / f"{people}"
    filled = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", SCENE, f"--people={people}", f"--steps={steps}"],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    print(f"\n## {people:,} people\n\nFilled in {time.monotonic() - filled:.0f} s.", flush=True)
    own = ["--data", str(folder), "--port", "0"]
    with (
        serving(folder, "waypost.config.serve", *own) as served,
        serving(folder, "benchmarks.serve_bare", "0") as bare,
    ):
        plain = [{"path": "/", "headers": head("bare")}] * (2 * count)
        print(HEAD, flush=True)
        for each in pages(served, told, count):
            # Beside each page, and not once: a machine is not as busy at the end as it was before.
            show(each, measure(bare, "bare", plain, warm=True))
        print(f"\nMemory (PSS) of all its processes afterwards: {served.memory():.0f} MB.")


def show(one: Measured, base: Measured) -> None:
    """A line of the table; an answer that is no success is no measurement."""
    wrong = {status for status in one.statuses if status[0] not in "23"}
    name = f"{one.name} (answered {', '.join(sorted(wrong))})" if wrong else one.name
    print(
        f"| {name} | {one.cpu:.1f} | {base.cpu:.1f} | {one.cpu / max(base.cpu, 0.01):.0f}"
        f" | {one.rates[1]:.0f} | {one.rates[8]:.0f} | {base.rates[8]:.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog=".venv/bin/python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[300, 30_000])
    parser.add_argument("--requests", type=int, default=200, help="for each page")
    parser.add_argument("--steps", type=int, default=40, help="hand-ins, and as many decisions")
    given = parser.parse_args()
    loads = os.getloadavg()
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},"
        f" {time.strftime('%Y-%m-%d')}, load {loads[0]:.1f} before."
    )
    with tempfile.TemporaryDirectory(prefix="waypost-benchmarks-") as made:
        for people in given.people:
            run(people, given.requests, given.steps, Path(made))


if __name__ == "__main__":
    main()
