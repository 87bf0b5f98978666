"""What credentials does when something happened."""

import uuid

from django.utils import timezone

from waypost.catalog.events import VersionPublished
from waypost.catalog.models import Version
from waypost.credentials import actions
from waypost.credentials.events import AwardMade, RuleLookedAt
from waypost.journal.events import on
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


def _look(version: uuid.UUID, *, after: uuid.UUID | None) -> None:
    found = Version.objects.select_related("district").get(pk=version)
    actions.award_by_rule(
        version=found, after=after, by=System(found.district, RULE), at=timezone.now()
    )
