"""A Chromium for the journeys: the machine's own, or installed where that is possible."""

import os
import shutil
import subprocess
from pathlib import Path

from launcher.say import Stop, as_root, step

# First the same browser without windows and menus, which spares a third of its work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Older systems know only the second.
_PACKAGES = ("chromium-headless-shell", "chromium")
_FONTS = "fonts-liberation"
_OFFLINE = ("Could not resolve", "Could not connect", "Failed to fetch", "Unable to fetch")
FIX = (
    f"Install one (on Debian: {as_root('apt install chromium')}),"
    " or name a Chromium or Chrome that is here: CHROME=/path/to/it"
)


def find() -> str | None:
    """The path of a browser that is already here."""
    if given := os.environ.get("CHROME"):
        if found := shutil.which(given):
            return found
        raise Stop(f"CHROME names {given}, which is not a program.")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((path for path in ON_MACOS if Path(path).exists()), None)


def ensure() -> str:
    """Installs one as root on a Debian-like system when there is none; says so."""
    if found := find():
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop(f"The journeys need a browser, and there is none. {FIX}")
    with step("Installing Chromium with apt-get, for the journeys"):
        _apt("update", "-qq")
        for package in _PACKAGES:
            done = _apt("install", "-qq", "-y", "--no-install-recommends", package, _FONTS)
            if done.returncode == 0:
                break
    if not (found := find()):
        raise Stop(f"Chromium could not be installed ({_reason(done.stderr)}). {FIX}")
    return found


def _apt(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["apt-get", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )


def _reason(said: str) -> str:
    """apt-get names what it could not do first, and then gives advice."""
    if any(words in said for words in _OFFLINE):
        return "it could not be downloaded: is this machine on the network?"
    wrong = [line for line in said.splitlines() if line.startswith("E: ")]
    return wrong[0].removeprefix("E: ") if wrong else "apt-get gave no reason"
