"""Facts of notices."""

from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    """`subject` is the letter; a handler sends it."""


@dataclass(frozen=True, kw_only=True)
class LetterLost(Event):
    """Refused for good, or it came back. `subject` is the letter; `trouble` a code."""

    trouble: str


@dataclass(frozen=True, kw_only=True)
class MailServerChosen(Event):
    """`subject` is the district's mail server."""
