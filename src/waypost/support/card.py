"""What the card "Stuck?" says on a page where something is earned."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from waypost.catalog.models import Version
from waypost.evidence.models import Submission
from waypost.people.models import District, Person, Placement, Role
from waypost.people.viewers import Viewer
from waypost.support.models import HelpDesk, HelpRequest, Place
from waypost.support.policies import may_ask


@dataclass(frozen=True)
class Stuck:
    """Who helps, what is sent along, and what was asked already."""

    version: Version
    place: Place
    url: str
    desk: HelpDesk | None
    asked_at: dt.datetime | None
    "When they asked last, while nobody has answered."
    leads: list[str]
    "Whom to write to where nobody is set."


def stuck(viewer: Viewer, version: Version, submission: Submission | None = None) -> Stuck | None:
    """None for whom it is not, and where there is nobody to ask. One query: many pages show it."""
    if not may_ask(viewer) or not isinstance(viewer, Person):
        return None
    waiting = HelpRequest.objects.open().filter(person__in=viewer.selves, version=version)
    newest = waiting.order_by("-asked_at").values("asked_at")[:1]
    found = list(_who_helps(viewer.district).annotate(waiting_since=Subquery(newest)))
    if not found:
        return None
    helper = next((one for one in found if one.desk_line is not None), None)
    desk = helper and HelpDesk(
        district=viewer.district, person=helper, line=helper.desk_line, photo=helper.desk_photo
    )
    return Stuck(
        version=version,
        place=Place.WORKING if submission else Place.READING,
        url=reverse("support:ask", args=[version.pk]),
        desk=desk,
        asked_at=helper.waiting_since if helper else None,
        leads=[] if desk else sorted(one.email for one in found),
    )


def desk_of(district: District) -> HelpDesk | None:
    """None where nobody is set, and where they have left."""
    found = HelpDesk.objects.filter(district=district, person__left_at=None)
    return found.select_related("person").first()


def _who_helps(district: District) -> QuerySet[Any]:
    """The help person, and the program leads, who stand in for one. A district begun in a terminal
    has a lead whose address is a place to put one."""
    today = timezone.localdate(timezone=district.zone)
    desks = HelpDesk.objects.filter(district=district, person=OuterRef("pk"))
    leads = Placement.objects.filter(
        Q(until=None) | Q(until__gte=today),
        person=OuterRef("pk"),
        role=Role.PROGRAM_LEAD,
        since__lte=today,
    )
    here = Person.objects.filter(district=district, left_at=None)
    return here.annotate(
        desk_line=Subquery(desks.values("line")[:1]), desk_photo=Subquery(desks.values("photo")[:1])
    ).filter(
        Q(desk_line__isnull=False) | Exists(leads) & ~Q(email="") & ~Q(email__endswith="@localhost")
    )
