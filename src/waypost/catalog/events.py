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


@dataclass(frozen=True, kw_only=True)
class ManuscriptTouched(Event):
    """Somebody sat down to write it, for the first time or anew; not every word is told.

    `subject` is the manuscript.
    """

    revision: int


@dataclass(frozen=True, kw_only=True)
class ManuscriptPutAway(Event):
    """`subject` is the manuscript."""


@dataclass(frozen=True, kw_only=True)
class ManuscriptBroughtBack(Event):
    """`subject` is the manuscript."""


@dataclass(frozen=True, kw_only=True)
class ManuscriptCommented(Event):
    """`subject` is the manuscript."""

    comment: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AppChecked(Event):
    """`subject` is the line of the list of apps."""

    approved: bool
