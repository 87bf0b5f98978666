"""Where a wallet may have its answer sent: HTTPS, this machine itself (RFC 8252, 7.3), or an
app's own scheme (7.1)."""

import re
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000
_PLAIN = re.compile(r"[\x21-\x7e]+")
# An app's scheme is a name that its maker owns, backwards; `javascript` and `data` have no dot.
_OWN_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+")
_LOOPBACK = ("127.0.0.1", "::1")


def split(address: str) -> SplitResult | None:
    """None for what no browser and no comparing would read in one way only."""
    if len(address) > LONGEST or not _PLAIN.fullmatch(address) or set(address) & set('\\"<>^`{|}'):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme == address.partition(":")[0] else None


def is_web(address: str) -> bool:
    """A whole HTTPS address that names nobody and hides nothing."""
    parts = split(address)
    return bool(
        parts and parts.scheme == "https" and parts.hostname and "@" not in parts.netloc
    ) and ("#" not in address)


def is_loopback(address: str) -> bool:
    parts = split(address)
    return bool(
        parts
        and parts.scheme == "http"
        and parts.hostname in _LOOPBACK
        and "@" not in parts.netloc
        and "#" not in address
    )


def may_be_registered(address: str) -> bool:
    if is_web(address) or is_loopback(address):
        return True
    parts = split(address)
    own = bool(parts and _OWN_SCHEME.fullmatch(parts.scheme) and "#" not in address)
    return own and address.partition(":")[2].startswith("/")


def matches(registered: str, asked: str) -> bool:
    """To the letter; on this machine, the port is whatever the app was given (RFC 8252, 7.3)."""
    if registered == asked:
        return True
    if not (is_loopback(registered) and is_loopback(asked)):
        return False
    return _without_port(registered) == _without_port(asked)


def _without_port(address: str) -> tuple[str | None, str, str]:
    parts = urlsplit(address)
    return parts.hostname, parts.path, parts.query
