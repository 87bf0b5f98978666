"""What is piloted: every badge and micro-credential with whom it is offered to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from waypost.catalog.models import Achievement, Audience, Kind, Retirement, Version
from waypost.people.viewers import System, Viewer

SHOWN, FIRST = 6, 3
FOR_GROUPS = Q(achievement__audience=Audience.PILOT)


@dataclass(frozen=True)
class Offer:
    """`version` is the newest that is published, or the draft where nothing is."""

    version: Version
    is_draft: bool

    @property
    def achievement(self) -> Achievement:
        return self.version.achievement

    @property
    def audience(self) -> str:
        return "draft" if self.is_draft else self.achievement.audience


def offers(viewer: Viewer) -> QuerySet[Version]:
    """One version of each achievement that is a draft or on offer, what is piloted first."""
    versions = Version.objects.filter(district=viewer.district, achievement=OuterRef("achievement"))
    published = versions.exclude(published_at=None).order_by("-number").values("pk")[:1]
    newest = versions.order_by("-number").values("pk")[:1]
    retired = Retirement.objects.filter(version=OuterRef("pk"))
    shown = Version.objects.visible_to(viewer).annotate(
        published=Subquery(published), newest=Subquery(newest), retired=Exists(retired)
    )
    return (
        (shown.filter(pk=Subquery(published)) | shown.filter(pk=Subquery(newest), published=None))
        .filter(retired=False)
        .select_related("achievement")
        .defer("canonical", "search", "why", "use_tomorrow", "already", "read_more", "follow_up")
        .order_by("-achievement__audience", "title", "pk")
    )


def offer(version: Version) -> Offer:
    return Offer(version, is_draft=version.published_at is None)


def piloted(viewer: Viewer) -> list[Version]:
    """For pilot groups only, the quickest first. Whoever was invited may read what it is."""
    return list(_offered(viewer).filter(FOR_GROUPS)[:SHOWN])


def to_begin_with(viewer: Viewer) -> list[Version]:
    """What is piloted; where nothing is, the quickest of what everybody can earn. A degree comes
    after what counts toward it."""
    found = _offered(viewer).exclude(achievement__kind=Kind.DEGREE)
    return list(found.filter(FOR_GROUPS)[:SHOWN]) or list(found[:FIRST])


def _offered(viewer: Viewer) -> QuerySet[Version]:
    reader = System(viewer.district, "program")
    return (
        Version.objects.visible_to(reader)
        .current()
        .exclude(published_at=None)
        .select_related("achievement")
        .defer("canonical", "search", "why", "use_tomorrow", "already", "read_more", "follow_up")
        .order_by("beginner_minutes", "title", "pk")
    )
