"""Facts of people and their district."""

import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SettingsKept(Event):
    """A page of settings was saved; `subject` is the district, `page` a code such as "look"."""

    page: str


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    """`subject` is the district: from here on its badges are real."""


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """A name or an address was mended. `subject` is the person."""

    what: str
    change: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class PersonsJoined(Event):
    """Two entries of one human became one. `subject` is the person that is kept."""

    other: uuid.UUID
    change: uuid.UUID
