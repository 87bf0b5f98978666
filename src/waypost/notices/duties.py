"""The letters of the first school day of a week; what is kept for them is put away later."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import translation

from waypost.journal.duties import daily
from waypost.notices.actions import write_letter
from waypost.notices.ends import letters_before_the_end
from waypost.notices.hellos import greetings
from waypost.notices.models import Hello, Letter
from waypost.notices.monday import week_of
from waypost.people.calendar import first_school_day
from waypost.people.models import District, Person, Role
from waypost.people.viewers import System

# After this long a hello may be said again for no other reason than that it is nice.
FORGOTTEN_AFTER = dt.timedelta(days=180)


@daily
def monday_letters(at: dt.datetime) -> int:
    """Once a week to each, and only where there is something to say."""
    written = 0
    for district in District.objects.all():
        day = district.day_of(at)
        if day == first_school_day(district, day):
            written += _to_leads(district, at) + _to_representatives(district, at)
    return written


@daily
def badges_that_end(at: dt.datetime) -> int:
    return letters_before_the_end(at)


@daily
def old_hellos(at: dt.datetime) -> int:
    return Hello.objects.filter(said_at__lt=at - FORGOTTEN_AFTER).delete()[0]


def _to_leads(district: District, at: dt.datetime) -> int:
    leads = list(_holding(district, Role.PROGRAM_LEAD, at))
    week = week_of(district, at=at) if leads else None
    if week is None or week.is_quiet:
        return 0
    return sum(_once("monday_lead", lead, at, lambda _lead: {"week": week}) for lead in leads)


def _to_representatives(district: District, at: dt.datetime) -> int:
    def facts(rep: Person) -> dict[str, Any]:
        with translation.override(rep.language):
            found = greetings(rep, at=at)
        Hello.objects.bulk_create(
            Hello(district=district, representative=rep, person=one.person, said_at=at)
            for one in found
        )
        return {"hellos": found} if found else {}

    reps = _holding(district, Role.CAMPUS_REP, at)
    return sum(_once("monday_rep", rep, at, facts) for rep in reps)


def _holding(district: District, role: Role, at: dt.datetime) -> Iterator[Person]:
    """Never a principal, whatever else they do: whom this names is theirs to appraise."""
    day = district.day_of(at)
    people = Person.objects.filter(district=district, left_at=None)
    principals = people.holding(Role.PRINCIPAL, day).values("pk")
    found = people.holding(role, day).exclude(pk__in=principals).exclude(email="")
    yield from found.select_related("district").order_by("pk")


def _once(
    name: str, to: Person, at: dt.datetime, facts: Callable[[Person], dict[str, Any]]
) -> bool:
    """This week's, unless it was written before or there is nothing to say."""
    day = to.district.day_of(at)
    monday = day - dt.timedelta(days=day.weekday())
    occasion = f"monday:{monday.isoformat()}:{name}"
    if Letter.objects.filter(district=to.district, to=to, occasion=occasion).exists():
        return False
    with transaction.atomic():
        found = facts(to)
        system = System(to.district, "notices")
        if not found or not write_letter(
            name, to=to, occasion=occasion, facts=found, by=system, at=at
        ):
            # Turned off: then nobody was named to them either.
            transaction.set_rollback(True)
            return False
    return True
