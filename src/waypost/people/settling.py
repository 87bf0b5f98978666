"""What a program lead settles about the district, page by page."""

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from waypost.journal.actions import record
from waypost.people.actions import one_line
from waypost.people.days import parse
from waypost.people.events import SettingsKept
from waypost.people.models import Campus, DayOff, District
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer

LONGEST_NAME = 120


@dataclass(frozen=True)
class NewLogo:
    """A picture that was cleaned already; None as its path takes the present one away."""

    path: Path | None


@transaction.atomic
def describe(
    *,
    district: District,
    name: str,
    program: str,
    team: str,
    state: str,
    timezone: str,
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Raises ValidationError that names the field."""
    chosen = {
        "name": one_line("name", name),
        "program": one_line("program", program),
        "team": one_line("team", team),
        "state": one_line("state", state),
        "timezone": timezone,
    }
    _keep(district, "district", chosen, by=by, at=at)


@transaction.atomic
def keep_hours(
    *,
    district: District,
    provider_name: str,
    provider_number: str,
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Who vouches for hours on certificates. Raises ValidationError that names the field."""
    chosen = {
        "provider_name": one_line("provider_name", provider_name),
        "provider_number": one_line("provider_number", provider_number),
    }
    _keep(district, "hours", chosen, by=by, at=at)


@transaction.atomic
def keep_look(
    *,
    district: District,
    brand: str,
    accent: str,
    by: Viewer,
    at: dt.datetime,
    logo: NewLogo | None = None,
) -> None:
    """Colors, and the logo where one comes or goes. Raises ValidationError that names the field."""
    before = (district.logo.storage, district.logo.name) if district.logo else None
    chosen = {"brand": brand.lower(), "accent": accent.lower()}
    _keep(district, "look", chosen, by=by, at=at)
    if logo is None:
        return
    if logo.path:
        with logo.path.open("rb") as content:
            district.logo.save(f"logo{logo.path.suffix}", File(content), save=False)
    else:
        district.logo = None
    district.save(update_fields=["logo"])
    if before:
        storage, old = before
        # Only when the row has let go of it for good.
        transaction.on_commit(lambda: storage.delete(old))


def _keep(
    district: District, page: str, chosen: Mapping[str, object], *, by: Viewer, at: dt.datetime
) -> None:
    require(may_run_program(by, district))
    # On a copy, so that a page that says what is wrong is not already headed by it.
    changed = copy.copy(district)
    for name, value in chosen.items():
        setattr(changed, name, value)
    others = {field.name for field in District._meta.concrete_fields} - set(chosen)
    changed.full_clean(exclude=others, validate_unique=False, validate_constraints=False)
    changed.save(update_fields=list(chosen))
    for name, value in chosen.items():
        setattr(district, name, value)
    _note(district, page, by=by, at=at)


@transaction.atomic
def add_campuses(*, district: District, lines: str, by: Viewer, at: dt.datetime) -> int:
    """One campus a line; those that are there already stay as they are. Returns how many came.

    Raises ValidationError that names the lines.
    """
    require(may_run_program(by, district))
    wanted = _campus_names(lines)
    there = {
        name.casefold()
        for name in Campus.objects.filter(district=district).values_list("name", flat=True)
    }
    fresh = [name for key, name in wanted.items() if key not in there]
    Campus.objects.bulk_create(Campus(district=district, name=name) for name in fresh)
    _note(district, "campuses", by=by, at=at)
    return len(fresh)


def _campus_names(lines: str) -> dict[str, str]:
    """The first spelling of each, by its name without case. Raises ValidationError."""
    wanted: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(lines.splitlines(), start=1):
        name = " ".join(line.split())
        if not name:
            continue
        try:
            one_line("lines", name)
        except ValidationError as error:
            wrong += [
                _("Line %(number)d: %(said)s") % {"number": number, "said": said}
                for said in error.message_dict["lines"]
            ]
        if len(name) > LONGEST_NAME:
            wrong.append(
                _("Line %(number)d: a name can have up to 120 letters.") % {"number": number}
            )
        wanted.setdefault(name.casefold(), name)
    if not wanted and not wrong:
        wrong.append(_("Write the name of at least one campus."))
    if wrong:
        raise ValidationError({"lines": wrong})
    return wanted


@transaction.atomic
def rename_campus(*, campus: Campus, name: str, by: Viewer, at: dt.datetime) -> None:
    """Raises ValidationError that names the field."""
    require(may_run_program(by, campus.district))
    campus.name = one_line("name", " ".join(name.split()))
    campus.full_clean(validate_unique=False, validate_constraints=False)
    others = Campus.objects.filter(district=campus.district).exclude(pk=campus.pk)
    if others.filter(name__iexact=campus.name).exists():
        raise ValidationError({"name": [_("There is a campus by this name already.")]})
    campus.save(update_fields=["name"])
    _note(campus.district, "campuses", by=by, at=at)


class InUse(Exception):
    """Somebody works at this campus, or did."""


@transaction.atomic
def remove_campus(*, campus: Campus, by: Viewer, at: dt.datetime) -> None:
    """Raises InUse once anybody was placed there: who worked where stays answerable."""
    require(may_run_program(by, campus.district))
    try:
        campus.delete()
    except ProtectedError as error:
        raise InUse from error
    _note(campus.district, "campuses", by=by, at=at)


@transaction.atomic
def keep_days_off(*, district: District, text: str, by: Viewer, at: dt.datetime) -> int:
    """What stands in the lines is what holds; returns how many days that is.

    Raises ValidationError that says what is wrong, line by line.
    """
    require(may_run_program(by, district))
    days = parse(text)
    DayOff.objects.filter(district=district).delete()
    DayOff.objects.bulk_create(
        DayOff(district=district, date=date, name=name) for date, name in days.items()
    )
    _note(district, "days_off", by=by, at=at)
    return len(days)


@transaction.atomic
def open_to_wallets(*, district: District, is_open: bool, by: Viewer, at: dt.datetime) -> None:
    """Since when apps may read and add what is a teacher's own, if that teacher allows it."""
    since = (district.wallets_since or at) if is_open else None
    _keep(district, "wallets", {"wallets_since": since}, by=by, at=at)


def put_list_away(*, district: District, by: Viewer, at: dt.datetime) -> None:
    """The set-up list leaves the Program page; every page of it stays."""
    require(may_run_program(by, district))
    District.objects.filter(pk=district.pk, set_up_at=None).update(set_up_at=at)


def _note(district: District, page: str, *, by: Viewer, at: dt.datetime) -> None:
    record(SettingsKept(district=district.pk, subject=district.pk, page=page), by=by, at=at)
