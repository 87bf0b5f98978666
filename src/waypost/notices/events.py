"""Facts of notices."""

from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    """`subject` is the letter; a handler sends it."""
