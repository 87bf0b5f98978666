"""How far is someone on the way to each degree, and what does one rest on?"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import Choice, Kind, Requirement, RequirementKind, Version
from waypost.credentials.models import Award
from waypost.credentials.rules import grounds_of
from waypost.pages import places
from waypost.pages.standing import NOTHING, Standing, State
from waypost.people.viewers import Viewer

NONE: frozenset[uuid.UUID] = frozenset()


class Line(Protocol):
    """One line of a rule: any `count` of some badges or micro-credentials."""

    @property
    def label(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def left(self) -> int: ...
    @property
    def kinds(self) -> Collection[str]: ...
    @property
    def is_one(self) -> bool: ...


def left_in_words(lines: Iterable[Line], own: Collection[str], own_parts: int) -> str:
    """“Still to go: 2 of 4 badges, 1 of 4 micro-credentials, then “Pass it on”.” `own` are the
    titles of the own pieces that are left, `own_parts` how many."""
    parts = [_left_of(line) for line in lines if line.left]
    piece = "”, “".join(title for title in own if title)
    if not parts and not own_parts:
        return _("You have everything it asks for.")
    if not parts:
        if not piece:
            return _("Only its own piece is left.")
        return _("Only “%(piece)s” is left.") % {"piece": piece}
    words = _("Still to go: %(parts)s") % {"parts": ", ".join(parts)}
    if own_parts:
        then = _("then “%(piece)s”") % {"piece": piece} if piece else _("then its own piece")
        words = f"{words}, {then}"
    return f"{words}."


def _left_of(line: Line) -> str:
    if line.is_one:
        return line.label
    facts = {"left": line.left, "count": line.count, "label": line.label}
    match list(line.kinds):
        case [Kind.BADGE]:
            words = ngettext(
                "%(left)s of %(count)s badge", "%(left)s of %(count)s badges", line.count
            )
        case [Kind.MICRO_CREDENTIAL]:
            words = ngettext(
                "%(left)s of %(count)s micro-credential",
                "%(left)s of %(count)s micro-credentials",
                line.count,
            )
        case _:
            words = _("%(left)s of %(count)s from “%(label)s”")
    return words % facts


@dataclass
class Group:
    """One line of the rule: any `count` of `members`."""

    label: str
    count: int
    takes_earlier: bool = False
    members: list[uuid.UUID] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    done: int = 0

    @property
    def left(self) -> int:
        return max(0, self.count - self.done)

    @property
    def is_one(self) -> bool:
        return self.count == 1 and len(self.members) == 1

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
    own_title: str = ""
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
    def own_left(self) -> int:
        return 0 if self.own_parts_shown else self.own_parts

    @property
    def left(self) -> int:
        return sum(group.left for group in self.groups.values()) + self.own_left

    @property
    def done(self) -> int:
        return self.parts - self.left

    @property
    def percent(self) -> int:
        return round(100 * self.done / max(1, self.parts))

    @property
    def left_in_words(self) -> str:
        return left_in_words(self.groups.values(), [self.own_title], self.own_left)


def degrees_of(
    viewer: Viewer,
    standings: Mapping[uuid.UUID, Standing],
    counting: Collection[uuid.UUID] = (),
    before: Collection[uuid.UUID] = NONE,
) -> list[Degree]:
    """Those on offer that they may see or have begun, or only those that count one of `counting`;
    the nearest first. One query.

    `before` are the achievements that are on record as earned before.
    """
    seen = Q(pk__in=Version.objects.visible_to(viewer).values("pk"))
    # Leaving a pilot group closes nothing that was begun in it.
    seen |= Q(achievement__in=list(standings))
    current = Version.objects.filter(seen, district=viewer.district).current()
    link = Choice.achievements.through.objects.filter(choice__requirement__version__in=current)
    if counting:
        wanted = Choice.objects.filter(district=viewer.district, achievements__in=counting)
        link = link.filter(choice__requirement__version__in=wanted.values("requirement__version"))
    found: dict[uuid.UUID, Degree] = {}
    rows = link.annotate(own=_own_parts(), own_title=_own_title())
    for row in rows.order_by("choice__position").values_list(*_FIELDS):
        degree, slug, title, shape, hue, icon, own, own_title, *of_choice = row
        if degree not in found:
            shown = standings.get(degree, NOTHING).state in (State.SHOWN, State.EARNED)
            found[degree] = Degree(
                degree, slug, title, shape, hue, icon, own, own_title or "", shown
            )
        choice, label, count, takes, member, kind = of_choice
        group = found[degree].groups.setdefault(choice, Group(label, count, bool(takes)))
        group.members.append(member)
        group.kinds.add(kind)
        fills = standings.get(member, NOTHING).fills or (group.takes_earlier and member in before)
        group.done += fills
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
    "own_title",
    "choice_id",
    "choice__label",
    "choice__count",
    "choice__counts_earlier",
    "achievement_id",
    "achievement__kind",
)


def _own_parts() -> Coalesce:
    own = Requirement.objects.filter(
        version=OuterRef(_VERSION), kind=RequirementKind.EVIDENCE
    ).order_by()
    counted = own.values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _own_title() -> Subquery:
    own = Requirement.objects.filter(version=OuterRef(_VERSION), kind=RequirementKind.EVIDENCE)
    return Subquery(own.order_by("position").values("title")[:1])


def rests_on(award: Award) -> str:
    """What a degree's rule was met by, in counts: whoever reads it need not know which.

    Empty for what rests on its own pieces alone. Two queries, and only for a degree.
    """
    if award.version.kind != Kind.DEGREE:
        return ""
    awards, earlier = grounds_of(award)
    rows = Award.objects.filter(district=award.district_id, pk__in=awards)
    kinds = Counter(rows.values_list("version__achievement__kind", flat=True))
    return _rests_in_words(kinds, len(earlier))


def _rests_in_words(kinds: Counter[str], earlier: int) -> str:
    badges, micro = kinds[Kind.BADGE], kinds[Kind.MICRO_CREDENTIAL]
    parts = []
    if badges:
        parts.append(ngettext("%(n)s badge", "%(n)s badges", badges) % {"n": badges})
    if micro:
        words = ngettext("%(n)s micro-credential", "%(n)s micro-credentials", micro)
        parts.append(words % {"n": micro})
    if earlier:
        words = ngettext(
            "%(n)s that the district has on record as earned before",
            "%(n)s that the district has on record as earned before",
            earlier,
        )
        parts.append(words % {"n": earlier})
    if not parts:
        return ""
    if len(parts) == 1:
        return parts[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
