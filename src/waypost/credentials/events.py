"""Facts of credentials."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RequirementMet(Event):
    """`subject` is the person."""

    requirement: uuid.UUID
    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AwardMade(Event):
    """`subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    achievement: uuid.UUID
    practice: bool


@dataclass(frozen=True, kw_only=True)
class AwardWithdrawn(Event):
    """`subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AwardCorrected(Event):
    """Another document took the place of the current one. `subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    correction: uuid.UUID
    what: str
    reason: str
    # One of several that were signed anew together.
    together: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceSigned(Event):
    """The earner chose anew what evidence their signed badge names. `subject` is the award."""

    person: uuid.UUID
    correction: uuid.UUID
    pieces: int


@dataclass(frozen=True, kw_only=True)
class AwardSuspended(Event):
    """Nobody is to rely on it for now. `subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    suspension: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AwardRestored(Event):
    """It counts again. `subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    achievement: uuid.UUID
    restoration: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AwardRenewed(Event):
    """It is valid for longer. `subject` is the award."""

    person: uuid.UUID
    version: uuid.UUID
    achievement: uuid.UUID
    renewal: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class RenewalRuleChosen(Event):
    """What renewing a badge asks from now on. `subject` is the district."""

    asks: str


@dataclass(frozen=True, kw_only=True)
class OutsideHoursSaid(Event):
    """How many hours lay outside contract time. `subject` is the award."""

    person: uuid.UUID
    hours: Decimal


@dataclass(frozen=True, kw_only=True)
class HoursExported(Event):
    """A file of hours for the district's own system. `subject` is the district."""

    count: int


@dataclass(frozen=True, kw_only=True)
class AwardShared(Event):
    """The earner chose who sees it. `subject` is the award."""

    person: uuid.UUID
    visibility: str


@dataclass(frozen=True, kw_only=True)
class ShareKeyRenewed(Event):
    """The earner made certificates printed before keep the name to themselves. `subject` is the
    award."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RuleLookedAt(Event):
    """A new degree's rule was asked for everyone up to the person `upto`, in the order of ids.
    `subject` is the version."""

    upto: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class EarlierImported(Event):
    """Records from before were added from a file. `subject` is the import."""

    records: int


@dataclass(frozen=True, kw_only=True)
class EarlierLookedAt(Event):
    """Degrees were looked at for whom an import is about, up to the person `upto`, in the order of
    ids. `subject` is the import."""

    upto: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class EarlierImportTakenBack(Event):
    """`subject` is the import."""

    records: int


@dataclass(frozen=True, kw_only=True)
class EarlierTakenBack(Event):
    """One record. `subject` is the record."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OutsideBadgeAdded(Event):
    """`subject` is the badge from elsewhere; `outcome` what reading it found."""

    person: uuid.UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OutsideBadgeReadAgain(Event):
    """`subject` is the badge from elsewhere."""

    person: uuid.UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OutsideBadgeRemoved(Event):
    """Its owner took it away. `subject` is the badge from elsewhere."""

    person: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OutsideBadgeCounted(Event):
    """The lead lets it count as an achievement. `subject` is the record that says so."""

    person: uuid.UUID
    achievement: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class KeyRotated(Event):
    """The next key signs from now on. `subject` is that key."""

    before: uuid.UUID
    algorithm: str


@dataclass(frozen=True, kw_only=True)
class KeyWithdrawn(Event):
    """Somebody else may have it. `subject` is the key."""

    algorithm: str


@dataclass(frozen=True, kw_only=True)
class SignedAnew(Event):
    """A piece of what withdrawn keys had signed, and more is left. `subject` is the district."""

    count: int


@dataclass(frozen=True, kw_only=True)
class AwardListBegun(Event):
    """Somebody said that everyone who is left on it is awarded. `subject` is the list."""

    version: uuid.UUID
    lines: int
    turn: int


@dataclass(frozen=True, kw_only=True)
class AwardListWentOn(Event):
    """A piece of it is done, or somebody let it go on; there is more. `subject` is the list."""

    turn: int


@dataclass(frozen=True, kw_only=True)
class AwardListPaused(Event):
    """Nothing more happens until somebody lets it go on. `subject` is the list."""


@dataclass(frozen=True, kw_only=True)
class AwardListEnded(Event):
    """Every line has its outcome. `subject` is the list."""

    awarded: int
    held: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class AwardListTakenBack(Event):
    """It was a mistake as a whole: everything awarded from it is being withdrawn. `subject` is the
    list."""

    turn: int


@dataclass(frozen=True, kw_only=True)
class AwardListWithdrawn(Event):
    """Nothing from it stands any more. `subject` is the list."""

    awards: int


@dataclass(frozen=True, kw_only=True)
class EndorsementBrought(Event):
    """`subject` is the endorsement."""

    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class EndorsementShown(Event):
    """`subject` is the endorsement."""

    version: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class EndorsementTakenOut(Event):
    """`subject` is the endorsement."""

    version: uuid.UUID
