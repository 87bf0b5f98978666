"""Requirement and its parts: what must be shown, and how it is judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models.achievements import Achievement, Version
from waypost.people.models import Owned


class RequirementKind(models.TextChoices):
    EVIDENCE = "evidence", _("Evidence, reviewed row by row")
    ACHIEVEMENTS = "achievements", _("Other badges and micro-credentials")


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("Photo or screenshot")
    PDF = "pdf", _("PDF")
    DOCUMENT = "document", _("Document")
    AUDIO = "audio", _("Audio or voice note")
    VIDEO = "video", _("Video")
    LINK = "link", _("Link")
    TEXT = "text", _("Typed here")


class Requirement(Owned):
    """All of a version's requirements must be met; it never points at what lies above it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="requirements")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=RequirementKind)
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "version", "position"], name="requirement_position"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="requirement_of_district"),
        ]


class Piece(Owned):
    """One thing to hand in; `prompts` are questions that are answered in words or by voice."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="pieces")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    # EvidenceKind values; any one kind will do unless the text asks for more.
    kinds = models.JSONField(default=list)
    prompts = models.JSONField(default=list)
    min_items = models.PositiveSmallIntegerField(default=1)
    max_items = models.PositiveSmallIntegerField(default=6)
    # Advice, not a wall: words in all prompts together, as "150-300".
    words_from = models.PositiveIntegerField(null=True)
    words_to = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "requirement", "position"], name="piece_position"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="piece_of_district"),
        ]

    @property
    def takes_text(self) -> bool:
        return EvidenceKind.TEXT in self.kinds

    @property
    def file_kinds(self) -> list[str]:
        words = {EvidenceKind.TEXT, EvidenceKind.LINK}
        return [kind for kind in self.kinds if kind not in words]

    @property
    def takes_links(self) -> bool:
        return EvidenceKind.LINK in self.kinds


class Row(Owned):
    """One row of the rubric, with the pieces in which a reviewer looks for it."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    not_yet = models.TextField()
    demonstrated = models.TextField()
    saved_comment = models.TextField()
    # A failed privacy row hides the piece and sends back as incomplete: it is not a try.
    privacy = models.BooleanField(default=False)
    pieces = models.ManyToManyField(Piece, related_name="rows")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "requirement", "position"], name="row_position"
            ),
            models.UniqueConstraint(fields=["district", "id"], name="row_of_district"),
        ]


class Choice(Owned):
    """ "Any `count` of these", for a degree; one that must be there is a choice of 1 from 1."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="choices")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    count = models.PositiveSmallIntegerField()
    achievements = models.ManyToManyField(Achievement, related_name="choices")
    # May a badge from before this system fill it, as one that was shown?
    counts_earlier = models.BooleanField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "requirement", "position"], name="choice_position"
            )
        ]
