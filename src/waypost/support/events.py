"""Facts of support: that somebody asked, never what."""

from dataclasses import dataclass
from uuid import UUID

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Event):
    """`subject` is the request."""

    version: UUID


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(Event):
    """`subject` is the request: whoever marked it has answered, in whatever way."""
