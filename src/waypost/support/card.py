"""What the card "Stuck?" says on a page where something is earned."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from waypost.catalog.models import Version
from waypost.evidence.models import Submission
from waypost.people.models import District, Person, Role
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
    waiting: HelpRequest | None
    leads: list[str]
    "Whom to write to where nobody is set."


def stuck(viewer: Viewer, version: Version, submission: Submission | None = None) -> Stuck | None:
    """None for whom it is not, and where there is nobody to ask."""
    if not may_ask(viewer) or not isinstance(viewer, Person):
        return None
    desk = desk_of(viewer.district)
    leads = [] if desk else leads_of(viewer.district)
    if not desk and not leads:
        return None
    waiting = HelpRequest.objects.open().filter(person=viewer, version=version)
    return Stuck(
        version=version,
        place=Place.WORKING if submission else Place.READING,
        url=reverse("support:ask", args=[version.pk]),
        desk=desk,
        waiting=waiting.order_by("-asked_at").first() if desk else None,
        leads=leads,
    )


def desk_of(district: District) -> HelpDesk | None:
    """None where nobody is set, and where they have left."""
    found = HelpDesk.objects.filter(district=district, person__left_at=None)
    return found.select_related("person").first()


def leads_of(district: District) -> list[str]:
    """A district begun in a terminal has a lead whose address is a place to put one."""
    leads = Person.objects.filter(district=district, left_at=None).exclude(email="")
    today = timezone.localdate(timezone=district.zone)
    found = leads.holding(Role.PROGRAM_LEAD, today).exclude(email__endswith="@localhost")
    return sorted(found.values_list("email", flat=True))
