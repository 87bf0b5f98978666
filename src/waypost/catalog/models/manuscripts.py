"""Manuscript, PutAway, Comment, App: what is being written, what is said of it, for which apps."""

from django.db import models
from django.db.models import Q

from waypost.catalog.models.achievements import Achievement, Kind, Version
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


class ManuscriptQuerySet(models.QuerySet["Manuscript"]):
    def visible_to(self, viewer: Viewer) -> "ManuscriptQuerySet":
        """Authors write together: each sees every manuscript of the district."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System) or viewer.holds(Role.AUTHOR, Role.PROGRAM_LEAD):
            return own
        return own.none()

    def open(self) -> "ManuscriptQuerySet":
        return self.filter(published=None, put_away_at=None)

    def away(self) -> "ManuscriptQuerySet":
        return self.filter(published=None).exclude(put_away_at=None)


class Manuscript(Owned):
    """What will become a version; incomplete for as long as it takes, frozen once published."""

    kind = models.CharField(max_length=20, choices=Kind)
    # Of the achievement that it becomes, or will become: its address in the catalog.
    slug = models.SlugField(max_length=80)
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, null=True, related_name="manuscripts"
    )
    # As it was typed, by the names of `authoring.fields`: texts and lists of texts.
    body = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    touched_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    touched_at = models.DateTimeField()
    published = models.OneToOneField(
        Version, on_delete=models.PROTECT, null=True, related_name="manuscript"
    )
    # Nobody goes on with it for now; by whom, and each time before, is a PutAway.
    put_away_at = models.DateTimeField(null=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "slug"],
                condition=Q(published=None, put_away_at=None),
                name="one_open_manuscript",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="manuscript_of_district"),
        ]
        indexes = [models.Index(fields=["district", "-touched_at"])]

    @property
    def title(self) -> str:
        return str(self.body.get("title", "")).strip()

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_open(self) -> bool:
        return self.published_id is None and self.put_away_at is None


class PutAway(Owned):
    """A manuscript was put away, and perhaps brought back: when, and by whom."""

    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="put_away")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "manuscript"],
                condition=Q(back_at=None),
                name="put_away_once",
            )
        ]


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Viewer) -> "CommentQuerySet":
        return self.filter(manuscript__in=Manuscript.objects.visible_to(viewer))

    def open(self) -> "CommentQuerySet":
        return self.filter(resolved_at=None)


class Comment(Owned):
    """A remark to those who write; never deleted, put away once it is resolved."""

    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="comments")
    # The field that it is about; empty for the whole.
    field = models.CharField(max_length=80, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="comment_of_district"),
        ]
        indexes = [models.Index(fields=["manuscript", "at"])]


class AppQuerySet(models.QuerySet["App"]):
    def visible_to(self, viewer: Viewer) -> "AppQuerySet":
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System) or viewer.holds(Role.AUTHOR, Role.PROGRAM_LEAD):
            return own
        return own.none()


class App(Owned):
    """One line of the district's list of apps, as it was last checked."""

    name = models.CharField(max_length=80)
    approved = models.BooleanField(default=True)
    checked_on = models.DateField()
    note = models.CharField(max_length=160, blank=True)
    address = models.URLField(blank=True)

    objects = AppQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="app_in_district"),
            models.UniqueConstraint(fields=["district", "id"], name="app_of_district"),
        ]
