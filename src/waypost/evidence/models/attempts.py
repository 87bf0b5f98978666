"""Attempt: one try, exactly as it was handed in."""

from copy import copy

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.evidence.models.artifacts import Artifact
from waypost.evidence.models.submissions import Submission
from waypost.people.models import Owned, Person
from waypost.people.policies import may_read_work
from waypost.people.viewers import System, Viewer

# What a teacher says about an artifact.
SAID = ("caption", "students", "captions")


class Outcome(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet")
    INCOMPLETE = "incomplete", _("Sent back to complete")
    DEMONSTRATED = "demonstrated", _("Demonstrated")
    TAKEN_BACK = "taken_back", _("Taken back by the teacher")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer: Viewer) -> "AttemptQuerySet":
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        mine = Q(submission__person__in=viewer.selves)
        if may_read_work(viewer):
            mine |= ~Q(outcome=Outcome.TAKEN_BACK)
        return own.filter(mine)

    def undecided(self) -> "AttemptQuerySet":
        return self.filter(outcome="")


class Attempt(Owned):
    """A try: what was written then is copied, files are kept, so nothing is overwritten."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    # The same number again after "incomplete" or "taken back", which are not tries.
    try_number = models.PositiveSmallIntegerField()
    # A list of piece id, prompt number and text.
    words = models.JSONField(default=list)
    artifacts = models.ManyToManyField(Artifact, related_name="attempts")
    # By artifact id: what its teacher said about it, which may be said anew for the next try.
    described = models.JSONField(null=True)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # An index for lists; who decided and why is review's Decision row.
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "submission", "number"], name="attempt_number"
            ),
            models.UniqueConstraint(
                fields=["district", "submission"],
                condition=Q(outcome=""),
                name="one_open_attempt",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="attempt_of_district"),
        ]
        indexes = [models.Index(fields=["district", "outcome", "due_at"])]

    def as_handed_in(self, artifact: Artifact) -> Artifact:
        """A copy to be shown, with what was said about it then."""
        shown, said = copy(artifact), (self.described or {}).get(str(artifact.pk), {})
        for name in SAID:
            setattr(shown, name, said.get(name, ""))
        return shown
