"""What does a badge from elsewhere say, and what did checking it find?"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from waypost.credentials.checking import check_file
from waypost.credentials.models import OutsideBadge
from waypost.openbadges import (
    Check,
    Facts,
    Outcome,
    State,
    Unreadable,
    Verdict,
    check_hosted,
    is_for,
    is_hosted_for,
    load,
    older_in,
    open_badge,
    unbake,
)
from waypost.people.characters import printable
from waypost.people.known_addresses import addresses_of
from waypost.people.models import Person
from waypost.people.tables import folded

# A badge with its picture inside; ten times what our own weigh.
MOST_BYTES = 1024 * 1024
# Badges that people really have, and that are checked elsewhere: kept, and called what they are.
OTHER_KINDS = ("open_badges_2", "older_credential", "signed_token")


class NotABadge(Exception):
    """Nothing in the file can be kept as a badge; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class TooLarge(Exception):
    """The badge itself, without its picture, is larger than is kept."""


@dataclass(frozen=True)
class Seen:
    """What issuers publish, as it was fetched for this one reading: their documents by their ids,
    and whatever else was asked for, by its address. `asked` whether or not anybody answered."""

    documents: Mapping[str, object] = field(default_factory=dict)
    bodies: Mapping[str, bytes] = field(default_factory=dict)
    asked: bool = False

    @property
    def keys(self) -> dict[str, object]:
        return {address: parsed(body) for address, body in self.bodies.items()}


def parsed(body: bytes) -> object:
    """What a stranger's server answers with, as far as it is JSON that can be read safely."""
    try:
        return load(body)
    except Unreadable:
        return None


@dataclass(frozen=True)
class Reading:
    """`body` is empty for a picture whose badge cannot be taken out."""

    verdict: Verdict
    body: bytes
    sha256: str
    found: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.found["facts"].get("name", ""))

    @property
    def issuer(self) -> str:
        return str(self.found["facts"].get("issuer_name", ""))


def read(source: bytes, person: Person, *, at: dt.datetime, seen: Seen = Seen()) -> Reading:
    """Take the badge out of its picture and check it. Raises NotABadge, TooLarge."""
    try:
        body = unbake(source)
    except Unreadable:
        body = older_in(source)
    if len(body) > MOST_BYTES:
        raise TooLarge
    verdict = _checked(source, body, person, at, seen)
    if verdict.outcome == Outcome.UNREADABLE and verdict.reason not in OTHER_KINDS:
        raise NotABadge(verdict)
    return Reading(
        verdict=verdict,
        body=body,
        sha256=hashlib.sha256(body or source).hexdigest(),
        found=_found(verdict, body, person, seen),
    )


def _checked(source: bytes, body: bytes, person: Person, at: dt.datetime, seen: Seen) -> Verdict:
    """A badge of the older standard is judged by what its own addresses say, as far as known."""
    verdict = check_file(
        source,
        person.district,
        at=at,
        did_documents=seen.documents,
        status_lists=seen.bodies,
        key_documents=seen.keys,
    )
    if verdict.reason != "open_badges_2" or not body:
        return verdict
    hosted = check_hosted(body, now=at, fetched=seen.bodies)
    return verdict if hosted.outcome is Outcome.UNREADABLE and not hosted.needs else hosted


def _found(verdict: Verdict, body: bytes, person: Person, seen: Seen) -> dict[str, Any]:
    return {
        "reason": verdict.reason,
        "checks": [[check.state, check.reason] for check in verdict.checks],
        "practice": verdict.practice,
        "needs": [_line(address, 2000) for address in verdict.needs[:4]],
        "facts": _facts(verdict.facts) if verdict.facts else {},
        "whose": _whose(verdict.facts, body, person, seen) if verdict.facts else "",
        "asked": seen.asked,
    }


def _facts(facts: Facts) -> dict[str, Any]:
    """In the badge's own words, cut to what a page can show."""
    return {
        "id": _line(facts.id, 2000),
        "name": _line(facts.name, 200),
        "description": _line(facts.description, 1000),
        "issuer": _line(facts.issuer, 2000),
        "issuer_name": _line(facts.issuer_name, 200),
        "earner": _line(facts.earner, 2000),
        "earner_name": _line(facts.earner_name, 200),
        "valid_from": facts.valid_from.isoformat(),
        "valid_until": facts.valid_until.isoformat() if facts.valid_until else "",
        "practice": facts.practice,
        "awarded_at": facts.awarded_at.isoformat() if facts.awarded_at else "",
    }


def _line(text: str, most: int) -> str:
    return " ".join(printable(text).split())[:most]


def _whose(facts: Facts, body: bytes, person: Person, seen: Seen) -> str:
    """mine, other, another_address or unsaid: by the address that its issuer hashed, or else by the
    name."""
    # Of the older standard, it is what its address says that counts, and not what was handed over.
    hosted = parsed(seen.bodies.get(facts.id, b""))
    document = hosted if isinstance(hosted, dict) else open_badge(body)
    fits = is_hosted_for if isinstance(hosted, dict) else is_for
    if any(fits(document, email) for email in addresses_of(person)):
        return "mine"
    if facts.earner_name.strip():
        return "mine" if folded(facts.earner_name) == folded(person.name) else "other"
    return "another_address" if _names_an_address(document) else "unsaid"


def _names_an_address(document: Mapping[str, Any]) -> bool:
    """Of either standard, in the clear or as a hash."""
    recipient, subject = document.get("recipient"), document.get("credentialSubject")
    if isinstance(recipient, dict):
        return "email" in str(recipient.get("type")) and bool(recipient.get("identity"))
    named = subject.get("identifier") if isinstance(subject, dict) else None
    entries = named if isinstance(named, list) else [named]
    kinds = [each.get("identityType") for each in entries if isinstance(each, dict)]
    return "emailAddress" in kinds


def verdict_of(badge: OutsideBadge, *, at: dt.datetime) -> Verdict:
    """The verdict as it was when the badge was last read, but for what its own dates changed."""
    found = badge.found
    signed, unchanged, valid, issuer = (Check(State(s), reason) for s, reason in found["checks"])
    verdict = Verdict(
        Outcome(badge.outcome),
        found["reason"],
        signed,
        unchanged,
        valid,
        issuer,
        practice=found["practice"],
        needs=tuple(found["needs"]),
        facts=_kept_facts(found["facts"]) if found["facts"] else None,
    )
    outcome = Outcome(badge.outcome_at(at))
    if outcome == badge.outcome:
        return verdict
    check = _BY_DATE[outcome]
    return replace(verdict, outcome=outcome, reason=check.reason, still_valid=check)


_BY_DATE = {
    Outcome.EXPIRED: Check(State.FAILED, "expired"),
    Outcome.HOSTED: Check(State.PROVEN, "still_hosted"),
    Outcome.AUTHENTIC_STATUS_UNKNOWN: Check(State.NEEDS_NETWORK, "status_list_unseen"),
}


def _kept_facts(kept: dict[str, Any]) -> Facts:
    dates = {
        name: _moment(kept.get(name, "")) for name in ("valid_from", "valid_until", "awarded_at")
    }
    return Facts(**kept | dates)


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
