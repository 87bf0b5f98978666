"""The nouns of credentials."""

from waypost.credentials.models.awards import Award, Document, Met, Withdrawal, public_token
from waypost.credentials.models.corrections import Correction
from waypost.credentials.models.earlier import EarlierImport, EarlierRecord
from waypost.credentials.models.hours import OutsideHours
from waypost.credentials.models.issuers import IssuerKey, StatusList
from waypost.credentials.models.lives import Renewal, Restoration, Suspension
from waypost.credentials.models.outside import OutsideBadge
from waypost.credentials.models.renewal_rules import RenewalRule

__all__ = [
    "Award",
    "Correction",
    "Document",
    "EarlierImport",
    "EarlierRecord",
    "IssuerKey",
    "Met",
    "OutsideBadge",
    "OutsideHours",
    "Renewal",
    "RenewalRule",
    "Restoration",
    "StatusList",
    "Suspension",
    "Withdrawal",
    "public_token",
]
