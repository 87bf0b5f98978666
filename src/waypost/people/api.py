"""What holds for every program that asks here with a token, over whichever API."""

import datetime as dt
import threading
from collections import Counter

from django.conf import settings
from django.http import HttpRequest

# A system that works through a class at a time stays far below; one that runs wild stops here.
A_MINUTE = 600


class TooOften(Exception):
    """More than A_MINUTE requests within one minute; `wait` says for how many seconds."""

    def __init__(self, at: dt.datetime) -> None:
        self.wait = 60 - int(at.timestamp()) % 60
        super().__init__(self.wait)


def minute_of(at: dt.datetime) -> int:
    return int(at.timestamp()) // 60


def count(asker: str, *, at: dt.datetime) -> None:
    """Raises TooOften. In the memory of this process: a server has one that answers pages, and were
    there several, each would allow as many."""
    if not _asked.one_more(asker, minute_of(at)):
        raise TooOften(at)


class _Asked:
    """Of one minute alone. Not in the cache, which puts away what it likes when it is full."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._times: Counter[str] = Counter()

    def one_more(self, asker: str, minute: int) -> bool:
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._times.clear()
            self._times[asker] += 1
            return self._times[asker] <= A_MINUTE


_asked = _Asked()


def is_in_the_open(request: HttpRequest) -> bool:
    """Whether the token came over plain HTTP to a server that knows HTTPS."""
    return bool(settings.TLS) and not request.is_secure()


def is_unmeasured(request: HttpRequest) -> bool:
    """Whether it came in chunks, of which none is read here: how long it is has to be known before
    any of it is."""
    return "Transfer-Encoding" in request.headers


IN_THE_OPEN = "Ask over HTTPS."
UNMEASURED = "Send the body whole, with its Content-Length, and not with Transfer-Encoding."
