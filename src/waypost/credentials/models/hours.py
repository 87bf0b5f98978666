"""OutsideHours: how many of an award's hours lay outside contract time, as somebody said."""

from django.db import models

from waypost.credentials.models.awards import Award
from waypost.people.models import Owned, Person


class OutsideHours(Owned):
    """Frozen: the newest counts, the others tell what was said before."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="said_outside")
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    # Why, where HR corrected it.
    note = models.TextField(blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
