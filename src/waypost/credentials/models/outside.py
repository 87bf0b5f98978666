"""OutsideBadge: a badge that somebody earned elsewhere, kept as what it is."""

from typing import Any

from django.db import models
from django.db.models import Q

from waypost.openbadges import Outcome
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


class OutsideBadgeQuerySet(models.QuerySet["OutsideBadge"]):
    def visible_to(self, viewer: Viewer) -> "OutsideBadgeQuerySet":
        """Private to whoever added it, the program lead and HR."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        return (
            own
            if viewer.holds(Role.PROGRAM_LEAD, Role.HR)
            else own.filter(person__in=viewer.selves)
        )

    def without_bytes(self) -> "OutsideBadgeQuerySet":
        return self.defer("body")


class OutsideBadge(Owned):
    """Never the district's own, and never counting by itself. Its words are its own: `title`,
    `issuer` and what else was `found` are what the bytes say, or what its owner says of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_badges")
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200, blank=True)
    # True when the title was read in the badge, and not told by its owner.
    title_read = models.BooleanField()
    url = models.CharField(max_length=2000, blank=True)
    # The badge itself, taken out of the picture that it came in; no picture is kept.
    body = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # What openbadges.verify said when it was last read; all empty for a link that nobody opened.
    outcome = models.CharField(max_length=30, blank=True)
    found = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    objects = OutsideBadgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="outside_badge_of_district"),
            models.UniqueConstraint(
                fields=["district", "person", "sha256"],
                condition=~Q(sha256=""),
                name="outside_badge_once",
            ),
            models.UniqueConstraint(
                fields=["district", "person", "url"],
                condition=~Q(url=""),
                name="outside_link_once",
            ),
        ]

    # With these, nobody should let it count toward anything.
    SPOILED = (
        Outcome.CHANGED,
        Outcome.WITHDRAWN,
        Outcome.EXPIRED,
        Outcome.NOT_YET_VALID,
        Outcome.PRACTICE,
    )

    @property
    def may_count(self) -> bool:
        return self.outcome not in self.SPOILED

    @property
    def may_be_read_again(self) -> bool:
        return bool(self.url or self.body)

    @property
    def facts(self) -> dict[str, Any]:
        """What the badge says of itself; empty where nothing could be read."""
        said: dict[str, Any] = self.found.get("facts") or {}
        return said
