"""Endorsement: what somebody else signed in praise of one version."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from waypost.catalog.models import Version
from waypost.openbadges import Document, load
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def visible_to(self, viewer: Viewer) -> "EndorsementQuerySet":
        """All of them for whoever runs the program; of the others, what is shown today is read with
        its badge."""
        own = self.filter(district=viewer.district)
        may = isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)
        return own if may else self.none()

    def shown(self, version: Version, at: dt.datetime) -> "EndorsementQuerySet":
        """What stands beside this version at that moment, and goes into badges of it."""
        of_today = Q(valid_until=None) | Q(valid_until__gt=at)
        shown = self.filter(of_today, version=version, taken_out_at=None)
        return shown.exclude(shown_at=None).order_by("shown_at", "pk")


class Endorsement(Owned):
    """A credential that its endorser signed; it says of an achievement's id that it is good."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endorsements")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # What is read in the body, for lists and pages; `endorser` is an id, such as a did:web.
    endorser = models.CharField(max_length=2000)
    endorser_name = models.CharField(max_length=200)
    comment = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="endorsement_of_district"),
            models.UniqueConstraint(
                fields=["district", "sha256"],
                condition=Q(taken_out_at=None),
                name="endorsement_once",
            ),
        ]

    @cached_property
    def document(self) -> Document:
        """Raises Unreadable for bytes that were damaged on their disk."""
        return load(bytes(self.body))

    def is_over(self, at: dt.datetime) -> bool:
        return self.valid_until is not None and self.valid_until <= at
