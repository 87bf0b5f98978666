"""Upload: a large file that is still arriving."""

import secrets

from django.db import models

from waypost.catalog.models import Piece
from waypost.evidence.models.artifacts import Artifact, Students
from waypost.evidence.models.submissions import LONGEST_CAPTION, Submission
from waypost.people.models import Owned, Person
from waypost.people.viewers import System, Viewer


def new_part() -> str:
    """A file name that says nothing."""
    return secrets.token_hex(16)


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, viewer: Viewer) -> "UploadQuerySet":
        """One's own, and nobody else's."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return self.none()
        return own.filter(submission__person__in=viewer.selves)

    def unfinished(self) -> "UploadQuerySet":
        return self.filter(artifact=None, refused="")


class Upload(Owned):
    """Arrives in resumable parts (tus 1.0); its row says how far it is, its part is on disk."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="uploads")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    students = models.CharField(max_length=8, choices=Students, blank=True)
    caption = models.CharField(max_length=LONGEST_CAPTION, blank=True)
    part = models.CharField(max_length=64, default=new_part)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    # Why it was not taken, in the words that the teacher reads.
    refused = models.TextField(blank=True)
    artifact = models.OneToOneField(
        Artifact, on_delete=models.PROTECT, null=True, related_name="upload"
    )

    objects = UploadQuerySet.as_manager()

    @property
    def state(self) -> str:
        """arriving, checking, refused or done."""
        if self.artifact_id:
            return "done"
        if self.refused:
            return "refused"
        return "checking" if self.offset == self.size else "arriving"
