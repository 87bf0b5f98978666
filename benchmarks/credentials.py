"""How fast badges are signed, checked, stored and served, beside the Node reference, in one run.

    .venv/bin/python -m benchmarks.credentials

Everything runs on one core (`taskset`), one step after the other, and is told in seconds of the
processor. The reference is @digitalbazaar/vc with every vocabulary at hand, installed by npm into a
throwaway folder for this run alone; without npm its rows are left out.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import ROOT
from benchmarks.__main__ import Served, ask, environment, head, serving

REFERENCE = Path(__file__).parent / "reference"
STEP = "import django; django.setup(); from benchmarks.credentials_scene import main; main()"
STATIC = "ui/icon.svg"
Found = dict[str, Any]


def pinned(core: int) -> list[str]:
    return ["taskset", "-c", str(core)] if shutil.which("taskset") else []


def step(at: Path, core: int, name: str, *arguments: str) -> Found:
    """Each with a database of its own."""
    folder = at / f"{name}-{time.monotonic_ns()}"
    done = subprocess.run(
        [*pinned(core), sys.executable, "-c", STEP, name, *arguments],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: Found = {"folder": folder, **json.loads(done.stdout.rstrip().rsplit("\n", 1)[-1])}
    if name != "served":
        shutil.rmtree(folder)
    return found


def reference(at: Path, core: int, told: Path) -> Found | None:
    """Signs and checks the very same badges; None where it cannot be had."""
    if not shutil.which("npm"):
        print("npm is not here: the rows of the Node reference are left out.")
        return None
    folder = at / "reference"
    shutil.copytree(REFERENCE, folder)
    got = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--silent"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if got.returncode:
        print("npm could not install the Node reference: its rows are left out.")
        return None
    done = subprocess.run(
        [*pinned(core), "node", "runner.mjs"],
        cwd=folder,
        input=told.read_text(),
        capture_output=True,
        text=True,
        check=True,
    )
    found: Found = json.loads(done.stdout)
    for name in ("jsonld", "rdf-canonize", "@digitalbazaar/vc"):
        package = json.loads((folder / "node_modules" / name / "package.json").read_text())
        found[name] = package["version"]
    return found


def signing(at: Path, core: int, count: int, kept: int) -> None:
    """`kept`: how many are stored and baked, from the first one on, for which the picture is drawn
    and the template is made."""
    told = at / "told.json"
    ours = step(at, core, "library", f"--count={count}", f"--out={told}")
    node = reference(at, core, told)
    batch = step(at, core, "batch", f"--count={kept}", "--bake")
    stored = kept / batch["signed and stored"]
    baked = kept / (batch["signed and stored"] + batch["baked"])

    def row(name: str, signs: float | None, checks: float | None) -> None:
        cells = []
        for rate, base in ((signs, "sign"), (checks, "verify")):
            times = f"{rate / node[base]:.1f}" if rate and node else "–"
            cells += [f"{rate:,.0f}" if rate else "–", times]
        print(f"| {name} | {' | '.join(cells)} |")

    print(f"\n## Signing and checking a badge of {ours['bytes'] / 1000:.1f} kB\n")
    if node:
        print(
            f"Node {node['node']}, @digitalbazaar/vc {node['@digitalbazaar/vc']}, jsonld"
            f" {node['jsonld']}, rdf-canonize {node['rdf-canonize']}.\n"
        )
    print("| for each CPU-second | signed | times Node | checked | times Node |")
    print("|---|---:|---:|---:|---:|")
    row("raw Ed25519 over the 64 bytes that a proof signs", ours["raw sign"], ours["raw verify"])
    if node:
        row("Node reference (its check asks no status list)", node["sign"], node["verify"])
    row("the long way (PyLD, all checks)", ours["slow sign"], None)
    row("one by one, its kind seen before", ours["one sign"], None)
    row("in bulk", ours["press sign"], None)
    row(f"in bulk, with the database, {kept:,} of them", stored, None)
    row("the same with a baked PNG each", baked, None)
    row("checked with its status list, nothing seen before", None, ours["cold verify"])
    row("checked with its status list, its kind seen before", None, ours["warm verify"])


def growing(at: Path, core: int, sizes: list[int]) -> None:
    print("\n## Memory of a process that signs and stores\n")
    print("| awards | its own before, MB | at most between batches, MB | afterwards, MB |", end="")
    print(" with the mapped file, at most, MB | awards a CPU-second |")
    print("|---:|---:|---:|---:|---:|---:|")
    for count in sizes:
        found = step(at, core, "batch", f"--count={count}")
        rate = count / found["signed and stored"]
        held = " | ".join(f"{found[each]:.0f}" for each in ("before", "most", "after", "peak"))
        print(f"| {count:,} | {held} | {rate:,.0f} |", flush=True)


def whole(at: Path, core: int, count: int) -> None:
    found = step(at, core, "end", f"--count={count}")
    spent = found["spent"]
    total = sum(spent.values())
    print(f"\n## {count:,} awards from end to end\n")
    print(
        f"{found['awards']:,} awards, {found['documents']:,} documents, {found['places']:,} places,"
        f" {found['queued']:,} letters queued: {total:.1f} CPU-seconds ({found['wall']:.1f} s on"
        f" the wall); {found['before']:.0f} MB of its own before, {found['after']:.0f} after.\n"
    )
    print("| where it goes | CPU-s | share |\n|---|---:|---:|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.2f} | {100 * seconds / total:.0f}% |")


def one(at: Path, core: int) -> None:
    found = step(at, core, "web", "--count=100")
    print("\n## One badge through the web\n")
    print(
        f"A reviewer's decision with its award (median of {found['count']}):"
        f" {found['request']:.1f} CPU-ms in the process that answers, a tenth of them in"
        f" {found['quick']:.1f} or less, a tenth in {found['slow']:.1f} or more; of that composing,"
        f" placing, signing and keeping the document: {found['issue']:.1f}."
    )


def known(served: Served, path: str, host: str) -> str:
    """The tag that it is known by."""
    from http.client import HTTPConnection

    connection = HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", path, headers=head(host))
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}")
    return answer.headers["ETag"] or ""


def served_files(at: Path, core: int, count: int) -> None:
    scene = step(at, core, "served")
    host, badge = scene["host"], scene["badge"]
    paths = {
        "public page": f"/c/{badge}",
        "its JSON": f"/c/{badge}.json",
        "its PNG": f"/c/{badge}.png",
        "its SVG": f"/c/{badge}.svg",
        "status list": "/status/1",
        "DID document": "/.well-known/did.json",
    }
    print("\n## Public files beside a static file of the same server\n")
    print("| answer | CPU-ms | a second | part of the static file’s | 304: CPU-ms | a second |")
    print("|---|---:|---:|---:|---:|---:|")
    own = ["--data", str(scene["folder"]), "--port", "0"]
    with serving(scene["folder"], "waypost.config.serve", *own) as server:
        os.sched_setaffinity(server.process.pid, {core})
        for each in server.family():
            each.cpu_affinity([core])
        static = f"/static/{STATIC}"
        base = 0.0
        for name, path in {"a static file": static, **paths}.items():
            request = {"path": path, "headers": head(host)}
            again = {
                "path": path,
                "headers": {**head(host), "If-None-Match": known(server, path, host)},
            }
            whole, kept = measured(server, request, count), measured(server, again, count)
            base = base or whole[1]
            odd = {*whole[2]} - {"200"} or {*kept[2]} - {"304"}
            print(
                f"| {name}{f' (answered {sorted(odd)})' if odd else ''} | {whole[0]:.1f} |"
                f" {whole[1]:.0f} | {whole[1] / base:.2f} | {kept[0]:.1f} | {kept[1]:.0f} |",
                flush=True,
            )
    shutil.rmtree(scene["folder"])


def measured(server: Served, request: Found, count: int) -> tuple[float, float, set[str]]:
    """CPU-milliseconds an answer, answers for each of its CPU-seconds, and the statuses."""
    ask(server, [request] * 10, 1)
    _, cpu, statuses = ask(server, [request] * count, 4)
    cpu = max(cpu, 0.01)
    return 1000 * cpu / count, count / cpu, statuses


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.credentials", description=__doc__)
    parser.add_argument("--core", type=int, default=max(0, (os.cpu_count() or 1) - 1))
    parser.add_argument("--count", type=int, default=2_000, help="badges signed and checked")
    parser.add_argument("--awards", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--end", type=int, default=10_000, help="awards from end to end")
    parser.add_argument("--requests", type=int, default=400, help="for each public file")
    parser.add_argument("--only", nargs="+", choices=("sign", "web", "memory", "end", "files"))
    given = parser.parse_args()
    load, _, _ = os.getloadavg()
    print(
        f"{platform.machine()}, one of {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite, {time.strftime('%Y-%m-%d')}, load {load:.1f} before."
    )
    with tempfile.TemporaryDirectory(prefix="waypost-benchmarks-") as made:
        at, core = Path(made), given.core
        steps = {
            "sign": lambda: signing(at, core, given.count, given.end),
            "web": lambda: one(at, core),
            "memory": lambda: growing(at, core, given.awards),
            "end": lambda: whole(at, core, given.end),
            "files": lambda: served_files(at, core, given.requests),
        }
        for name in given.only or steps:
            steps[name]()


if __name__ == "__main__":
    main()
