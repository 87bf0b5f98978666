"""What the doctor sees before it opens anything: Python, the folder, the disk, the port."""

import fcntl
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from waypost.config.folder import RESTORING, owner_of
from waypost.journal.doctor import Finding, look, ok, wrong

# The database must always be able to write; uploads leave this much free, too.
LEAST, LITTLE = 512 * 1024 * 1024, 5 * 1024**3
NEWEST = (3, 14)
# Styles and scripts, which everybody is sent anyway.
OPEN = {"static"}


def findings(data: Path, *, port: int) -> Iterator[Finding]:
    """What can be known without Django; nothing of the folder where there is none."""
    yield _python()
    if not data.is_dir():
        return
    yield from _owner(data)
    yield from _rights(data)
    yield from _disk(data)
    if (data / "running").exists():
        yield from _running(data, port)
    if (data / RESTORING).exists():
        yield wrong(
            f"A restore into {data} was cut short.",
            f"Do it once more: ./waypost restore FILE --data {data}",
        )


def _python() -> Finding:
    version = sys.version_info[:2]
    words = f"Python {version[0]}.{version[1]}, with the packages of requirements/run.txt."
    if version > NEWEST:
        return look(words, "This Python is newer than the ones that Waypost is tested with.")
    return ok(words)


def _owner(data: Path) -> Iterator[Finding]:
    """Started once as root, a folder holds files that its own user cannot use."""
    owner = data.stat().st_uid
    strange = [path for path in _walk(data) if path.lstat().st_uid != owner]
    if strange:
        yield wrong(
            f"{data} belongs to {owner_of(data)}, and {strange[0]} to {owner_of(strange[0])}.",
            f"Stop the server, then: sudo chown -R {owner_of(data)} {data}",
        )
    elif owner != os.geteuid():
        yield look(f"{data} belongs to {owner_of(data)}.", f"Start it as {owner_of(data)}, too.")
    else:
        yield ok(f"{data} and what is in it belong to one user.")


def _rights(data: Path) -> Iterator[Finding]:
    if data.stat().st_mode & 0o077 == 0:
        yield ok(f"Nobody else can look into {data}.")
        return
    yield wrong(
        f"Other users of this machine can look into {data}.",
        f"chmod -R go= {data}",
    )


def _disk(data: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(data).free
    words = f"{free / 1e9:.1f} GB are free where the data folder lies."
    if free < LEAST:
        yield wrong(words, "Free some space: no upload is taken, and soon nothing can be saved.")
    elif free < LITTLE:
        yield look(words, "A class's videos are about 1 GB: plan for more room.")
    else:
        yield ok(words)


def _running(data: Path, port: int) -> Iterator[Finding]:
    """Whoever holds the folder's lock is the server; a port may be anybody's."""
    number = _holder(data)
    if number:
        yield ok(f"Waypost runs on this folder (process {number}).")
        return
    yield look("Waypost does not run on this folder.", f"./waypost start --data {data}")
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            yield look(
                f"Port {port} is used by something else.",
                f"Start on another one: ./waypost start --port {port + 80}",
            )


def _holder(data: Path) -> str:
    """The process that has locked the folder; empty when nobody has."""
    try:
        descriptor = os.open(data / "running", os.O_RDONLY)
    except OSError:
        return ""
    try:
        # A shared lock: two doctors do not take each other for a server.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
    finally:
        os.close(descriptor)
    return ""


def _walk(data: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(data):
        names[:] = [name for name in names if name not in OPEN]
        yield from (Path(folder) / name for name in (*names, *files))
