"""What goes into a badge: plain, frozen values, and the names of what is wrong with one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PRACTICE_TAG = "practice-badge"
PRACTICE_PREFIX = "Practice: "
PRACTICE_NOTE = "Made for practice. It is not a record of achievement and never becomes one."
DEMONSTRATED = "Demonstrated"
NOT_YET = "Not yet"

# How the standard's recommended practice writes a name; its list of identities has one as well.
NAME_IDENTITY = "ext:name"
NAME_IDENTITIES = (NAME_IDENTITY, "name")

# The kinds of achievement that Open Badges 3.0 names; any other begins with "ext:".
ACHIEVEMENT_TYPES = frozenset(
    {
        "Achievement",
        "ApprenticeshipCertificate",
        "Assessment",
        "Assignment",
        "AssociateDegree",
        "Award",
        "BachelorDegree",
        "Badge",
        "Certificate",
        "CertificateOfCompletion",
        "Certification",
        "CoCurricular",
        "CommunityService",
        "Competency",
        "Course",
        "Degree",
        "Diploma",
        "DoctoralDegree",
        "Fieldwork",
        "GeneralEducationDevelopment",
        "JourneymanCertificate",
        "LearningProgram",
        "License",
        "MasterCertificate",
        "MasterDegree",
        "Membership",
        "MicroCredential",
        "ProfessionalDoctorate",
        "QualityAssuranceCredential",
        "ResearchDoctorate",
        "SecondarySchoolDiploma",
    }
)

# What kind of thing an alignment points at, as Open Badges 3.0 names them.
TARGET_TYPES = (
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
    "ceasn:Competency",
    "ceterms:Credential",
)

# Of what leads from a file to the newest one of its badge.
REFRESH_TYPE = "1EdTechCredentialRefresh"

# What a place in a status list may speak of; each has a list of its own.
PURPOSES = ("revocation", "suspension", "refresh", "message")


class ComposeError(ValueError):
    """A value cannot stand in a badge; `field` says which."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


class NotALanguage(ComposeError):
    """A code that is not written as the standard asks, such as en-US."""


class ControlCharacter(ComposeError):
    """A text holds a control character, which other verifiers would not check alike."""

    def __init__(self, field: str, position: int) -> None:
        super().__init__(field, f"a control character at position {position}")
        self.position = position


class NotAnAddress(ComposeError):
    """A value that must be an absolute address is not one."""


class NotAPracticeId(ComposeError):
    """A practice badge must not carry ids that look like a real district's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by its address; an https or a data one."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who vouches; a did:web, or a did:key for practice."""

    did: str
    name: str
    url: str = ""
    description: str = ""
    image: Image | None = None

    @property
    def practice(self) -> bool:
        return self.did.startswith("did:key:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """One statement of a published framework that this counts toward."""

    framework: str
    version: str
    code: str
    url: str
    name: str = ""
    description: str = ""
    # One of TARGET_TYPES, or nothing where that is not known.
    target_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row of the rubric and the level that was reached, as a fixed id and its words."""

    id: uuid.UUID
    title: str
    demonstrated: str = ""
    not_yet: str = ""
    level: str = DEMONSTRATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was earned, in the words of the version that was earned."""

    id: str
    type: str
    name: str
    description: str
    criteria: str
    criteria_url: str = ""
    image: Image | None = None
    version: str = ""
    language: str = ""
    field_of_study: str = ""
    tags: Sequence[str] = ()
    alignments: Sequence[Alignment] = ()
    credits_available: Decimal | int | float | None = None
    # Who wrote it; the issuer of a badge need not be.
    creator: Issuer | None = None
    # EndorsementCredentials of it, as others signed them.
    endorsements: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """Who earned it. The e-mail address is only ever written as a salted hash; a name is plain."""

    id: str
    email: str = ""
    salt: str = ""
    name: str = ""
    credits_earned: Decimal | int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece that the earner shows: where it can be seen, and what it is in words."""

    id: str = ""
    name: str = ""
    narrative: str = ""
    description: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRef:
    """Where it would show that this badge is over, or is not to be relied on for now: a status
    list's address, this badge's place in it, and which of the two the list tells."""

    list_url: str
    index: int
    purpose: str = "revocation"
