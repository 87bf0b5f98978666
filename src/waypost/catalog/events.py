"""Facts of the catalog."""

import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """`subject` is the achievement."""

    version: uuid.UUID
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class VersionRetired(Event):
    """`subject` is the achievement."""

    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AchievementOffered(Event):
    """`subject` is the achievement; `audience` is whom it is offered to from now on."""

    audience: str
