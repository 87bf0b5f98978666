"""Facts of wallets: who allowed which one, and when that ended. Never what is in a badge."""

from dataclasses import dataclass
from uuid import UUID

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class WalletAllowed(Event):
    """`subject` is the connection; `scopes` the last words of their addresses."""

    person: UUID
    wallet: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WalletEnded(Event):
    """`subject` is the connection; `why` a value of Connection.Why."""

    person: UUID
    wallet: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class BadgePushed(Event):
    """A wallet brought a badge from elsewhere that was not here, or a newer file of one. `subject`
    is the OutsideBadge."""

    person: UUID
    connection: UUID
    new: bool
