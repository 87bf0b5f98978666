"""A newer version of what somebody earned: it takes nothing from them, and invites."""

from dataclasses import dataclass

from waypost.catalog.models import Row, Version
from waypost.credentials.models import Award
from waypost.people.viewers import Viewer


@dataclass(frozen=True)
class Newer:
    """`rows` are those of the newer version that were not asked before, or not in these words."""

    version: Version
    rows: list[Row]
    # Earned by now, and by the same person.
    award: Award | None = None


def newer_of(award: Award, viewer: Viewer) -> Newer | None:
    """What the catalog asks by now; None while the earner holds its newest version."""
    offered = Version.objects.visible_to(viewer).current()
    current = offered.filter(achievement=award.version.achievement_id)
    found = current.filter(number__gt=award.version.number).select_related("achievement").first()
    earned = award.newer_earned
    if found is None:
        return Newer(earned.version, [], earned) if earned else None
    return Newer(found, changed_rows(award.version, found), earned)


def changed_rows(before: Version, now: Version) -> list[Row]:
    """By what a row asks, not by its place."""
    rows = Row.objects.filter(requirement__version__in=[before, now]).select_related("requirement")
    found = list(rows.order_by("requirement__position", "position"))
    asked = {_words(row) for row in found if row.requirement.version_id == before.pk}
    return [
        row for row in found if row.requirement.version_id == now.pk and _words(row) not in asked
    ]


def _words(row: Row) -> tuple[str, str]:
    return row.title, row.demonstrated
