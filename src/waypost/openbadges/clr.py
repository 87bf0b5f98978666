"""A learner record (Comprehensive Learner Record 2.0): one person's signed badges, signed together.

The badges in it are whole and keep their own signatures, so each can be taken out and checked
alone; the record's own signature says that its issuer put these together for this person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waypost.openbadges.achievements import identifiers, profile, shown
from waypost.openbadges.contexts import CREDENTIALS_V2, EXTENSIONS, LEARNER_RECORD, OPEN_BADGES
from waypost.openbadges.documents import Document
from waypost.openbadges.form import RECORD_TYPE, read_badge
from waypost.openbadges.members import (
    address,
    check_practice_ids,
    check_texts,
    required,
    without_empty,
)
from waypost.openbadges.times import instant
from waypost.openbadges.values import ComposeError, Earner, Issuer

RECORD_SCHEMA = (
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
)
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
KINDS = (
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
)
# What one reader can still check in a moment; who holds more takes them in several records.
MOST_BADGES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """How one achievement stands to another, by their ids."""

    source: str
    kind: str
    target: str


def compose_record(
    *,
    id: str,
    issuer: Issuer,
    earner: Earner,
    name: str,
    badges: Sequence[Document],
    valid_from: datetime,
    associations: Sequence[Association] = (),
) -> Document:
    """An unsigned ClrCredential; `badges` are signed already, and each is the earner's."""
    for part in (issuer, earner, *associations):
        check_texts(type(part).__name__.lower(), part)
    check_texts("name", name)
    if issuer.practice:
        check_practice_ids(record=id, earner=earner.id)
    if not 1 <= len(badges) <= MOST_BADGES:
        raise ComposeError("badges", f"from one to {MOST_BADGES}")
    achievements = [_achievement_id(badge, issuer, earner) for badge in badges]
    return {
        "@context": [CREDENTIALS_V2, LEARNER_RECORD, OPEN_BADGES, EXTENSIONS],
        "id": address("id", id),
        "type": ["VerifiableCredential", RECORD_TYPE],
        "name": shown(issuer, required("name", name)),
        "issuer": profile(issuer),
        "validFrom": instant(valid_from),
        "credentialSubject": without_empty(
            {
                "id": address("earner.id", earner.id),
                "type": ["ClrSubject"],
                "identifier": identifiers(earner),
                "verifiableCredential": list(badges),
                "association": [_association(each, achievements) for each in associations],
            }
        ),
        "credentialSchema": [{"id": RECORD_SCHEMA, "type": SCHEMA_TYPE}],
    }


def _achievement_id(badge: Document, issuer: Issuer, earner: Earner) -> str:
    """Raises ComposeError for what is not signed, of another person, or practice among real."""
    _, facts = read_badge(badge)
    if "proof" not in badge:
        raise ComposeError("badges", f"{facts.id} is not signed")
    if facts.earner != earner.id and facts.issuer != issuer.did:
        raise ComposeError("badges", f"{facts.id} is somebody else's")
    if facts.practice != issuer.practice:
        raise ComposeError("badges", "practice and real are never mixed")
    return str(badge["credentialSubject"]["achievement"]["id"])


def _association(association: Association, achievements: Sequence[str]) -> Document:
    if association.kind not in KINDS:
        raise ComposeError("association.kind", f"{association.kind!r} is no kind of it")
    if not {association.source, association.target} <= set(achievements):
        raise ComposeError("association", "both achievements are in the record")
    return {
        "type": "Association",
        "associationType": association.kind,
        "sourceId": association.source,
        "targetId": association.target,
    }
