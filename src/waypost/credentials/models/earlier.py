"""EarlierImport and EarlierRecord: what was earned before this system, as the district has it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Achievement
from waypost.credentials.models.outside import OutsideBadge
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


class EarlierImportQuerySet(models.QuerySet["EarlierImport"]):
    def visible_to(self, viewer: Viewer) -> "EarlierImportQuerySet":
        """For those who keep the district's records."""
        kept = isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD, Role.HR)
        return self.filter(district=viewer.district) if kept else self.none()

    def without_bytes(self) -> "EarlierImportQuerySet":
        return self.defer("body")


class EarlierImport(Owned):
    """A file of records: brought, looked over, then added, and perhaps taken back."""

    file_name = models.CharField(max_length=120)
    # Until it is added: then its records are what is kept, and of it the digest.
    body = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    # Folded title → id of the achievement as which it counts, or "" for itself only.
    choices = models.JSONField(default=dict)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(null=True)
    # How many lines were new and how many were here, and the numbers of those with a mistake.
    report = models.JSONField(default=dict)
    taken_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = EarlierImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="earlier_import_of_district"),
        ]


class EarlierRecordQuerySet(models.QuerySet["EarlierRecord"]):
    def visible_to(self, viewer: Viewer) -> "EarlierRecordQuerySet":
        """One's own; all of them for those who keep the records. Strangers see none."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        return (
            own
            if viewer.holds(Role.PROGRAM_LEAD, Role.HR)
            else own.filter(person__in=viewer.selves)
        )

    def active(self) -> "EarlierRecordQuerySet":
        return self.filter(taken_back_at=None)

    def counting(self, person: Person) -> "EarlierRecordQuerySet":
        """What a degree's choice may take, where its rule says so; the oldest first."""
        return (
            self.active()
            .filter(district=person.district, person__in=person.selves, achievement__isnull=False)
            .order_by("earned_on", "pk")
        )


class EarlierRecord(Owned):
    """Earned before, on record at the district. It is no award: nobody signed it, it has no page
    that others see, and nobody calls it verified."""

    class Known(models.TextChoices):
        """How much of the date is known; the rest of `earned_on` is its first day."""

        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="earlier_records")
    title = models.CharField(max_length=200)
    # The title as it is compared.
    key = models.CharField(max_length=200)
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, null=True, related_name="earlier_records"
    )
    earned_on = models.DateField()
    known = models.CharField(max_length=5, choices=Known)
    issuer = models.CharField(max_length=160, blank=True)
    note = models.CharField(max_length=500, blank=True)
    # From a line of a file, or because the lead let a badge from elsewhere count.
    brought = models.ForeignKey(
        EarlierImport, on_delete=models.PROTECT, null=True, related_name="records"
    )
    line = models.PositiveIntegerField(null=True)
    outside = models.ForeignKey(
        OutsideBadge, on_delete=models.PROTECT, null=True, related_name="records"
    )
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.TextField(blank=True)

    objects = EarlierRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="earlier_record_of_district"),
            models.UniqueConstraint(
                fields=["district", "person", "key", "earned_on", "known"],
                condition=Q(taken_back_at=None),
                name="earlier_record_once",
            ),
        ]
