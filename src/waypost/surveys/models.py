"""Evaluation, Used, OwnForm."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Version
from waypost.people.models import Owned
from waypost.people.viewers import System, Viewer
from waypost.surveys.policies import may_read_evaluations

LONGEST = 2000


class Occasion(models.TextChoices):
    AWARD = "award", _("When it was earned")
    LEAVING = "leaving", _("When somebody stopped")


class Tell(models.TextChoices):
    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, viewer: Viewer) -> "EvaluationQuerySet":
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System) or may_read_evaluations(viewer):
            return own
        return self.none()


class Evaluation(Owned):
    """What somebody said about a version. Of whom and of the hour nothing is kept."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="evaluations")
    occasion = models.CharField(max_length=8, choices=Occasion)
    useful = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    tell = models.CharField(max_length=6, choices=Tell)
    change = models.TextField(blank=True)
    # Which questions these were: the day from which they are asked.
    asked = models.DateField()
    # The first of its month: a day could say who it was.
    month = models.DateField()

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(useful__range=(1, 5)), name="useful_one_to_five")
        ]
        indexes = [models.Index(fields=["district", "version", "occasion"])]


class Used(Owned):
    """A link that was answered by; it says neither when nor what."""

    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "digest"], name="answered_once")]


class OwnForm(Owned):
    """The district asks by a form of its own, elsewhere."""

    url = models.URLField(max_length=500, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district"], name="one_own_form")]
