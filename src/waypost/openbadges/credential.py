"""Compose an Open Badges 3.0 credential (W3C Verifiable Credential 2.0) from plain values.

Evidence is never part of it: what a teacher handed in stays with the district.

A credential whose issuer is a did:key is a **practice** badge, always. Open Badges has no field
for that, so it is said where the standard lets anyone say things, once for machines and wherever a
wallet shows words: the achievement's `tag` holds PRACTICE_TAG, and the names of the credential, of
the achievement and of the issuer begin with PRACTICE_PREFIX. All of it is signed.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from waypost.openbadges.contexts import CREDENTIALS_V2, OPEN_BADGES
from waypost.openbadges.documents import FORBIDDEN, SURROGATE, Document
from waypost.openbadges.times import instant
from waypost.openbadges.values import (
    ACHIEVEMENT_TYPES,
    DEMONSTRATED,
    NAME_IDENTITY,
    NOT_YET,
    PRACTICE_NOTE,
    PRACTICE_PREFIX,
    PRACTICE_TAG,
    Achievement,
    Alignment,
    ComposeError,
    ControlCharacter,
    Earner,
    Image,
    Issuer,
    NotALanguage,
    NotAnAddress,
    NotAPracticeId,
    ResultRow,
    StatusRef,
)

_ADDRESS = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f\s\ufeff]+')
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def compose(
    *,
    id: str,
    issuer: Issuer,
    achievement: Achievement,
    earner: Earner,
    valid_from: datetime,
    status: StatusRef | None,
    results: Sequence[ResultRow] = (),
    valid_until: datetime | None = None,
    name: str = "",
    narrative: str = "",
) -> Document:
    """An unsigned OpenBadgeCredential; the same values give the same document.

    `narrative` says how it was earned, where the results do not.
    """
    for part in (issuer, achievement, earner, status, *results):
        _check_texts(type(part).__name__.lower(), part)
    _check_text("name", name)
    _check_text("narrative", narrative)
    if issuer.practice:
        _check_practice_ids(credential=id, achievement=achievement.id, earner=earner.id)
    begins, ends = instant(valid_from), instant(valid_until) if valid_until else ""
    if ends and ends <= begins:
        raise ComposeError("valid_until", "not after valid_from")
    document: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": _address("id", id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _shown(issuer, name or achievement.name),
        "issuer": _issuer(issuer),
        "validFrom": begins,
    }
    if ends:
        document["validUntil"] = ends
    document["credentialSubject"] = _subject(issuer, achievement, earner, results, narrative)
    if status is not None:
        document["credentialStatus"] = _status(status)
    return document


def identity_hash(email: str, salt: str) -> str:
    """The Open Badges form of an e-mail address that is not written out."""
    return "sha256$" + hashlib.sha256((email.strip().lower() + salt).encode()).hexdigest()


def is_for(document: Mapping[str, Any], email: str) -> bool:
    """Whether a badge names this e-mail address, comparing salted hashes."""
    subject = document.get("credentialSubject")
    identifiers = subject.get("identifier") if isinstance(subject, dict) else None
    entries = identifiers if isinstance(identifiers, list) else [identifiers]
    return any(
        isinstance(entry, dict)
        and entry.get("identityType") == "emailAddress"
        and entry.get("identityHash") == identity_hash(email, str(entry.get("salt", "")))
        for entry in entries
    )


def level_id(row: uuid.UUID, level: str) -> str:
    """The id of a rubric row's level, the same in every badge of that version."""
    return uuid.uuid5(row, level).urn


def _issuer(issuer: Issuer) -> Document:
    return _without_empty(
        {
            "id": _address("issuer.did", issuer.did),
            "type": ["Profile"],
            "name": _shown(issuer, _required("issuer.name", issuer.name)),
            "url": _address("issuer.url", issuer.url) if issuer.url else "",
            "description": PRACTICE_NOTE if issuer.practice else issuer.description,
            "image": _image("issuer.image", issuer.image),
        }
    )


def _shown(issuer: Issuer, name: str) -> str:
    return PRACTICE_PREFIX + name if issuer.practice else name


def _subject(
    issuer: Issuer,
    achievement: Achievement,
    earner: Earner,
    results: Sequence[ResultRow],
    narrative: str,
) -> Document:
    return _without_empty(
        {
            "id": _address("earner.id", earner.id),
            "type": ["AchievementSubject"],
            "identifier": _identifiers(earner),
            "achievement": _achievement(issuer, achievement, results),
            "result": [_result(row) for row in results],
            "narrative": narrative,
        }
    )


def _identifiers(earner: Earner) -> list[Document]:
    entries: list[Document] = []
    if earner.name:
        entries.append(
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": earner.name,
                "identityType": NAME_IDENTITY,
            }
        )
    if earner.email:
        if len(earner.salt) < 16:
            raise ComposeError("earner.salt", "at least 16 characters of randomness")
        entries.append(
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity_hash(earner.email, earner.salt),
                "identityType": "emailAddress",
                "salt": earner.salt,
            }
        )
    return entries


