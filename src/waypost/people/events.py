"""Facts of people and their district: ids and codes, never a name or an address."""

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


@dataclass(frozen=True, kw_only=True)
class AddressTaken(Event):
    """`subject` is the person: whoever signed in for them with the address before has nothing of
    theirs from now on."""


@dataclass(frozen=True, kw_only=True)
class PeopleBroughtIn(Event):
    """`subject` is the district; one fact for a whole list, however long it was."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonEdited(Event):
    """Kept as they are from here on. `subject` is the person; `fields` names what changed."""

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """`subject` is the person."""

    placement: uuid.UUID
    role: str
    campus: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """`subject` is the person."""

    placement: uuid.UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Event):
    """`subject` is the person; what they earned stays theirs."""


@dataclass(frozen=True, kw_only=True)
class PersonCameBack(Event):
    """`subject` is the person."""


@dataclass(frozen=True, kw_only=True)
class ProviderChosen(Event):
    """`subject` is the provider's row."""

    provider: str
    is_on: bool
    is_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class OwnAddressAdded(Event):
    """`subject` is the person, `address` the row that is to be confirmed."""

    address: int


@dataclass(frozen=True, kw_only=True)
class OwnAddressConfirmed(Event):
    """`subject` is the person, who signs in with it from now on."""

    address: int


@dataclass(frozen=True, kw_only=True)
class OwnAddressRemoved(Event):
    """`subject` is the person; the row is gone."""

    address: int
