"""`./waypost start`, really started: it serves, survives being killed, and stops when told."""

import contextlib
import datetime as dt
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from waypost.config.folder import Refused
from waypost.config.lanes import ARRIVING
from waypost.config.prepare import check_clock

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
# One at a time: each is a whole server, and the clock is part of what is tested.
pytestmark = pytest.mark.xdist_group("launcher")


class Started:
    """A server in a process of its own, with what it has said so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.output = folder.with_suffix(".log")
        command = [sys.executable, "-m", "waypost.config.serve", "--port", str(self.port)]
        with self.output.open("w") as log:
            self.process = psutil.Popen(
                [*command, "--data", str(folder), *arguments],
                cwd=ROOT,
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )

    def page(self, path: str = "/", patience: float = 60) -> int:
        """The status of a page, asked for until the server answers at all."""
        deadline = time.monotonic() + patience
        while True:
            try:
                url = f"http://127.0.0.1:{self.port}{path}"
                return int(urllib.request.urlopen(url, timeout=patience).status)
            except urllib.error.HTTPError as error:
                return error.code
            except OSError as error:
                if time.monotonic() > deadline or not self.process.is_running():
                    raise AssertionError(f"no page; it said: {self.output.read_text()}") from error
                time.sleep(0.05)

    def text(self, path: str) -> str:
        """A page's own words."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def worked(self) -> float:
        """Seconds of a processor's time so far: the same however busy the machine is."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(process.cpu_times()[:4]) for process in family)

    def jobs(self) -> list[psutil.Process]:
        """The web server and the delivery loop, in the order they were started."""
        return sorted(self.process.children(), key=lambda child: child.pid)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(15)
        return time.monotonic() - began


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WAYPOST_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "MALLOC_ARENA_MAX": "2"}


def free_port() -> int:
    """Below those that a system hands out to whoever asks others, or one of them may have it when
    the server comes to it."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def eventually(true: Callable[[], bool], patience: float = 120) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(psutil.NoSuchProcess):
            if true():
                return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder with an empty district for the module: making it is what takes time."""
    made = tmp_path_factory.mktemp("launcher") / "data"
    started = Started(made, "--empty")
    started.page(patience=300)
    started.stop()
    subprocess.run(
        [sys.executable, "manage.py", "create_district"],
        cwd=ROOT,
        env=environment() | {"WAYPOST_DATA": str(made)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[Started]:
    started = Started(folder)
    family = [started.process]
    try:
        started.page(patience=300)
        family += started.process.children(recursive=True)
        yield started
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):
            family += started.process.children(recursive=True)
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        started.process.wait(10)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A first start without a flag."""
    started = Started(tmp_path_factory.mktemp("demo") / "data")
    try:
        started.page("/catalog", patience=400)
        yield started
    finally:
        started.stop()


def test_a_new_folder_gets_the_demo_is_private_and_ready_within_a_minute(demo: Started) -> None:
    assert demo.worked() < 60
    assert demo.folder.stat().st_mode & 0o777 == 0o700
    said = demo.output.read_text()
    assert "Making the demo district" in said
    assert "mail" not in said, "its outbox is the delivery"
    assert f"Waypost is ready: http://localhost:{demo.port}" in said


def test_server_and_loop_together_fit_in_250_megabytes(demo: Started) -> None:
    badge = re.search(r'href="(/c/[^"]+)"', demo.text("/"))
    assert badge, "the front page shows one public badge to check"
    paths = ["/", "/catalog", *(badge[1] + form for form in ("", ".json", ".png", ".svg", ".pdf"))]
    with ThreadPoolExecutor(8) as visitors:
        assert set(visitors.map(demo.page, paths * 8)) == {200}
    family = [demo.process, *demo.process.children(recursive=True)]
    used = sum(process.memory_full_info().pss for process in family) / MEGABYTE
    assert used <= 250, f"{used:.0f} MB in {len(family)} processes"


def test_the_first_page_of_a_later_start_comes_within_five_seconds(folder: Path) -> None:
    started = Started(folder)
    try:
        started.page(patience=300)
        assert started.worked() < 5
    finally:
        started.stop()


def test_a_district_of_its_own_is_told_at_start_that_letters_wait_for_a_mail_server(
    server: Started,
) -> None:
    assert server.output.read_text().count("No mail server is set (WAYPOST_MAIL_HOST)") == 1


