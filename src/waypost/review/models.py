"""Review, RowScore, Decision, SavedComment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Row
from waypost.evidence.models import Attempt
from waypost.people.models import Owned, Person, Role
from waypost.people.policies import may_read_work
from waypost.people.viewers import System, Viewer


class Level(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet")
    DEMONSTRATED = "demonstrated", _("Demonstrated")


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, viewer: Viewer) -> "ReviewQuerySet":
        """One's own reviews; the program lead sees all. Never the teacher's: see Decision."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        if not may_read_work(viewer):
            return self.none()
        return own if viewer.holds(Role.PROGRAM_LEAD) else own.filter(reviewer=viewer)


class Review(Owned):
    """One reviewer looking at one try; ends by a decision or by being put back."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    started_at = models.DateTimeField()
    put_back_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two people cannot both be reviewing the same try, whatever the pages say.
            models.UniqueConstraint(
                fields=["district", "attempt"],
                condition=Q(put_back_at=None, decided_at=None),
                name="one_reviewer_at_a_time",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="review_of_district"),
        ]

    @property
    def is_open(self) -> bool:
        return self.put_back_at is None and self.decided_at is None


class RowScore(Owned):
    """What a reviewer saw in one row, and the one next step where it is not there yet."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="scores")
    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=Level, blank=True)
    comment = models.TextField(blank=True)
    # Saved by compare-and-set: a second tab never overwrites the first one silently.
    revision = models.PositiveIntegerField(default=1)
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "review", "row"], name="one_score_per_row")
        ]

    @property
    def tells_a_trouble(self) -> bool:
        """Words about something that is not there; praise of a row is none."""
        return bool(self.comment.strip()) and self.level != Level.DEMONSTRATED


class Verdict(models.TextChoices):
    AWARD = "award", _("Demonstrated")
    NOT_YET = "not_yet", _("Not yet")
    INCOMPLETE = "incomplete", _("Sent back to complete")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, viewer: Viewer) -> "DecisionQuerySet":
        """The teacher whose work it is, reviewers, and the program lead; never a principal."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        if may_read_work(viewer):
            return own
        return own.filter(attempt__submission__person__in=viewer.selves)


class Decision(Owned):
    """The end of a try: one row per try, so two people cannot both decide."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="decision")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(max_length=12, choices=Verdict)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()


class SavedComment(Owned):
    """A reviewer's own phrase for a row, to be edited before it is sent."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_comments")
    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at", "id"]
