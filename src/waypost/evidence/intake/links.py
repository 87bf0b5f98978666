"""Trying out a link the way a reviewer would meet it: without an account, from somewhere else.

A link comes from a person and makes our server talk, so every hop is checked: only public
addresses, only the web's own ports, and the connection goes to the very address that was checked.
"""

import contextlib
import http.client
import math
import re
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

from waypost.evidence.intake.addresses import (
    PORTS,
    Address,
    is_public,
    normalize_url,
    resolve,
)
from waypost.evidence.intake.dialing import dialed
from waypost.evidence.intake.refusals import Refused

__all__ = [
    "Fetched",
    "LinkOutcome",
    "LinkTrial",
    "TooManyLinks",
    "asking",
    "fetch",
    "normalize_url",
    "try_link",
]

SECONDS: Final = 8.0
MOST_BYTES: Final = 64 * 1024
MOST_REDIRECTS: Final = 5
# Whoever asks holds one of the ten threads that answer pages, or the loop that delivers.
AT_ONCE: Final = threading.BoundedSemaphore(3)
SIGN_IN_HOSTS: Final = ("accounts.google.com", "login.microsoftonline.com", "login.live.com",
                        "login.microsoft.com", "appleid.apple.com", "idmsa.apple.com",
                        "clever.com", "okta.com", "auth0.com", "onelogin.com")  # fmt: skip
SIGN_IN_PATH: Final = re.compile(
    r"/(log-?in|sign-?in|sso|saml2?|oauth2?|servicelogin|authenticate|auth)(/|\.|$)", re.IGNORECASE
)
SIGN_IN_WORDS: Final = re.compile(
    r"you need access|request access|you need permission|sign in to continue|log in to continue"
    r"|accounts\.google\.com/(v3/)?signin|<input[^>]+type=[\"']?password",
    re.IGNORECASE,
)

# What is no drawing: one of those may be a badge, and says whatever it likes.
PAGE: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<(?!\?xml|!doctype svg|svg)", re.IGNORECASE)


class LinkOutcome(StrEnum):
    """What happened when the link was tried."""

    OPENS = "opens"
    NEEDS_SIGN_IN = "needs_sign_in"
    NOT_FOUND = "not_found"
    UNREACHABLE = "unreachable"
    NOT_TRIED = "not_tried"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class LinkTrial:
    outcome: LinkOutcome


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is empty unless the address opens, or where what is `gone` was wanted too; one that is
    longer than was wanted is empty as well."""

    outcome: LinkOutcome
    body: bytes = b""

    @property
    def is_page(self) -> bool:
        """A page for people, whatever was asked for; a drawing is none."""
        return PAGE.match(self.body) is not None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How much is read, in which form it is asked for, and over how many hops."""

    most: int = MOST_BYTES
    accept: str = "*/*"
    redirects: int = MOST_REDIRECTS
    gone: bool = False
    # A file may say whatever a wall says; only a page in its place is one.
    a_file: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    body: bytes


class TooManyLinks(Exception):
    """As many as may be are being asked: nothing is wrong with this one, come again."""


class _Closed(Exception):
    """The address is one that our server does not talk to."""


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """One of the few places to ask others from. Raises TooManyLinks at once when none is free."""
    if not AT_ONCE.acquire(blocking=False):
        raise TooManyLinks
    try:
        yield
    finally:
        AT_ONCE.release()


def try_link(url: str, *, fetch_allowed: bool, allow_private: Collection[str] = ()) -> LinkTrial:
    """Never raises for a bad website. `allow_private` names "host:port" that may be local."""
    if not fetch_allowed:
        return LinkTrial(LinkOutcome.NOT_TRIED)
    try:
        with asking():
            return LinkTrial(_opened(url, _Wanted(), allow_private).outcome)
    except TooManyLinks:
        return LinkTrial(LinkOutcome.BUSY)


