"""What a wallet says of itself when it registers: RFC 7591 as Open Badges 3.0 (7.1.1.2) narrows
it."""

from typing import Any
from urllib.parse import urlsplit

from waypost.people.characters import printable
from waypost.wallets import scopes
from waypost.wallets.redirects import is_web, may_be_registered

LONGEST_NAME = 80
MOST_REDIRECTS = 10
MOST_CONTACTS = 5
WITH_SECRET = ("client_secret_basic", "client_secret_post")
# The last is for an app on a phone or in a page, which can keep none (RFC 8252, 8.5).
METHODS = (*WITH_SECRET, "none")
GRANTS = ("authorization_code", "refresh_token")
PAGES = ("client_uri", "logo_uri", "tos_uri", "policy_uri")
REQUIRED = ("client_name", *PAGES, "software_id", "software_version", "redirect_uris", "scope")
# Characters that turn the direction of what stands after them, on a page that asks for trust.
_TURNING = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Refused(Exception):
    """`error` is a word of RFC 7591, section 3.2.2."""

    def __init__(self, error: str, said: str) -> None:
        super().__init__(said)
        self.error = error
        self.said = said


def _wrong(said: str) -> Refused:
    return Refused("invalid_client_metadata", said)


def read(sent: dict[str, Any]) -> dict[str, Any]:
    """The metadata that holds, by its names; what is not known here is left out. Raises Refused."""
    if missing := [name for name in REQUIRED if name not in sent]:
        raise _wrong(f"Missing: {', '.join(missing)}.")
    redirects = _texts(sent, "redirect_uris", MOST_REDIRECTS)
    for address in redirects:
        if not may_be_registered(address):
            raise Refused(
                "invalid_redirect_uri",
                "Redirect addresses are https, http on 127.0.0.1 or [::1], or an app's own scheme"
                " such as com.example.app:/back; without a fragment.",
            )
    said = {name: _page(sent, name) for name in PAGES}
    _one_host([*said.values(), *filter(is_web, redirects)])
    return {
        "client_name": _line(sent, "client_name", LONGEST_NAME),
        **said,
        "software_id": _line(sent, "software_id", 200),
        "software_version": _line(sent, "software_version", 200),
        "redirect_uris": redirects,
        "scope": _scope(sent["scope"]),
        "token_endpoint_auth_method": _method(sent),
        "grant_types": _kinds(sent, "grant_types", GRANTS),
        "response_types": _kinds(sent, "response_types", ("code",)),
        **({"contacts": _contacts(sent)} if "contacts" in sent else {}),
    }


def _line(sent: dict[str, Any], name: str, most: int) -> str:
    value = sent[name]
    plain = printable(value).translate(_TURNING) if isinstance(value, str) else ""
    plain = " ".join(plain.split())
    if not plain or len(plain) > most:
        raise _wrong(f"{name} is a text of up to {most} characters.")
    return plain


def _texts(sent: dict[str, Any], name: str, most: int) -> list[str]:
    """A list even where there is one: the standard wants no bare text."""
    value = sent[name]
    whole = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not whole or not 1 <= len(value) <= most:
        raise _wrong(f"{name} is a list of 1 to {most} texts.")
    return list(dict.fromkeys(value))


def _page(sent: dict[str, Any], name: str) -> str:
    value = sent[name]
    if not isinstance(value, str) or len(value) > 500 or not is_web(value):
        raise _wrong(f"{name} is an https address.")
    return value


def _one_host(addresses: list[str]) -> None:
    """So that what its pages say of it and where its answers go is one party."""
    if len({urlsplit(address).hostname for address in addresses}) > 1:
        raise _wrong("All https addresses of a wallet are on one host.")


def _scope(value: object) -> str:
    asked = scopes.named(value) if isinstance(value, str) else []
    known = [one for one in asked if one in scopes.KNOWN]
    if not set(known) - {scopes.OFFLINE}:
        raise _wrong("scope names none of the scopes of Open Badges 3.0.")
    return " ".join(known)


def _method(sent: dict[str, Any]) -> str:
    method = sent.get("token_endpoint_auth_method", METHODS[0])
    if method not in METHODS:
        raise _wrong(f"token_endpoint_auth_method is one of {', '.join(METHODS)}.")
    return str(method)


def _kinds(sent: dict[str, Any], name: str, known: tuple[str, ...]) -> list[str]:
    """The first of the known ones is what every wallet needs."""
    kinds = _texts(sent, name, len(known)) if name in sent else [known[0]]
    if not set(kinds) <= set(known) or known[0] not in kinds:
        raise _wrong(f"{name} holds {known[0]}, and may hold no other than {', '.join(known)}.")
    return kinds


def _contacts(sent: dict[str, Any]) -> list[str]:
    found = [printable(one)[:254] for one in _texts(sent, "contacts", MOST_CONTACTS)]
    return [one for one in found if one.strip()]
