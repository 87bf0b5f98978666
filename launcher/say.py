"""How the commands talk: a line per step with its time, and one line when something is wrong."""

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """Ends the command with this one line, which says what is wrong and how to put it right."""


def steady() -> None:
    """Whoever started us may have closed a stream, or read it in an old alphabet."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # Or the next file to be opened would take its number, and what is said would go there.
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def as_root(command: str) -> str:
    """The command as this user has to type it."""
    return command if os.geteuid() == 0 else f"sudo {command}"


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
