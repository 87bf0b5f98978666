"""What a badge says, read out of a document whose form is strictly checked.

A signature covers statements, not JSON: `"true"` and `true` can be the same statement. So the
places where two forms would mean one thing to the signature and another to a reader are held to
the one form of the standard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waypost.openbadges.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from waypost.openbadges.documents import Document, Unreadable, walk
from waypost.openbadges.times import NotAnInstant, read_instant
from waypost.openbadges.values import NAME_IDENTITIES, PRACTICE_TAG

BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
# What 1.1 and 2.0 call the dates. A document that has both is held to the narrower of them.
BEGINS = {CREDENTIALS_V1: "issuanceDate", CREDENTIALS_V2: "validFrom"}
ENDS = {CREDENTIALS_V1: "expirationDate", CREDENTIALS_V2: "validUntil"}
OLDER_BADGES = ("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1")
RECORD_TYPE = "ClrCredential"
MAX_PROOFS = 8
# Of a learner record; ours hold thirty.
MAX_PARTS = 100
MAX_STATUSES = 8
# An end may be as late as one can write; a beginning is told in the reader's own time zone, which
# the last day that there is need not have.
LAST_YEAR = 9998


@dataclass(frozen=True, slots=True)
class Signed:
    """What any signed credential says about itself."""

    document: Document
    issuer: str
    issuer_name: str
    valid_from: datetime | None
    valid_until: datetime | None
    proofs: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a badge says. True only as far as its verdict goes."""

    id: str
    name: str
    description: str
    issuer: str
    issuer_name: str
    earner: str
    earner_name: str
    valid_from: datetime
    valid_until: datetime | None
    practice: bool
    # The day that it was earned, where its document says so apart: one that was signed anew is
    # dated later.
    awarded_at: datetime | None = None

    @property
    def earned_at(self) -> datetime:
        return self.awarded_at or self.valid_from


def read_signed(document: Document) -> Signed:
    """The outer form of a Verifiable Credential 2.0 or 1.1, or Unreadable."""
    version = version_of(document)
    if not version:
        raise Unreadable(_what_else(document))
    if "VerifiableCredential" not in _types(document):
        raise Unreadable(_what_else(document))
    issuer = document.get("issuer")
    name = ""
    if isinstance(issuer, dict):
        name, issuer = text(issuer.get("name")), issuer.get("id")
    if not isinstance(issuer, str) or not issuer:
        raise Unreadable("no_issuer")
    proofs = many(document.get("proof"))
    if len(proofs) > MAX_PROOFS or not all(isinstance(proof, dict) for proof in proofs):
        raise Unreadable("bad_proof")
    for proof in proofs:
        for moment in ("created", "expires"):
            moment_in(proof, moment)
    begins = [each for name in BEGINS.values() if (each := moment_in(document, name))]
    if any(each.year > LAST_YEAR for each in begins):
        raise Unreadable("bad_date", BEGINS[version])
    ends = [each for name in ENDS.values() if (each := moment_in(document, name))]
    return Signed(
        document=document,
        issuer=issuer,
        issuer_name=name,
        valid_from=max(begins) if BEGINS[version] in document else None,
        valid_until=min(ends, default=None),
        proofs=tuple(proofs),
    )


def version_of(document: Document) -> str:
    """The vocabulary of the data model that it is written in, 2.0 or 1.1; empty for neither."""
    first = next(iter(many(document.get("@context"))), None)
    return first if isinstance(first, str) and first in BEGINS else ""


def read_badge(document: Document) -> tuple[Signed, Facts]:
    """The form of an Open Badges 3.0 credential, or Unreadable."""
    signed = read_signed(document)
    if not BADGE_TYPES & set(_types(document)):
        raise Unreadable(_what_else(document))
    _check_plain_values(document)
    subjects = many(document.get("credentialSubject"))
    if len(subjects) != 1 or not isinstance(subjects[0], dict):
        raise Unreadable("no_earner")
    subject: Document = subjects[0]
    achievements = many(subject.get("achievement"))
    if len(achievements) != 1 or not isinstance(achievements[0], dict):
        raise Unreadable("no_achievement")
    achievement: Document = achievements[0]
    if signed.valid_from is None:
        raise Unreadable("no_date")
    tags = many(achievement.get("tag"))
    return signed, Facts(
        id=text(document.get("id")),
        name=text(achievement.get("name")),
        description=text(achievement.get("description")),
        issuer=signed.issuer,
        issuer_name=signed.issuer_name,
        earner=text(subject.get("id")),
        earner_name=_earner_name(subject),
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        practice=PRACTICE_TAG in tags,
        awarded_at=moment_in(document, "awardedDate"),
    )


