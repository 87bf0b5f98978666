"""How the commands talk: a line per step with its time, and one line when something is wrong."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """Ends the command with this one line, which says what is wrong and how to put it right."""


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Prints `doing …` at once and its time when it is over."""
    began = time.monotonic()
    print(f"  {doing} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(took(began), flush=True)


def took(began: float) -> str:
    """The time since `began`, as people read it."""
    seconds = time.monotonic() - began
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60)} s"


def wrong(message: str) -> int:
    """Says what is wrong and gives the exit code for it."""
    sys.stdout.flush()
    print(message, file=sys.stderr, flush=True)
    return 1
