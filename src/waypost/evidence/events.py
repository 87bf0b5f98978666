"""Facts of evidence."""

import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkStarted(Event):
    """`subject` is the submission."""

    person: uuid.UUID
    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class WorkSubmitted(Event):
    """`subject` is the submission."""

    person: uuid.UUID
    version: uuid.UUID
    attempt: uuid.UUID
    try_number: int


@dataclass(frozen=True, kw_only=True)
class WorkTakenBack(Event):
    """`subject` is the submission."""

    attempt: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class PieceHidden(Event):
    """Something private could be seen. `subject` is the submission."""

    artifact: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class WorkSetAside(Event):
    """Its teacher does not want to go on with it for now. `subject` is the submission."""

    person: uuid.UUID
    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class WorkTakenUp(Event):
    """It goes on. `subject` is the submission."""
