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
from waypost.people.mending import record_change
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
    before = person.email
    if "email" in fields:
        _move(person, told["email"])
    for field in fields:
        setattr(person, field, told[field])
    person.save(update_fields=[*fields, "account"])
    record(
        PersonEdited(district=person.district_id, subject=person.pk, fields=tuple(fields)),
        by=by,
        at=at,
    )
    if "email" in fields and isinstance(by, Person) and _was_here(person):
        record_change(person, Change.What.ADDRESS, before, person.email, "", by, at)


def _was_here(person: Person) -> bool:
    """Whoever never came has nothing to lose, and the old address may be a stranger's: a typo."""
    return bool(person.signed_in_at or person.first_seen_at)


def _move(person: Person, email: str) -> None:
    """They sign in with the new address from now on.

    An account that is somebody in another district too is theirs alone: this district then gives
    its person another one, or its lead could take over what belongs to the other.
    """
    try:
        EMAIL(email)
    except ValidationError as wrong:
        raise ValidationError({"email": wrong.messages}) from wrong
    if Person.objects.filter(district=person.district, email=email).exclude(pk=person.pk).exists():
        raise AlreadyHere
    known = EmailAddress.objects.filter(email=email).select_related("user").first()
    account = known.user if known else Account.objects.filter(email=email).first()
    if account is None and person.account and person.account.persons.count() == 1:
        account = person.account
        EmailAddress.objects.filter(user=account).delete()
        account.email = email
        account.save(update_fields=["email"])
    elif account is None:
        account = Account.objects.create_user(email)
    theirs = Person.objects.filter(account=account, district=person.district)
    if theirs.exclude(pk=person.pk).exists():
        raise AlreadyHere
    if not EmailAddress.objects.filter(user=account, email=email).exists():
        first = not EmailAddress.objects.filter(user=account).exists()
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=first)
    person.account = account


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
