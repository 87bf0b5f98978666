"""Artifact: a file or link that belongs to a piece."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import EvidenceKind, Piece
from waypost.evidence.models.submissions import LONGEST_CAPTION, Submission
from waypost.people.models import Owned, Person
from waypost.people.policies import may_read_work
from waypost.people.viewers import System, Viewer

# Below the storage's own folder.
FOLDER = "evidence"


class Students(models.TextChoices):
    """What of students is in it; blank until the teacher said so."""

    NONE = "none", _("No students in it")
    WORK = "work", _("Student work only, names covered")
    VOICES = "voices", _("Students' voices")
    FACES = "faces", _("Students' faces")


def storage_key(artifact: "Artifact", name: str) -> str:
    """Random, so that neither the address nor the disk says whose it is."""
    token = secrets.token_hex(16)
    return f"{FOLDER}/{token[:2]}/{token}{name[name.rfind('.') :]}"


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def visible_to(self, viewer: Viewer) -> "ArtifactQuerySet":
        """The teacher's own; for reviewers and the lead what was handed in and not hidden.

        What was taken back before anybody reviewed it is the teacher's alone again.
        """
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        mine = Q(submission__person__in=viewer.selves)
        if may_read_work(viewer):
            mine |= Q(handed_in_at__isnull=False, hidden_at=None)
        return own.filter(mine)

    def openable(self) -> "ArtifactQuerySet":
        """What may still be looked at: hidden bytes are out of everyone's sight, also their own."""
        gone = Q(removed_at__isnull=False, handed_in_at=None)
        return self.filter(hidden_at=None).exclude(gone)

    def present(self) -> "ArtifactQuerySet":
        return self.filter(removed_at=None, hidden_at=None)


class Artifact(Owned):
    """A cleaned file or a link. Once handed in it is kept with its try; removing hides it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="artifacts")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    # Neutral ("Photo 2"): the name a file came with may hold a child's.
    name = models.CharField(max_length=80)
    file = models.FileField(upload_to=storage_key, blank=True, max_length=120)
    captions = models.TextField(blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.PositiveIntegerField(null=True)
    # What was changed or left out when it was cleaned: a key of intake.NOTES.
    note = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    # What trying the link found: opens, needs_sign_in, not_found, unreachable, not_tried, busy.
    trial = models.CharField(max_length=16, blank=True)
    caption = models.CharField(max_length=LONGEST_CAPTION, blank=True)
    students = models.CharField(max_length=8, choices=Students, blank=True)
    added_at = models.DateTimeField()
    # When its teacher last said something about it.
    described_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    # Hidden from everyone at once: something private could be seen in it.
    hidden_at = models.DateTimeField(null=True)

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="artifact_of_district")
        ]
