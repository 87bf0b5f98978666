"""People of the district, chosen by campus, role, pilot group or what they hold."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from waypost.credentials.models import Award
from waypost.people.models import Membership, Person, Placement
from waypost.people.models.persons import holders
from waypost.people.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Who is looked for; None and an empty text mean that it does not matter."""

    campus: uuid.UUID | None = None
    role: str = ""
    group: uuid.UUID | None = None
    holding: uuid.UUID | None = None
    "An achievement, of which they hold some version that stands."

    @property
    def is_everyone(self) -> bool:
        return not (self.campus or self.role or self.group or self.holding)


def matching(viewer: Viewer, wanted: Wanted, *, at: dt.datetime) -> QuerySet[Person]:
    """Of those who are here, by name. A joined entry is found as who holds it."""
    own = viewer.district
    people = Person.objects.visible_to(viewer).filter(left_at=None, joined_into=None)
    if wanted.campus or wanted.role:
        placed = Placement.objects.filter(district=own).on(own.day_of(at))
        if wanted.campus:
            placed = placed.filter(campus=wanted.campus)
        if wanted.role:
            placed = placed.filter(role=wanted.role)
        people = people.filter(pk__in=placed.values("person"))
    if wanted.group:
        members = Membership.objects.filter(district=own, group=wanted.group, left_at=None)
        people = people.filter(pk__in=holders(members))
    if wanted.holding:
        held = Award.objects.active().filter(
            district=own, practice=own.practice, version__achievement=wanted.holding
        )
        people = people.filter(pk__in=holders(held))
    return people.order_by("name", "pk")
