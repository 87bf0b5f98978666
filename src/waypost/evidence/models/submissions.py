"""Submission and Writing: the work before it is handed in."""

import datetime as dt
from collections.abc import Collection

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Piece, Requirement, Version
from waypost.people.models import Owned, Person
from waypost.people.policies import may_read_work
from waypost.people.viewers import System, Viewer


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for a reviewer")
    IN_REVIEW = "in_review", _("Being reviewed")
    SENT_BACK = "sent_back", _("Not yet: some rows to redo")
    INCOMPLETE = "incomplete", _("Sent back to complete")
    DEMONSTRATED = "demonstrated", _("Demonstrated")


# Beside a file; longer thoughts belong into the text.
LONGEST_CAPTION = 500

OPEN_TO_TEACHER = (Status.DRAFT, Status.SENT_BACK, Status.INCOMPLETE)
IN_OTHERS_HANDS = (Status.WAITING, Status.IN_REVIEW)


class NotPossible(Exception):
    """The submission has moved on since the page was opened: reload it and look."""


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, viewer: Viewer) -> "SubmissionQuerySet":
        """One's own; for reviewers and the program lead what was handed in, never a first draft."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        mine = Q(person__in=viewer.selves)
        if may_read_work(viewer):
            mine |= Q(tries__gt=0)
        return own.filter(mine)

    def under_way(self) -> "SubmissionQuerySet":
        """Without what was set aside and not touched since."""
        return self.exclude(status__in=OPEN_TO_TEACHER, set_aside_at__gte=F("touched_at"))


class Submission(Owned):
    """One person's work on one requirement, from the first word to the award."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="submissions")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="submissions"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="submissions")
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    # How often it was handed in; "incomplete" does not count against anybody.
    tries = models.PositiveSmallIntegerField(default=0)
    # Ids of rows that were demonstrated: they stay so, only the others are looked at again.
    rows_done = models.JSONField(default=list)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    # "I don't want to go on with this": in force until anything in it is touched again.
    set_aside_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "person", "requirement"], name="one_submission_each"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="submission_of_district"),
        ]
        indexes = [models.Index(fields=["district", "status", "touched_at"])]

    @property
    def is_open(self) -> bool:
        """The teacher may write in it."""
        return self.status in OPEN_TO_TEACHER

    @property
    def is_set_aside(self) -> bool:
        return self.is_open and bool(self.set_aside_at and self.set_aside_at >= self.touched_at)

    def step(
        self,
        to: Status,
        *,
        sources: Collection[Status],
        at: dt.datetime,
        rows_done: list[str] | None = None,
        tries: int | None = None,
    ) -> None:
        """One conditional UPDATE from any of `sources`. Raises NotPossible when it moved on."""
        changes: dict[str, object] = {"status": to, "touched_at": at}
        if rows_done is not None:
            changes["rows_done"] = rows_done
        if tries is not None:
            changes["tries"] = tries
        moved = Submission.objects.filter(pk=self.pk, status__in=sources).update(**changes)
        if not moved:
            raise NotPossible
        for name, value in changes.items():
            setattr(self, name, value)


class Writing(Owned):
    """Words for one prompt of one piece; saved by compare-and-set on `revision`."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="writings")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    # The number of the piece's prompt, from 0; a piece without prompts has one unnamed text.
    prompt = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "submission", "piece", "prompt"], name="one_writing_each"
            )
        ]

    @property
    def words(self) -> int:
        return len(self.text.split())
