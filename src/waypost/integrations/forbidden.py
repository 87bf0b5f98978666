"""What no token has signed, whatever it may do: what is the district's own to say.

Compared is what would be signed, each name an address: the same statements can be written with
many names, and whoever holds the signature chooses later under which.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from waypost.openbadges import Document
from waypost.openbadges.documents import walk
from waypost.openbadges.vcdm import Kind, Meaning, Problem
from waypost.people.models import District

_BADGES = "badges are awarded in Waypost itself"
_LISTS = "status lists are made by Waypost itself"
_PLACES = "places in a status list are given by Waypost itself"
# Ends of the names and addresses of types.
TYPES = {
    "AchievementCredential": _BADGES,
    "OpenBadgeCredential": _BADGES,
    "EndorsementCredential": "endorsements are not signed for other systems",
    "ClrCredential": "records are signed in Waypost itself",
    "BitstringStatusListCredential": _LISTS,
    "BitstringStatusList": _LISTS,
    "StatusList2021Credential": _LISTS,
    "StatusList2021": _LISTS,
    "1EdTechRevocationList": _LISTS,
    "BitstringStatusListEntry": _PLACES,
    "StatusList2021Entry": _PLACES,
    # Its proof would be taken for that of whoever presents.
    "VerifiablePresentation": "a presentation is signed by whoever presents",
}
# Whoever reads less strictly knows a badge by its parts, so that none of their words is signed.
VOCABULARIES = {
    "https://purl.imsglobal.org/": "words of Open Badges and of records are for what is signed in "
    "Waypost itself",
    "https://w3id.org/openbadges": _BADGES,
}
MEMBERS = {"#encodedList": _LISTS}


def not_ours(credential: Document) -> Iterator[Problem]:
    """By the names alone: for readers who look no further, and to say where."""
    for path in ("type", "@context"):
        for text in _texts(credential.get(path)):
            if why := _ending(text, TYPES):
                yield _wrong(why, f"/{path}")
    own = credential.get("credentialStatus")
    for place, entry in enumerate(own if isinstance(own, list) else [own]):
        kinds = _texts(entry.get("type")) if isinstance(entry, dict) else ()
        if why := next(filter(None, (_ending(kind, TYPES) for kind in kinds)), ""):
            yield _wrong(why, f"/credentialStatus/{place}")


def never_signed(meaning: Meaning, district: District) -> Iterator[Problem]:
    """By what it states, wherever it stands."""
    found = [
        *(_ending(each, TYPES) or _beginning(each) for each in meaning.types),
        *(_ending(each, MEMBERS) or _beginning(each) for each in meaning.members),
    ]
    for why in sorted({each for each in found if each}):
        yield _wrong(why, "")
    if any(is_own(each, district) for each in meaning.credentials):
        yield own_address()


def own_address() -> Problem:
    return _wrong("must not be an address of this district's own", "/id")


def is_own(name: str, district: District) -> bool:
    """Whether its host is the district's, in any of the ways in which a reader may find it."""
    own = {_host(district.host), _host(urlsplit(district.address).netloc)} - {""}
    scheme, colon, rest = name.partition(":")
    if scheme.strip().casefold() == "did":
        # did:web, and every method that has a host among its parts.
        return any(_host(part) in own for part in rest.split("#")[0].split(":"))
    return _host(rest if colon else name) in own or _host(name) in own


def _host(text: str) -> str:
    """As browsers do: slashes, user and port aside, percent signs undone, in one spelling."""
    place = text.strip().replace("\\", "/").lstrip("/")
    for mark in "/?#":
        place = place.partition(mark)[0]
    plain = unicodedata.normalize("NFKC", unquote(place)).replace("。", ".")
    shown = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return shown.rpartition("@")[2].partition(":")[0].rstrip(".").casefold()


def _ending(text: str, of: dict[str, str]) -> str:
    plain = unquote(text).casefold()
    return next((why for name, why in of.items() if plain.endswith(name.casefold())), "")


def _beginning(text: str) -> str:
    plain = unquote(text).casefold()
    return next((why for name, why in VOCABULARIES.items() if plain.startswith(name)), "")


def _texts(value: Any) -> Iterator[str]:
    """Names of types, and what a vocabulary that is written out calls by another name."""
    return (each for each, _depth in walk(value) if isinstance(each, str))


def _wrong(detail: str, path: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)
