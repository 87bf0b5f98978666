"""Change: what was mended about a person, why, and by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.people.models.owned import Owned
from waypost.people.models.persons import Person


class Change(Owned):
    """Frozen; the person's row holds what is true now."""

    class What(models.TextChoices):
        NAME = "name", _("Name changed")
        ADDRESS = "address", _("E-mail address changed")
        TAKEN = "taken", _("E-mail address changed; the old one signs in no more")
        JOINED = "joined", _("Joined with another entry of the same person")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=8, choices=What)
    before = models.CharField(max_length=254, blank=True)
    after = models.CharField(max_length=254, blank=True)
    # The row that was joined into theirs.
    other = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # For the person and the team only.
    note = models.TextField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