LONGER = pytest.mark.only_with_all
SIGNALS = (signal.SIGTERM, *(pytest.param(s, marks=LONGER) for s in (signal.SIGINT, signal.SIGHUP)))


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_stops_everything_within_ten_seconds(
    server: Started, number: signal.Signals
) -> None:
    family = server.process.children(recursive=True)
    assert len(family) >= 3
    assert server.stop(number) < 10
    assert server.process.returncode == 0
    assert [process for process in family if process.is_running()] == []
    assert "Traceback" not in server.output.read_text()


@pytest.mark.parametrize("which", [0, 1], ids=["web server", "delivery loop"])
def test_a_killed_job_comes_back(server: Started, which: int) -> None:
    victim = server.jobs()[which]
    other = server.jobs()[1 - which]
    victim.send_signal(signal.SIGKILL)
    assert eventually(lambda: len(server.jobs()) == 2 and victim not in server.jobs())
    assert server.page() == 200
    assert other.is_running()


def test_a_killed_worker_comes_back(server: Started) -> None:
    worker = server.jobs()[0].children()[0]
    worker.send_signal(signal.SIGKILL)
    assert server.page() == 200
    assert eventually(lambda: server.jobs()[0].children()[0].pid != worker.pid)


def test_nothing_is_left_when_the_whole_is_killed(server: Started) -> None:
    family = server.process.children(recursive=True)
    server.process.send_signal(signal.SIGKILL)
    assert eventually(lambda: not any(process.is_running() for process in family))


