"""A link to all that one person holds, for two months: also for who cannot sign in any more."""

import uuid

from django.core import signing

from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.people.models import District, Person

SALT = "waypost.credentials.take_along"
DAYS = 60


def count_of(person: Person) -> int:
    """How many things there are to take along: badges, those from elsewhere, what is on record."""
    theirs = {"person__in": person.selves}
    return (
        Award.objects.of(person).count()
        + OutsideBadge.objects.filter(**theirs).count()
        + EarlierRecord.objects.active().filter(**theirs).count()
    )


def token_for(person: Person) -> str:
    """Of who signs in for them today: it opens nothing once that was taken away."""
    return signing.dumps([person.pk.hex, _account_of(person.holder)], salt=SALT)


def person_of(token: str, district: District) -> Person | None:
    """None for a link that ran out or was never made for this district."""
    try:
        pk_hex, account = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
        pk = uuid.UUID(hex=pk_hex)
    except (signing.BadSignature, TypeError, ValueError, AttributeError):
        return None
    found = Person.objects.select_related("district", "joined_into__district").filter(pk=pk)
    person = found.filter(district=district).first()
    if person is None or account != _account_of(person.holder):
        return None
    return person.holder


def _account_of(person: Person) -> str:
    return person.account_id.hex if person.account_id else ""
