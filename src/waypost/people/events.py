"""Facts of people and their district."""

from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SettingsKept(Event):
    """A page of settings was saved; `subject` is the district, `page` a code such as "look"."""

    page: str


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    """`subject` is the district: from here on its badges are real."""
