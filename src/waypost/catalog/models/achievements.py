"""Achievement and Version: a thing to earn, and its text at one time."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Membership, Owned, Person, Role
from waypost.people.viewers import System, Viewer


class Kind(models.TextChoices):
    BADGE = "badge", _("Badge")
    MICRO_CREDENTIAL = "micro_credential", _("Micro-credential")
    DEGREE = "degree", _("Degree")


class Audience(models.TextChoices):
    """Whom a published achievement is offered to."""

    PILOT = "pilot", _("Pilot group only")
    EVERYONE = "everyone", _("Everyone")


class Shape(models.TextChoices):
    SCALLOP = "scallop", _("Scallop")
    HEX = "hex", _("Hexagon")
    OCT = "oct", _("Octagon")
    ROUND = "round", _("Circle")
    SHIELD = "shield", _("Shield")
    SQUARE = "square", _("Square")


class Hue(models.TextChoices):
    ASSESS = "assess", _("Checking and feedback")
    MEDIA = "media", _("Video and media")
    VOICE = "voice", _("Student voice")
    CULTURE = "culture", _("Classroom routines")
    DATA = "data", _("Organizing and data")
    DESIGN = "design", _("Lesson design")


class Achievement(Owned):
    """Keeps its identity and address while its versions change."""

    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.SlugField(max_length=80)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PILOT)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="slug_in_district"),
            models.UniqueConstraint(fields=["district", "id"], name="achievement_of_district"),
        ]


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, viewer: Viewer) -> "VersionQuerySet":
        """Drafts for those who write and run the program; what is in its pilot for the pilot
        groups and whoever has a duty here; the rest for everybody."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System) or viewer.holds(Role.AUTHOR, Role.PROGRAM_LEAD):
            return own
        published = own.exclude(published_at=None)
        if not isinstance(viewer, Person):
            return published.filter(achievement__audience=Audience.EVERYONE)
        return published if viewer.roles - {Role.TEACHER} else published.offered_to(viewer)

    def offered_to(self, person: Person) -> "VersionQuerySet":
        """What everybody can earn, and for the pilot groups what is in its pilot: a duty lets
        somebody read that, and makes them none of those who try it."""
        invited = Membership.objects.current().filter(person__in=person.selves)
        return self.filter(Q(achievement__audience=Audience.EVERYONE) | Q(Exists(invited)))

    def current(self) -> "VersionQuerySet":
        """The newest published version of each achievement that is still offered."""
        newest = (
            Version.objects.filter(achievement=OuterRef("achievement"))
            .exclude(published_at=None)
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest), retirement=None)

    def with_shape(self) -> "VersionQuerySet":
        """Everything the achievement's page shows, in a fixed number of queries."""
        return self.select_related("achievement", "written_by").prefetch_related(
            "steps",
            "alignments",
            "requirements__pieces",
            "requirements__rows__pieces",
            "requirements__choices__achievements",
        )


class Version(Owned):
    """The text of an achievement; from `published_at` on no byte of it changes."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12, default="en-us")
    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=160, blank=True)
    # "I …" for the teacher; "Uses …" for the page that a stranger reads.
    sentence = models.TextField()
    public_sentence = models.TextField()
    # For whom: a range of grades (-1 pre-K, 0 kindergarten … 12) and the subject, in words.
    grade_from = models.SmallIntegerField(default=-1)
    grade_to = models.SmallIntegerField(default=12)
    subject = models.CharField(max_length=80, blank=True)
    beginner_minutes = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    beginner_time = models.CharField(max_length=160)
    clock_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    content_area = models.CharField(max_length=120, blank=True)
    why = models.TextField()
    use_tomorrow = models.TextField(blank=True)
    # Neither was asked for in the first versions (and a column that may be empty is added
    # without writing the table anew, which would lose its triggers).
    lessons = models.TextField(null=True, blank=True)
    # What is different from the version before, for those who look at a new one.
    changes = models.TextField(null=True, blank=True)
    already = models.TextField()
    reviewed_by = models.CharField(max_length=160)
    review_days = models.PositiveSmallIntegerField()
    app = models.CharField(max_length=80, blank=True)
    app_note = models.CharField(max_length=160, blank=True)
    follow_up = models.TextField(blank=True)
    read_more = models.TextField(blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True)
    shape = models.CharField(max_length=12, choices=Shape)
    hue = models.CharField(max_length=12, choices=Hue)
    icon = models.CharField(max_length=60)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    # What was frozen, and its SHA-256: `basis` and badges name the digest.
    canonical = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    search = models.TextField(blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "achievement", "number"], name="version_number"
            ),
            models.UniqueConstraint(
                fields=["district", "achievement"],
                condition=Q(published_at=None),
                name="one_draft_per_achievement",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="version_of_district"),
        ]

    @property
    def kind(self) -> str:
        return self.achievement.kind

    @property
    def kind_label(self) -> str:
        return str(Kind(self.achievement.kind).label)


class Retirement(Owned):
    """No longer offered; what was earned stays true. A row, because the version is frozen."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="retirement")
    reason = models.TextField(blank=True)
    retired_at = models.DateTimeField()


class Step(Owned):
    """One of the few steps under "How it works"."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "version", "position"], name="step_position"
            )
        ]


class Alignment(Owned):
    """A code in someone's framework, with that framework's version: codes only, never its text."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="alignments")
    framework = models.CharField(max_length=80)
    framework_version = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    url = models.URLField(blank=True)

    class Meta:
        ordering = ["framework", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "version", "framework", "framework_version", "code"],
                name="alignment_once",
            )
        ]
