"""Does this server answer at that address, over TLS that a browser would trust?

The one call that setting up makes: to the address that a program lead typed, when they press the
button that says so. Only public machines are asked, at the very address that was looked up, and
nothing is followed elsewhere.
"""

import http.client
import ipaddress
import ssl
import time
from collections.abc import Collection
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from waypost.evidence.intake.addresses import Address, is_public, resolve
from waypost.evidence.intake.dialing import dialed
from waypost.people.models.addresses import REACHED

SECONDS: Final = 8.0
MOST_BYTES: Final = 4096
# OpenSSL's own numbers (x509_vfy.h).
_EXPIRED, _EARLY, _SELF, _SELF_ABOVE, _NO_ISSUER, _NO_LEAF, _OTHER_NAME = 10, 9, 18, 19, 20, 21, 62


class Found(StrEnum):
    """What came of it; each has its sentence in `words`."""

    REACHED = REACHED
    NO_NAME = "no_name"
    PRIVATE = "private"
    CLOSED = "closed"
    SLOW = "slow"
    HTTP_ONLY = "http_only"
    SELF_SIGNED = "self_signed"
    INCOMPLETE = "incomplete"
    EXPIRED = "expired"
    OTHER_NAME = "other_name"
    UNTRUSTED = "untrusted"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"


def ask(address: str, path: str, *, expected: str, allow_private: Collection[str] = ()) -> Found:
    """Never raises for a bad address. `allow_private` names "host:port" that may be local."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    deadline = time.monotonic() + SECONDS
    found = resolve(host, port, SECONDS / 2)
    if not found:
        return Found.NO_NAME
    if f"{host}:{port}" not in allow_private and not all(map(is_public, found)):
        return Found.PRIVATE
    machine = min(found, key=lambda one: one.version)
    try:
        status, body = _get(parts.netloc, host, machine, port, path, deadline, tls=True)
    except ssl.SSLCertVerificationError as error:
        return _distrusted(error)
    except TimeoutError:
        return Found.SLOW
    except (OSError, http.client.HTTPException):
        plain = 80 if port == 443 else port
        return _without_tls(parts.netloc, host, machine, plain, path, expected, deadline)
    if body == expected and status == 200:
        return Found.REACHED
    return Found.MOVED if status in {301, 302, 303, 307, 308} else Found.ELSEWHERE


def _distrusted(error: ssl.SSLCertVerificationError) -> Found:
    return {
        _EXPIRED: Found.EXPIRED,
        _EARLY: Found.EXPIRED,
        _SELF: Found.SELF_SIGNED,
        _SELF_ABOVE: Found.SELF_SIGNED,
        _NO_ISSUER: Found.INCOMPLETE,
        _NO_LEAF: Found.INCOMPLETE,
        _OTHER_NAME: Found.OTHER_NAME,
        64: Found.OTHER_NAME,  # the same of a number instead of a name
    }.get(error.verify_code, Found.UNTRUSTED)


def _without_tls(
    netloc: str,
    host: str,
    machine: Address,
    port: int,
    path: str,
    expected: str,
    deadline: float,
) -> Found:
    """Nothing speaks TLS there: is it this server all the same?"""
    try:
        _status, body = _get(netloc, host, machine, port, path, deadline, tls=False)
    except TimeoutError:
        return Found.SLOW
    except (OSError, http.client.HTTPException):
        return Found.CLOSED
    return Found.HTTP_ONLY if body == expected else Found.CLOSED


def _get(
    netloc: str, host: str, machine: Address, port: int, path: str, deadline: float, *, tls: bool
) -> tuple[int, str]:
    """Raises TimeoutError, OSError and HTTPException."""
    try:
        with dialed(machine, port, deadline, tls_name=host if tls else "") as line:
            connection = http.client.HTTPConnection(host, port)
            connection.sock = line
            headers = {"Host": netloc, "User-Agent": "Waypost", "Connection": "close"}
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as answer:
                body = answer.read(MOST_BYTES).decode("ascii", "replace").strip()
            if time.monotonic() >= deadline:
                raise TimeoutError  # what was hung up on reads like a whole answer
    except OSError as error:
        if time.monotonic() >= deadline and not isinstance(error, ssl.SSLCertVerificationError):
            raise TimeoutError from error
        raise
    return answer.status, body


def is_inside(address: str) -> bool:
    """Is this a machine of a network like the school's own, as far as its number tells?"""
    try:
        return not is_public(ipaddress.ip_address(address.strip()))
    except ValueError:
        return False
