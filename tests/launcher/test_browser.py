"""A Chromium for the journeys: found, asked for, or installed, and always said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
from launcher import browser
from launcher.say import Stop
try:
    print("found", browser.ensure())
except Stop as stop:
    print("told:", stop)
"""
# Stands where apt-get would: it puts a browser there, or says why it cannot.
APT = """#!/bin/sh
echo "$@" >> {folder}/asked
case "$1" in install) {install} ;; esac
"""
INSTALLS = "printf '#!/bin/sh\\n' > {folder}/chromium && chmod +x {folder}/chromium"
OFFLINE = "echo 'E: Failed to fetch http://somewhere Could not resolve it' >&2; exit 100"
UNKNOWN = "echo 'E: Unable to locate package chromium' >&2; echo 'N: advice' >&2; exit 100"


def ask(folder: Path, before: str = "", **more: str) -> str:
    """What a machine says whose only programs are these in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", before + ASK],
        cwd=ROOT,
        env={"PATH": str(folder), **more},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Enough for a script to run, and no browser."""
    for name in ("sh", "chmod", "printf"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else name)
    return tmp_path


def apt(folder: Path, install: str) -> None:
    made = folder / "apt-get"
    made.write_text(APT.format(folder=folder, install=install.format(folder=folder)))
    made.chmod(0o755)


def test_a_browser_that_was_named_is_used(programs: Path) -> None:
    apt(programs, INSTALLS)
    own = programs / "own"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert ask(programs, CHROME=str(own)) == f"found {own}\n"
    assert ask(programs, CHROME="/nowhere").startswith("told: CHROME names /nowhere")
    assert not (programs / "asked").exists()


root = pytest.mark.skipif(os.geteuid() != 0, reason="only root installs")


@root
def test_root_is_told_before_a_browser_is_installed(programs: Path) -> None:
    apt(programs, INSTALLS)
    said = ask(programs)
    assert said.startswith("  Installing Chromium with apt-get, for the journeys … ")
    assert said.endswith(f"found {programs / 'chromium'}\n")
    assert (programs / "asked").read_text().splitlines()[1].startswith("install")


@root
def test_an_older_system_that_knows_only_the_whole_browser_gets_that(programs: Path) -> None:
    shell = 'case "$*" in *headless-shell*) exit 100 ;; esac; '
    apt(programs, shell + INSTALLS)
    assert ask(programs).endswith(f"found {programs / 'chromium'}\n")
    asked = (programs / "asked").read_text().splitlines()[1:]
    assert [line.split()[-2] for line in asked] == ["chromium-headless-shell", "chromium"]


def test_the_one_without_windows_is_taken_before_the_whole_one(programs: Path) -> None:
    for name in ("chromium", "chromium-headless-shell"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    assert ask(programs) == f"found {programs / 'chromium-headless-shell'}\n"


@root
@pytest.mark.parametrize(
    ("install", "reason"),
    [
        (OFFLINE, "it could not be downloaded: is this machine on the network?"),
        (UNKNOWN, "Unable to locate package chromium"),
    ],
)
def test_a_browser_that_cannot_be_installed_says_why(
    programs: Path, install: str, reason: str
) -> None:
    apt(programs, install)
    last = ask(programs).splitlines()[-1]
    assert last.startswith(f"told: Chromium could not be installed ({reason}).")
    assert "CHROME=/path/to/it" in last


def test_whoever_may_not_install_is_given_the_one_command(programs: Path) -> None:
    apt(programs, INSTALLS)
    assert ask(programs, before="import os; os.geteuid = lambda: 1000\n") == (
        "told: The journeys need a browser, and there is none. Install one"
        " (on Debian: sudo apt install chromium),"
        " or name a Chromium or Chrome that is here: CHROME=/path/to/it\n"
    )
    assert not (programs / "asked").exists()
