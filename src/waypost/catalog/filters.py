"""Which of the offered versions does someone look for?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Achievement, Hue, Kind, Version
from waypost.catalog.spelling import plain
from waypost.people.viewers import Viewer

LONGEST_SEARCH = 200
MOST_WORDS = 12


class Times(models.TextChoices):
    """In minutes for a beginner."""

    EVENING = "hour", _("An hour or less")
    WEEK = "day", _("1 to 5 hours")
    LONGER = "more", _("More than 5 hours")


_MINUTES = {Times.EVENING: (0, 60), Times.WEEK: (61, 300), Times.LONGER: (301, 10**9)}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What someone asked for; an empty text means that it does not matter."""

    q: str = ""
    kind: str = ""
    # An app or a skill: its kind, a colon, its name.
    about: str = ""
    time: str = ""
    grade: str = ""
    subject: str = ""
    # A degree's slug, or "hours".
    counts: str = ""

    def matching(self, offered: QuerySet[Version]) -> QuerySet[Version]:
        """Everything but the kind, which the page counts first."""
        conditions = [Q(search__contains=word) for word in plain(self.q).split()[:MOST_WORDS]]
        match self.about.split(":", 1):
            case ["app", app]:
                conditions.append(Q(app=app))
            case ["skill", hue]:
                conditions.append(Q(hue=hue))
        if self.time:
            conditions.append(Q(beginner_minutes__range=_MINUTES[Times(self.time)]))
        if self.grade:
            conditions.append(Q(grade_from__lte=int(self.grade), grade_to__gte=int(self.grade)))
        if self.subject:
            # Without a subject it is for any.
            conditions.append(Q(subject__in=["", self.subject]))
        if self.counts == "hours":
            conditions.append(Q(clock_hours__gt=0))
        elif self.counts:
            conditions.append(_counts_toward(self.counts, offered))
        return offered.filter(*conditions)

    def in_order(self, found: QuerySet[Version]) -> QuerySet[Version]:
        """Titles that begin with the search first; then the light before the long."""
        words = plain(self.q).strip()
        begins = [When(search__startswith=words, then=Value(0))] if words else []
        return found.annotate(
            far=Case(*begins, default=Value(1), output_field=IntegerField()),
            weight=_weight(),
        ).order_by("far", "weight", "title", "pk")


def _weight() -> Case:
    order = (Kind.BADGE, Kind.MICRO_CREDENTIAL, Kind.DEGREE)
    return Case(
        *(When(achievement__kind=kind, then=Value(n)) for n, kind in enumerate(order)),
        output_field=IntegerField(),
    )


def _counts_toward(slug: str, offered: QuerySet[Version]) -> Q:
    degree = offered.order_by().filter(achievement__slug=slug).values("pk")
    counted = Achievement.objects.filter(choices__requirement__version__in=degree)
    return Q(achievement__in=counted.values("pk"))


def offered_to(viewer: Viewer) -> QuerySet[Version]:
    """What the catalog shows: published, newest, not retired; a draft is never offered."""
    return (
        Version.objects.visible_to(viewer)
        .current()
        .select_related("achievement")
        .defer("canonical", "search", "why", "use_tomorrow", "already", "read_more", "follow_up")
    )


def counts_by_kind(found: QuerySet[Version]) -> dict[str, int]:
    rows = found.order_by().values_list("achievement__kind").annotate(Count("pk", distinct=True))
    return dict(rows)


@dataclass(frozen=True)
class Degree:
    slug: str
    title: str


@dataclass(frozen=True)
class Facets:
    """What the filters can offer in this catalog: nothing that would find nothing."""

    apps: list[str]
    hues: list[str]
    times: list[Times]
    grades: list[int]
    subjects: list[str]
    degrees: list[Degree]
    hours: bool


def facets(offered: QuerySet[Version]) -> Facets:
    """In two queries, however long the catalog is."""
    found = list(
        offered.order_by()
        .values(
            "app", "hue", "subject", "clock_hours", "beginner_minutes", "grade_from", "grade_to"
        )
        .distinct()
    )
    hues, minutes = {one["hue"] for one in found}, {one["beginner_minutes"] for one in found}
    grades = {n for one in found for n in range(one["grade_from"], one["grade_to"] + 1)}
    degrees = offered.filter(achievement__kind=Kind.DEGREE).values_list(
        "achievement__slug", "title"
    )
    return Facets(
        apps=_sorted(one["app"] for one in found),
        hues=[hue for hue in Hue.values if hue in hues],
        times=[time for time, (least, most) in _MINUTES.items()
               if any(least <= count <= most for count in minutes)],
        grades=sorted(grades),
        subjects=_sorted(one["subject"] for one in found),
        degrees=[Degree(slug, title) for slug, title in degrees.order_by("title")],
        hours=any(one["clock_hours"] > 0 for one in found),
    )  # fmt: skip


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names) - {""}, key=str.casefold)