def fetch(
    url: str,
    *,
    fetch_allowed: bool,
    most: int,
    accept: str = "*/*",
    redirects: int = MOST_REDIRECTS,
    gone: bool = False,
    until: float = math.inf,
    allow_private: Collection[str] = (),
) -> Fetched:
    """What stands at an address, up to `most` bytes; as careful as `try_link`, and never raises.

    `gone`: also what a host says of what it took away (410). The caller is `asking`, maybe for
    several after another; `until` (monotonic) is the end of them all.
    """
    if not fetch_allowed:
        return Fetched(LinkOutcome.NOT_TRIED)
    # One byte more tells what is whole from what was cut.
    found = _opened(
        url, _Wanted(most + 1, accept, redirects, gone, a_file=True), allow_private, until
    )
    return found if len(found.body) <= most else Fetched(found.outcome)


def _opened(
    url: str, wanted: _Wanted, allow_private: Collection[str], until: float = math.inf
) -> Fetched:
    deadline = min(time.monotonic() + SECONDS, until)
    try:
        return _follow(normalize_url(url), deadline, wanted, allow_private)
    except (Refused, _Closed, OSError, http.client.HTTPException, ValueError):
        return Fetched(LinkOutcome.UNREACHABLE)


def _follow(url: str, deadline: float, wanted: _Wanted, allow_private: Collection[str]) -> Fetched:
    for hop in range(wanted.redirects + 1):
        if hop and _is_sign_in(url):
            return Fetched(LinkOutcome.NEEDS_SIGN_IN)
        answer = _ask(url, deadline, wanted, allow_private)
        if answer.status in {301, 302, 303, 307, 308} and answer.location:
            url = normalize_url(urljoin(url, answer.location))
            continue
        kept = 200 <= answer.status < 300 or (wanted.gone and answer.status == HTTPStatus.GONE)
        outcome = _outcome(answer, wanted)
        walled = outcome == LinkOutcome.NEEDS_SIGN_IN
        return Fetched(outcome, answer.body if kept and not walled else b"")
    return Fetched(LinkOutcome.UNREACHABLE)


def _is_sign_in(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    known = any(host == name or host.endswith(f".{name}") for name in SIGN_IN_HOSTS)
    return known or SIGN_IN_PATH.search(parts.path) is not None


def _outcome(answer: _Answer, wanted: _Wanted) -> LinkOutcome:
    if answer.status in {401, 403, 407}:
        return LinkOutcome.NEEDS_SIGN_IN
    if answer.status in {404, 410}:
        return LinkOutcome.NOT_FOUND
    if 200 <= answer.status < 300:
        words = answer.body[:MOST_BYTES].decode("utf-8", "replace")
        looked_at = not wanted.a_file or PAGE.match(answer.body)
        walled = looked_at and SIGN_IN_WORDS.search(words)
        return LinkOutcome.NEEDS_SIGN_IN if walled else LinkOutcome.OPENS
    if answer.status == HTTPStatus.NOT_ACCEPTABLE and wanted.a_file:
        return LinkOutcome.OPENS  # for people, and in no form that was asked for
    return LinkOutcome.UNREACHABLE


def _ask(url: str, deadline: float, wanted: _Wanted, allow_private: Collection[str]) -> _Answer:
    if time.monotonic() >= deadline:
        raise TimeoutError
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    address = _vetted(host, port, deadline, allow_private, default=PORTS[parts.scheme])
    tls_name = host if parts.scheme == "https" else ""
    with dialed(address, port, deadline, tls_name=tls_name) as line:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = line
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={
            "User-Agent": "Mozilla/5.0 (compatible; Waypost link check)",
            "Accept": wanted.accept,
            "Accept-Language": "en-US,en;q=0.8",
            "Accept-Encoding": "identity",
            "Connection": "close",
        })  # fmt: skip
        with connection.getresponse() as response:
            body = response.read(wanted.most)
        if time.monotonic() >= deadline:
            raise TimeoutError  # what was hung up on reads like a whole answer
        if response.length and len(body) < wanted.most and response.status < 300:
            raise http.client.IncompleteRead(body, response.length)
        return _Answer(response.status, response.getheader("Location") or "", body)


def _vetted(
    host: str, port: int, deadline: float, allow_private: Collection[str], *, default: int
) -> Address:
    """One address of the host, when all of them are public."""
    allowed = f"{host}:{port}" in allow_private
    if port != default and not allowed:
        raise _Closed
    addresses = resolve(host, port, deadline - time.monotonic())
    if not addresses or not (allowed or all(is_public(address) for address in addresses)):
        raise _Closed
    return min(addresses, key=lambda address: address.version)
