"""Begin a district, and find out whether its public address works."""

import datetime as dt
import tempfile
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from waypost.credentials import renewing
from waypost.evidence.likeness import draw
from waypost.founding import door, reach
from waypost.people import actions as people
from waypost.people import reaching, settling
from waypost.people.models import Account, AddressCheck, District, Role
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import System, Viewer

# Twice as sharp as the largest place that shows it.
LOGO_HEIGHT = 512


@transaction.atomic
def begin(
    *,
    name: str,
    host: str,
    address: str,
    timezone: str,
    lead: str,
    email: str,
    at: dt.datetime,
    brand: str = "#0d6b5e",
    accent: str = "",
    program: str = "Professional Learning",
    team: str = "Instructional Media",
    state: str = "",
    password: str = "",
) -> tuple[District, str]:
    """An empty district and its first program lead, with the password to sign in with.

    One is made up where none was chosen. It is empty when the account has one already, from
    another district of this server. Raises ValidationError, as people.create_district does.
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
        program=program,
        team=team,
        state=state,
        at=at,
    )
    system = System(district, "first start")
    person = people.add_person(
        district=district, name=lead, called=called[0], email=email, by=system
    )
    people.place(person=person, role=Role.PROGRAM_LEAD, since=district.day_of(at), by=system)
    if not person.account or person.account.has_usable_password():
        return district, ""
    if password:
        _check_password(password, person.account)
    return district, people.give_password(account=person.account, by=system, password=password)


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from weak


class AlreadyBegun(Exception):
    """This server has a district; its program lead adds people and changes settings."""


def begin_first(
    *,
    key: str,
    name: str,
    program: str,
    team: str,
    state: str,
    timezone: str,
    host: str,
    address: str,
    lead: str,
    email: str,
    password: str,
    at: dt.datetime,
) -> District:
    """The first district of a server, for whoever holds the key that it printed; once.

    Raises AlreadyBegun, and ValidationError as `begin` does.
    """
    with door.held():
        if District.objects.exists():
            raise AlreadyBegun
        require(door.fits(key))
        district, _password = begin(
            name=name,
            program=program,
            team=team,
            state=state,
            timezone=timezone,
            host=host,
            address=address,
            lead=lead,
            email=email,
            password=password,
            at=at,
        )
        # Kept by now: the district can be entered with the password that was chosen.
        door.use_up()
    return district


def keep_look(
    *,
    district: District,
    brand: str,
    accent: str,
    by: Viewer,
    at: dt.datetime,
    logo: Path | None = None,
    no_logo: bool = False,
) -> None:
    """A logo is drawn anew before it is kept.

    Raises intake.Refused, intake.Busy, ValidationError.
    """
    require(may_run_program(by, district))
    with tempfile.TemporaryDirectory(prefix="waypost-logo-") as desk:
        chosen = None
        if logo:
            chosen = settling.NewLogo(draw(logo, Path(desk), height=LOGO_HEIGHT))
        elif no_logo:
            chosen = settling.NewLogo(None)
        settling.keep_look(district=district, brand=brand, accent=accent, logo=chosen, by=by, at=at)


def check_address(*, district: District, address: str, by: Viewer, at: dt.datetime) -> AddressCheck:
    """Ask that address, from here, for what only this server answers; the caller's button is what
    allows it to leave the machine. Outside any transaction, because an answer may take its time.

    Raises ValidationError, AddressLocked, OnlyPractice.
    """
    check = reaching.begin_check(district=district, address=address, by=by, at=at)
    found = reach.ask(check.address, f"/.well-known/waypost/{check.nonce}", expected=check.answer)
    reaching.note_found(check=check, found=found, by=by, at=at)
    return check


@transaction.atomic
def choose(
    *, district: District, renewal: str, by: Viewer, at: dt.datetime, **chosen: bool
) -> None:
    """What a district decides for itself, in whichever room it is kept."""
    people.choose(district=district, by=by, **chosen)
    renewing.choose(district=district, asks=renewal, by=by, at=at)
