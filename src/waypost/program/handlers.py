"""What program does when something happened."""

from django.utils import timezone

from waypost.catalog.models import Version
from waypost.credentials.actions import award_by_rule
from waypost.journal.events import on
from waypost.people.models import District
from waypost.people.viewers import System
from waypost.program.events import PeopleAdded
from waypost.program.offers import FOR_GROUPS


@on(PeopleAdded)
def look_at_what_is_piloted(event: PeopleAdded) -> None:
    """Whoever comes into a group may have all that a degree in its pilot asks for."""
    district = District.objects.get(pk=event.district)
    piloted = Version.objects.filter(FOR_GROUPS, district=district).current()
    for version in piloted.select_related("district", "achievement"):
        award_by_rule(
            version=version, after=None, by=System(district, "pilot-group"), at=timezone.now()
        )