def _achievement(
    issuer: Issuer, achievement: Achievement, results: Sequence[ResultRow]
) -> Document:
    if achievement.type not in ACHIEVEMENT_TYPES and not achievement.type.startswith("ext:"):
        raise ComposeError("achievement.type", f"{achievement.type!r} is no type of achievement")
    if PRACTICE_TAG in achievement.tags:
        raise ComposeError("achievement.tags", f"{PRACTICE_TAG!r} marks practice badges alone")
    tags = [*achievement.tags, *([PRACTICE_TAG] if issuer.practice else [])]
    criteria_url = achievement.criteria_url
    return _without_empty(
        {
            "id": _address("achievement.id", achievement.id),
            "type": ["Achievement"],
            "achievementType": achievement.type,
            "name": _shown(issuer, _required("achievement.name", achievement.name)),
            "description": _required("achievement.description", achievement.description),
            "criteria": _without_empty(
                {
                    "id": _address("achievement.criteria_url", criteria_url)
                    if criteria_url
                    else "",
                    "narrative": _required("achievement.criteria", achievement.criteria),
                }
            ),
            "image": _image("achievement.image", achievement.image),
            "version": achievement.version,
            "inLanguage": _language("achievement.language", achievement.language),
            "fieldOfStudy": achievement.field_of_study,
            "creditsAvailable": _number(achievement.credits_available),
            "tag": list(dict.fromkeys(tags)),
            "alignment": [_alignment(each) for each in achievement.alignments],
            "resultDescription": [_result_description(row) for row in results],
        }
    )


def _alignment(alignment: Alignment) -> Document:
    framework = _required("alignment.framework", alignment.framework)
    return _without_empty(
        {
            "type": ["Alignment"],
            "targetName": _required("alignment.name", alignment.name or alignment.code),
            "targetUrl": _address("alignment.url", alignment.url),
            "targetFramework": f"{framework}, {alignment.version}"
            if alignment.version
            else framework,
            "targetCode": alignment.code,
            "targetDescription": alignment.description,
        }
    )


def _result_description(row: ResultRow) -> Document:
    levels = ((NOT_YET, row.not_yet), (DEMONSTRATED, row.demonstrated))
    return {
        "id": row.id.urn,
        "type": ["ResultDescription"],
        "name": _required("result.title", row.title),
        "resultType": "RubricCriterionLevel",
        "requiredLevel": level_id(row.id, DEMONSTRATED),
        "rubricCriterionLevel": [
            _without_empty(
                {
                    "id": level_id(row.id, level),
                    "type": ["RubricCriterionLevel"],
                    "name": level,
                    "description": words,
                }
            )
            for level, words in levels
        ],
    }


def _result(row: ResultRow) -> Document:
    if row.level not in (DEMONSTRATED, NOT_YET):
        raise ComposeError("result.level", f"{row.level!r} is no level")
    return {
        "type": ["Result"],
        "resultDescription": row.id.urn,
        "achievedLevel": level_id(row.id, row.level),
    }


def _status(status: StatusRef) -> Document:
    if status.index < 0:
        raise ComposeError("status.index", "below zero")
    url = _address("status.list_url", status.list_url)
    return {
        "id": f"{url}#{status.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.index),
        "statusListCredential": url,
    }


def _image(field: str, image: Image | None) -> Document:
    if image is None:
        return {}
    return _without_empty(
        {"id": _address(field, image.url), "type": "Image", "caption": image.caption}
    )


def _number(value: Decimal | int | float | None) -> int | float | None:
    if value is None:
        return None
    number = float(value)
    if not 0 <= number <= 1_000_000:
        raise ComposeError("achievement.credits_available", "not a number of hours")
    # JSON readers differ on 6.0, so a whole number is written as one.
    return int(number) if number.is_integer() else number


def _without_empty(members: Document) -> Document:
    """An empty text, list or object says nothing and would not be signed."""
    return {
        name: value
        for name, value in members.items()
        if value is not None and value not in ("", [], {})
    }


def _required(field: str, text: str) -> str:
    if not text.strip():
        raise ComposeError(field, "must not be empty")
    return text


def _address(field: str, value: str) -> str:
    if not is_address(value):
        raise NotAnAddress(field, f"{value!r} is not an absolute address")
    return value


def is_address(value: str) -> bool:
    """Whether a badge may carry it as an address."""
    return _ADDRESS.fullmatch(value) is not None


def is_language(code: str) -> bool:
    """Whether a badge may carry it, in whatever case it is written."""
    return _LANGUAGE.fullmatch(_cased(code)) is not None


def _language(field: str, code: str) -> str:
    if code and not is_language(code):
        raise NotALanguage(field, f"{code!r} is no code such as en-US")
    return _cased(code)


def _cased(code: str) -> str:
    """en-US and zh-Hant-TW, as the standard for language codes writes them."""
    first, *rest = code.split("-")
    script = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([first.lower(), *script])


def _check_practice_ids(**ids: str) -> None:
    for field, value in ids.items():
        if not value.startswith("urn:uuid:"):
            raise NotAPracticeId(field, f"{value!r} is not a urn:uuid")


def _check_texts(field: str, value: object) -> None:
    """Every text in a value and in the values inside it."""
    if isinstance(value, str):
        _check_text(field, value)
    elif is_dataclass(value):
        for each in fields(value):
            _check_texts(f"{field}.{each.name}", getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for item in value:
            _check_texts(field, item)


def _check_text(field: str, text: str) -> None:
    if match := FORBIDDEN.search(text):
        raise ControlCharacter(field, match.start())
    if match := SURROGATE.search(text):
        raise ComposeError(field, f"half a character at position {match.start()}")
