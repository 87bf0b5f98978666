"""A pilot group with its letter, as the tests of the program need it."""

import datetime as dt

from tests.cast import NOW, Cast
from waypost.people import actions as people
from waypost.people.models import Campus, Group, Person, Role
from waypost.program import actions
from waypost.program.models import Invitation

SUBJECT = "{name}, would you try it?"
BODY = "Hi {name},\n\nIt is one page:\n\n{link}\n\nNot now? {stop}"


def group(cast: Cast, *who: Person, name: str = "September pilot") -> Group:
    made = actions.begin_group(
        district=cast.district,
        name=name,
        starts_on=cast.district.day_of(NOW),
        ends_on=None,
        by=cast.lead,
        at=NOW,
    )
    actions.add_people(group=made, people=who, by=cast.lead, at=NOW)
    return made


def lettered(cast: Cast, *who: Person, name: str = "September pilot") -> Group:
    made = group(cast, *who, name=name)
    actions.write_text(group=made, subject=SUBJECT, body=BODY, after=0, by=cast.lead, at=NOW)
    return made


def invited(cast: Cast, *who: Person, name: str = "September pilot") -> list[Invitation]:
    made = lettered(cast, *who, name=name)
    actions.invite(group=made, by=cast.lead, at=NOW)
    return list(Invitation.objects.filter(group=made).order_by("person__name"))


def newcomer(cast: Cast, name: str, campus: Campus | None = None, email: str = "") -> Person:
    """A teacher with an account, by default at the cast's campus."""
    key = name.lower().replace(" ", ".")
    person = people.add_person(
        district=cast.district,
        name=name,
        called=name.split()[0],
        email=email or f"{key}@{cast.district.host}.example",
        by=cast.system,
    )
    people.place(
        person=person,
        role=Role.TEACHER,
        campus=campus or cast.campus,
        since=dt.date(2026, 8, 1),
        by=cast.system,
    )
    return Person.objects.get(pk=person.pk)


def without_address(cast: Cast, name: str) -> Person:
    """Rostered, and nobody knows where to write to them."""
    return Person.objects.create(district=cast.district, name=name, called=name, email="")
