"""Reading a badge from elsewhere over the network, where the district switched that on.

A link is opened as any other link that a teacher adds, through the same careful opener. What would
settle a verdict (the issuer's keys, its list of withdrawn badges, for Open Badges 2.0 the assertion
and what it names) is asked for at the addresses that the verdict names, over TLS, without following
a redirect.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from waypost.credentials.outside.keeping import is_newer
from waypost.credentials.outside.own import signs_here
from waypost.credentials.outside.reading import (
    MOST_BYTES,
    NotABadge,
    Reading,
    Seen,
    TooLarge,
    parsed,
    read,
)
from waypost.evidence import intake
from waypost.openbadges import Outcome, Verdict, home_of, open_badge, refreshed_at
from waypost.people.models import Person

# The issuer's document, a key at an address of its own, its lists, the key of a list.
ROUNDS = 4
# For all of it together, because somebody waits; whoever is slow is asked again another time.
SECONDS = 20.0
MOST_ADDRESSES = 4
# A district's status list is small once packed; others pad theirs.
MOST_DOCUMENT = 1024 * 1024
# A picture around the badge.
MOST_PICTURE = 5 * 1024 * 1024
# Never */*: there are hosts that lead whoever would take anything to a page for people.
BADGE = "application/vc+ld+json, application/vc, application/ld+json, application/json;q=0.9"
BADGE += ", application/vc+jwt, application/jwt, image/png;q=0.8, image/svg+xml;q=0.8"
DOCUMENT = "application/did+json, application/ld+json, application/json, application/jwk-set+json"
DOCUMENT += ", application/vc+ld+json, application/vc, application/vc+jwt, application/jwt"

Look = TypeVar("Look")


@dataclass(frozen=True)
class Opened:
    """What a link came to: a word for how it opened, and the badge it holds, if any."""

    word: str
    reading: Reading | None = None


def busy() -> str:
    """What whoever comes beyond those few is told."""
    return _("The server is busy with other links. Try again in a minute.")


def open_link(url: str, person: Person, *, at: dt.datetime) -> Opened:
    """Look for a badge where a link leads; nothing is asked where that is switched off.

    Raises intake.TooManyLinks.
    """
    if not person.district.try_links:
        return Opened(intake.LinkOutcome.NOT_TRIED)
    with intake.asking():
        until = time.monotonic() + SECONDS
        found = intake.fetch(url, fetch_allowed=True, most=MOST_PICTURE, accept=BADGE, until=until)
        if not found.body:
            return Opened(found.outcome)
        try:
            look = _look(found.body, person, at)
            return Opened(found.outcome, _ask(look(Seen()), look, _open_in, until))
        except (NotABadge, TooLarge):
            return Opened(found.outcome)


def read_settled(source: bytes, person: Person, *, at: dt.datetime) -> Reading:
    """Read a badge, and ask for what would settle its verdict.

    Raises NotABadge, TooLarge, intake.TooManyLinks.
    """
    return settle(_look(source, person, at), _open_in, allowed=person.district.try_links)


def read_newest(source: bytes, person: Person, *, at: dt.datetime) -> Reading:
    """The same; of a file that is over, the one that its issuer signed in its place, where the file
    says where that is and it stands (Open Badges 3.0, verification, "Refresh").

    Raises NotABadge, TooLarge, intake.TooManyLinks.
    """
    found = read_settled(source, person, at=at)
    address = _newest_at(found, person)
    if not address:
        return found
    with intake.asking():
        until = time.monotonic() + SECONDS
        body = intake.fetch(
            address, fetch_allowed=True, most=MOST_PICTURE, accept=BADGE, redirects=0, until=until
        ).body
    try:
        newest = read_settled(body, person, at=at)
    except (NotABadge, TooLarge):
        return found
    return newest if _takes_its_place(newest.verdict, found.verdict) else found


def _newest_at(reading: Reading, person: Person) -> str:
    """Empty where it is not over, or nobody is asked; and no district asks itself."""
    facts, here = reading.verdict.facts, person.district
    is_over = reading.verdict.reason in ("withdrawn", "expired")
    if not facts or not is_over or not here.try_links or signs_here(facts.issuer, here):
        return ""
    return refreshed_at(open_badge(reading.body), facts.issuer)


def _takes_its_place(newest: Verdict, before: Verdict) -> bool:
    stands = newest.outcome is Outcome.REAL or newest.reason == "suspended"
    return bool(stands and newest.facts and before.facts and is_newer(newest.facts, before.facts))


def _look(source: bytes, person: Person, at: dt.datetime) -> Callable[[Seen], Reading]:
    def look(seen: Seen) -> Reading:
        return read(source, person, at=at, seen=seen)

    return look


def _open_in(reading: Reading) -> "Open":
    facts = reading.verdict.facts
    return Open(reading.verdict.needs, facts.issuer if facts else "")


@dataclass(frozen=True)
class Open:
    """What would settle a look: addresses, and whose document is among them."""

    needs: tuple[str, ...] = ()
    issuer: str = ""


def settle(look: Callable[[Seen], Look], open_in: Callable[[Look], Open], *, allowed: bool) -> Look:
    """Look again with what could be fetched, until nothing is open that was not asked for.

    Raises intake.TooManyLinks.
    """
    found = look(Seen())
    if not allowed or not open_in(found).needs:
        return found
    with intake.asking():
        return _ask(found, look, open_in, time.monotonic() + SECONDS)


def _ask(
    found: Look, look: Callable[[Seen], Look], open_in: Callable[[Look], Open], until: float
) -> Look:
    documents: dict[str, object] = {}
    bodies: dict[str, bytes] = {}
    asked: set[str] = set()
    for _round in range(ROUNDS):
        still = open_in(found)
        wanted = [each for each in still.needs if each not in asked][:MOST_ADDRESSES]
        if not wanted:
            break
        asked.update(wanted)
        for address in wanted:
            body = _document(address, until)
            if body:
                bodies[address] = body
                documents |= _documents(address, body, still.issuer)
        found = look(Seen(documents, bodies, asked=True))
    return found


def _documents(address: str, body: bytes, issuer: str) -> dict[str, object]:
    """By whose document it is: the one that was asked about, or in a record also one whose badge
    is inside, as its own id says when that is published at this very address."""
    document = parsed(body)
    named = document.get("id") if isinstance(document, dict) else None
    ids = {issuer, named} if isinstance(named, str) else {issuer}
    return {each: document for each in ids if home_of(each) == address}


def _document(address: str, until: float) -> bytes:
    """Over TLS only: a key that came any other way vouches for nobody."""
    if not address.startswith("https://"):
        return b""
    found = intake.fetch(
        address,
        fetch_allowed=True,
        most=MOST_DOCUMENT,
        accept=DOCUMENT,
        redirects=0,
        gone=True,
        until=until,
    )
    # A page in the place of a document is no answer to what was asked.
    if found.is_page:
        return b""
    if found.outcome != intake.LinkOutcome.OPENS and not _says_revoked(found.body):
        return b""
    return found.body


def _says_revoked(body: bytes) -> bool:
    """Of what a host took away it says that much, and no key or list is its word any more."""
    said = parsed(body)
    return isinstance(said, dict) and said.get("revoked") is True


__all__ = [
    "MOST_BYTES",
    "Open",
    "Opened",
    "busy",
    "open_link",
    "read_newest",
    "read_settled",
    "settle",
]
