"""IssuerKey and StatusList: with what a district signs, and where it says "withdrawn" and
"suspended"."""

from django.db import models
from django.db.models import Q

from waypost.people.models import Owned


class IssuerKey(Owned):
    """The public half; the private one is a 0600 file named by the fingerprint, never a row."""

    # did:key for practice badges, did:web once the district's address is confirmed.
    did = models.CharField(max_length=400)
    public_multibase = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    practice = models.BooleanField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "practice"],
                condition=Q(retired_at=None),
                name="one_current_key",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="issuer_key_of_district"),
        ]


class StatusList(Owned):
    """Two Bitstring Status Lists, what is over and what is suspended; their bits are worked out
    from what happened, their places are random and the same in both."""

    number = models.PositiveIntegerField()
    practice = models.BooleanField()
    size = models.PositiveIntegerField(default=131_072)
    used = models.PositiveIntegerField(default=0)
    # The signed list as it is served; made again whenever a bit changes.
    body = models.BinaryField(default=bytes)
    # Its sibling, which tells at the same places what is suspended; empty in lists from before.
    suspension_body = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="status_list_number"),
            models.UniqueConstraint(fields=["district", "id"], name="status_list_of_district"),
        ]
