"""`./waypost backup`: one whole file or none, while the server runs, wherever it is cut off."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.launcher import kept
from tests.product import Product

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("keeping")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return kept.small(tmp_path / "data")


def manifest(file: Path) -> dict[str, object]:
    with zipfile.ZipFile(file) as opened:
        return dict(json.loads(opened.read("manifest.json")))


def test_a_backup_holds_database_files_and_keys_is_private_and_says_so(
    data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kept.zip"
    (data / "static").mkdir()
    (data / "static" / "styles.css").write_text("packed again at start")
    done = kept.run("backup", file, "--data", data)
    assert done.returncode == 0, done.stderr
    assert f"The backup is whole: {file}" in done.stdout
    assert "It holds the keys that your badges are signed with" in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as opened:
        names = set(opened.namelist())
        said = {entry["name"]: entry for entry in manifest(file)["entries"]}  # type: ignore[attr-defined]  # JSON
        for name in names - {"manifest.json"}:
            digest = hashlib.sha256(opened.read(name)).hexdigest()
            assert said[name]["sha256"] == digest
            assert opened.getinfo(name).external_attr >> 16 == 0o600
    on_disk = {
        path.relative_to(data).as_posix()
        for path in data.rglob("*")
        if path.is_file() and path.parent.name != "static" and path.parent != data
    }
    assert names == on_disk | {"manifest.json", "database/waypost.sqlite3", "marks/own"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.zip"]
    assert (data / "backup.stamp").exists()


def test_a_file_that_is_there_is_left_alone_unless_it_may_be_replaced(
    data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "kept.zip"
    file.write_text("last week's")
    said = kept.refused("backup", file, "--data", data)
    assert said == f"{file} is there already. Name another file, or add --replace."
    assert file.read_text() == "last week's"
    assert kept.run("backup", file, "--data", data, "--replace").returncode == 0
    assert manifest(file)["database"] == "sqlite"


def test_what_cannot_be_backed_up_there_is_said_in_one_line(data: Path, tmp_path: Path) -> None:
    assert "would be lost with it" in kept.refused("backup", data / "kept.zip", "--data", data)
    assert "There is no folder" in kept.refused("backup", tmp_path / "a" / "b", "--data", data)
    assert "is a folder" in kept.refused("backup", tmp_path, "--data", data)
    nothing = kept.refused("backup", tmp_path / "kept.zip", "--data", tmp_path / "none")
    assert nothing.startswith(f"There is no Waypost in {tmp_path / 'none'}.")
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_whoever_may_not_write_there_is_told(data: Path, reachable: Path) -> None:
    home = Path(shutil.copytree(data, reachable / "data"))
    closed = reachable / "closed"
    closed.mkdir(mode=0o755)
    code = f"""
import os
from pathlib import Path
from waypost.config.keeping import backup
home = Path({str(home)!r})
backup.open_data(home)  # all of it is loaded before root lets go
for place in (home, *home.rglob("*")):
    os.chown(place, 65534, 65534)
os.setgroups([]), os.setgid(65534), os.setuid(65534)
backup.main([{str(closed / "x")!r}, "--data", {str(home)!r}])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=kept.environment(),
        capture_output=True,
        text=True,
    )
    assert done.stderr == f"{closed}/.x.part cannot be used (Permission denied).\n"


