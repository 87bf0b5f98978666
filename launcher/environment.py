"""The checkout's own Python environment, `.venv`, filled from the hashed lists in requirements/."""

import errno
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.say import Stop, as_root, step

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / "waypost.json"
LEAST_FREE = 20 * 1024 * 1024
_VENV = as_root(f"apt install python{sys.version_info.major}.{sys.version_info.minor}-venv")


def ensure(lock: str) -> None:
    """Makes `.venv` hold what requirements/<lock>.txt lists; does nothing when it already does."""
    if _current(lock):
        return
    _refuse_foreign()
    with _alone():
        if _current(lock):
            return
        try:
            if not _works():
                _make()
            _fill(lock)
        except OSError as error:
            raise Stop(_explained(str(error))) from error


def variables(**more: str) -> dict[str, str]:
    """The environment in which the product's own Python runs."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
        **more,
    }


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()


def _stamped() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _stamp(**lists: str) -> None:
    """What the environment holds from now on; `python` alone while it is being filled."""
    STAMP.write_text(json.dumps({"python": _version(), **lists}, indent=1, sort_keys=True))


def _current(lock: str) -> bool:
    return _stamped().get(lock) == _digest(lock) and _works()


def _works() -> bool:
    """Was it made whole, by a Python that is still the same? Systems replace theirs."""
    stamped = _stamped()
    # The first stamps did not name their Python, and an older one would not have been taken.
    return bool(stamped and (version := _version()) and stamped.get("python", version) == version)


def _version() -> str:
    """What the environment's Python says that it is; nothing when it cannot be run."""
    asked = [str(PYTHON), "-ISc", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def _refuse_foreign() -> None:
    """Another user's environment is neither run nor touched: it may be what a server runs on."""
    if FOLDER.exists() and not os.access(FOLDER, os.W_OK | os.X_OK):
        try:
            owner = FOLDER.owner()
        except KeyError:
            owner = f"number {FOLDER.stat().st_uid}"
        raise Stop(
            f"{FOLDER} was made by another user."
            f" Run this as {owner}, or from a copy of the checkout."
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once fill the environment one after the other."""
    with (ROOT / "requirements" / "run.txt").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with step("Waiting for another ./waypost, which fills .venv"):
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Stop(f"This Python has no {missing[0]} module. On Debian or Ubuntu run: {_VENV}")
    with step("Making a Python environment in .venv"):
        if FOLDER.is_symlink():
            FOLDER.unlink()
        elif FOLDER.exists():
            shutil.rmtree(FOLDER)
        _run([sys.executable, "-m", "venv", str(FOLDER)])
        _stamp()


def _fill(lock: str) -> None:
    names = [
        line
        for line in (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
        if line[:1].isalnum()
    ]
    with step(f"Installing {len(names)} packages"):
        _stamp()
        files = {name: str(ROOT / "requirements" / f"{name}.txt") for name in ("uv", lock)}
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        hashed = ["--require-hashes", "--requirement"]
        # uv is several times faster; where it cannot work (an index only pip knows of), pip does.
        fast = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
        if not _tried([*pip, *hashed, files["uv"]]) or not _tried([*fast, *hashed, files[lock]]):
            _run([*pip, *hashed, files[lock]])
        # The test list holds everything of the run list at the same versions.
        _stamp(**{name: _digest(name) for name in {"run", lock}})


def _tried(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Stop(f"{command[0]} could not be started: {error.strerror}.") from error
    if done.returncode:
        raise Stop(_explained(done.stdout + done.stderr))


def _explained(output: str) -> str:
    """The one line for the usual reasons; the tool's own last words for any other."""
    low = output.lower()
    # Python's own installer of pip says only that it failed, so the disk is asked too.
    full = shutil.disk_usage(ROOT).free < LEAST_FREE
    if full or os.strerror(errno.ENOSPC).lower() in low or "disk quota" in low:
        return f"The disk is full. Free about 500 MB where {ROOT} lies, then run this again."
    if "ensurepip" in low:
        return f"Python cannot make environments here. On Debian or Ubuntu run: {_VENV}"
    if "permission denied" in low or "read-only file system" in low:
        return f"{ROOT} cannot be written to. Run this as its owner, or copy the checkout."
    if "do not match the hashes" in low:
        return (
            "A downloaded package differs from the one listed in requirements/; nothing was kept."
        )
    if any(word in low for word in _NO_NETWORK):
        return "The packages could not be downloaded. Connect to the network, then run this again."
    last = [line for line in output.strip().splitlines() if line.strip()][-1:] or [
        "no reason given"
    ]
    return f"The packages could not be installed: {last[0].strip()}"


_NO_NETWORK = (
    "failed to establish a new connection",
    "connection refused",
    "connection broken",
    "name resolution",
    "max retries exceeded",
    "network is unreachable",
    "no matching distribution",
    "timed out",
)
