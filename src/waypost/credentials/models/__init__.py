"""The nouns of credentials."""

from waypost.credentials.models.awards import Award, Document, Met, Withdrawal, public_token
from waypost.credentials.models.issuers import IssuerKey, StatusList

__all__ = [
    "Award",
    "Document",
    "IssuerKey",
    "Met",
    "StatusList",
    "Withdrawal",
    "public_token",
]
