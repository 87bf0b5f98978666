"""OutsideBadge: a badge that somebody earned elsewhere, kept as what it is."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from waypost.openbadges import CLOCK_LEEWAY, Outcome, State
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
    # These end on the last day that the badge names.
    RUN_OUT = (
        Outcome.REAL,
        Outcome.AUTHENTIC_STATUS_UNKNOWN,
        Outcome.NOT_YET_VALID,
        Outcome.PRACTICE,
        Outcome.HOSTED,
    )

    def may_count(self, at: dt.datetime) -> bool:
        return self.outcome_at(at) not in self.SPOILED and not self._is_past(at)

    def outcome_at(self, at: dt.datetime) -> str:
        """What reading it came to, but for what its own dates have changed since."""
        if self.outcome in self.RUN_OUT and self._is_past(at):
            return Outcome.EXPIRED
        # A part of a record that is not valid yet says so at another date than the record's.
        if self.outcome == Outcome.NOT_YET_VALID and self.read_at:
            begins = self._moment("valid_from")
            if begins and self.read_at + CLOCK_LEEWAY < begins <= at + CLOCK_LEEWAY:
                # While it could not be valid, nothing told whether a signed one was withdrawn.
                signed = self.found["checks"][0][0] == State.PROVEN
                return Outcome.AUTHENTIC_STATUS_UNKNOWN if signed else Outcome.HOSTED
        return self.outcome

    def _is_past(self, at: dt.datetime) -> bool:
        """By its own word, proven or not."""
        ends = self._moment("valid_until")
        return ends is not None and ends <= at

    def _moment(self, name: str) -> dt.datetime | None:
        told = self.facts.get(name)
        return dt.datetime.fromisoformat(told) if told else None

    @property
    def may_be_read_again(self) -> bool:
        return bool(self.url or self.body)

    @property
    def facts(self) -> dict[str, Any]:
        """What the badge says of itself; empty where nothing could be read."""
        said: dict[str, Any] = self.found.get("facts") or {}
        return said

    @property
    def tried_at(self) -> dt.datetime | None:
        """When it was last read again in vain, since `read_at`."""
        tried = self.found.get("tried")
        return dt.datetime.fromisoformat(tried["at"]) if tried else None

    @property
    def nobody_asked(self) -> bool:
        """Neither its link nor its issuer; of what was read long ago, nobody knows."""
        return self.found.get("asked") is False and self.found.get("link", "") in ("", "not_tried")

    @property
    def brought(self) -> bytes:
        """A newer file of it, which waits for what its issuer says; empty for none."""
        return str(self.found.get("brought", {}).get("text", "")).encode()

    @property
    def brought_sha256(self) -> str:
        return str(self.found.get("brought", {}).get("sha256", ""))
