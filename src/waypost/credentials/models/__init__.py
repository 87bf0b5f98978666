"""The nouns of credentials."""

from waypost.credentials.models.awards import Award, Met, public_token
from waypost.credentials.models.corrections import Correction
from waypost.credentials.models.documents import Document, SignedToken, Withdrawal
from waypost.credentials.models.earlier import EarlierImport, EarlierRecord
from waypost.credentials.models.endorsements import Endorsement
from waypost.credentials.models.hours import OutsideHours
from waypost.credentials.models.issuers import Algorithm, IssuerKey, StatusList, Use
from waypost.credentials.models.lists import AwardLine, AwardList
from waypost.credentials.models.lives import Renewal, Restoration, Suspension
from waypost.credentials.models.outside import OutsideBadge
from waypost.credentials.models.renewal_rules import RenewalRule

__all__ = [
    "Algorithm",
    "Award",
    "AwardLine",
    "AwardList",
    "Correction",
    "Document",
    "EarlierImport",
    "EarlierRecord",
    "Endorsement",
    "IssuerKey",
    "Met",
    "OutsideBadge",
    "OutsideHours",
    "Renewal",
    "RenewalRule",
    "Restoration",
    "SignedToken",
    "StatusList",
    "Suspension",
    "Use",
    "Withdrawal",
    "public_token",
]
