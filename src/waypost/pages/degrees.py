"""How far is someone on the way to each degree?"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import Choice, Requirement, RequirementKind, Version
from waypost.pages import places
from waypost.pages.standing import NOTHING, Standing, State
from waypost.people.models import District


@dataclass
class Group:
    """One line of the rule: any `count` of `members`."""

    label: str
    count: int
    members: list[uuid.UUID] = field(default_factory=list)
    done: int = 0

    @property
    def left(self) -> int:
        return max(0, self.count - self.done)

    @property
    def percent(self) -> int:
        return round(100 * min(self.done, self.count) / max(1, self.count))


@dataclass
class Degree:
    achievement: uuid.UUID
    slug: str
    title: str
    shape: str
    hue: str
    icon: str
    own_parts: int
    own_parts_shown: bool = False
    groups: dict[uuid.UUID, Group] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return places.achievement(self.slug)

    @property
    def members(self) -> set[uuid.UUID]:
        return {member for group in self.groups.values() for member in group.members}

    @property
    def parts(self) -> int:
        return sum(group.count for group in self.groups.values()) + self.own_parts

    @property
    def left(self) -> int:
        own = 0 if self.own_parts_shown else self.own_parts
        return sum(group.left for group in self.groups.values()) + own

    @property
    def done(self) -> int:
        return self.parts - self.left

    @property
    def percent(self) -> int:
        return round(100 * self.done / max(1, self.parts))

    @property
    def left_in_words(self) -> str:
        """“2 more and its own piece to go.”"""
        others = sum(group.left for group in self.groups.values())
        own = self.left - others
        if not self.left:
            return _("You have everything it asks for.")
        if not others:
            return _("Only its own piece is left.")
        words = ngettext("%(n)s more to go.", "%(n)s more to go.", others)
        if own:
            words = ngettext(
                "%(n)s more and its own piece to go.",
                "%(n)s more and its own piece to go.",
                others,
            )
        return words % {"n": others}


def degrees_of(
    district: District,
    standings: Mapping[uuid.UUID, Standing],
    counting: Collection[uuid.UUID] = (),
) -> list[Degree]:
    """Those on offer, or only those that count one of `counting`; the nearest first. One query."""
    current = Version.objects.filter(district=district).current()
    link = Choice.achievements.through.objects.filter(choice__requirement__version__in=current)
    if counting:
        wanted = Choice.objects.filter(district=district, achievements__in=counting)
        link = link.filter(choice__requirement__version__in=wanted.values("requirement__version"))
    found: dict[uuid.UUID, Degree] = {}
    for row in link.annotate(own=_own_parts()).order_by("choice__position").values_list(*_FIELDS):
        degree, slug, title, shape, hue, icon, own, choice, label, count, member = row
        if degree not in found:
            shown = standings.get(degree, NOTHING).state in (State.SHOWN, State.EARNED)
            found[degree] = Degree(degree, slug, title, shape, hue, icon, own, shown)
        group = found[degree].groups.setdefault(choice, Group(label, count))
        group.members.append(member)
        group.done += standings.get(member, NOTHING).state == State.EARNED
    return sorted(found.values(), key=lambda d: (d.left, d.title))


_VERSION = "choice__requirement__version"
_FIELDS = (
    f"{_VERSION}__achievement_id",
    f"{_VERSION}__achievement__slug",
    f"{_VERSION}__title",
    f"{_VERSION}__shape",
    f"{_VERSION}__hue",
    f"{_VERSION}__icon",
    "own",
    "choice_id",
    "choice__label",
    "choice__count",
    "achievement_id",
)


def _own_parts() -> Coalesce:
    own = Requirement.objects.filter(
        version=OuterRef(_VERSION), kind=RequirementKind.EVIDENCE
    ).order_by()
    counted = own.values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
