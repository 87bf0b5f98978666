"""Person and Placement: who someone is in one district, and which roles they hold there."""

import datetime as dt
import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waypost.people.models.accounts import Account
from waypost.people.models.districts import Campus, District
from waypost.people.models.owned import Owned

if TYPE_CHECKING:
    from waypost.people.viewers import Viewer


class Role(models.TextChoices):
    TEACHER = "teacher", _("Teacher")
    AUTHOR = "author", _("Teacher-author")
    REVIEWER = "reviewer", _("Reviewer")
    COACH = "coach", _("Coach")
    CAMPUS_REP = "campus_rep", _("Campus representative")
    PROGRAM_LEAD = "program_lead", _("Program lead")
    PRINCIPAL = "principal", _("Principal")
    HR = "hr", _("HR and certification")


POWER = (Role.PROGRAM_LEAD, Role.HR)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, viewer: "Viewer") -> "PersonQuerySet":
        """Colleagues of one's own district; strangers see nobody."""
        if viewer.is_stranger:
            return self.none()
        return self.filter(district=viewer.district)

    def with_roles(self) -> "PersonQuerySet":
        return self.select_related("district", "account").prefetch_related(
            models.Prefetch("placements", Placement.objects.select_related("campus"))
        )

    def of_account(self, account: Account, district: District) -> "Person | None":
        """Who an account is in this district, with their roles: asks nothing more of the database
        for most of those who are signed in."""
        held = account.held if account.held is not None else Placement.objects.of(account.pk)
        placements = [one for one in held if one.person.district_id == district.pk]
        if not placements:
            return (
                self.with_roles()
                .filter(account_id=account.pk, district=district, left_at=None)
                .first()
            )
        person = placements[0].person
        person.district = district
        person.current_placements = [p for p in placements if p.holds_on(person.today)]
        return person

    def same_as(self, person: "models.OuterRef | uuid.UUID") -> "PersonQuerySet":
        """Every row of the human whose kept row it is, inside another question."""
        return self.filter(Q(pk=person) | Q(joined_into=person))

    def holding(self, role: Role, on: dt.date) -> "PersonQuerySet":
        return self.filter(
            Q(placements__until=None) | Q(placements__until__gte=on),
            placements__role=role,
            placements__since__lte=on,
        ).distinct()


def holders(
    rows: "models.QuerySet[Any, Any]", person: str = "person"
) -> "models.QuerySet[Any, Any]":
    """Ids of whose `rows` are today, for `pk__in`: a joined entry's are those of what is kept."""
    return rows.order_by().values(holder=Coalesce(f"{person}__joined_into_id", f"{person}_id"))


def held(rows: "models.QuerySet[Any, Any]", person: str = "person") -> models.Q:
    """Whoever `holders` names, as a condition on people that asks nothing of each of them: two
    lists of ids, and the second is short, because few were brought in twice."""
    ids = rows.order_by().values(person)
    twice = Person.objects.exclude(joined_into=None).filter(pk__in=ids)
    return models.Q(pk__in=ids) | models.Q(pk__in=twice.order_by().values("joined_into"))


def of_each(
    rows: "models.QuerySet[Any, Any]",
) -> "tuple[models.QuerySet[Any, Any], models.QuerySet[Any, Any]]":
    """`rows` of one person, for a subquery where many are listed: their own, and those of entries
    that were joined into theirs. Two questions, because an index answers each and neither `OR`."""
    rows = rows.order_by()
    kept = models.OuterRef("pk")
    return rows.filter(person=kept), rows.filter(person__joined_into=kept)


class Person(Owned):
    """Someone in one district; may have no account yet (rostered), and one account may be many."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="persons"
    )
    name = models.CharField(max_length=200)
    # How the page greets them; a full name cannot be cut into parts by rule.
    called = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, default="en-us")
    # When a page was shown to them, signed in, and when again: to the hour.
    first_seen_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    # One human who was brought in twice: the row that is kept, and on that one the ids of the
    # others. What each did stays where it is and is found by `selves`; why is a Change.
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    others = models.JSONField(null=True, blank=True)
    # Last here: the account may be somebody in another district too.
    signed_in_at = models.DateTimeField(null=True)
    # Whoever may do much for others can put off a second factor until then, and no longer.
    second_factor_by = models.DateTimeField(null=True)

    objects = PersonQuerySet.as_manager()
    is_stranger: ClassVar[bool] = False
    # Set by the middleware, while a second factor is missing that may wait no longer.
    is_held_back = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "account"], name="one_person_per_account"),
            models.UniqueConstraint(
                fields=["district", "email"], condition=~Q(email=""), name="email_in_district"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="person_of_district"),
        ]

    @property
    def reference(self) -> str:
        return f"person:{self.pk}"

    @property
    def selves(self) -> tuple[uuid.UUID, ...]:
        """Every row of this human here: what is one's own belongs to one of them."""
        return (self.pk, *map(uuid.UUID, self.others or ()))

    @property
    def holder(self) -> "Person":
        """Who holds today what this row was given."""
        return self.joined_into or self

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def today(self) -> dt.date:
        """In the district's own time."""
        return timezone.localdate(timezone=self.district.zone)

    @cached_property
    def current_placements(self) -> list["Placement"]:
        return [p for p in self.placements.all() if p.holds_on(self.today)]

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(placement.role for placement in self.current_placements)

    def holds(self, *roles: Role) -> bool:
        """True when any of `roles` is held today."""
        return not self.roles.isdisjoint(roles)

    @property
    def has_power(self) -> bool:
        """May they do much for, or see much of, others?"""
        return self.holds(*POWER)

    def hold_back(self) -> None:
        """For this request they are who they are, without the roles that have power."""
        self.is_held_back = True
        self.current_placements = [p for p in self.current_placements if p.role not in POWER]
        self.__dict__.pop("roles", None)

    @property
    def campus(self) -> Campus | None:
        return next((p.campus for p in self.current_placements if p.campus_id), None)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def of(self, account: uuid.UUID) -> "list[Placement]":
        """Whatever an account is anywhere, with the account itself, in one query."""
        held = self.filter(person__account=account, person__left_at=None)
        return list(held.select_related("person__account", "campus"))

    def on(self, day: dt.date) -> "PlacementQuerySet":
        """Held that day, from the first to the last one."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Placement(Owned):
    """A role from one day to another; who held what then stays answerable."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    role = models.CharField(max_length=20, choices=Role)
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "person", "role", "campus"],
                condition=Q(until=None, campus__isnull=False),
                name="one_current_placement",
            ),
            models.UniqueConstraint(
                fields=["district", "person", "role"],
                condition=Q(until=None, campus=None),
                name="one_current_district_role",
            ),
        ]

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)
