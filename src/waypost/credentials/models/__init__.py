"""The nouns of credentials."""

from waypost.credentials.models.awards import Award, Document, Met, Withdrawal, public_token
from waypost.credentials.models.earlier import EarlierImport, EarlierRecord
from waypost.credentials.models.issuers import IssuerKey, StatusList
from waypost.credentials.models.outside import OutsideBadge

__all__ = [
    "Award",
    "Document",
    "EarlierImport",
    "EarlierRecord",
    "IssuerKey",
    "Met",
    "OutsideBadge",
    "StatusList",
    "Withdrawal",
    "public_token",
]
