"""What a program lead is told on the first school day of a week: what waits, what is due, who is
stuck, and which letters were lost."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, Subquery

from waypost.evidence.models import Attempt, Status, Submission
from waypost.evidence.models.submissions import OPEN_TO_TEACHER
from waypost.notices.models import Letter
from waypost.people.models import District
from waypost.review.models import Review

WEEK = dt.timedelta(days=7)
UNTOUCHED = dt.timedelta(days=10)
# Whoever has not touched it for longer is not stuck but elsewhere.
ELSEWHERE = dt.timedelta(days=60)
MOST = 10


@dataclass(frozen=True)
class Due:
    """A try whose answer was promised for this week; `reviewer` is empty while nobody has it."""

    attempt: UUID
    title: str
    due_at: dt.datetime
    late: bool
    reviewer: str


@dataclass(frozen=True)
class Stuck:
    """Somebody's work under way. Of what was never handed in only that it is there: nobody sees
    that before it is submitted, as its page says. `attempt`: where the rest can be read."""

    name: str
    since: dt.datetime
    title: str
    attempt: UUID | None


@dataclass(frozen=True)
class Week:
    waiting: int
    oldest: dt.datetime | None
    due: list[Due]
    more_due: int
    stuck: list[Stuck]
    more_stuck: int
    lost: int

    @property
    def is_quiet(self) -> bool:
        """Nothing to say is not said."""
        return not (self.waiting or self.due or self.stuck or self.lost)


def week_of(district: District, *, at: dt.datetime) -> Week:
    counted = Attempt.objects.filter(district=district, submission__status=Status.WAITING)
    waiting = counted.undecided().aggregate(n=Count("pk"), oldest=Min("submitted_at"))
    due, more_due = _due(district, at)
    stuck, more_stuck = _stuck(district, at)
    lost = Letter.objects.filter(district=district).filter(
        Q(failed_at__gt=at - WEEK) | Q(bounced_at__gt=at - WEEK)
    )
    return Week(
        waiting=waiting["n"],
        oldest=waiting["oldest"],
        due=due,
        more_due=more_due,
        stuck=stuck,
        more_stuck=more_stuck,
        lost=lost.count(),
    )


def _due(district: District, at: dt.datetime) -> tuple[list[Due], int]:
    local = at.astimezone(district.zone)
    sunday = local.date() + dt.timedelta(days=7 - local.weekday())
    end = dt.datetime.combine(sunday, dt.time(), tzinfo=district.zone)
    reviewing = Review.objects.filter(
        attempt=OuterRef("pk"), put_back_at=None, decided_at=None
    ).values("reviewer__name")[:1]
    found = Attempt.objects.filter(district=district, due_at__lt=end).undecided()
    shown = found.annotate(reviewer=Subquery(reviewing)).select_related("submission__version")
    due = [
        Due(
            attempt=attempt.pk,
            title=attempt.submission.version.title,
            due_at=attempt.due_at,
            late=attempt.due_at < at,
            reviewer=getattr(attempt, "reviewer", "") or "",
        )
        for attempt in shown.order_by("due_at", "pk")[:MOST]
    ]
    return due, max(0, found.count() - MOST)


def _stuck(district: District, at: dt.datetime) -> tuple[list[Stuck], int]:
    newest = (
        Attempt.objects.filter(submission=OuterRef("pk"), outcome__in=("not_yet", "incomplete"))
        .order_by("-number")
        .values("pk")[:1]
    )
    found = Submission.objects.under_way().filter(
        district=district,
        status__in=OPEN_TO_TEACHER,
        touched_at__range=(at - ELSEWHERE, at - UNTOUCHED),
    )
    # An entry that was joined into another has left, and its person may be here.
    found = found.filter(
        Q(person__left_at=None)
        | Q(person__joined_into__isnull=False, person__joined_into__left_at=None)
    )
    shown = found.annotate(answered=Subquery(newest))
    shown = shown.select_related("person__joined_into", "version")
    # Where reviewing is blind, a name beside a title would give away whose work is in the queue.
    blind = district.blind_review
    stuck = [_stuck_in(work, blind=blind) for work in shown.order_by("-touched_at", "pk")[:MOST]]
    return stuck, max(0, found.count() - MOST)


def _stuck_in(work: Submission, *, blind: bool) -> Stuck:
    answered = None if blind else getattr(work, "answered", None)
    title = work.version.title if answered else ""
    return Stuck(work.person.holder.name, work.touched_at, title, answered)
