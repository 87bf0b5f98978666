"""`./waypost restore`: all of it back in a new place, or nothing written."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.launcher import kept
from tests.product import Product
from waypost.config.keeping.archive import Damaged, Reader

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("keeping")


@pytest.fixture(scope="module")
def lost(forward: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a backup was made of."""
    return Path(shutil.copytree(forward, tmp_path_factory.mktemp("keeping") / "data"))


@pytest.fixture(scope="module")
def backup(lost: Path) -> Path:
    file = lost.with_name("kept.zip")
    done = kept.run("backup", file, "--data", lost)
    assert done.returncode == 0, done.stderr
    return file


def test_every_badge_verifies_again_with_the_same_bytes_and_the_server_starts(
    lost: Path, backup: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    done = kept.run("restore", backup, "--data", again)
    assert done.returncode == 0, done.stderr
    assert f"Start it: ./waypost start --data {again}" in done.stdout
    assert kept.badges(again) == kept.badges(lost)
    assert len(kept.badges(again)) == 3
    for place in (again, *again.rglob("*")):
        assert place.stat().st_mode & 0o777 == (0o700 if place.is_dir() else 0o600), place
    started = Product(again)
    try:
        started.start()
    finally:
        started.stop()
    now = json.loads(kept.look(again))
    signed = {name: hashlib.sha256(body).hexdigest() for name, body in kept.badges(lost).items()}
    assert {name: digest for name, (digest, _) in now["badges"].items()} == signed
    outcomes = sorted(outcome for _, outcome in now["badges"].values())
    assert outcomes == ["PRACTICE", "PRACTICE", "WITHDRAWN"], outcomes
    assert now["keys missing"] == 0


def changed(backup: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy whose list of contents says something else."""
    with zipfile.ZipFile(backup) as opened, zipfile.ZipFile(to, "w") as out:
        for info in opened.infolist():
            body = opened.read(info)
            if info.filename == "manifest.json":
                said = json.loads(body)
                change(said)
                body = json.dumps(said).encode()
            out.writestr(info.filename, body)
    return to


def test_a_folder_that_holds_anything_is_left_alone(backup: Path, tmp_path: Path) -> None:
    used = tmp_path / "used"
    used.mkdir()
    (used / "letter.txt").write_text("Dear board")
    said = kept.refused("restore", backup, "--data", used)
    assert said == (
        f"{used} is not empty, and a restore writes over nothing."
        f" Name a new folder: --data {used}-restored"
    )
    assert [path.name for path in used.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("damage", ["cut", "one byte", "no backup", "a lost row's file"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    backup: Path, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "damaged.zip"
    body = bytearray(backup.read_bytes())
    if damage == "cut":
        body = body[: len(body) // 2]
    if damage == "one byte":
        body[2000] ^= 1
    file.write_bytes(b"Dear board" if damage == "no backup" else body)
    if damage == "a lost row's file":

        def forget(said: dict[str, Any]) -> None:
            said["entries"] = [e for e in said["entries"] if not e["name"].endswith(".jpg")]

        changed(backup, file, forget)
    said = kept.refused("restore", file, "--data", tmp_path / "again")
    assert said.startswith(f"{file} cannot be relied on: ")
    assert not (tmp_path / "again").exists()


def test_a_backup_by_a_newer_waypost_says_what_to_do(backup: Path, tmp_path: Path) -> None:
    def format_of_tomorrow(said: dict[str, Any]) -> None:
        said.update(format=99, product="9.1")

    def rows_of_tomorrow(said: dict[str, Any]) -> None:
        said["migrations"]["people"].append("0099_later")
        said["product"] = "9.1"

    for change in (format_of_tomorrow, rows_of_tomorrow):
        file = changed(backup, tmp_path / f"{change.__name__}.zip", change)
        said = kept.refused("restore", file, "--data", tmp_path / "again")
        assert said.startswith(f"{file} was made by a newer Waypost, 9.1")
        assert said.endswith("Restore it with that one: get it first, then do this again.")
        assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "/etc/outside", "x/y"])
def test_nothing_is_written_outside(backup: Path, tmp_path: Path, name: str) -> None:
    def stray(said: dict[str, Any]) -> None:
        said["entries"][0]["name"] = name

    file = changed(backup, tmp_path / "kept.zip", stray)
    with file.open("rb") as source, pytest.raises(Damaged, match="no backup of Waypost does"):
        Reader(source)


# Killed where all is written aside, and nothing has its place yet.
KILLED = """
import os, signal, sys
from waypost.config.keeping import restore
def dies(aside, data):
    os.kill(os.getpid(), signal.SIGKILL)
restore._move = dies
sys.exit(restore.main(sys.argv[1:]))
"""


def test_a_restore_that_was_cut_off_is_done_once_more_and_never_started(
    backup: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    arguments = [str(backup), "--data", str(again)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], cwd=ROOT, env=kept.environment()
    )
    assert done.returncode == -signal.SIGKILL
    said = subprocess.run(
        [sys.executable, "-m", "waypost.config.serve", "--port", "0", "--data", str(again)],
        env=kept.environment(),
        capture_output=True,
        text=True,
    )
    assert said.stderr.startswith(f"A restore into {again} was cut short. Do it once more:")
    assert kept.run("restore", *arguments).returncode == 0
    assert not (again / ".restoring").exists()


@pytest.mark.django_db  # so that it runs on PostgreSQL, in databases of its own
@pytest.mark.skipif(not os.environ.get("WAYPOST_DATABASE"), reason="it is about PostgreSQL")
def test_a_postgresql_database_goes_into_an_empty_one_and_nowhere_else(
    tmp_path: Path, postgresql: Callable[[str], str]
) -> None:
    data, sqlite = tmp_path / "data", tmp_path / "sqlite.zip"
    assert kept.run("backup", sqlite, "--data", kept.small(tmp_path / "small")).returncode == 0
    first, second = postgresql("first"), postgresql("second")
    kept.fill(first, kept.unpack("postgresql", data))
    (data / "dump.sql").unlink()
    file, again = tmp_path / "kept.zip", tmp_path / "again"
    done = kept.run("backup", file, "--data", data, WAYPOST_DATABASE=first)
    assert done.returncode == 0, done.stderr
    full = kept.refused("restore", file, "--data", again, WAYPOST_DATABASE=first)
    assert "is not empty, and a restore writes over nothing" in full
    other = kept.refused("restore", file, "--data", again)
    assert "holds a PostgreSQL database, and goes back into one only" in other
    mine = kept.refused("restore", sqlite, "--data", again, WAYPOST_DATABASE=second)
    assert "holds an SQLite database, and goes back into a folder only" in mine
    assert not again.exists()
    done = kept.run("restore", file, "--data", again, WAYPOST_DATABASE=second)
    assert done.returncode == 0, done.stderr
    assert kept.contents(second) == kept.contents(first)
    assert kept.shape(second) == kept.shape(first)


def test_an_sqlite_folder_is_one_file_that_opens(backup: Path, tmp_path: Path) -> None:
    """No write-ahead log is left beside it, which a copy by hand would forget."""
    again = tmp_path / "again"
    again.mkdir()
    assert kept.run("restore", backup, "--data", again).returncode == 0
    assert {path.name for path in again.glob("waypost.sqlite3*")} == {"waypost.sqlite3"}
    with closing(sqlite3.connect(again / "waypost.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
