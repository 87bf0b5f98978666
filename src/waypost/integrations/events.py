"""Facts of integrations: what was allowed and what was done with it, never what was signed."""

from dataclasses import dataclass
from uuid import UUID

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """`subject` is the token."""

    may_issue: bool
    may_verify: bool
    may_change_status: bool


@dataclass(frozen=True, kw_only=True)
class TokenEnded(Event):
    """`subject` is the token."""


@dataclass(frozen=True, kw_only=True)
class CredentialIssued(Event):
    """`subject` is the issued credential."""

    token: UUID


@dataclass(frozen=True, kw_only=True)
class CredentialStatusChanged(Event):
    """`subject` is the issued credential."""

    token: UUID
    purpose: str
    value: bool


@dataclass(frozen=True, kw_only=True)
class AllRevoked(Event):
    """All that a token had signed. `subject` is the token, `count` how many stood until then."""

    count: int
