"""`./waypost doctor`: what is not right here, and how to mend it; looks, and changes nothing."""

import datetime as dt
import os
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from waypost.config import release
from waypost.config.keeping import machine, stored
from waypost.config.options import OneLine
from waypost.config.say import say, steady
from waypost.journal.doctor import Finding, State, look, ok, wrong

WIDTH = 96


def main(arguments: list[str]) -> int:
    """0 when nothing is wrong; 1 when something is, or when nothing could be looked at."""
    steady()
    parser = OneLine(prog="./waypost doctor", add_help=False)
    parser.add_argument("--network", action="store_true")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_data()
    options = parser.parse_args(arguments)
    data = options.data.expanduser().resolve()
    said = release.commit()
    say(f"Waypost {release.version()}{f' ({said})' if said else ''}, looking at {data}")
    counted: Counter[State] = Counter()
    for found in _findings(data, port=options.port, network=options.network):
        counted[found.state] += 1
        _tell(found)
    bad = counted[State.WRONG]
    say(
        f"{f'{bad} wrong' if bad else 'Nothing is wrong'},"
        f" {counted[State.LOOK]} to look at, {counted[State.OK]} well."
    )
    return 1 if bad else 0


def _findings(data: Path, *, port: int, network: bool) -> Iterator[Finding]:
    """From the machine inwards: what cannot be reached is not asked for more."""
    yield from machine.findings(data, port=port)
    server = os.environ.get("WAYPOST_DATABASE", "")
    if not data.is_dir() or not (server or (data / "waypost.sqlite3").is_file()):
        yield look(f"There is no Waypost in {data} yet.", f"./waypost start --data {data}")
        return
    if not (data / "keys" / "secret").is_file() and not os.environ.get("WAYPOST_SECRET"):
        yield look(
            "The secret that sessions are signed with is not there.",
            "Nothing to do: the next start makes one, and everybody signs in once more.",
        )
        # Or reading the settings would make one, and a doctor changes nothing.
        os.environ["WAYPOST_SECRET"] = "x" * 40
    os.environ["WAYPOST_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        yield wrong(str(error), "Set it right where the server is started.")
        return
    yield ok("The settings can be read.")
    try:
        yield from stored.findings(data, at=dt.datetime.now(dt.UTC), network=network)
    except DatabaseError as error:
        words = (str(error).strip().splitlines() or ["no reason"])[0]
        yield wrong(
            f"The database cannot be asked: {words}.",
            "See: docs/for-it.md, What to do when.",
        )


def _tell(found: Finding) -> None:
    say(_wrapped(f"  {found.state.value:<6}", found.said))
    if found.mend:
        say(_wrapped("        > ", found.mend))


def _wrapped(first: str, words: str) -> str:
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
