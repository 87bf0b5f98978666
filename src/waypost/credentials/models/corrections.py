"""Correction: why an award's document was signed anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models.awards import Award
from waypost.credentials.models.documents import Document
from waypost.people.models import Owned, Person


class Correction(Owned):
    """The award stays as it was made; what holds now stands in `document`."""

    class What(models.TextChoices):
        NAME = "name", _("Name corrected")
        DATE = "date", _("Date corrected")
        ADDRESS = "address", _("Moved to another e-mail address")
        REISSUE = "reissue", _("Signed anew")
        EVIDENCE = "evidence", _("Evidence in it chosen anew")
        SHOWN = "shown", _("Shown here and reviewed, after it was awarded from a list")

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("There was a mistake")
        CHANGED = "changed", _("Something changed since")
        DAMAGED = "damaged", _("The file was damaged")
        KEY = "key", _("The district signs with a new key")
        REQUEST = "request", _("The earner asked for it")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="corrections")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="correction")
    what = models.CharField(max_length=8, choices=What)
    reason = models.CharField(max_length=8, choices=Reason)
    # For the earner and the team only; the public page shows the class of reason.
    note = models.TextField()
    # The new value, where there is one.
    name = models.CharField(max_length=200, blank=True)
    earned_at = models.DateTimeField(null=True)
    # Nobody, where a command signed anew what a withdrawn key had signed, and where it was shown:
    # who reviewed stays in the house.
    corrected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField()
