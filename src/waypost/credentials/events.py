"""Facts of credentials."""

import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RequirementMet(Event):
    """`subject` is the person."""

    requirement: uuid.UUID
    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AwardMade(Event):
    """`subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    achievement: uuid.UUID
    practice: bool


@dataclass(frozen=True, kw_only=True)
class AwardWithdrawn(Event):
    """`subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AwardShared(Event):
    """The earner chose who sees it. `subject` is the award."""

    person: uuid.UUID
    visibility: str
