"""A pilot group as its page shows it: who is in it, and how each of them answered."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from waypost.evidence.models import Submission
from waypost.people.models import Group, Person, Placement
from waypost.people.models.persons import holders
from waypost.program.models import Answer, Invitation


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the group, and what they did last of all that leads into it."""

    pk: uuid.UUID
    name: str
    email: str
    campus: str
    invited_at: dt.datetime | None
    opened_at: dt.datetime | None
    answer: str
    signed_in_at: dt.datetime | None
    started: bool

    @property
    def state(self) -> str:
        if self.answer == Answer.NOT_NOW and not self.started:
            return _("Not this time")
        if self.started:
            return _("Started")
        if self.signed_in_at:
            return _("Signed in")
        if self.opened_at:
            return _("Opened")
        if self.invited_at:
            return _("Invited")
        return _("Not invited yet") if self.email else _("No e-mail address")

    @property
    def tone(self) -> str:
        if self.started:
            return "good"
        if self.answer == Answer.NOT_NOW or not self.invited_at:
            return ""
        return "brand" if self.signed_in_at else "info"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many people are in the group, and how many of them did each."""

    members: int
    invited: int
    opened: int
    signed_in: int
    started: int
    not_now: int
    # Who can be invited, and who cannot because nobody knows where to write.
    uninvited: int
    unreachable: int


def members(group: Group, day: dt.date, q: str = "") -> QuerySet[Person, dict[str, Any]]:
    """In it now, by name, with the columns of `Member`; `q` is looked for in names and e-mails."""
    them = Person.objects.same_as(OuterRef(OuterRef("pk"))).values("pk")
    invitation = Invitation.objects.filter(group=group, person__in=them).order_by("-written_at")
    works = Submission.objects.filter(district=group.district_id, person__in=them)
    placed = Placement.objects.on(day).filter(person=OuterRef("pk"), campus__isnull=False)
    found = within(group)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q))
    return (
        found.annotate(
            invited_at=Subquery(invitation.values("written_at")[:1]),
            opened_at=Subquery(invitation.values("opened_at")[:1]),
            answer=Subquery(invitation.values("answer")[:1]),
            where=Subquery(placed.order_by("campus__name").values("campus__name")[:1]),
            started=Exists(works),
        )
        .order_by("name", "pk")
        .values(
            "pk",
            "name",
            "email",
            "where",
            "invited_at",
            "opened_at",
            "answer",
            "first_seen_at",
            "started",
        )
    )


def within(group: Group) -> QuerySet[Person]:
    current = group.memberships.filter(left_at=None)
    return Person.objects.filter(district=group.district_id, left_at=None, pk__in=holders(current))


def is_in(group: Group, person: Person) -> bool:
    return group.memberships.filter(person__in=person.selves, left_at=None).exists()


def member(row: dict[str, Any]) -> Member:
    values = dict(row)
    values["signed_in_at"] = values.pop("first_seen_at")
    values["campus"], values["answer"] = values.pop("where") or "", values["answer"] or ""
    return Member(**values)


def tally(group: Group) -> Tally:
    asked = Invitation.objects.filter(group=group)
    works = Submission.objects.filter(district=group.district_id)

    def those(people: QuerySet[Invitation] | QuerySet[Submission]) -> Q:
        return Q(pk__in=holders(people))

    began, invited = those(works), those(asked)
    counted = within(group).aggregate(
        members=Count("pk"),
        invited=Count("pk", filter=invited),
        opened=Count("pk", filter=those(asked.exclude(opened_at=None))),
        signed_in=Count("pk", filter=Q(first_seen_at__isnull=False) | began),
        started=Count("pk", filter=began),
        not_now=Count("pk", filter=those(asked.filter(answer=Answer.NOT_NOW))),
        uninvited=Count("pk", filter=~invited & ~Q(email="")),
        unreachable=Count("pk", filter=~invited & Q(email="")),
    )
    return Tally(**counted)
