"""What is done to districts and people."""

import datetime as dt
import secrets
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.events import AddressConfirmed
from waypost.people.models import (
    Account,
    AddressCheck,
    Campus,
    DayOff,
    District,
    Person,
    Placement,
    Role,
)
from waypost.people.models.districts import ADDRESS, HOST
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import System, Viewer

EMAIL = EmailValidator(_("Write an e-mail address, such as ada@example.org."))


def create_district(
    *,
    name: str,
    host: str,
    address: str,
    at: dt.datetime,
    timezone: str = "America/Chicago",
    brand: str = "#0d6b5e",
    accent: str = "",
    program: str = "Professional Learning",
    team: str = "Instructional Media",
    state: str = "",
    demo: bool = False,
) -> District:
    """Raises ValidationError for a bad name, host, address, colour or time zone."""
    district = District(
        name=one_line("name", name),
        program=one_line("program", program),
        team=one_line("team", team),
        host=_checked("host", host.lower(), HOST),
        address=_checked("address", address.rstrip("/"), ADDRESS),
        timezone=timezone,
        brand=brand,
        accent=accent,
        state=one_line("state", state),
        demo=demo,
        created_at=at,
    )
    # The field's own validator insists on a top-level domain, which local addresses have not.
    district.full_clean(exclude=["address", "address_confirmed_at", "set_up_at"])
    district.save()
    return district


def one_line(field: str, name: str) -> str:
    """Names stand in lists, in letters and in signed badges. Raises ValidationError."""
    if (plain := printable(name).replace("\n", " ").replace("\t", " ")) != name:
        hidden = _("There is a hidden character in “%(name)s”. Type the name again.")
        raise ValidationError({field: [hidden % {"name": plain}]})
    return name


def _checked(field: str, value: str, check: Callable[[str], None]) -> str:
    """Raises ValidationError that names the field."""
    try:
        check(value)
    except ValidationError as wrong:
        raise ValidationError({field: wrong.messages}) from wrong
    return value


def choose(
    *,
    district: District,
    by: Viewer,
    blind_review: bool | None = None,
    try_links: bool | None = None,
) -> None:
    """What a district decides for itself; None leaves it as it is."""
    require(may_run_program(by, district))
    chosen = {"blind_review": blind_review, "try_links": try_links}
    changes = {name: value for name, value in chosen.items() if value is not None}
    for name, value in changes.items():
        setattr(district, name, value)
    district.save(update_fields=list(changes))


def add_campus(*, district: District, name: str, by: Viewer) -> Campus:
    """Raises ValidationError for a name with hidden characters."""
    require(may_run_program(by, district))
    return Campus.objects.create(district=district, name=one_line("name", name))


def add_day_off(*, district: District, date: dt.date, name: str, by: Viewer) -> DayOff:
    """Raises ValidationError for a name with hidden characters."""
    require(may_run_program(by, district))
    return DayOff.objects.create(district=district, date=date, name=one_line("name", name))


class AlreadyHere(Exception):
    """Someone with this e-mail address is in the district already."""


@transaction.atomic
def add_person(
    *,
    district: District,
    name: str,
    called: str,
    email: str,
    by: Viewer,
    language: str = "en-us",
) -> Person:
    """Add someone and the account that their address signs in with.

    Raises AlreadyHere, and ValidationError for an address that no mail could reach or a name with
    hidden characters.
    """
    require(may_run_program(by, district))
    name, called = one_line("name", name), one_line("called", called)
    email = _checked("email", email.strip().lower(), EMAIL)
    if Person.objects.filter(district=district, email=email).exists():
        raise AlreadyHere
    return Person.objects.create(
        district=district,
        account=account_of(email),
        name=name,
        called=called,
        email=email,
        language=language,
    )


def account_of(email: str) -> Account:
    """Whose confirmed address it is, or a new one's: what somebody typed for themselves and never
    confirmed is nobody's."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if row := known.select_related("user").first():
        found: Account = row.user
        return found
    free_of_closed([email])
    account = Account.objects.filter(email__iexact=email).first()
    account = account or Account.objects.create_user(email)
    # The district vouches for the addresses that it gave out itself.
    first = not EmailAddress.objects.filter(user=account, primary=True).exists()
    EmailAddress.objects.update_or_create(
        user=account, email=email, defaults={"verified": True, "primary": first}
    )
    return account


def close(account: Account) -> None:
    """Nobody signs in with it any more. Its row stays for whoever asked for a code a minute ago;
    its address is free for another."""
    account.email, account.is_active = f"{account.pk}@taken.invalid", False
    account.set_unusable_password()
    account.save(update_fields=["email", "is_active", "password"])


def free_of_closed(addresses: list[str]) -> None:
    """Accounts that were closed, and are nobody's, keep no address from whoever has it now."""
    closed = Account.objects.filter(email__in=addresses, is_active=False, persons=None)
    for account in closed:
        close(account)


def give_password(*, account: Account, by: System, password: str = "") -> str:
    """One made up here, unless one was chosen, to be said once; whoever had another signs in
    again."""
    require(account.persons.filter(district=by.district, left_at=None).exists())
    password = password or secrets.token_urlsafe(12)
    account.set_password(password)
    account.save(update_fields=["password"])
    return password


def place(
    *,
    person: Person,
    role: Role,
    by: Viewer,
    since: dt.date,
    campus: Campus | None = None,
    until: dt.date | None = None,
) -> Placement:
    require(may_run_program(by, person.district))
    return Placement.objects.create(
        district=person.district, person=person, role=role, campus=campus, since=since, until=until
    )


class AddressLocked(Exception):
    """The address is confirmed; badges out in the world carry it."""


class OnlyPractice(Exception):
    """Anyone may be anyone in a demo, so nobody stands behind its badges."""


class NotChecked(Exception):
    """This address was not reached lately, or nobody has opened it from outside."""


@transaction.atomic
def confirm_address(*, district: District, address: str, by: Viewer, at: dt.datetime) -> None:
    """From here on badges are real ones, issued by this address, at which the district answers.

    Raises ValidationError, NotChecked, AddressLocked, or OnlyPractice in a demo.
    """
    require(may_run_program(by, district))
    address = _checked("address", address.rstrip("/"), ADDRESS)
    if district.demo:
        raise OnlyPractice
    if not District.objects.filter(pk=district.pk, address_confirmed_at=None).exists():
        raise AddressLocked
    if not AddressCheck.objects.filter(district=district, address=address).passed(at).exists():
        raise NotChecked
    moved = District.objects.filter(pk=district.pk, address_confirmed_at=None).update(
        address=address, address_confirmed_at=at
    )
    if not moved:
        raise AddressLocked
    record(AddressConfirmed(district=district.pk, subject=district.pk), by=by, at=at)
    district.refresh_from_db()


def move_practice_address(*, district: District, address: str, by: System) -> None:
    """A local district follows the port it was started on; a confirmed one never moves."""
    require(may_run_program(by, district))
    District.objects.filter(pk=district.pk, address_confirmed_at=None).update(address=address)
