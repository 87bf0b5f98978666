"""Suspension and Restoration, Renewal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models.awards import Award
from waypost.credentials.models.documents import Document
from waypost.people.models import Owned, Person


class Suspension(Owned):
    """Nobody is to rely on the award while something is cleared up; its Restoration ends it, or a
    withdrawal does."""

    class Reason(models.TextChoices):
        QUESTION = "question", _("There is a question about the evidence")
        PRIVACY = "privacy", _("There is a question of privacy")
        MISTAKE = "mistake", _("It may have been awarded by mistake")
        REQUEST = "request", _("The earner asked for it")
        OTHER = "other", _("Another reason")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="suspensions")
    # Neither the class of reason nor the words are for strangers: nothing is decided yet.
    reason = models.CharField(max_length=8, choices=Reason)
    note = models.TextField()
    # Signed for it, where the file before named no place at which a suspension shows.
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, related_name="suspension"
    )
    suspended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="suspension_of_district")
        ]


class Restoration(Owned):
    """What was to be cleared up is cleared up: the award counts again."""

    suspension = models.OneToOneField(
        Suspension, on_delete=models.PROTECT, related_name="restoration"
    )
    note = models.TextField()
    restored_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    restored_at = models.DateTimeField()


class Renewal(Owned):
    """The award is valid for longer, as `document` says."""

    class Reason(models.TextChoices):
        SHOWN = "shown", _("Shown again")
        USED = "used", _("Still used in class")
        NOT_DUE = "not_due", _("Nothing has changed that would have to be shown")
        OTHER = "other", _("Another reason")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="renewals")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="renewal")
    reason = models.CharField(max_length=8, choices=Reason)
    # For the earner and the team only; empty where it was shown again, which its tries tell.
    note = models.TextField(blank=True)
    ended_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Nobody by name where it was shown again: who reviewed stays in the house.
    renewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    renewed_at = models.DateTimeField()
