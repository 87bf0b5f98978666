"""Facts of the program."""

import datetime as dt
import uuid
from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class GroupBegun(Event):
    """`subject` is the group."""


@dataclass(frozen=True, kw_only=True)
class GroupClosed(Event):
    """`subject` is the group."""


@dataclass(frozen=True, kw_only=True)
class PeopleAdded(Event):
    """`subject` is the group; who they are, and since when, is in their memberships."""

    count: int


@dataclass(frozen=True, kw_only=True)
class PersonRemoved(Event):
    """By whoever runs the program, or by themselves. `subject` is the group."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationTextWritten(Event):
    """`subject` is the text."""

    group: uuid.UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class InvitationTried(Event):
    """Somebody wants to read it first. `subject` is the text, `person` its one reader."""

    person: uuid.UUID
    tried_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class InvitationWritten(Event):
    """`subject` is the invitation."""

    group: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationOpened(Event):
    """`subject` is the invitation."""


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Event):
    """`subject` is the invitation."""

    answer: str


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    """`subject` is the message."""

    count: int


@dataclass(frozen=True, kw_only=True)
class MessageAddressed(Event):
    """`subject` is the addressee, who gets a letter of their own."""


@dataclass(frozen=True, kw_only=True)
class AimChosen(Event):
    """`subject` is the aim."""

    active_days: int
