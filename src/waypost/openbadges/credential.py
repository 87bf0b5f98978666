"""Compose an Open Badges 3.0 credential (W3C Verifiable Credential 2.0) from plain values.

What a teacher handed in stays with the district: evidence is named in it only where the earner
asked for that, by the address of a public page and in words, never by a file.

A credential whose issuer is a did:key is a **practice** badge, always. Open Badges has no field
for that, so it is said where the standard lets anyone say things, once for machines and wherever a
wallet shows words: the achievement's `tag` holds PRACTICE_TAG, and the names of the credential, of
the achievement and of the issuer begin with PRACTICE_PREFIX. All of it is signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from waypost.openbadges.achievements import is_identity, profile, shown, subject
from waypost.openbadges.contexts import CREDENTIALS_V2, EXTENSIONS, OPEN_BADGES
from waypost.openbadges.documents import Document
from waypost.openbadges.members import (
    address,
    check_practice_ids,
    check_texts,
    optional_address,
    without_empty,
)
from waypost.openbadges.status import ENTRY_TYPE
from waypost.openbadges.times import instant
from waypost.openbadges.values import (
    PURPOSES,
    REFRESH_TYPE,
    Achievement,
    ComposeError,
    Earner,
    Evidence,
    Issuer,
    ResultRow,
    StatusRef,
)

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
SCHEMA_TYPE = "1EdTechJsonSchemaValidator2019"
MOST_EVIDENCE = 40


def compose(
    *,
    id: str,
    issuer: Issuer,
    achievement: Achievement,
    earner: Earner,
    valid_from: datetime,
    status: StatusRef | Sequence[StatusRef] | None,
    results: Sequence[ResultRow] = (),
    valid_until: datetime | None = None,
    awarded_at: datetime | None = None,
    evidence: Sequence[Evidence] = (),
    endorsements: Sequence[Document] = (),
    refresh_url: str = "",
    schema: bool = False,
    name: str = "",
    narrative: str = "",
) -> Document:
    """An unsigned OpenBadgeCredential; the same values give the same document.

    `valid_from` dates this document: of two with one id, the later is the newer. `awarded_at` is
    when it was earned. `endorsements` are signed already. With `schema` it names the published
    schema of its form, for those who check by one. `narrative` says how it was earned, where the
    results do not.
    """
    places = [status] if isinstance(status, StatusRef) else list(status or ())
    for part in (issuer, achievement, earner, *places, *results, *evidence):
        check_texts(type(part).__name__.lower(), part)
    check_texts("name", name)
    check_texts("narrative", narrative)
    if issuer.practice:
        check_practice_ids(credential=id, achievement=achievement.id, earner=earner.id)
        if refresh_url or any(each.id for each in evidence):
            raise ComposeError("practice", "it names no page of a real district")
    begins, ends = instant(valid_from), instant(valid_until) if valid_until else ""
    if ends and ends <= begins:
        raise ComposeError("valid_until", "not after valid_from")
    # Both words stand in the third vocabulary alone.
    extended = schema or bool(refresh_url)
    return without_empty(
        {
            "@context": [CREDENTIALS_V2, OPEN_BADGES, *([EXTENSIONS] if extended else [])],
            "id": address("id", id),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": shown(issuer, name or achievement.name),
            "issuer": profile(issuer),
            "validFrom": begins,
            "validUntil": ends,
            "awardedDate": instant(awarded_at) if awarded_at else "",
            "credentialSubject": subject(issuer, achievement, earner, results, narrative),
            "evidence": _evidence(evidence),
            "endorsement": list(endorsements),
            "credentialSchema": [{"id": SCHEMA, "type": SCHEMA_TYPE}] if schema else [],
            "refreshService": _refresh(refresh_url),
            "credentialStatus": statuses(places),
        }
    )


def is_for(document: Mapping[str, Any], email: str) -> bool:
    """Whether a badge names this e-mail address, in the clear or as a hash."""
    subject = document.get("credentialSubject")
    identifiers = subject.get("identifier") if isinstance(subject, dict) else None
    entries = identifiers if isinstance(identifiers, list) else [identifiers]
    return any(
        isinstance(entry, dict)
        and entry.get("identityType") == "emailAddress"
        and is_identity(
            entry.get("identityHash"),
            email,
            salt=str(entry.get("salt", "")),
            hashed=bool(entry.get("hashed")),
        )
        for entry in entries
    )


def statuses(places: Sequence[StatusRef]) -> Document | list[Document]:
    """One place as an object, several as a list of one for each purpose."""
    if len({each.purpose for each in places}) != len(places):
        raise ComposeError("status.purpose", "one place for each purpose")
    entries = [_status(each) for each in places]
    return entries[0] if len(entries) == 1 else entries


def _status(status: StatusRef) -> Document:
    if status.index < 0:
        raise ComposeError("status.index", "below zero")
    if status.purpose not in PURPOSES:
        raise ComposeError("status.purpose", f"{status.purpose!r} is no purpose")
    url = address("status.list_url", status.list_url)
    return {
        "id": f"{url}#{status.index}",
        "type": ENTRY_TYPE,
        "statusPurpose": status.purpose,
        "statusListIndex": str(status.index),
        "statusListCredential": url,
    }


def _evidence(pieces: Sequence[Evidence]) -> list[Document]:
    if len(pieces) > MOST_EVIDENCE:
        raise ComposeError("evidence", f"more than {MOST_EVIDENCE} pieces")
    ids = [each.id for each in pieces if each.id]
    if len(set(ids)) != len(ids):
        # Two with one id would be signed as one piece that says both things.
        raise ComposeError("evidence.id", "one id for each piece")
    return [
        without_empty(
            {
                "id": optional_address("evidence.id", each.id),
                "type": ["Evidence"],
                "name": each.name,
                "narrative": each.narrative,
                "description": each.description,
                "genre": each.genre,
            }
        )
        for each in pieces
    ]


def _refresh(url: str) -> Document:
    if not url:
        return {}
    return {"id": address("refresh_url", url), "type": REFRESH_TYPE}
