"""What was earned, and by whom, as members of an Open Badges 3.0 document."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from waypost.openbadges.documents import Document
from waypost.openbadges.members import (
    address,
    hours,
    language,
    optional_address,
    picture,
    required,
    without_empty,
)
from waypost.openbadges.values import (
    ACHIEVEMENT_TYPES,
    DEMONSTRATED,
    NAME_IDENTITY,
    NOT_YET,
    PRACTICE_NOTE,
    PRACTICE_PREFIX,
    PRACTICE_TAG,
    TARGET_TYPES,
    Achievement,
    Alignment,
    ComposeError,
    Earner,
    Issuer,
    ResultRow,
)


def profile(issuer: Issuer) -> Document:
    """Who vouches, in full."""
    return without_empty(
        {
            "id": address("issuer.did", issuer.did),
            "type": ["Profile"],
            "name": shown(issuer, required("issuer.name", issuer.name)),
            "url": optional_address("issuer.url", issuer.url),
            "description": PRACTICE_NOTE if issuer.practice else issuer.description,
            "image": picture("issuer.image", issuer.image),
        }
    )


def shown(issuer: Issuer, name: str) -> str:
    return PRACTICE_PREFIX + name if issuer.practice else name


def subject(
    issuer: Issuer,
    achievement: Achievement,
    earner: Earner,
    results: Sequence[ResultRow],
    narrative: str = "",
) -> Document:
    """Who earned what, at which levels."""
    return without_empty(
        {
            "id": address("earner.id", earner.id),
            "type": ["AchievementSubject"],
            "identifier": identifiers(earner),
            "creditsEarned": hours("earner.credits_earned", earner.credits_earned),
            "achievement": _achievement(issuer, achievement, results),
            "result": [_result(row) for row in results],
            "narrative": narrative,
        }
    )


def identity_hash(email: str, salt: str) -> str:
    """The Open Badges form of an e-mail address that is not written out."""
    return "sha256$" + hashlib.sha256((email.strip().lower() + salt).encode()).hexdigest()


def is_identity(said: object, email: str, *, salt: str, hashed: bool) -> bool:
    """Whether an identity is this e-mail address: as it is, or as a hash (SHA-256 or MD5, of the
    address as it was written or in small letters, with the salt behind it)."""
    if not isinstance(said, str):
        return False
    own = email.strip()
    if not hashed and "$" not in said:
        return said.strip().lower() == own.lower()
    algorithm, _, digest = said.strip().lower().partition("$")
    make = _HASHES.get(algorithm)
    if make is None:
        return False
    return any(make((each + salt).encode()).hexdigest() == digest for each in {own, own.lower()})


# Others hash with MD5, as the standard lets them; here it proves nothing, and only finds.
_HASHES: dict[str, Callable[[bytes], hashlib._Hash]] = {
    "sha256": hashlib.sha256,
    "md5": partial(hashlib.md5, usedforsecurity=False),
}


def identifiers(earner: Earner) -> list[Document]:
    """The name in plain words, the e-mail address as a salted hash."""
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


@lru_cache(maxsize=1024)
def level_id(row: uuid.UUID, level: str) -> str:
    """The id of a rubric row's level, the same in every badge of that version."""
    return uuid.uuid5(row, level).urn


def _achievement(
    issuer: Issuer, achievement: Achievement, results: Sequence[ResultRow]
) -> Document:
    if achievement.type not in ACHIEVEMENT_TYPES and not achievement.type.startswith("ext:"):
        raise ComposeError("achievement.type", f"{achievement.type!r} is no type of achievement")
    if PRACTICE_TAG in achievement.tags:
        raise ComposeError("achievement.tags", f"{PRACTICE_TAG!r} marks practice badges alone")
    tags = [*achievement.tags, *([PRACTICE_TAG] if issuer.practice else [])]
    return without_empty(
        {
            "id": address("achievement.id", achievement.id),
            "type": ["Achievement"],
            "achievementType": achievement.type,
            "name": shown(issuer, required("achievement.name", achievement.name)),
            "description": required("achievement.description", achievement.description),
            "criteria": without_empty(
                {
                    "id": optional_address("achievement.criteria_url", achievement.criteria_url),
                    "narrative": required("achievement.criteria", achievement.criteria),
                }
            ),
            "creator": _creator(issuer, achievement.creator),
            "image": picture("achievement.image", achievement.image),
            "version": achievement.version,
            "inLanguage": language("achievement.language", achievement.language),
            "fieldOfStudy": achievement.field_of_study,
            "creditsAvailable": hours(
                "achievement.credits_available", achievement.credits_available
            ),
            "tag": list(dict.fromkeys(tags)),
            "alignment": [_alignment(each) for each in achievement.alignments],
            "resultDescription": [_result_description(row) for row in results],
            "endorsement": list(achievement.endorsements),
        }
    )


def _creator(issuer: Issuer, creator: Issuer | None) -> Document:
    """Who wrote it: by id and name, for the rest stands at the issuer where it is the same."""
    if creator is None:
        return {}
    if creator.practice != issuer.practice:
        raise ComposeError("achievement.creator", "practice and real are never mixed")
    full = profile(creator)
    return {name: full[name] for name in ("id", "type", "name", "url") if name in full}


def _alignment(alignment: Alignment) -> Document:
    framework = required("alignment.framework", alignment.framework)
    if alignment.target_type not in ("", *TARGET_TYPES):
        raise ComposeError("alignment.target_type", f"{alignment.target_type!r} is no kind of it")
    return without_empty(
        {
            "type": ["Alignment"],
            "targetName": required("alignment.name", alignment.name or alignment.code),
            "targetUrl": address("alignment.url", alignment.url),
            "targetFramework": f"{framework}, {alignment.version}"
            if alignment.version
            else framework,
            "targetCode": alignment.code,
            "targetType": alignment.target_type,
            "targetDescription": alignment.description,
        }
    )


def _result_description(row: ResultRow) -> Document:
    levels = ((NOT_YET, row.not_yet), (DEMONSTRATED, row.demonstrated))
    return {
        "id": row.id.urn,
        "type": ["ResultDescription"],
        "name": required("result.title", row.title),
        "resultType": "RubricCriterionLevel",
        "requiredLevel": level_id(row.id, DEMONSTRATED),
        "rubricCriterionLevel": [
            without_empty(
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
