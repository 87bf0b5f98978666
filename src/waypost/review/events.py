"""Facts of review."""

import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ReviewStarted(Event):
    """`subject` is the submission."""

    attempt: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ReviewPutBack(Event):
    """`subject` is the submission."""

    attempt: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class Decided(Event):
    """`subject` is the submission. `levels` holds "row id:level" for every row looked at."""

    person: uuid.UUID
    version: uuid.UUID
    attempt: uuid.UUID
    decision: uuid.UUID
    verdict: str
    levels: tuple[str, ...]
