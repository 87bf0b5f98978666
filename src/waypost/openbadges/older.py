"""Open Badges 2.0, for backpacks that read nothing newer: what is hosted, and what one reads.

Nothing here is signed. Such a badge is what its issuer's own address answers, so whatever came in a
file or a picture only says where to ask, and is never called real for what it says itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waypost.openbadges.achievements import identity_hash
from waypost.openbadges.documents import SIGNED_TOKEN, Document, Unreadable, load
from waypost.openbadges.members import (
    address,
    check_texts,
    is_address,
    optional_address,
    required,
    without_empty,
)
from waypost.openbadges.times import instant
from waypost.openbadges.values import Achievement, Alignment, ComposeError, Evidence, Issuer

OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"


def compose_issuer(*, id: str, issuer: Issuer, email: str = "") -> Document:
    """The profile of who issues; a practice issuer has none. Section 4.3 (Profile)."""
    check_texts("issuer", issuer)
    check_texts("email", email)
    if issuer.practice:
        raise ComposeError("issuer", "hosted badges are real ones")
    return without_empty(
        {
            "@context": OPEN_BADGES_2,
            "type": "Issuer",
            "id": address("id", id),
            "name": required("issuer.name", issuer.name),
            "url": address("issuer.url", issuer.url),
            "email": email,
            "description": issuer.description,
            "image": optional_address("issuer.image", issuer.image.url if issuer.image else ""),
        }
    )


def compose_badge_class(*, id: str, issuer: str, achievement: Achievement, image: str) -> Document:
    """What can be earned; `issuer` and `image` are addresses. Section 4.2 (BadgeClass)."""
    check_texts("achievement", achievement)
    criteria = {
        "type": "Criteria",
        "id": optional_address("achievement.criteria_url", achievement.criteria_url),
        "narrative": required("achievement.criteria", achievement.criteria),
    }
    return without_empty(
        {
            "@context": OPEN_BADGES_2,
            "type": "BadgeClass",
            "id": address("id", id),
            "name": required("achievement.name", achievement.name),
            "description": required("achievement.description", achievement.description),
            "image": address("image", image),
            "criteria": without_empty(criteria),
            "issuer": address("issuer", issuer),
            "alignment": [_alignment(each) for each in achievement.alignments],
            "tags": list(achievement.tags),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whose it is: an e-mail address, or the hash of one that was salted before."""

    salt: str
    email: str = ""
    hashed: str = ""

    @property
    def identity(self) -> str:
        return self.hashed or identity_hash(self.email, self.salt)


def compose_assertion(
    *,
    id: str,
    badge: str,
    recipient: Recipient,
    issued_on: datetime,
    image: str,
    expires: datetime | None = None,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
) -> Document:
    """That somebody earned it, true as long as its address says so; `narrative` says how, where
    that was not in the usual way. Section 4.1 (Assertion)."""
    check_texts("narrative", narrative)
    for part in (recipient, *evidence):
        check_texts(type(part).__name__.lower(), part)
    if len(recipient.salt) < 16 or not (recipient.email or recipient.hashed):
        raise ComposeError("recipient", "an e-mail address and at least 16 characters of salt")
    return without_empty(
        {
            "@context": OPEN_BADGES_2,
            "type": "Assertion",
            "id": address("id", id),
            "recipient": {
                "type": "email",
                "hashed": True,
                "salt": recipient.salt,
                "identity": recipient.identity,
            },
            "badge": address("badge", badge),
            "verification": {"type": "hosted"},
            "issuedOn": instant(issued_on),
            "expires": instant(expires) if expires else "",
            "image": address("image", image),
            "narrative": narrative,
            "evidence": [_evidence(each) for each in evidence],
        }
    )


def compose_revoked(*, id: str, reason: str = "") -> Document:
    """What is left of one that was withdrawn; its address answers 410 with it."""
    check_texts("reason", reason)
    return without_empty(
        {
            "@context": OPEN_BADGES_2,
            "type": "Assertion",
            "id": address("id", id),
            "revoked": True,
            "revocationReason": reason,
        }
    )


def _alignment(alignment: Alignment) -> Document:
    version = f", {alignment.version}" if alignment.version else ""
    return without_empty(
        {
            "type": "AlignmentObject",
            "targetName": required("alignment.name", alignment.name or alignment.code),
            "targetUrl": address("alignment.url", alignment.url),
            "targetFramework": alignment.framework + version,
            "targetCode": alignment.code,
            "targetDescription": alignment.description,
        }
    )


def _evidence(piece: Evidence) -> Document:
    return without_empty(
        {
            "type": "Evidence",
            "id": optional_address("evidence.id", piece.id),
            "name": piece.name,
            "narrative": piece.narrative,
            "description": piece.description,
            "genre": piece.genre,
        }
    )


@dataclass(frozen=True, slots=True)
class Older:
    """A badge of Open Badges 2.0 as it came: `url` is where its issuer answers for it, `body` its
    JSON or signed token, as far as there is one. None of it is checked."""

    url: str = ""
    body: bytes = b""


class OlderBadge(Unreadable):
    """It is of Open Badges 2.0: `held` is what came, for whoever can ask at its address."""

    def __init__(self, held: Older) -> None:
        super().__init__("open_badges_2")
        self.held = held


def read_older(source: bytes, url: str = "") -> Older:
    """What stands in a picture of Open Badges 2.0: an assertion, its token, or only an address.

    Raises Unreadable for JSON that cannot be read safely.
    """
    text = source.decode("utf-8-sig", errors="replace").strip()
    url = url if _is_web(url) else ""
    if SIGNED_TOKEN.fullmatch(text):
        return Older(url, text.encode())
    if not text.startswith("{"):
        return Older(url or (text if _is_web(text) else ""))
    assertion = load(text.encode())
    places = [assertion.get("id")]
    for name in ("verification", "verify"):
        said = assertion.get(name)
        places.append(said.get("url") if isinstance(said, dict) else None)
    found = next((place for place in places if isinstance(place, str) and _is_web(place)), "")
    return Older(found or url, text.encode())


def _is_web(text: str) -> bool:
    return text.startswith(("https://", "http://")) and is_address(text)
