"""What credentials does when something happened."""

from django.utils import timezone

from waypost.credentials.actions import meet_by_awards
from waypost.credentials.events import AwardMade
from waypost.journal.events import on
from waypost.people.models import Person


@on(AwardMade)
def complete_degrees(event: AwardMade) -> None:
    """An award may complete the choices of a degree."""
    person = Person.objects.select_related("district").get(pk=event.person)
    meet_by_awards(person=person, achievement=event.achievement, at=timezone.now())
