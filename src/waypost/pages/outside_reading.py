"""Reading a badge from elsewhere over the network, where the district switched that on.

A link is opened as any other link that a teacher adds, through the same careful opener. What would
settle a verdict (the issuer's keys, its list of withdrawn badges) is asked for at the addresses
that the verdict names, over TLS, without following a redirect.
"""

import datetime as dt
import json
from dataclasses import dataclass

from waypost.credentials.outside.reading import MOST_BYTES, NotABadge, Reading, Seen, TooLarge, read
from waypost.evidence import intake
from waypost.openbadges import NotADid, did_web_url
from waypost.people.models import Person

# The issuer's keys, then its lists; and once more where a list is signed with another key.
ROUNDS = 3
MOST_ADDRESSES = 4
# A district's status list is small once packed; others pad theirs.
MOST_DOCUMENT = 1024 * 1024
# A picture around the badge.
MOST_PICTURE = 5 * 1024 * 1024
BADGE = "application/vc+ld+json, application/vc, application/ld+json, application/json;q=0.9"
BADGE += ", image/png;q=0.8, image/svg+xml;q=0.8, */*;q=0.1"


@dataclass(frozen=True)
class Opened:
    """What a link came to: a word for how it opened, and the badge it holds, if any."""

    word: str
    reading: Reading | None = None


def open_link(url: str, person: Person, *, at: dt.datetime) -> Opened:
    """Look for a badge where a link leads; nothing is asked where that is switched off."""
    found = intake.fetch(
        url, fetch_allowed=person.district.try_links, most=MOST_PICTURE, accept=BADGE
    )
    if not found.body:
        return Opened(found.outcome)
    try:
        return Opened(found.outcome, read_settled(found.body, person, at=at))
    except (NotABadge, TooLarge):
        return Opened(found.outcome)


def read_settled(source: bytes, person: Person, *, at: dt.datetime) -> Reading:
    """Read a badge, and ask for what would settle its verdict. Raises NotABadge, TooLarge."""
    reading = read(source, person, at=at)
    if not person.district.try_links:
        return reading
    documents: dict[str, object] = {}
    lists: dict[str, bytes] = {}
    asked: set[str] = set()
    for _round in range(ROUNDS):
        wanted = [each for each in reading.verdict.needs if each not in asked][:MOST_ADDRESSES]
        if not wanted:
            break
        asked.update(wanted)
        issuer = reading.verdict.facts.issuer if reading.verdict.facts else ""
        for address in wanted:
            body = _document(address)
            if body and address == _home(issuer):
                documents[issuer] = _parsed(body)
            elif body:
                lists[address] = body
        reading = read(source, person, at=at, seen=Seen(documents, lists))
    return reading


def _document(address: str) -> bytes:
    """Over TLS only: a key that came any other way vouches for nobody."""
    if not address.startswith("https://"):
        return b""
    found = intake.fetch(address, fetch_allowed=True, most=MOST_DOCUMENT, redirects=0)
    return found.body


def _home(issuer: str) -> str:
    """Where an issuer publishes its keys."""
    if issuer.startswith("https://"):
        return issuer
    try:
        return did_web_url(issuer)
    except NotADid:
        return ""


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


__all__ = ["MOST_BYTES", "Opened", "open_link", "read_settled"]
