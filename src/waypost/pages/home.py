"""Home: what is next comes first, then what one has, then one's duties for others."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog.filters import Wanted, offered_to
from waypost.catalog.models import Version
from waypost.credentials.models import Award
from waypost.credentials.rules import earned_before
from waypost.evidence.models import Submission
from waypost.pages import places
from waypost.pages.catalog import Card
from waypost.pages.degrees import Degree, degrees_of
from waypost.pages.duties import Queue, campus_of, late_letters, queue_of
from waypost.pages.standing import (
    NOTHING,
    Standing,
    State,
    counts_today,
    earned_standing,
    own_work,
    standing_of,
)
from waypost.people.guards import signed_in
from waypost.people.models import Person, Role
from waypost.people.requests import PersonRequest

MOST_STEPS = 6
MOST_BADGES = 8
SUGGESTIONS = 3
MOST_RECENT = 3


@dataclass(frozen=True)
class Work:
    """A submission under way, its version and how far it is."""

    submission: Submission
    standing: Standing

    @property
    def version(self) -> Version:
        return self.submission.version


@dataclass(frozen=True)
class Earned:
    award: Award

    @property
    def version(self) -> Version:
        return self.award.version

    @property
    def url(self) -> str:
        return places.badge(self.award.pk)


@signed_in
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    person, now = request.viewer, timezone.now()
    works, awards, known = _own(person)
    lead, rest = _lead_and_rest(works)
    queue = queue_of(person, now)
    suggestions = _suggestions(person, known)
    is_new = not works and not awards
    first = None if works else _first_step(person, suggestions, is_new=is_new, queue=queue)
    return render(
        request,
        "pages/home.html",
        {
            "greeting": greeting(person.called, now.astimezone(person.district.zone)),
            "lead": lead,
            "rest": rest[:MOST_STEPS],
            "more": len(rest) > MOST_STEPS,
            "awards": [Earned(award) for award in awards[:MOST_BADGES]],
            "awards_more": max(0, len(awards) - MOST_BADGES),
            "degree": _nearest(degrees_of(person, known, before=set(earned_before(person)))),
            "first": first,
            "suggestions": [card for card in suggestions if card != first][:SUGGESTIONS],
            "is_new": is_new,
            "queue": queue,
            "late_letters": late_letters(person, now),
            "campus": campus_of(person),
            "recent": _recent(person),
            "is_teacher": person.holds(Role.TEACHER) or not is_new,
        },
    )


def _recent(person: Person) -> list[Earned]:
    """For those who keep the district's records."""
    if not person.holds(Role.PROGRAM_LEAD, Role.HR):
        return []
    awards = Award.objects.visible_to(person).active().filter(practice=person.district.practice)
    shown = awards.select_related("person__joined_into", "version").defer(
        "version__canonical", "version__search"
    )
    shown = shown.order_by("-awarded_at", "pk")
    return [Earned(award) for award in shown[:MOST_RECENT]]


def greeting(name: str, local: dt.datetime) -> str:
    if 4 <= local.hour < 12:
        words = _("Good morning, %(name)s")
    elif 12 <= local.hour < 18:
        words = _("Good afternoon, %(name)s")
    else:
        words = _("Good evening, %(name)s")
    return words % {"name": name}


def _own(person: Person) -> tuple[list[Work], list[Award], dict[uuid.UUID, Standing]]:
    """What is under way, what is earned, and both by achievement."""
    mine = own_work(person).select_related("version", "version__achievement")
    mine = mine.defer("version__canonical", "version__search").order_by("touched_at")
    works = [Work(submission, standing_of(submission)) for submission in mine]
    theirs = Award.objects.standing().of_today(person)
    theirs = theirs.select_related("version").defer("version__canonical", "version__search")
    again = Award.objects.to_show_again(person, at=timezone.now()).active()
    ends = again.filter(pk=OuterRef("pk"))
    found = list(theirs.annotate(ends=Exists(ends)).order_by("-awarded_at", "pk"))
    known = {work.version.achievement_id: work.standing for work in works}
    for award in sorted(found, key=lambda each: (counts_today(each, person), each.awarded_at)):
        achievement = award.version.achievement_id
        state = State.SUSPENDED if award.suspended_at else State.EARNED
        before, counts = known.get(achievement, NOTHING), counts_today(award, person)
        known[achievement] = earned_standing(award, state, counts, before)
    works = [
        work
        for work in works
        if _goes_on(work, known[work.version.achievement_id]) and not work.submission.is_set_aside
    ]
    return works, [award for award in found if not award.suspended_at], known


def _goes_on(work: Work, known: Standing) -> bool:
    """Not what was earned, but for what is under way to renew it or to earn a newer version."""
    if known.again is not None:
        return known.again.submission == work.submission.pk
    return known.state not in (State.EARNED, State.SUSPENDED)


def _lead_and_rest(works: list[Work]) -> tuple[Work | None, list[Work]]:
    """What is nearest to done and in one's own hands; then the others, then what waits."""
    mine = sorted(
        (w for w in works if w.standing.is_open), key=lambda w: w.standing.percent, reverse=True
    )
    waiting = [w for w in works if w.standing.state == State.WAITING]
    waiting.sort(key=lambda w: w.standing.due_at or w.submission.touched_at)
    return (mine[0] if mine else None), mine[1:] + waiting


def _nearest(degrees: list[Degree]) -> Degree | None:
    """The degree with the least left, once something counts toward it."""
    return next((degree for degree in degrees if degree.left and degree.done), None)


def _first_step(
    person: Person, suggestions: list[Card], *, is_new: bool, queue: Queue | None
) -> Card | None:
    """For a teacher with nothing under way, and whom no colleague waits for."""
    if (is_new and not person.holds(Role.TEACHER)) or (queue and queue.is_next):
        return None
    return suggestions[0] if suggestions else None


def _suggestions(person: Person, known: dict[uuid.UUID, Standing]) -> list[Card]:
    """Something short first, and nothing that was begun or earned."""
    fresh = Wanted().in_order(offered_to(person).exclude(achievement__kind="degree"))
    fresh = fresh.exclude(achievement__in=list(known))[: SUGGESTIONS + 1]
    return [Card(version, Standing()) for version in fresh]
