"""Three names for a campus representative to say hello to, and why.

A representative is told that somebody started or handed something in, never what, as nobody sees
work before it is submitted and nobody's try is their business; and what was earned only once its
earner made it public.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from waypost.credentials.models import Award
from waypost.evidence.models import Attempt, Outcome, Submission
from waypost.notices.models import Hello
from waypost.people.models import Person, Placement, Role

LATELY = dt.timedelta(days=14)
NAMES = 3
# The happiest reason is the one that is given.
EARNED, HANDED_IN, STARTED = range(3)


@dataclass(frozen=True)
class Reason:
    person: UUID
    what: int
    at: dt.datetime
    title: str = ""


@dataclass(frozen=True)
class Greeting:
    """Whom, why in a line, and a sentence to say."""

    person: Person
    why: str
    say: str


def greetings(representative: Person, *, at: dt.datetime) -> list[Greeting]:
    """Only for news: nobody is named again to the same representative for the same thing, and
    whoever was not named for longest comes first."""
    there = _colleagues(representative, at)
    before = dict(
        Hello.objects.filter(representative=representative)
        .values_list("person")
        .annotate(last=Max("said_at"))
    )
    best: dict[UUID, Reason] = {}
    for reason in _reasons(list(there), at - LATELY):
        known = before.get(reason.person)
        if known is not None and reason.at <= known:
            continue
        if reason.person not in best or _rank(reason) < _rank(best[reason.person]):
            best[reason.person] = reason
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    chosen = sorted(best.values(), key=lambda r: (before.get(r.person, never), _rank(r)))[:NAMES]
    return [_greeting(there[reason.person], reason) for reason in chosen]


def _rank(reason: Reason) -> tuple[int, float]:
    return reason.what, -reason.at.timestamp()


def _colleagues(representative: Person, at: dt.datetime) -> dict[UUID, Person]:
    """Teachers of the campuses that they represent."""
    day = representative.district.day_of(at)
    held = Placement.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    own = held.filter(person=representative, role=Role.CAMPUS_REP).exclude(campus=None)
    placed = held.filter(role=Role.TEACHER, campus__in=own.values("campus"))
    found = Person.objects.filter(
        district=representative.district, pk__in=placed.values("person"), left_at=None
    )
    return {person.pk: person for person in found.exclude(pk=representative.pk)}


def _reasons(persons: list[UUID], since: dt.datetime) -> Iterator[Reason]:
    """Of theirs is also what an entry did that was joined into theirs."""
    theirs = Q(person__in=persons) | Q(person__joined_into__in=persons)
    whose = ("person__joined_into", "person")
    awards = Award.objects.active().open_to_all().filter(theirs, awarded_at__gt=since)
    for kept, person, at, title in awards.values_list(*whose, "awarded_at", "version__title"):
        yield Reason(kept or person, EARNED, at, title)
    works = Submission.objects.filter(theirs)
    tries = Attempt.objects.filter(submission__in=works, submitted_at__gt=since)
    for kept, person, at in tries.exclude(outcome=Outcome.TAKEN_BACK).values_list(
        "submission__person__joined_into", "submission__person", "submitted_at"
    ):
        yield Reason(kept or person, HANDED_IN, at)
    begun = works.under_way().filter(started_at__gt=since)
    for kept, person, at in begun.values_list(*whose, "started_at"):
        yield Reason(kept or person, STARTED, at)


def _greeting(person: Person, reason: Reason) -> Greeting:
    facts = {"name": person.called, "title": reason.title}
    why, say = {
        EARNED: (
            _("Earned “%(title)s”, and shows it publicly."),
            _("Congratulations, %(name)s. What would you tell somebody who wants to try it?"),
        ),
        HANDED_IN: (
            _("Handed something in."),
            _("I heard you handed something in, %(name)s. How did it go in class?"),
        ),
        STARTED: (
            _("Started something new."),
            _("I hear you’re trying something new, %(name)s. What would help?"),
        ),
    }[reason.what]
    return Greeting(person, why % facts, say % facts)
