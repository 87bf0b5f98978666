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


@dataclass(frozen=True, kw_only=True)
class ShareKeyRenewed(Event):
    """The earner made certificates printed before keep the name to themselves. `subject` is the
    award."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RuleLookedAt(Event):
    """A new degree's rule was asked for everyone up to the person `upto`, in the order of ids.
    `subject` is the version."""

    upto: uuid.UUID
