"""What credentials does when something happened."""

import uuid

from django.utils import timezone

from waypost.catalog.events import VersionPublished
from waypost.catalog.models import Version
from waypost.credentials import actions
from waypost.credentials.events import AwardMade, RuleLookedAt
from waypost.credentials.models import Award
from waypost.journal.events import on
from waypost.people.events import PersonsJoined
from waypost.people.models import Person
from waypost.people.viewers import System

RULE = "degree-rule"


@on(AwardMade)
def complete_degrees(event: AwardMade) -> None:
    """An award may complete the choices of a degree."""
    person = Person.objects.select_related("district").get(pk=event.person)
    actions.complete_degrees(
        person=person,
        achievement=event.achievement,
        by=System(person.district, RULE),
        at=timezone.now(),
    )


@on(VersionPublished)
def look_at_everyone(event: VersionPublished) -> None:
    """A degree may be published after its parts were earned."""
    _look(event.version, after=None)


@on(RuleLookedAt)
def look_at_the_next(event: RuleLookedAt) -> None:
    _look(event.subject, after=event.upto)


@on(PersonsJoined)
def complete_degrees_together(event: PersonsJoined) -> None:
    """What two entries had earned apart may be a degree together."""
    person = Person.objects.select_related("district").get(pk=event.subject)
    earned = Award.objects.held_by(person).values_list("version__achievement", flat=True)
    for achievement in set(earned):
        actions.complete_degrees(
            person=person,
            achievement=achievement,
            by=System(person.district, RULE),
            at=timezone.now(),
        )


def _look(version: uuid.UUID, *, after: uuid.UUID | None) -> None:
    found = Version.objects.select_related("district").get(pk=version)
    actions.award_by_rule(
        version=found, after=after, by=System(found.district, RULE), at=timezone.now()
    )
