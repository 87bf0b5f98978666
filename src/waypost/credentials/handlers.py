"""What credentials does when something happened."""

import uuid

from django.utils import timezone

from waypost.catalog.events import AchievementOffered, VersionPublished
from waypost.catalog.models import Choice, Version
from waypost.credentials import actions, reissuing
from waypost.credentials.earlier import actions as earlier
from waypost.credentials.events import (
    AwardListBegun,
    AwardListTakenBack,
    AwardListWentOn,
    AwardMade,
    AwardRenewed,
    AwardRestored,
    EarlierImported,
    EarlierLookedAt,
    KeyWithdrawn,
    OutsideBadgeCounted,
    RuleLookedAt,
    SignedAnew,
)
from waypost.credentials.keys import make_ready
from waypost.credentials.many import pieces
from waypost.credentials.models import Award, AwardList, EarlierImport
from waypost.credentials.rules import earned_achievements, earned_before
from waypost.journal.events import on
from waypost.people.events import AddressConfirmed, PersonsJoined
from waypost.people.models import District, Person
from waypost.people.records import keeps_names
from waypost.people.viewers import System

RULE = "degree-rule"
KEY = "withdrawn-key"
LIST = "award-list"


@on(AwardMade)
def complete_degrees(event: AwardMade) -> None:
    """An award may complete the choices of a degree."""
    _complete(event.person, event.achievement)


@on(AwardRestored)
def complete_degrees_restored(event: AwardRestored) -> None:
    """What was suspended counts again."""
    _complete(event.person, event.achievement)


@on(AwardRenewed)
def complete_degrees_renewed(event: AwardRenewed) -> None:
    """What had run out counts again."""
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


@on(AchievementOffered)
def look_at_those_it_is_offered_to(event: AchievementOffered) -> None:
    """Whoever had all its parts, and was in no pilot group, waited for this."""
    of_it = Version.objects.filter(achievement=event.subject).current()
    for version in of_it.values_list("pk", flat=True):
        _look(version, after=None)


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
    found = Version.objects.select_related("district", "achievement").get(pk=version)
    actions.award_by_rule(
        version=found, after=after, by=System(found.district, RULE), at=timezone.now()
    )


@on(AddressConfirmed, outside=True)
def make_keys(event: AddressConfirmed) -> None:
    """Files are written, and making an RSA key takes a moment: no transaction waits for it."""
    make_ready(District.objects.get(pk=event.district), at=timezone.now())


@on(KeyWithdrawn)
def sign_anew(event: KeyWithdrawn) -> None:
    """What it had signed, a piece in each delivery."""
    _sign_anew(event.district)


@on(SignedAnew)
def sign_the_next_anew(event: SignedAnew) -> None:
    _sign_anew(event.district)


def _sign_anew(pk: uuid.UUID) -> None:
    district = District.objects.get(pk=pk)
    reissuing.sign_anew(district=district, by=System(district, KEY), at=timezone.now())


@keeps_names
def has_award(person: Person) -> bool:
    """Withdrawn or not: its document still says who they were."""
    return Award.objects.of(person).exists()
