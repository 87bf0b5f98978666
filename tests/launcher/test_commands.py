"""What `./waypost` says before there is anything but Python: one line each, with the fix."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "http://127.0.0.1:9/simple"


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "waypost", *arguments],
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
    assert {"start", "test", "check"} <= set(shown.stdout.split())
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
    assert done.stderr.strip() == (
        "This Python has no ensurepip module. On Debian or Ubuntu run: apt install python3-venv"
    )


def test_no_network_is_said_in_one_line(checkout: Path) -> None:
    no_network = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NOWHERE,
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
        "UV_DEFAULT_INDEX": NOWHERE,
        "UV_NO_CACHE": "1",
    }
    done = run(checkout, "start", **no_network)
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
