"""What is done to one person of a district: their name, their roles, their leaving and return."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from waypost.journal.actions import record
from waypost.people.actions import EMAIL, AlreadyHere, one_line, place
from waypost.people.events import (
    PersonCameBack,
    PersonEdited,
    PersonLeft,
    RoleEnded,
    RoleGiven,
)
from waypost.people.mending import Elsewhere, record_change, take_away
from waypost.people.models import Account, Campus, Change, District, Person, Placement, Role
from waypost.people.policies import may_run_program, require
from waypost.people.records import is_on_record
from waypost.people.viewers import Viewer


class LastLead(Exception):
    """Nobody else runs the program: somebody has to be able to open its doors."""


class OnRecord(Exception):
    """What they earned says the name and address: `people.mending` changes those, with a reason."""


class HeldAlready(Exception):
    """They hold this role there today."""


class HasLeft(Exception):
    """Who left holds no roles until they are back."""


@transaction.atomic
def change(
    *,
    person: Person,
    name: str,
    called: str,
    email: str,
    language: str,
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Raises ValidationError, OnRecord, and AlreadyHere for an address of somebody else here."""
    require(may_run_program(by, person.district))
    told = {
        "name": one_line("name", " ".join(name.split())),
        "called": one_line("called", " ".join(called.split())),
        "email": email.strip().lower(),
        "language": language,
    }
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": [_("Choose one of the languages.")]})
    fields = [field for field, value in told.items() if getattr(person, field) != value]
    if not fields:
        return
    if {"name", "email"} & set(fields) and is_on_record(person):
        raise OnRecord
    before, what = person.email, Change.What.ADDRESS
    if "email" in fields:
        what = _move(person, told["email"], by, at)
    for field in fields:
        setattr(person, field, told[field])
    person.save(update_fields=[*fields, "account"])
    record(
        PersonEdited(district=person.district_id, subject=person.pk, fields=tuple(fields)),
        by=by,
        at=at,
    )
    if "email" in fields and isinstance(by, Person) and _was_here(person):
        record_change(person, what, before, person.email, "", by, at)


def _was_here(person: Person) -> bool:
    """Whoever never came has nothing to lose, and the old address may be a stranger's: a typo."""
    return bool(person.signed_in_at or person.first_seen_at)


def _move(person: Person, email: str, by: Viewer, at: dt.datetime) -> Change.What:
    """They sign in with the new address from now on, and with nothing that was theirs before: it
    may have been a stranger's. Only who changes their own keeps what they have."""
    try:
        EMAIL(email)
    except ValidationError as wrong:
        raise ValidationError({"email": wrong.messages}) from wrong
    if Person.objects.filter(district=person.district, email=email).exclude(pk=person.pk).exists():
        raise AlreadyHere
    if isinstance(by, Person) and by.pk == person.pk and _keeps_account(person, email):
        return Change.What.ADDRESS
    try:
        take_away(person=person, email=email, by=by, at=at)
    except Elsewhere as theirs:
        raise AlreadyHere from theirs
    return Change.What.TAKEN


def _keeps_account(person: Person, email: str) -> bool:
    """False where the address signs in another account, or theirs is somebody's in another
    district too."""
    account = person.account
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    if account is None or confirmed.exclude(user=account).exists() or account.persons.count() > 1:
        return False
    mine = EmailAddress.objects.filter(user=account)
    mine.filter(email__iexact=person.email).delete()
    mine.update(primary=False)
    EmailAddress.objects.update_or_create(
        user=account, email=email, defaults={"verified": True, "primary": True}
    )
    Account.objects.filter(pk=account.pk).update(email=email)
    return True


@transaction.atomic
def give_role(
    *, person: Person, role: Role, campus: Campus | None, by: Viewer, at: dt.datetime
) -> Placement:
    """From today on. Raises HasLeft and HeldAlready."""
    require(may_run_program(by, person.district))
    if person.left_at is not None:
        raise HasLeft
    today = person.district.day_of(at)
    held = Placement.objects.filter(person=person, role=role, campus=campus)
    if any(one.holds_on(today) for one in held):
        raise HeldAlready
    try:
        with transaction.atomic():
            given = place(person=person, role=role, campus=campus, since=today, by=by)
    except IntegrityError as already:  # somebody gave it in the same moment
        raise HeldAlready from already
    record(
        RoleGiven(
            district=person.district_id,
            subject=person.pk,
            placement=given.pk,
            role=role.value,
            campus=campus.pk if campus else None,
        ),
        by=by,
        at=at,
    )
    return given


@transaction.atomic
def end_role(*, placement: Placement, by: Viewer, at: dt.datetime) -> None:
    """Held until yesterday; ended again, nothing happens. Raises LastLead."""
    person = placement.person
    require(may_run_program(by, person.district))
    _one_at_a_time(person.district)
    today = person.district.day_of(at)
    if not placement.holds_on(today):
        return
    _end([placement], today)
    record(
        RoleEnded(
            district=person.district_id,
            subject=person.pk,
            placement=placement.pk,
            role=placement.role,
        ),
        by=by,
        at=at,
    )
    _keep_a_lead(placement.person, [placement], today)


@transaction.atomic
def leave(*, person: Person, by: Viewer, at: dt.datetime) -> None:
    """Their roles end and they get in no more; what they earned stays. Raises LastLead."""
    require(may_run_program(by, person.district))
    _one_at_a_time(person.district)
    today = person.district.day_of(at)
    moved = Person.objects.filter(pk=person.pk, left_at=None).update(left_at=at)
    if not moved:
        return
    held = [one for one in Placement.objects.filter(person=person) if one.holds_on(today)]
    _end(held, today)
    record(PersonLeft(district=person.district_id, subject=person.pk), by=by, at=at)
    _keep_a_lead(person, held, today)


@transaction.atomic
def come_back(*, person: Person, by: Viewer, at: dt.datetime) -> None:
    """To what they earned; roles are given anew."""
    require(may_run_program(by, person.district))
    gone = Person.objects.filter(pk=person.pk, joined_into=None).exclude(left_at=None)
    moved = gone.update(left_at=None)
    if moved:
        record(PersonCameBack(district=person.district_id, subject=person.pk), by=by, at=at)


def _end(placements: list[Placement], today: dt.date) -> None:
    """What was given only today was held on no day, and would otherwise end before it began."""
    for placement in placements:
        if placement.since >= today:
            Placement.objects.filter(pk=placement.pk).delete()
        else:
            yesterday = today - dt.timedelta(days=1)
            Placement.objects.filter(pk=placement.pk).update(until=yesterday)


def _one_at_a_time(district: District) -> None:
    """Or the last two leads could go in the same moment, each relying on the other."""
    District.objects.select_for_update().get(pk=district.pk)


def _keep_a_lead(person: Person, ended: list[Placement], today: dt.date) -> None:
    """Asked once it is written; whoever asks for too much takes it all back."""
    if not any(one.role == Role.PROGRAM_LEAD for one in ended):
        return
    leads = Person.objects.filter(district=person.district, left_at=None)
    if not leads.holding(Role.PROGRAM_LEAD, today).exists():
        raise LastLead
