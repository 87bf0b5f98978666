"""AddressCheck: what was found out about an address before badges carry it for good."""

import datetime as dt

from django.db import models

from waypost.people.models.owned import Owned

# Long enough to find a phone, short enough that what was found still holds.
GOOD_FOR = dt.timedelta(days=1)
REACHED = "reached"


class AddressCheckQuerySet(models.QuerySet["AddressCheck"]):
    def passed(self, at: dt.datetime) -> "AddressCheckQuerySet":
        """Reached by the server itself and seen from outside, both not long ago."""
        since = at - GOOD_FOR
        return self.filter(found=REACHED, found_at__gte=since, seen_at__gte=since)


class AddressCheck(Owned):
    """One address that a district would like to have, and how far it is known to work."""

    address = models.URLField(max_length=253)
    # What the server asks for at that address, and what only this server answers.
    nonce = models.CharField(max_length=43, unique=True)
    answer = models.CharField(max_length=43)
    # In the link that is opened from outside.
    token = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField()
    # What came of asking: REACHED, or a code of founding.reach.
    found = models.CharField(max_length=16, blank=True)
    found_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = AddressCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "address"], name="one_check_per_address")
        ]

    @property
    def is_reached(self) -> bool:
        return self.found == REACHED
