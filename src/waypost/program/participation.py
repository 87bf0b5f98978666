"""Everyone's row: who takes part, how far they are, and the numbers above them.

What is asked about all people at once is asked with subqueries that a database works out a single
time (`pk IN`); what one row shows is looked up for the rows of one page.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
)
from django.db.models.expressions import BaseExpression, Combinable, OrderBy
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models import Award
from waypost.credentials.models.awards import AwardQuerySet
from waypost.evidence.models import Attempt, Submission
from waypost.evidence.models.submissions import IN_OTHERS_HANDS, OPEN_TO_TEACHER
from waypost.people.models import Membership, Person, Placement, Role
from waypost.people.models.persons import held, of_each
from waypost.program.models import USUAL_AIM, Aim, Answer, Invitation
from waypost.program.policies import campuses_seen

QUIET = dt.timedelta(days=10)


class State(TextChoices):
    """Where somebody stands still, and what there is to be glad about."""

    INVITED = "invited", _("Invited, not signed in")
    SIGNED_IN = "signed_in", _("Signed in, not started")
    STARTED = "started", _("Started, nothing submitted for 10 days")
    WAITING = "waiting", _("Waiting for a review")
    EARNED = "earned", _("Earned something")
    NOT_NOW = "not_now", _("Said “not this time”")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What someone looks for; None and an empty text mean that it does not matter."""

    q: str = ""
    group: uuid.UUID | None = None
    campus: uuid.UUID | None = None
    state: str = ""
    # A column, with "-" before it from the end.
    sort: str = "name"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """`signed_in` to `earned` are of those who were invited; `found` is how many rows there are."""

    invited: int
    signed_in: int
    started: int
    submitted: int
    earned: int
    teachers: int
    active: int
    found: int

    @property
    def percent(self) -> int:
        """The active part of all teachers."""
        return round(100 * self.active / self.teachers) if self.teachers else 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of the program; dates are None for what did not happen."""

    name: str
    campus: str
    invited: dt.datetime | None
    not_now: bool
    signed_in: dt.datetime | None
    started: int
    submitted: int
    earned: int
    seen: dt.datetime | None


def matching(viewer: Person, wanted: Wanted, *, at: dt.datetime) -> QuerySet[Person]:
    """People of the program whom `viewer` sees: in a group at any time, or with work of theirs."""
    return _seen(viewer, wanted.campus, at).filter(_matches(viewer, wanted, at))


def reachable(viewer: Person, wanted: Wanted, *, at: dt.datetime) -> QuerySet[Person]:
    """Of those, who can be written to: with an address, and not after a "not this time"."""
    found = matching(viewer, wanted, at=at).exclude(email="")
    return found.filter(~_not_now(viewer)).order_by("name", "pk")


def left_out(viewer: Person, wanted: Wanted, *, at: dt.datetime) -> int:
    """How many of them said "not this time"."""
    return matching(viewer, wanted, at=at).filter(_not_now(viewer)).count()


def page_of(viewer: Person, wanted: Wanted, start: int, end: int, *, at: dt.datetime) -> list[Row]:
    """In two queries: the order needs one column of everybody, the rows all columns of a few."""
    key = wanted.sort.removeprefix("-")
    many = _any_joined(viewer)
    column = _columns(viewer, at, many=many).get(key, F("name"))
    ordered = matching(viewer, wanted, at=at).annotate(by=column).order_by(*_order(wanted.sort))
    chosen = list(ordered.values_list("pk", flat=True)[start:end])
    rows = dict(_rows(viewer, Person.objects.filter(pk__in=chosen), at, many=many))
    return [rows[pk] for pk in chosen if pk in rows]


def every_row(viewer: Person, wanted: Wanted, *, at: dt.datetime) -> Iterator[Row]:
    """All of them by name, for a file."""
    people = matching(viewer, wanted, at=at).order_by("name", "pk")
    return (row for _pk, row in _rows(viewer, people, at, many=_any_joined(viewer)))


def numbers(viewer: Person, wanted: Wanted, *, at: dt.datetime, days: int) -> Numbers:
    """Counted in one query, for the campus and group that are looked at; `days` is how long ago
    somebody who is active did something at most."""
    district, since = viewer.district_id, at - dt.timedelta(days=days)
    asked = Invitation.objects.filter(district=district)
    if wanted.group:
        asked = asked.filter(group=wanted.group)
    works = Submission.objects.filter(district=district)
    awards = _awards(viewer)
    teachers = Q(pk__in=_placed(viewer, at).filter(role=Role.TEACHER).values("person"))
    invited, began = held(asked), held(works)
    attempts = Attempt.objects.filter(district=district, submitted_at__gte=since)
    active = (
        held(works.filter(started_at__gte=since))
        | held(attempts, "submission__person")
        | held(awards.filter(awarded_at__gte=since))
    )
    submitted = held(works.filter(tries__gt=0))
    counted = _seen(viewer, wanted.campus, at).aggregate(
        invited=Count("pk", filter=invited),
        signed_in=Count("pk", filter=invited & (Q(first_seen_at__isnull=False) | began)),
        started=Count("pk", filter=invited & began),
        submitted=Count("pk", filter=invited & submitted),
        earned=Count("pk", filter=invited & held(awards)),
        teachers=Count("pk", filter=teachers),
        active=Count("pk", filter=teachers & active),
        found=Count("pk", filter=_matches(viewer, wanted, at)),
    )
    return Numbers(**counted)


def active_days(viewer: Person) -> int:
    chosen = Aim.objects.filter(district=viewer.district_id).values_list("active_days", flat=True)
    return chosen.first() or USUAL_AIM


def _seen(viewer: Person, campus: uuid.UUID | None, at: dt.datetime) -> QuerySet[Person]:
    """People of the district, or of the campuses that are the viewer's to see."""
    people = Person.objects.filter(district=viewer.district_id, left_at=None)
    allowed = campuses_seen(viewer)
    if allowed is None and campus is None:
        return people
    placed = _placed(viewer, at)
    if allowed is not None:
        placed = placed.filter(campus__in=allowed)
    if campus is not None:
        placed = placed.filter(campus=campus)
    return people.filter(pk__in=placed.values("person"))


