"""HelpDesk and HelpRequest."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Version
from waypost.evidence.models import Submission
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import Viewer

LONGEST = 1000
LONGEST_LINE = 120


def photo_key(desk: "HelpDesk", name: str) -> str:
    """Random, and new with each photo."""
    return f"help/{secrets.token_hex(16)}{name[name.rfind('.') :]}"


class HelpDesk(Owned):
    """Who helps in a district, with one typed line about when and where."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    photo = models.FileField(upload_to=photo_key, max_length=120, null=True, blank=True)
    line = models.CharField(max_length=LONGEST_LINE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district"], name="one_help_desk_in_district")
        ]

    @property
    def photo_name(self) -> str:
        """The last part of its address; empty without one."""
        return self.photo.name.rpartition("/")[2].partition(".")[0] if self.photo else ""


def helps(viewer: Viewer) -> bool:
    """Is it theirs to answer? Asked of the database only for who holds none of the roles."""
    if not isinstance(viewer, Person) or viewer.holds(Role.PRINCIPAL):
        return False
    if viewer.holds(Role.PROGRAM_LEAD, Role.COACH):
        return True
    return HelpDesk.objects.filter(district=viewer.district, person=viewer).exists()


class Place(models.TextChoices):
    """Where a teacher was when they asked; how their tries went is nobody's business here."""

    READING = "reading", _("Reading what it takes")
    WORKING = "working", _("Working on it")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def visible_to(self, viewer: Viewer) -> "HelpRequestQuerySet":
        """Those who help see the district's; everybody sees their own."""
        own = self.filter(district=viewer.district)
        if not isinstance(viewer, Person):
            return self.none()
        return own if helps(viewer) else own.filter(person__in=viewer.selves)

    def open(self) -> "HelpRequestQuerySet":
        return self.filter(answered_at=None)


class HelpRequest(Owned):
    """Somebody asked; kept, with when it was answered and by whom."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="asked")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # What they typed; nothing is fine.
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="answered"
    )

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="help_request_of_district"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "asked_at"],
                name="asked_and_open",
                condition=models.Q(answered_at=None),
            ),
            models.Index(fields=["person", "version", "asked_at"], name="asked_by_person"),
        ]

    @property
    def place(self) -> Place:
        return Place.WORKING if self.submission_id else Place.READING
