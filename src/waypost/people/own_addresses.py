"""Addresses that somebody adds to their own sign-in, so that leaving a job takes nothing away."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction

from waypost.journal.actions import record
from waypost.people.actions import EMAIL
from waypost.people.events import OwnAddressAdded, OwnAddressConfirmed, OwnAddressRemoved
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

SALT = "waypost.people.own_address"
DAYS = 3
MOST = 5


class TooMany(Exception):
    """Five addresses are more than anybody needs."""


class SomebodyElses(Exception):
    """Another account signs in with it."""


class GivenByTheDistrict(Exception):
    """It stands in their entry: a lead changes that one."""


@transaction.atomic
def add(*, person: Person, email: str, by: Person, at: dt.datetime) -> EmailAddress:
    """It counts once its letter was answered. Raises ValidationError, TooMany, SomebodyElses."""
    if by.pk != person.pk or person.account is None:
        raise NotAllowed
    email = email.strip().lower()
    EMAIL(email)
    theirs = EmailAddress.objects.filter(user=person.account)
    row = theirs.filter(email__iexact=email).first()
    if row is None:
        if theirs.count() >= MOST:
            raise TooMany
        row = EmailAddress.objects.create(user=person.account, email=email)
    if not row.verified:
        record(
            OwnAddressAdded(district=person.district_id, subject=person.pk, address=row.pk),
            by=by,
            at=at,
        )
    return row


@transaction.atomic
def confirm(*, person: Person, token: str, by: Person, at: dt.datetime) -> EmailAddress:
    """Raises BadSignature for a link that is not theirs or ran out, SomebodyElses."""
    row = asked_by(token, person)
    if by.pk != person.pk:
        raise NotAllowed
    if not row.verified:
        try:
            with transaction.atomic():
                row.verified = True
                row.save(update_fields=["verified"])
        except IntegrityError as taken:
            raise SomebodyElses from taken
        record(
            OwnAddressConfirmed(district=person.district_id, subject=person.pk, address=row.pk),
            by=by,
            at=at,
        )
    return row


@transaction.atomic
def remove(*, person: Person, address: int, by: Person, at: dt.datetime) -> None:
    """Raises GivenByTheDistrict."""
    if by.pk != person.pk:
        raise NotAllowed
    row = EmailAddress.objects.filter(user=person.account, pk=address).first()
    if row is None:
        return
    if row.primary or row.email.casefold() == person.email.casefold():
        raise GivenByTheDistrict
    row.delete()
    record(
        OwnAddressRemoved(district=person.district_id, subject=person.pk, address=address),
        by=by,
        at=at,
    )


def token_for(row: EmailAddress) -> str:
    return signing.dumps([row.pk, row.email], salt=SALT)


def asked_by(token: str, person: Person) -> EmailAddress:
    """Raises BadSignature."""
    pk, email = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
    row = EmailAddress.objects.filter(pk=pk, email=email, user=person.account).first()
    if row is None or person.account is None:
        raise signing.BadSignature
    return row


def own_of(person: Person) -> list[EmailAddress]:
    return list(EmailAddress.objects.filter(user=person.account).order_by("-primary", "pk"))
