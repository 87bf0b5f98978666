"""What credentials does when something happened."""

import uuid

from django.utils import timezone

from waypost.catalog.events import VersionPublished
from waypost.catalog.models import Choice, Version
from waypost.credentials import actions
from waypost.credentials.earlier import actions as earlier
from waypost.credentials.events import (
    AwardListBegun,
    AwardListTakenBack,
    AwardListWentOn,
    AwardMade,
    EarlierImported,
    EarlierLookedAt,
    OutsideBadgeCounted,
    RuleLookedAt,
)
from waypost.credentials.many import pieces
from waypost.credentials.models import Award, AwardList, EarlierImport
from waypost.credentials.rules import earned_achievements, earned_before
from waypost.journal.events import on
from waypost.people.events import PersonsJoined
from waypost.people.models import Person
from waypost.people.records import keeps_names
from waypost.people.viewers import System

RULE = "degree-rule"
LIST = "award-list"


@on(AwardMade)
def complete_degrees(event: AwardMade) -> None:
    """An award may complete the choices of a degree."""
    _complete(event.person, event.achievement)


@on(OutsideBadgeCounted)
def count_outside_badge(event: OutsideBadgeCounted) -> None:
    _complete(event.person, event.achievement)


def _complete(person: uuid.UUID, achievement: uuid.UUID) -> None:
    # Most are part of no degree, and thousands may be awarded at once.
    if not Choice.objects.filter(achievements=achievement).exists():
        return
    found = Person.objects.select_related("district").get(pk=person)
    actions.complete_degrees(
        person=found,
        achievements=[achievement],
        by=System(found.district, RULE),
        at=timezone.now(),
    )


@on(EarlierImported)
def look_at_imported(event: EarlierImported) -> None:
    """What was earned before may complete the choices of a degree."""
    _look_at_import(event.subject, after=None)


@on(EarlierLookedAt)
def look_at_the_next_imported(event: EarlierLookedAt) -> None:
    _look_at_import(event.subject, after=event.upto)


def _look_at_import(pk: uuid.UUID, *, after: uuid.UUID | None) -> None:
    brought = EarlierImport.objects.without_bytes().select_related("district").get(pk=pk)
    earlier.look_at_degrees(
        brought=brought, after=after, by=System(brought.district, RULE), at=timezone.now()
    )


@on(VersionPublished)
def look_at_everyone(event: VersionPublished) -> None:
    """A degree may be published after its parts were earned."""
    _look(event.version, after=None)


@on(RuleLookedAt)
def look_at_the_next(event: RuleLookedAt) -> None:
    _look(event.subject, after=event.upto)


@on(AwardListBegun)
def award_the_first(event: AwardListBegun) -> None:
    """A piece of a list at a time, so that everybody else's news is delivered between them."""
    _next_piece(event.subject, event.turn)


@on(AwardListWentOn)
def award_the_next(event: AwardListWentOn) -> None:
    _next_piece(event.subject, event.turn)


@on(AwardListTakenBack)
def withdraw_the_first(event: AwardListTakenBack) -> None:
    _next_piece(event.subject, event.turn)


def _next_piece(pk: uuid.UUID, turn: int) -> None:
    found = AwardList.objects.select_related("district").get(pk=pk)
    pieces.next_piece(
        award_list=found, turn=turn, by=System(found.district, LIST), at=timezone.now()
    )


@on(PersonsJoined)
def complete_degrees_together(event: PersonsJoined) -> None:
    """What two entries had earned apart may be a degree together."""
    person = Person.objects.select_related("district").get(pk=event.subject)
    now = timezone.now()
    actions.complete_degrees(
        person=person,
        achievements={*earned_achievements(person, at=now), *earned_before(person)},
        by=System(person.district, RULE),
        at=now,
    )


def _look(version: uuid.UUID, *, after: uuid.UUID | None) -> None:
    found = Version.objects.select_related("district").get(pk=version)
    actions.award_by_rule(
        version=found, after=after, by=System(found.district, RULE), at=timezone.now()
    )


@keeps_names
def has_award(person: Person) -> bool:
    """Withdrawn or not: its document still says who they were."""
    return Award.objects.of(person).exists()
