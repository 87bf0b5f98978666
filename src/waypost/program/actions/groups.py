"""Begin a pilot group, add people, remove one, close it."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.models import District, Group, Membership, Person
from waypost.people.models.persons import holders
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer
from waypost.program.events import GroupBegun, GroupClosed, PeopleAdded, PersonRemoved
from waypost.program.policies import may_remove


class NameTaken(Exception):
    """The district has a group of this name, open or closed."""


class EndsFirst(Exception):
    """It would end before it starts."""


class Unprintable(Exception):
    """There is a hidden character in the name."""


class Closed(Exception):
    """The group was closed meanwhile; nobody joins it any more."""


def begin_group(
    *,
    district: District,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: Viewer,
    at: dt.datetime,
) -> Group:
    """Raises NameTaken, EndsFirst, Unprintable."""
    require(may_run_program(by, district))
    if printable(name).replace("\n", "").replace("\t", "") != name:
        raise Unprintable
    if ends_on and ends_on < starts_on:
        raise EndsFirst
    try:
        with transaction.atomic():
            group = Group.objects.create(
                district=district, name=name, starts_on=starts_on, ends_on=ends_on
            )
            record(GroupBegun(district=district.pk, subject=group.pk), by=by, at=at)
    except IntegrityError as twice:
        raise NameTaken from twice
    return group


@transaction.atomic
def add_people(*, group: Group, people: Iterable[Person], by: Viewer, at: dt.datetime) -> int:
    """Whoever is in it stays; returns how many came. Raises Closed."""
    require(may_run_program(by, group.district))
    open_group(group)
    ids = [person.pk for person in people]
    here = Person.objects.filter(district=group.district_id, pk__in=ids, left_at=None)
    coming = here.exclude(pk__in=holders(group.memberships.filter(left_at=None)))
    made = Membership.objects.bulk_create(
        Membership(district=group.district, group=group, person=person, joined_at=at)
        for person in coming.order_by("pk")
    )
    if made:
        record(
            PeopleAdded(district=group.district_id, subject=group.pk, count=len(made)),
            by=by,
            at=at,
        )
    return len(made)


def open_group(group: Group) -> Group:
    """Held until the transaction ends, so that two who add at once wait for each other.

    Raises Closed.
    """
    held = Group.objects.select_for_update().filter(pk=group.pk, closed_at=None).first()
    if held is None:
        raise Closed
    return held


@transaction.atomic
def remove_person(*, group: Group, person: Person, by: Viewer, at: dt.datetime) -> None:
    """What they started stays theirs to finish; a second click changes nothing."""
    require(may_remove(by, group, person))
    moved = group.memberships.filter(person__in=person.selves, left_at=None).update(left_at=at)
    if moved:
        record(
            PersonRemoved(district=group.district_id, subject=group.pk, person=person.pk),
            by=by,
            at=at,
        )


@transaction.atomic
def close_group(*, group: Group, by: Viewer, at: dt.datetime) -> None:
    """It opens nothing any more and stays to be counted; a second click changes nothing."""
    require(may_run_program(by, group.district))
    moved = Group.objects.filter(pk=group.pk, closed_at=None).update(closed_at=at)
    if moved:
        record(GroupClosed(district=group.district_id, subject=group.pk), by=by, at=at)
