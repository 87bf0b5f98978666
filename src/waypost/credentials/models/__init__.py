"""The nouns of credentials."""

from waypost.credentials.models.awards import Award, Document, Met, Withdrawal, public_token
from waypost.credentials.models.corrections import Correction
from waypost.credentials.models.earlier import EarlierImport, EarlierRecord
from waypost.credentials.models.hours import OutsideHours
from waypost.credentials.models.issuers import IssuerKey, StatusList
from waypost.credentials.models.lists import AwardLine, AwardList
from waypost.credentials.models.outside import OutsideBadge

__all__ = [
    "Award",
    "AwardLine",
    "AwardList",
    "Correction",
    "Document",
    "EarlierImport",
    "EarlierRecord",
    "IssuerKey",
    "Met",
    "OutsideBadge",
    "OutsideHours",
    "StatusList",
    "Withdrawal",
    "public_token",
]