def test_a_full_disk_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [sys.executable, "-m", "waypost.config.keeping.backup"]
    script = (
        f"mount -t tmpfs -o size=300k tmpfs {disk} || exit 77\n"
        f"{' '.join(command)} {disk}/kept.zip --data {data}; echo $?; ls -A {disk}"
    )
    unshare = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.geteuid() else [])]
    done = subprocess.run(
        [*unshare, "sh", "-c", script],
        cwd=ROOT,
        env=kept.environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode == 77 or not done.stdout:
        pytest.skip("this machine lets nobody mount a disk")
    assert done.stderr.splitlines() == [
        f"The disk is full. Free some space where {disk}/kept.zip lies, then do this again."
    ]
    assert done.stdout.splitlines()[-1] == "1", "its exit code, and then an empty folder"


# Stops where a backup is half written, and says that it has come there.
HALF = """
import os, sys, time
from waypost.config.keeping import archive, backup
add = archive.Writer.add
def slowly(self, name, source, **more):
    if len(self.entries) == 3:
        print("half", flush=True)
        time.sleep(60)
    return add(self, name, source, **more)
archive.Writer.add = slowly
sys.exit(backup.main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.only_with_all)]
)
def test_a_backup_that_is_cut_off_leaves_no_half_file_and_the_old_one(
    data: Path, tmp_path: Path, number: signal.Signals
) -> None:
    file = tmp_path / "kept.zip"
    file.write_text("last week's")
    arguments = [str(file), "--data", str(data), "--replace"]
    with subprocess.Popen(
        [sys.executable, "-c", HALF, *arguments],
        cwd=ROOT,
        env=kept.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as half:
        assert half.stdout
        assert half.stderr
        assert any("half" in line for line in half.stdout)
        busy = kept.refused("backup", *arguments)
        assert busy == f"Another backup is being written to {file}. Wait for it."
        half.send_signal(number)
        half.wait(20)
        said = half.stderr.read()
    assert file.read_text() == "last week's"
    if number != signal.SIGKILL:
        assert said == "Stopped; no backup was made.\n"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.zip"]
    assert kept.run("backup", *arguments).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.zip"]


def test_what_was_missing_before_is_named_and_the_rest_is_kept(data: Path, tmp_path: Path) -> None:
    gone = next((data / "files").rglob("*.jpg"))
    gone.unlink()
    done = kept.run("backup", tmp_path / "kept.zip", "--data", data)
    assert done.returncode == 1
    name = gone.relative_to(data).as_posix()
    said = f"Missing before this backup, though rows name them: 1, such as {name}."
    assert done.stderr.startswith(said)
    assert manifest(tmp_path / "kept.zip")["missing"] == [name]


def test_a_part_that_arrives_is_kept_as_far_as_its_row_says(data: Path, tmp_path: Path) -> None:
    """What the server wrote after that moment is not yet counted, and not kept."""
    with closing(sqlite3.connect(data / "waypost.sqlite3")) as database, database:
        found = (
            "SELECT district_id, id, (SELECT min(id) FROM catalog_piece) FROM evidence_submission"
        )
        district, submission, piece = database.execute(found).fetchone()
        database.execute(
            "INSERT INTO evidence_upload (id, district_id, submission_id, piece_id, size, offset,"
            " students, caption, part, started_at, touched_at, refused)"
            " VALUES (?, ?, ?, ?, 9, 4, '', '', 'abc', '2026-11-18', '2026-11-18', '')",
            ("0" * 32, district, submission, piece),
        )
    (data / "uploads").mkdir()
    (data / "uploads" / "abc").write_bytes(b"1234567")
    (data / "uploads" / "nobodys").write_bytes(b"x")
    assert kept.run("backup", tmp_path / "kept.zip", "--data", data).returncode == 0
    with zipfile.ZipFile(tmp_path / "kept.zip") as opened:
        assert opened.read("uploads/abc") == b"1234"
        assert "uploads/nobodys" not in opened.namelist()


WRITE = """
import io
from PIL import Image
from tests.review import work
from waypost.evidence.models import Submission
own = Submission.objects.filter(status="draft")[0]
for _ in range(100_000):
    work.photo(own, 2)
"""


def test_a_backup_of_a_running_server_is_of_one_moment_and_its_copy_answers(
    forward: Path, tmp_path: Path
) -> None:
    """While somebody adds files as fast as they can."""
    data = shutil.copytree(forward, tmp_path / "data")
    running = Product(data)
    writer: subprocess.Popen[bytes] | None = None
    try:
        running.start()
        writer = subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{WRITE}"],
            cwd=ROOT,
            env=running.environment,
            stderr=subprocess.DEVNULL,
        )
        before = len(list((data / "files").rglob("*.jpg")))
        deadline = time.monotonic() + 60
        while len(list((data / "files").rglob("*.jpg"))) < before + 5:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        done = kept.run("backup", tmp_path / "kept.zip", "--data", data)
        assert done.returncode == 0, done.stderr
        assert writer.poll() is None, "it wrote the whole time"
    finally:
        if writer is not None:
            writer.kill()
            writer.wait()
        running.stop()
    again = tmp_path / "again"
    done = kept.run("restore", tmp_path / "kept.zip", "--data", again)
    assert done.returncode == 0, done.stderr
    asked = "SELECT count(*), count(DISTINCT file) FROM evidence_artifact WHERE file <> ''"
    with closing(sqlite3.connect(again / "waypost.sqlite3")) as database:
        rows, names = database.execute(asked).fetchone()
    assert rows == names == len(list((again / "files").rglob("*.jpg"))) > before


def test_a_removed_file_sends_the_backup_back_for_a_newer_moment(
    data: Path, tmp_path: Path
) -> None:
    """Removed with its row, between the copy of the database and that of the files."""
    vanish = """
import sqlite3, sys
from waypost.config.keeping import backup
files = backup._Keeping._files
def first(self, named):
    one = next(each for each in named if each.entry.startswith("files/"))
    one.place.unlink()
    with sqlite3.connect(self.data / "waypost.sqlite3") as database:
        lose = "UPDATE evidence_artifact SET file = '' WHERE 'files/' || file = ?"
        database.execute(lose, [one.entry])
    backup._Keeping._files = files
    return files(self, named)
backup._Keeping._files = first
sys.exit(backup.main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", vanish, str(tmp_path / "kept.zip"), "--data", str(data)],
        cwd=ROOT,
        env=kept.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Copying the database") == 2
    assert manifest(tmp_path / "kept.zip")["missing"] == []
