"""What `./waypost` says before there is anything but Python: one line each, with the fix."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "http://127.0.0.1:9/simple"
NO_NETWORK: dict[str, Any] = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": NOWHERE,
    "PIP_RETRIES": "0",
    "PIP_NO_CACHE_DIR": "1",
    "UV_DEFAULT_INDEX": NOWHERE,
    "UV_NO_CACHE": "1",
}


def run(
    folder: Path,
    *arguments: str,
    python: str = sys.executable,
    user: int | None = None,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*python.split(), "waypost", *arguments],
        user=user,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing has run yet."""
    shutil.copy(ROOT / "waypost", tmp_path)
    for folder in ("launcher", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_any_python_3_can_read_the_command_and_be_told_to_make_way() -> None:
    source = (ROOT / "waypost").read_text()
    tree = ast.parse(source, feature_version=(3, 0))
    first = next(node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(first.test) == "sys.version_info < (3, 11)"
    newer = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert tree.body.index(first) < tree.body.index(newer[0])
    assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree))


def test_help_names_every_command_and_makes_nothing(checkout: Path) -> None:
    shown = run(checkout, "--help")
    assert shown.returncode == 0
    named = {"start", "backup", "restore", "doctor", "export", "verify", "test", "check"}
    assert named <= set(shown.stdout.split())
    assert not (checkout / ".venv").exists()


def test_an_unknown_command_is_one_line(checkout: Path) -> None:
    done = run(checkout, "strat")
    assert done.returncode == 1
    assert done.stderr == "There is no command 'strat'. See them all: ./waypost --help\n"


def test_a_python_without_venv_is_told_what_to_install(checkout: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    done = run(checkout, "start", PYTHONPATH=str(hidden))
    assert done.returncode == 1
    package = f"python3.{sys.version_info.minor}-venv"
    sudo = "" if os.geteuid() == 0 else "sudo "
    assert done.stderr.strip() == (
        f"This Python has no ensurepip module. On Debian or Ubuntu run: {sudo}apt install {package}"
    )


@pytest.mark.only_with_all
def test_an_environment_of_another_python_is_made_again(checkout: Path, tmp_path: Path) -> None:
    """A system's upgrade replaces the Python that `.venv` only points at."""
    made = checkout / ".venv"
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "python").symlink_to(sys.executable)
    digest = hashlib.sha256((checkout / "requirements" / "run.txt").read_bytes()).hexdigest()
    (made / "waypost.json").write_text(json.dumps({"python": "3.8", "run": digest}))
    (made / "left").touch()
    done = run(checkout, "start", **NO_NETWORK)
    assert "Making a Python environment" in done.stdout
    assert not (made / "left").exists()


def test_an_environment_that_was_cut_short_is_filled_again(checkout: Path) -> None:
    """Made whole and not filled: only what is missing is done once more."""
    run(checkout, "start", **NO_NETWORK)
    again = run(checkout, "start", **NO_NETWORK)
    assert "Making" not in again.stdout
    assert "Installing" in again.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_an_environment_of_another_user_is_left_alone(checkout: Path, reachable: Path) -> None:
    shutil.copytree(checkout, reachable, dirs_exist_ok=True)
    reachable.chmod(0o755)
    made = reachable / ".venv"
    made.mkdir(mode=0o700)
    done = run(reachable, "start", python="/usr/bin/env python3", user=65534)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"{made} was made by another user. Run this as root, or from a copy of the checkout."
    )


@pytest.mark.only_with_all
def test_what_is_said_is_read_in_an_old_alphabet_too(checkout: Path) -> None:
    done = run(checkout, "start", PYTHONIOENCODING="ascii", **NO_NETWORK)
    assert "Traceback" not in done.stderr
    assert "Making a Python environment in .venv ?" in done.stdout


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_closed_streams_stop_nobody(checkout: Path, closed: str) -> None:
    """Nor does the next file that is opened take a stream's place, and with it what is said."""
    probe = checkout / "probe.py"
    probe.write_text(
        "import os\nfrom launcher import say\nsay.steady()\nprint('said')\n"
        "with open('found', 'w') as out:\n"
        "    print(*[os.fstat(number).st_ino for number in (0, 1, 2)], file=out)\n"
    )
    subprocess.run(["sh", "-c", f"{sys.executable} probe.py {closed}"], cwd=checkout, check=True)
    empty = os.stat(os.devnull).st_ino
    numbers = [int(word) for word in (checkout / "found").read_text().split()]
    assert numbers[1] == empty


def test_a_reader_who_had_enough_is_no_error(checkout: Path) -> None:
    command = f"{sys.executable} waypost --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=checkout, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr


def test_no_network_is_said_in_one_line(checkout: Path) -> None:
    done = run(checkout, "start", **NO_NETWORK)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "The packages could not be downloaded. Connect to the network, then run this again."
    )


def test_an_environment_that_is_current_is_left_alone() -> None:
    """The environment these tests run in was made by the command, or stands in for one."""
    before = (ROOT / ".venv" / "waypost.json").stat().st_mtime_ns
    done = run(ROOT, "start", "--port", "not-a-number")
    assert "Installing" not in done.stdout
    assert "--port" in done.stderr
    assert (ROOT / ".venv" / "waypost.json").stat().st_mtime_ns == before
