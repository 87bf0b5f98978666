"""Begin a district."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from waypost.people import actions as people
from waypost.people.models import District, Role
from waypost.people.viewers import System


@transaction.atomic
def begin(
    *,
    name: str,
    host: str,
    address: str,
    timezone: str,
    brand: str,
    lead: str,
    email: str,
    at: dt.datetime,
    accent: str = "",
) -> tuple[District, str]:
    """An empty district and its first program lead, with the password to sign in with.

    The password is empty when the account has one already, from another district of this server.
    Raises ValidationError, as people.create_district does.
    """
    called = lead.split()[:1]
    if not called:
        raise ValidationError({"lead": [_("Write the full name of the first program lead.")]})
    district = people.create_district(
        name=name,
        host=host,
        address=address,
        timezone=timezone,
        brand=brand,
        accent=accent,
        at=at,
    )
    system = System(district, "first start")
    person = people.add_person(
        district=district, name=lead, called=called[0], email=email, by=system
    )
    people.place(person=person, role=Role.PROGRAM_LEAD, since=district.day_of(at), by=system)
    if not person.account or person.account.has_usable_password():
        return district, ""
    return district, people.give_password(account=person.account, by=system)
