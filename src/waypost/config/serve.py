"""`./waypost start`: makes ready what is missing, then serves pages and deliveries as one."""

import argparse
import contextlib
import errno
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError

from waypost.config.folder import DataFolder, Refused, disk_full, is_full, why
from waypost.config.options import OneLine
from waypost.config.prepare import Wish, prepare
from waypost.config.say import say, steady
from waypost.config.server import load, serve
from waypost.config.supervisor import ENDINGS
from waypost.founding import door


def main(arguments: list[str]) -> int:
    """Serves until told to stop; gives 1 and one line when it cannot start."""
    steady()
    for number in ENDINGS:
        signal.signal(number, _end_at_once)
    options = _options(arguments)
    folder = DataFolder(options.data.expanduser().resolve())
    try:
        folder.take()
        listener = _listen(options.host, options.port)
        say(f"Starting Waypost on {folder.path}")
        hosts = prepare(folder, options.wish, listener.getsockname()[1])
        load()
    except Exception as error:
        if not (line := _one_line(error, folder.path)):
            raise
        print(line, file=sys.stderr)
        return 1
    if not hosts:
        say("  There is no district yet. Open the address below to set one up.")
    serve(listener, _addresses(hosts, options.host, listener.getsockname()[1]))
    say("Waypost has stopped.")
    return 0


def _end_at_once(number: int, frame: FrameType | None) -> NoReturn:
    """Until the supervisor listens. What a start makes is made whole or not at all; an exception
    could be lost in whatever finalizer is running, and the start would go on."""
    with contextlib.suppress(OSError):
        os.write(sys.stderr.fileno(), b"Stopped.\n")
    os._exit(1)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = OneLine(prog="./waypost start", add_help=False)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_data()
    wish = parser.add_mutually_exclusive_group()
    wish.add_argument("--demo", dest="wish", action="store_const", const=Wish.DEMO)
    wish.add_argument("--empty", dest="wish", action="store_const", const=Wish.EMPTY)
    options = parser.parse_args(arguments)
    if not 0 <= options.port <= 65535:
        parser.error("argument --port: a number from 1 to 65535 is wanted")
    return options


def _listen(host: str, port: int) -> socket.socket:
    """The listening socket, held here so that a restarted server keeps its place."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except socket.gaierror as error:
        raise Refused(_no_address(host)) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused(
                f"Port {port} is already used. Start on another one:"
                f" ./waypost start --port {_free_port(family, host, port)}"
            ) from error
        if error.errno == errno.EACCES:
            raise Refused(f"Port {port} is for root alone. Try: --port 8000") from error
        if error.errno == errno.EADDRNOTAVAIL:
            raise Refused(_no_address(host)) from error
        raise Refused(
            f"Nothing can listen on {host} ({error.strerror}). Try: --host 127.0.0.1"
        ) from error
    return listener


def _no_address(host: str) -> str:
    return f"This machine has no address {host!r}. Try: --host 127.0.0.1"


def _free_port(family: int, host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return 8080


def _addresses(hosts: list[str], host: str, port: int) -> list[str]:
    """Where to look: this machine's own name while there is one district to be found there, and
    while there is none, the page that makes it."""
    if len(hosts) > 1:
        return [f"http://{name}:{port}" for name in hosts]
    here = host in {"127.0.0.1", "::1", "0.0.0.0", "::", "localhost"}  # noqa: S104  # compared, not bound
    name = f"[{host}]" if ":" in host else host
    place = f"http://{'localhost' if here else name}:{port}"
    return [place] if hosts else [f"{place}/setup?key={door.key()}"]


def _one_line(error: Exception, data: Path) -> str:
    """What to do about the errors that are nobody's mistake; empty for all others."""
    words = str(error).strip()
    if isinstance(error, Refused | ImproperlyConfigured | CommandError):
        return words
    if isinstance(error, OSError) and (is_full(error) or _within(data, error.filename)):
        return why(error, data)
    if "disk is full" in words:
        return disk_full(data)
    if isinstance(error, DatabaseError):
        if "disk I/O error" in words:
            return (
                f"The disk that holds {data} failed to read or write. Look at it, then start again."
            )
        if "not a database" in words or "malformed" in words:
            return f"{data / 'waypost.sqlite3'} is damaged. Put back your last backup of {data}."
        if "readonly" in words or "unable to open" in words:
            return f"{data} cannot be written to. Start as its owner."
        if "refused" in words or "resolve" in words or "timeout" in words:
            return "The database named in WAYPOST_DATABASE does not answer. Is it running?"
        if "connection" in words:
            said = words.splitlines()[0].rpartition("FATAL:")[2].strip()
            return f"The database named in WAYPOST_DATABASE refuses: {said}"
    return ""


def _within(data: Path, name: object) -> bool:
    return isinstance(name, str) and Path(name).is_relative_to(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