def is_record(document: Document) -> bool:
    """Whether it says that it is a learner record (Comprehensive Learner Record 2.0)."""
    return RECORD_TYPE in _types(document)


def read_record(document: Document) -> tuple[Signed, Facts]:
    """The form of a learner record: what it is called, whose it is; or Unreadable."""
    signed = read_signed(document)
    _check_plain_values(document)
    subjects = many(document.get("credentialSubject"))
    if len(subjects) != 1 or not isinstance(subjects[0], dict):
        raise Unreadable("no_earner")
    if signed.valid_from is None:
        raise Unreadable("no_date")
    inside = [read_badge(part)[1] for part in parts_of(document)]
    earner = text(subjects[0].get("id"))
    # An issuer may have known one person by two ids; of another's badge only that issuer can say.
    if any(earner != facts.earner and signed.issuer != facts.issuer for facts in inside):
        raise Unreadable("part_of_somebody_else")
    return signed, Facts(
        id=text(document.get("id")),
        name=text(document.get("name")),
        description=text(document.get("description")),
        issuer=signed.issuer,
        issuer_name=signed.issuer_name,
        earner=earner,
        earner_name=_earner_name(subjects[0]),
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        practice=any(facts.practice for facts in inside),
    )


def parts_of(record: Document) -> list[Document]:
    """The badges inside a learner record, as they were signed; Unreadable for any other form."""
    subject = record.get("credentialSubject")
    found = many(subject.get("verifiableCredential")) if isinstance(subject, dict) else []
    if not found or not all(isinstance(part, dict) for part in found):
        raise Unreadable("part_unreadable")
    if len(found) > MAX_PARTS:
        raise Unreadable("too_many_values", f"{len(found)} badges")
    return found


def statuses(document: Document) -> tuple[Document, ...]:
    """Where a badge says that its withdrawal would show."""
    entries = many(document.get("credentialStatus"))
    if len(entries) > MAX_STATUSES or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable("bad_status")
    return tuple(entries)


def many(value: Any) -> list[Any]:
    """JSON-LD writes one value with or without a list around it."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str:
    """The words of a text, of a text with a language, or of the first of several."""
    for item in many(value):
        words = item.get("@value") if isinstance(item, dict) else item
        if isinstance(words, str):
            return words
    return ""


def _types(document: Document) -> list[str]:
    return [each for each in many(document.get("type")) if isinstance(each, str)]


def _what_else(document: Document) -> str:
    """A word for a document that is no badge of this standard, for those that people bring."""
    contexts = many(document.get("@context"))
    if CREDENTIALS_V1 in contexts:
        return "older_credential"
    # 1.0 had no vocabulary: it is known by what it says of itself.
    if any(each in contexts for each in OLDER_BADGES) or {"recipient", "verify"} <= {*document}:
        return "open_badges_2"
    return "not_a_badge"


def moment_in(document: Document, name: str) -> datetime | None:
    """None where it has no such member. Raises Unreadable for one that is no instant."""
    if name not in document:
        return None
    try:
        return read_instant(document[name])
    except NotAnInstant as error:
        raise Unreadable("bad_date", name) from error


def _earner_name(subject: Document) -> str:
    for entry in many(subject.get("identifier")):
        if not isinstance(entry, dict) or entry.get("hashed"):
            continue
        if entry.get("identityType") in NAME_IDENTITIES:
            return text(entry.get("identityHash"))
    return ""


def _check_plain_values(document: Document) -> None:
    for value, _depth in walk(document):
        if isinstance(value, dict):
            _check_kind(value, "hashed", (bool,))
            _check_kind(value, "statusSize", (int,))
            for name in ("creditsAvailable", "creditsEarned"):
                _check_kind(value, name, (int, float))


def _check_kind(members: Document, name: str, kinds: Iterable[type]) -> None:
    if name in members and type(members[name]) not in kinds:
        raise Unreadable("bad_value", name)
