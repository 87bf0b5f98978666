"""How the server talks to whoever started it, who may stop listening at any time."""

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def steady() -> None:
    """A terminal of an old alphabet reads `?` for what it has no letter for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(words: str, end: str = "\n") -> None:
    """Goes on without a listener: a closed pipe or a full log never ends a server."""
    try:
        print(words, end=end, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Indented(io.TextIOBase):
    """What a command says, indented under ours."""

    def write(self, text: str) -> int:
        for line in text.splitlines():
            say(f"    {line.strip()}" if line.strip() else "")
        return len(text)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Says `doing …` at once and its time when it is over."""
    began = time.monotonic()
    say(f"  {doing} … ", end="")
    try:
        yield
    except BaseException:
        say("stopped")
        raise
    say(f"{time.monotonic() - began:.1f} s")