def test_a_used_port_is_said_with_a_free_one(folder: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused("--port", str(port), "--data", str(tmp_path / "new"))
    assert said.startswith(f"Port {port} is already used. Start on another one: ./waypost start")


def test_a_folder_in_use_is_said_with_its_process(server: Started, folder: Path) -> None:
    said = refused("--port", str(free_port()), "--data", str(folder))
    assert f"already runs on {folder} (process {server.process.pid})" in said
    assert "--data" in said


@pytest.mark.parametrize("flag", ["--demo", pytest.param("--empty", marks=LONGER)])
def test_a_flag_for_new_folders_is_refused_on_a_used_one(folder: Path, flag: str) -> None:
    said = refused("--port", str(free_port()), "--data", str(folder), flag)
    assert said.startswith(f"{folder} already holds a district, and {flag} is for a new folder.")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear board")
    said = refused("--port", str(free_port()), "--data", str(tmp_path))
    assert "holds something else" in said
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


STEPS = ("Loading", "Preparing the database", "Packing", "There is no district yet")


@pytest.mark.parametrize("number", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=LONGER)])
def test_a_first_start_that_is_cut_short_goes_on_as_it_was_begun(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Cut short in each of its steps in turn; the flag is given once."""
    folder, flags = tmp_path / "data", ["--empty"]
    for words in STEPS:
        started = Started(folder, *flags)
        flags = []
        assert eventually(lambda: words in started.output.read_text()), words  # noqa: B023 # at once
        started.stop(number)
        said = started.output.read_text()
        assert "Traceback" not in said
        assert number == signal.SIGKILL or "Stopped." in said or "has stopped" in said
    started = Started(folder)
    try:
        assert started.page(patience=300) == 200
        assert "demo" not in started.output.read_text()
    finally:
        started.stop()
    assert len(re.findall(r"ready: http://localhost:\d+/setup\?key=\S{40}", said_by(started))) == 1


def said_by(started: Started) -> str:
    return started.output.read_text()


FIRST = {
    "name": "Live Oak ISD",
    "program": "Learning",
    "team": "Media",
    "timezone": "America/Chicago",
    "lead": "Ada Moreno",
    "email": "ada@liveoak.example",
    "password": "a purple pecan river",
}


@pytest.mark.only_with_all
def test_an_empty_folder_is_set_up_in_the_browser_with_the_key_it_prints(tmp_path: Path) -> None:
    """Killed as soon as the district is made, it can be entered with the password chosen."""
    folder = tmp_path / "data"
    started = Started(folder, "--empty")
    assert started.page("/catalog", patience=300) == 200
    assert "This server has no district yet" in started.text("/catalog")
    key = re.search(r"/setup\?key=(\S+)", said_by(started))
    assert key
    started.stop(signal.SIGKILL)
    started = Started(folder)
    started.page(patience=300)
    assert key[0] in said_by(started), "the same key at each start"
    post(started, f"/setup?key={key[1]}", "/setup", {**FIRST, "key": key[1]})
    started.stop(signal.SIGKILL)
    started = Started(folder)
    try:
        assert started.page(f"/setup?key={key[1]}", patience=300) == 200
        assert "setup?key" not in said_by(started)
        assert not (folder / "keys" / "first-district").exists()
        entered = post(
            started,
            "/account/login/",
            "/account/login/",
            {"login": FIRST["email"], "password": FIRST["password"]},
        )
        assert "Ada Moreno" in entered
    finally:
        started.stop()


def post(started: Started, page: str, path: str, fields: dict[str, str]) -> str:
    """As a browser does that first opened the page; gives where it ends."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    base = f"http://localhost:{started.port}"
    opened = browser.open(base + page, timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened)
    assert token, opened
    sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
    return str(browser.open(base + path, sent, timeout=60).read().decode())


# Python runs a handler wherever it is, and drops what is raised while it collects garbage.
INTERRUPTED = """
import gc, signal, sys
from waypost.config.serve import main
def collected(phase, info):
    if "waypost.people.models" in sys.modules:
        signal.raise_signal(signal.SIGINT)
gc.callbacks.append(collected)
sys.exit(main(sys.argv[1:]))
"""


def test_no_moment_of_a_start_is_deaf_to_ctrl_c(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "--data", str(tmp_path / "data"), "--port", "0"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "Stopped.\n")
    assert "Preparing" not in done.stdout


def test_a_request_that_never_ends_does_not_keep_the_server(server: Started) -> None:
    half = socket.create_connection(("127.0.0.1", server.port))
    half.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx")
    time.sleep(0.3)
    assert server.stop() < 10
    assert "Traceback" not in server.output.read_text()
    half.close()


def test_a_page_comes_while_more_uploads_than_there_are_places_for_stand_still(
    server: Started,
) -> None:
    # Without the cookie it would be refused before its body is read.
    head = (
        "POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n"
        f"Cookie: csrftoken={'a' * 32}\r\n\r\n"
    )
    stalled = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2 * ARRIVING)]
    for connection in stalled:
        connection.sendall(head.encode() + b"x" * 1000)
    time.sleep(0.3)
    assert server.page("/catalog", patience=15) == 200
    for connection in stalled:
        connection.close()


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A data folder that a test may damage."""
    return Path(shutil.copytree(folder, tmp_path / "copied"))


def test_a_mark_on_a_folder_opens_no_district_of_real_people(copied: Path) -> None:
    (copied / "own").rename(copied / "demo")
    started = Started(copied)
    try:
        assert started.page("/", patience=300) == 200
        assert started.page("/outbox") == 404
        assert "This is a demo" not in started.text("/account/login/")
    finally:
        started.stop()


def test_a_folder_of_a_newer_version_is_left_alone(copied: Path) -> None:
    with sqlite3.connect(copied / "waypost.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('people', '0099_later', '2030-01-01')"
        )
    assert refused("--data", str(copied), "--port", "0") == (
        f"{copied} was last used by a newer Waypost, which added people.0099_later."
        " Start that version, or put back the backup from before it."
    )


def test_a_damaged_database_is_said(copied: Path) -> None:
    (copied / "waypost.sqlite3").write_bytes(b"x" * 100_000)
    said = refused("--data", str(copied), "--port", "0")
    assert said.endswith(f"is damaged. Put back your last backup of {copied}.")


@pytest.mark.parametrize(
    "left", [pytest.param(b"", marks=LONGER), b"\0" * 67], ids=["empty", "zeros"]
)
def test_a_secret_that_a_power_cut_left_empty_is_made_again(copied: Path, left: bytes) -> None:
    (copied / "keys" / "secret").write_bytes(left)
    started = Started(copied)
    try:
        assert started.page(patience=300) == 200
    finally:
        started.stop()
    assert len((copied / "keys" / "secret").read_text()) > 60
    assert [path.name for path in (copied / "keys").glob("secret*")] == ["secret"]


@pytest.mark.parametrize("damage", [pytest.param("", marks=LONGER), "z123"])
def test_a_damaged_signing_key_is_named(demo: Started, tmp_path: Path, damage: str) -> None:
    copied = Path(shutil.copytree(demo.folder, tmp_path / "copied"))
    key = next(copied.glob("keys/*/*.key"))
    key.write_text(damage)
    started = Started(copied)
    try:
        assert started.page(patience=300) == 200, "what was signed can still be checked"
    finally:
        started.stop()
    assert f"No badge can be signed: {key} is missing or damaged." in started.output.read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_files_that_root_left_behind_are_named(folder: Path, reachable: Path) -> None:
    copied = Path(shutil.copytree(folder, reachable / "copied"))
    for place in (copied, *copied.rglob("*")):
        os.chown(place, 65534, 65534)
    os.chown(copied / "waypost.sqlite3", 0, 0)
    said = as_nobody(f"DataFolder(Path({str(copied)!r})).take()")
    assert said.startswith(f"{copied / 'waypost.sqlite3'} belongs to root. Start as root, or")
    assert "sudo chown -R nobody" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_somebody_elses_folder_is_never_asked_for(reachable: Path) -> None:
    reachable.chmod(0o700)
    said = as_nobody(f"DataFolder(Path({str(reachable)!r})).take()")
    assert said.endswith("Use a folder of your own: ./waypost start --data FOLDER")
    assert "chown" not in said


def as_nobody(code: str) -> str:
    """What `code` refuses, in a process that has loaded all of it and then lets root go."""
    before = "import os; from pathlib import Path; from waypost.config.folder import DataFolder"
    become = "os.setgroups([]); os.setgid(65534); os.setuid(65534)"
    done = subprocess.run(
        [sys.executable, "-c", f"{before}; {become}; {code}"],
        env=environment(),
        capture_output=True,
        text=True,
    )
    return done.stderr.strip().splitlines()[-1].removeprefix("waypost.config.folder.Refused: ")


def serving(*arguments: str) -> str:
    return shlex.join([sys.executable, "-m", "waypost.config.serve", "--port", "0", *arguments])


@pytest.mark.parametrize("room", [pytest.param("4k", marks=LONGER), "3m"])
def test_a_full_disk_is_said_and_goes_on_when_there_is_room(tmp_path: Path, room: str) -> None:
    """A disk of its own, which first is too small and then grows."""
    disk = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.geteuid() else [])]
    mount = f"mount -t tmpfs -o size={room} tmpfs {tmp_path}"
    if subprocess.run([*disk, "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    folder, said = str(tmp_path / "data"), f"{tmp_path}.said"
    steps = [
        mount,
        f"{serving('--data', folder, '--empty')} && exit 9",
        f"mount -o remount,size=60m {tmp_path}",
        f"{serving('--data', folder)} >{said} 2>&1 &",
        # As long as a busy machine needs, and no longer.
        f"for second in $(seq 240); do grep -q '^Waypost is ready' {said} && break; sleep 1; done",
        f"kill $!; wait $!; ended=$?; cat {said} >&2; exit $ended",
    ]
    done = subprocess.run(
        [*disk, "sh", "-c", "\n".join(steps)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )
    first, *again = done.stderr.splitlines()
    assert first == f"The disk is full. Free some space where {folder} lies, then start again."
    assert any(line.startswith("Waypost is ready") for line in again), done.stderr
    assert "There is no district yet" in done.stderr
    assert done.returncode == 0


def test_a_disk_that_fails_is_said(tmp_path: Path) -> None:
    """As it is when a file may grow no further."""
    small = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    ignore = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    arguments = ["--empty", "--data", str(tmp_path / "data"), "--port", "0"]
    run = f"from waypost.config.serve import main; raise SystemExit(main({arguments!r}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{small}; {ignore}; {run}"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "failed to read or write" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_clock_without_a_battery_is_said() -> None:
    with pytest.raises(Refused, match="clock says January 01, 1970"):
        check_clock(dt.datetime(1970, 1, 1, 0, 5, tzinfo=dt.UTC))


def test_a_listener_who_left_ends_no_server(folder: Path) -> None:
    command = [sys.executable, "-m", "waypost.config.serve", "--data", str(folder), "--port", "0"]
    process = psutil.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    try:
        assert eventually(lambda: len(process.children(recursive=True)) >= 3)
    finally:
        process.terminate()
    assert process.wait(15) == 0
    assert process.stderr
    assert process.stderr.read() == b""


def refused(*arguments: str) -> str:
    """The one line of a start that does not happen."""
    command = [sys.executable, "-m", "waypost.config.serve", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr.strip()
