"""A link that hands one badge to a wallet: for a quarter of an hour, to whoever holds it."""

import hashlib
from typing import Any

from django.core import signing

from waypost.credentials.models import Award
from waypost.openbadges.contexts import CREDENTIALS_V2
from waypost.people.models import District

SALT = "waypost.credentials.handover"
MINUTES = 15


def token(award: Award) -> str:
    """Nothing is kept: it runs out by itself, and ends at once with the badge's share key."""
    return signing.dumps([award.public_id, _mark(award)], salt=SALT)


def award_of(token: str, district: District) -> Award | None:
    """Whose link it is; None for one that ran out or was never made here."""
    try:
        public_id, mark = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = Award.objects.filter(district=district).at_address(str(public_id)).with_face().first()
    return found if found and mark == _mark(found) else None


def presentation(badge: dict[str, Any]) -> dict[str, Any]:
    """What a wallet takes: the badge inside an unsigned envelope."""
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [badge],
    }


def _mark(award: Award) -> str:
    return hashlib.sha256(award.share_key.encode()).hexdigest()[:12]
