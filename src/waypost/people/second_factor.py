"""More than one proof of who somebody is, for those whose sign-in opens what is others'."""

import datetime as dt

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.people.kept import sealed, unsealed
from waypost.people.models import Account, District, Person, Provider
from waypost.people.policies import require
from waypost.people.viewers import System

# From the first sign-in that has power, to set it up without a rush.
GRACE = dt.timedelta(days=14)


def is_strong(request: HttpRequest, district: District) -> bool:
    """Did this session show a passkey, an app's code or a recovery code, or come from a provider
    that the district trusts with it?

    A password and a mailed code are one factor together: whoever reads the mail can have both.
    """
    records = get_authentication_records(request, request.user)
    if any(one.get("method") == "mfa" for one in records):
        return True
    kinds = [one["provider"] for one in records if one.get("method") == "socialaccount"]
    trusted = Provider.objects.filter(
        district=district, kind__in=kinds, is_on=True, is_second_factor=True
    )
    return bool(kinds) and trusted.exists()


def is_wanted(person: Person) -> bool:
    """Of those with power, and never in a demo, where nobody is real."""
    return person.has_power and not person.district.demo


def is_overdue(person: Person, at: dt.datetime) -> bool:
    return person.second_factor_by is not None and person.second_factor_by <= at


def note_sign_in(*, person: Person, at: dt.datetime) -> None:
    """When they came last, and from when on somebody with power has to show more."""
    seen: dict[str, dt.datetime] = {"signed_in_at": at}
    if is_wanted(person) and person.second_factor_by is None:
        seen["second_factor_by"] = at + GRACE
    Person.objects.filter(pk=person.pk).update(**seen)
    for field, value in seen.items():
        setattr(person, field, value)


def forget(*, account: Account, by: System) -> None:
    """For whoever lost the device: the next sign-in asks for nothing that is gone."""
    require(account.persons.filter(district=by.district, left_at=None).exists())
    Authenticator.objects.filter(user=account).delete()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Names in the district's words; what could open an account lies in no row as it is."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "That didn’t match. Look at the newest digits, or try your passkey again."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unsealed(encrypted_text)

    def _get_site_name(self) -> str:
        return str(context.request.district.title)

    def generate_authenticator_name(self, user: Account, *_kind: Authenticator.Type) -> str:
        kind = Authenticator.Type.WEBAUTHN
        count = Authenticator.objects.filter(user=user, type=kind).count()
        return _("Passkey %(number)d") % {"number": count + 1}
