"""What is waiting for a reviewer: the list, in a fixed number of queries."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from waypost.catalog.models import Version
from waypost.evidence.models import Attempt, Status, Submission
from waypost.people.models import Person, Placement, Role
from waypost.review.blind import alias
from waypost.review.models import Decision, Review
from waypost.review.waits import days_left, due_in_words, waiting_in_words

PAGE = 25
LATELY = 8
# Whatever is promised for the same day is read in the order in which it was handed in.
TURN = ("due_at", "submitted_at", "pk")


@dataclass(frozen=True)
class Item:
    """One try on the list; `campus` is empty where reviewing is blind."""

    attempt: uuid.UUID
    version: Version
    teacher: str
    campus: str
    number: int
    since: str
    due: str
    late: bool
    soon: bool


@dataclass(frozen=True)
class Lately:
    """One of my decisions, and whose work it was."""

    decision: Decision
    teacher: str


@dataclass(frozen=True)
class Queue:
    """`mine`: started by me. `others`: for the program lead, what others have started."""

    waiting: list[Item]
    mine: list[Item]
    others: list[Item]
    # Ids of my open reviews: what this device may go on keeping words for.
    open_reviews: list[uuid.UUID]
    decided: list[Lately]
    badges: list[tuple[str, str]]
    badge: str
    page: int
    has_more: bool
    may_start: bool

    @property
    def nothing(self) -> bool:
        return not (self.waiting or self.mine or self.others)


def queue(viewer: Person, *, at: dt.datetime, badge: str = "", page: int = 1) -> Queue:
    waiting = _waiting(viewer)
    badges = _badges(waiting)
    start = (page - 1) * PAGE
    window = list(
        _narrowed(waiting, badge, badges)
        .select_related("submission__person", "submission__version__achievement")
        .order_by(*TURN)[start : start + PAGE + 1]
    )
    started = _started(viewer)
    _place([*window, *(review.attempt for review in started)], viewer)
    mine = [r.attempt for r in started if r.reviewer_id == viewer.pk]
    others = [r.attempt for r in started if r.reviewer_id != viewer.pk]
    return Queue(
        waiting=[_item(viewer, a, at) for a in window[:PAGE]],
        mine=[_item(viewer, a, at) for a in mine],
        others=[_item(viewer, a, at) for a in others],
        open_reviews=[r.pk for r in started if r.reviewer_id == viewer.pk],
        decided=_lately(viewer),
        badges=badges,
        badge=badge,
        page=page,
        has_more=len(window) > PAGE,
        may_start=viewer.holds(Role.REVIEWER),
    )


def _waiting(viewer: Person) -> QuerySet[Attempt]:
    """Never one's own work."""
    return (
        Attempt.objects.visible_to(viewer)
        .undecided()
        .filter(submission__status=Status.WAITING)
        .exclude(submission__person__in=viewer.selves)
    )


def _narrowed(
    waiting: QuerySet[Attempt], badge: str, badges: list[tuple[str, str]]
) -> QuerySet[Attempt]:
    """What is no badge of the list is never asked for: a database may not even hold it."""
    if not badge:
        return waiting
    if badge not in dict(badges):
        return waiting.none()
    return waiting.filter(submission__version__achievement__slug=badge)


def _started(viewer: Person) -> list[Review]:
    """Open reviews: one's own, and everybody's for the program lead."""
    return list(
        Review.objects.visible_to(viewer)
        .filter(put_back_at=None, decided_at=None)
        .exclude(attempt__submission__person__in=viewer.selves)
        .select_related("attempt__submission__person", "attempt__submission__version__achievement")
        .order_by("attempt__due_at", "pk")
    )


def _place(tries: list[Attempt], viewer: Person) -> None:
    """Everybody's campus in one query; none where reviewing is blind."""
    if viewer.district.blind_review:
        return
    persons = [attempt.submission.person for attempt in tries]
    for person in persons:
        person.district = viewer.district
    prefetch_related_objects(
        persons, Prefetch("placements", Placement.objects.select_related("campus"))
    )


def _item(viewer: Person, attempt: Attempt, at: dt.datetime) -> Item:
    district = viewer.district
    submission = attempt.submission
    blind = district.blind_review
    campus = None if blind else submission.person.campus
    left = days_left(attempt.due_at, at, district)
    return Item(
        attempt=attempt.pk,
        version=submission.version,
        teacher=_teacher(viewer, submission),
        campus=campus.name if campus else "",
        number=attempt.try_number,
        since=waiting_in_words(attempt.submitted_at, at, district),
        due=due_in_words(attempt.due_at, at, district),
        late=left < 0,
        soon=0 <= left <= 1,
    )


def _lately(viewer: Person) -> list[Lately]:
    decisions = (
        Decision.objects.visible_to(viewer)
        .filter(review__reviewer=viewer)
        .select_related("attempt__submission__version", "attempt__submission__person")
        .order_by("-decided_at")[:LATELY]
    )
    return [Lately(d, _teacher(viewer, d.attempt.submission)) for d in decisions]


def _teacher(viewer: Person, submission: Submission) -> str:
    """A name, or the alias where reviewing is blind."""
    return alias(submission.pk) if viewer.district.blind_review else submission.person.name


def _badges(waiting: QuerySet[Attempt]) -> list[tuple[str, str]]:
    """Slug and title of everything that waits, for the filter."""
    pairs = (
        waiting.order_by("submission__version__title")
        .values_list("submission__version__achievement__slug", "submission__version__title")
        .distinct()
    )
    return list(dict(pairs).items())


def next_waiting(viewer: Person, *, after: uuid.UUID) -> uuid.UUID | None:
    """The next one to offer when this one is decided or taken."""
    others = _waiting(viewer).exclude(pk=after).order_by(*TURN)
    return others.values_list("pk", flat=True).first()
