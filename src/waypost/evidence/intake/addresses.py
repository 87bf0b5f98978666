"""Web addresses as people paste them, and which machines may be asked for one."""

import ipaddress
import re
import socket
import threading
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from waypost.evidence.intake.refusals import Refused

LONGEST: Final = 2000
PORTS: Final = {"http": 80, "https": 443}
SCHEME: Final = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
BARE_HOST: Final = re.compile(r"^[^\s/?#@:\\]+\.[^\s/?#@:\\]{2,}(:\d{1,5})?([/?#]|$)")
HOST: Final = re.compile(r"^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
                         r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$")  # fmt: skip
# An IPv4 address inside an IPv6 one, as translators and tunnels write it.
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
# Set apart by IANA (special-purpose registries), and called public by some versions of Python.
SET_APART: Final = tuple(
    ipaddress.ip_network(each)
    for each in ("192.0.0.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16", "::/96")
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def normalize_url(text: str) -> str:
    """The address in plain ASCII, with https where it was left out; raises Refused."""
    url = text.strip().strip("<>").strip()
    if not url:
        raise Refused("link_empty")
    if len(url) > LONGEST:
        raise Refused("link_long")
    if "\\" in url or any(character.isspace() or not character.isprintable() for character in url):
        raise Refused("link_spaces")
    if BARE_HOST.match(url):
        url = f"https://{url}"
    scheme = SCHEME.match(url)
    if scheme is None:
        raise Refused("link_host")
    if scheme[1].lower() not in PORTS:
        raise Refused("link_scheme")
    return _rebuilt(url)


def _rebuilt(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("link_host") from error
    if parts.username is not None or parts.password is not None:
        raise Refused("link_credentials")
    host = _host(parts.hostname or "")
    if port is not None and port != PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    safe = "/:@!$&'()*+,;=-._~%"
    result = urlunsplit((
        parts.scheme.lower(),
        host,
        quote(parts.path, safe=safe) or "/",
        quote(parts.query, safe=safe + "?[]"),
        quote(parts.fragment, safe=safe + "?[]"),
    ))  # fmt: skip
    if len(result) > LONGEST:
        raise Refused("link_long_encoded")
    return result


def _host(name: str) -> str:
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError as error:
            raise Refused("link_host") from error
    try:
        plain = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused("link_host") from error
    if not HOST.match(plain):
        raise Refused("link_host")
    return plain


def is_public(address: Address) -> bool:
    """Whether a stranger's link may make our server talk to it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return (
        address.is_global
        and not any(address in network for network in SET_APART)
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Every address of a name; none when it has none, or does not say so in time."""
    found: list[Address] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(ipaddress.ip_address(str(answer[4][0])) for answer in answers)

    # The system's resolver has no time limit of its own to set.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    return [] if asking.is_alive() else list(dict.fromkeys(found))
