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


def size(count: int) -> str:
    """A number of bytes, as people read it."""
    units = ("bytes", "kB", "MB", "GB")
    power = min(len(units) - 1, (len(str(count)) - 1) // 3)
    return f"{count / 1000**power:.{1 if power else 0}f} {units[power]}"


class Share:
    """Says how far a long step is, and nothing in a short one."""

    PATIENCE = 5.0

    def __init__(self, total: int) -> None:
        self._total, self._done, self._tenth = max(total, 1), 0, 0
        self._began = time.monotonic()

    def add(self, count: int) -> None:
        self._done += count
        tenth = min(10, self._done * 10 // self._total)
        if tenth > self._tenth and time.monotonic() - self._began > self.PATIENCE:
            say(f"{tenth * 10} % … ", end="")
            self._tenth = tenth
