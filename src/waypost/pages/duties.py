"""What one's roles bring: a queue to review, a campus to know about."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from waypost.credentials.models import Award
from waypost.credentials.models.awards import AwardQuerySet
from waypost.evidence.models import Attempt, Status, Submission
from waypost.evidence.models.submissions import IN_OTHERS_HANDS, OPEN_TO_TEACHER
from waypost.notices.models import Letter
from waypost.notices.policies import may_see_letters
from waypost.people.models import Campus, Person, Placement, Role
from waypost.review.policies import may_see_queue

# Fewer than this could be recognized.
FEWEST = 5


@dataclass(frozen=True)
class Queue:
    """What waits for a reviewer, without the viewer's own."""

    waiting: int
    next_due: dt.datetime | None
    late: int
    mine: int
    is_lead: bool
    is_reviewer: bool
    next_is_late: bool

    @property
    def is_next(self) -> bool:
        """Somebody waits for this very person's kind of work."""
        return self.is_reviewer and self.waiting > 0


def queue_of(person: Person, now: dt.datetime) -> Queue | None:
    if not may_see_queue(person):
        return None
    others = (
        Attempt.objects.visible_to(person).undecided().exclude(submission__person__in=person.selves)
    )
    waiting = Q(submission__status=Status.WAITING)
    own = Q(reviews__reviewer=person, reviews__put_back_at=None, reviews__decided_at=None)
    counted = others.aggregate(
        waiting=Count("pk", filter=waiting, distinct=True),
        next_due=Min("due_at", filter=waiting),
        late=Count("pk", filter=Q(due_at__lt=now), distinct=True),
        mine=Count("pk", filter=own, distinct=True),
    )
    next_due = counted["next_due"]
    return Queue(
        **counted,
        is_lead=person.holds(Role.PROGRAM_LEAD),
        is_reviewer=person.holds(Role.REVIEWER),
        next_is_late=next_due is not None and next_due < now,
    )


def late_letters(person: Person, now: dt.datetime) -> int:
    """How many could not be sent, for whoever can do something about it."""
    if not may_see_letters(person):
        return 0
    return Letter.objects.filter(district=person.district).late(now).count()


@dataclass(frozen=True)
class CampusCounts:
    """Teachers by where they are; None where so few are left that they could be recognized."""

    campus: Campus
    teachers: int
    earned: int | None
    waiting: int | None
    working: int | None


def campus_of(person: Person) -> CampusCounts | None:
    """For a principal, of their own campus: counts of people, never of tries, never names."""
    campuses = [p.campus for p in person.current_placements if p.role == Role.PRINCIPAL]
    campus = next((campus for campus in campuses if campus), None)
    if campus is None:
        return None
    awards = Award.objects.active().filter(practice=person.district.practice)
    counted = _people_by_state(
        campus, awards, today=timezone.localdate(timezone=person.district.zone)
    )
    teachers = counted.pop("teachers")
    return CampusCounts(campus, teachers, **{k: _kept(n) for k, n in counted.items()})


def _people_by_state(campus: Campus, awards: AwardQuerySet, today: dt.date) -> dict[str, int]:
    placed = Placement.objects.filter(
        Q(until=None) | Q(until__gte=today), since__lte=today, role=Role.TEACHER, campus=campus
    )
    teachers = Person.objects.filter(pk__in=placed.values("person"), left_at=None)
    works = Submission.objects.under_way().filter(_of(OuterRef("pk")))
    marked = teachers.annotate(
        has_earned=Exists(awards.filter(_of(OuterRef("pk")))),
        has_waiting=Exists(works.filter(status__in=IN_OTHERS_HANDS)),
        has_open=Exists(works.filter(status__in=OPEN_TO_TEACHER)),
    )
    return marked.aggregate(
        teachers=Count("pk"),
        earned=Count("pk", filter=Q(has_earned=True)),
        waiting=Count("pk", filter=Q(has_waiting=True)),
        working=Count("pk", filter=Q(has_open=True)),
    )


def _of(person: OuterRef) -> Q:
    """Whatever is theirs, under an entry that was joined into theirs too."""
    return Q(person=person) | Q(person__joined_into=person)


def _kept(number: int) -> int | None:
    """A few could be recognized, so a few are not counted out loud."""
    return number if number >= FEWEST else None