def _placed(viewer: Person, at: dt.datetime) -> QuerySet[Placement]:
    return Placement.objects.on(viewer.district.day_of(at)).filter(district=viewer.district_id)


def _matches(viewer: Person, wanted: Wanted, at: dt.datetime) -> Q:
    members = Membership.objects.filter(district=viewer.district_id)
    works = Submission.objects.filter(district=viewer.district_id)
    found = held(members) | held(works)
    if wanted.group:
        found = held(members.filter(group=wanted.group))
    if wanted.q:
        found &= Q(name__icontains=wanted.q) | Q(email__icontains=wanted.q)
    if wanted.state in State.values:
        found &= _in_state(viewer, State(wanted.state), at)
    return found


def _in_state(viewer: Person, state: State, at: dt.datetime) -> Q:
    district = viewer.district_id
    works = Submission.objects.filter(district=district)
    began = held(works)
    members = Membership.objects.current().filter(district=district)
    idle = held(members) & ~_not_now(viewer) & ~began
    match state:
        case State.INVITED:
            asked = Invitation.objects.filter(district=district, group__closed_at=None)
            return idle & Q(first_seen_at=None) & held(asked)
        case State.SIGNED_IN:
            return idle & Q(first_seen_at__isnull=False)
        case State.STARTED:
            lying = works.filter(status__in=OPEN_TO_TEACHER, started_at__lte=at - QUIET)
            late = Attempt.objects.filter(district=district, submitted_at__gt=at - QUIET)
            return held(lying) & ~held(late, "submission__person")
        case State.WAITING:
            return held(works.filter(status__in=IN_OTHERS_HANDS))
        case State.EARNED:
            return held(_awards(viewer))
        case State.NOT_NOW:
            return _not_now(viewer)


def _awards(viewer: Person) -> AwardQuerySet:
    """What counts as earned: of the kind that the district awards today, practice or real."""
    district = viewer.district
    return Award.objects.filter(district=district, practice=district.practice).active()


def _not_now(viewer: Person) -> Q:
    """Whoever wants to be left alone for as long as that pilot goes on."""
    said = Invitation.objects.filter(district=viewer.district_id, answer=Answer.NOT_NOW)
    return held(said.filter(group__closed_at=None))


def _any_joined(viewer: Person) -> bool:
    """Whether anybody here was brought in twice. Where nobody was, and that is nearly everywhere,
    no column asks for it: each would look once more for each person."""
    people = Person.objects.filter(district=viewer.district_id)
    return people.exclude(joined_into=None).exists()


def _columns(
    viewer: Person, at: dt.datetime, *, many: bool
) -> dict[str, BaseExpression | Combinable]:
    """What each column is made of, for one person; `many` is whether one may have many entries."""
    asked = Invitation.objects.all()
    works = Submission.objects.all()
    placed = _placed(viewer, at).filter(person=OuterRef("pk"), campus__isnull=False)
    if (allowed := campuses_seen(viewer)) is not None:
        placed = placed.filter(campus__in=allowed)
    return {
        "name": F("name"),
        "campus": Subquery(placed.order_by("campus__name").values("campus__name")[:1]),
        "invited": _first(asked, "written_at", many=many),
        # Whoever began was here, also before it was noted when.
        "signed_in": Coalesce("first_seen_at", _first(works, "started_at", many=many)),
        "started": _count(works, many=many),
        "submitted": _count(works.filter(tries__gt=0), many=many),
        "earned": _count(_awards(viewer), many=many),
        "seen": F("last_seen_at"),
    }


def _count(rows: "QuerySet[Any, Any]", *, many: bool) -> Combinable:
    own, joined = (
        Subquery(
            some.values("district").annotate(n=Count("pk")).values("n"),
            output_field=IntegerField(),
        )
        for some in of_each(rows)
    )
    return Coalesce(own, 0) + Coalesce(joined, 0) if many else Coalesce(own, 0)


def _first(rows: "QuerySet[Any, Any]", field: str, *, many: bool) -> BaseExpression:
    own, joined = (
        Subquery(some.values("district").annotate(first=Min(field)).values("first"))
        for some in of_each(rows)
    )
    # The lesser of two is nothing on SQLite where one of them is.
    return Coalesce(Least(own, joined), own, joined) if many else own


def _order(sort: str) -> list[OrderBy | str]:
    """Nothing yet comes last either way; both databases agree on it."""
    by = F("by").desc(nulls_last=True) if sort.startswith("-") else F("by").asc(nulls_last=True)
    return [by, "name", "pk"]


def _rows(
    viewer: Person, people: QuerySet[Person], at: dt.datetime, *, many: bool
) -> Iterator[tuple[uuid.UUID, Row]]:
    made = _columns(viewer, at, many=many)
    columns = {f"x_{name}": column for name, column in made.items() if name != "name"}
    own, joined = of_each(Invitation.objects.filter(answer=Answer.NOT_NOW, group__closed_at=None))
    said = Q(Exists(own)) | Q(Exists(joined)) if many else Q(Exists(own))
    shown = people.annotate(**columns, x_not_now=said)
    for one in shown.values("pk", "name", "x_not_now", *columns).iterator():
        values = {key.removeprefix("x_"): value for key, value in one.items()}
        pk = values.pop("pk")
        yield pk, Row(**values | {"campus": values["campus"] or ""})
