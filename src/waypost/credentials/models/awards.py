"""Met and Award."""

import base64
import datetime as dt
import re
import secrets
import uuid
from functools import cached_property

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Requirement, Version
from waypost.credentials.models.renewal_rules import RenewalRule
from waypost.openbadges import CLOCK_LEEWAY
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


def public_token() -> str:
    """128 random bits, safe in an address: says nothing about when, where or who."""
    return secrets.token_urlsafe(16)


# How long before its end a badge can be renewed; whoever does loses no day of it.
RENEWED_FROM = dt.timedelta(days=60)
# One that is valid for a month only is not renewed by a second tap, or by hearing of it twice.
NEW_FOR = dt.timedelta(days=14)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class MetQuerySet(models.QuerySet["Met"]):
    def counting(self, person: Person, version: Version, *, at: dt.datetime) -> "MetQuerySet":
        """What may carry an award today: not met for practice where badges are real by now, not
        what a withdrawn award rested on, and not what is to be shown again."""
        return self.in_round(Award.objects.rounds(person, version, at=at), person, version)

    def in_round(self, number: int, person: Person, version: Version) -> "MetQuerySet":
        """The same, for whoever has counted the rounds."""
        return self.filter(
            person__in=person.selves,
            requirement__version=version,
            practice=person.district.practice,
            round=number,
        )


class Met(Owned):
    """A requirement, met. `basis` is name-free and frozen: later rooms may change, it does not."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="met")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="met")
    practice = models.BooleanField()
    # How many awards of the version had been withdrawn from them before, and how often one was
    # renewed by showing it again: each takes with it what it rested on.
    round = models.PositiveSmallIntegerField(default=0)
    basis = models.JSONField()
    met_at = models.DateTimeField()

    objects = MetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "requirement", "person", "practice", "round"],
                name="met_once_a_round",
            )
        ]


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, viewer: Viewer) -> "AwardQuerySet":
        """Strangers: what the earner made public. Staff with a duty: all. Otherwise one's own."""
        own = self.filter(district=viewer.district)
        if isinstance(viewer, System):
            return own
        if not isinstance(viewer, Person):
            return own.open_to_all()
        if viewer.holds(Role.PROGRAM_LEAD, Role.HR):
            return own
        return own.filter(person__in=viewer.selves)

    def with_face(self) -> "AwardQuerySet":
        """All that a badge's page and files show, without a query per badge."""
        return self.select_related(
            "district",
            "person__joined_into",
            "version__achievement",
            "withdrawal",
            "award_list",
        )

    def at_address(self, public_id: str) -> "AwardQuerySet":
        """The one at /c/<public_id>; what nobody made as an id is never asked of the database,
        which may refuse it instead of answering (PostgreSQL and U+0000)."""
        return self.filter(public_id=public_id) if _TOKEN.fullmatch(public_id) else self.none()

    def open_to_all(self) -> "AwardQuerySet":
        return self.filter(visibility__in=Award.OPEN)

    def standing(self) -> "AwardQuerySet":
        """Not withdrawn; whoever holds one of these is not awarded the same once more."""
        return self.filter(stands=True)

    def active(self) -> "AwardQuerySet":
        """What counts: not withdrawn, and not suspended."""
        return self.standing().filter(suspended_at=None)

    def held_by(self, person: Person) -> "AwardQuerySet":
        """What counts, of the kind that their district awards today, practice or real."""
        return self.active().of_today(person)

    def of_today(self, person: Person) -> "AwardQuerySet":
        """Theirs, of the kind that their district awards today."""
        return self.of(person).filter(practice=person.district.practice)

    def of(self, person: Person) -> "AwardQuerySet":
        """Whatever was awarded to this human here, under whichever entry."""
        return self.filter(person__in=person.selves)

    def dated(self) -> "AwardQuerySet":
        """With `earned`: the date that holds, as awarded or as corrected."""
        return self.annotate(earned=Coalesce("dated_at", "awarded_at"))

    def unexpired(self, at: dt.datetime) -> "AwardQuerySet":
        return self.filter(Q(expires_at=None) | Q(renewed_until__gt=at) | Q(expires_at__gt=at))

    def withdrawn_from(self, person: Person, version: Version) -> int:
        """How many of today's kind were withdrawn from `person`."""
        return self.of_today(person).filter(stands=False, version=version).count()

    def rounds(self, person: Person, version: Version, *, at: dt.datetime) -> int:
        """How often the version was shown anew by `person`: whenever it was withdrawn before, or
        renewed by showing it again. One that can be renewed so by now begins the next round, and
        so does one from a list, which rests on what nobody showed here."""
        theirs = self.of_today(person).filter(version=version)
        if not theirs.exists():  # nearly always, and three questions less
            return 0
        shown = theirs.filter(renewals__reason="shown").values("renewals").count()
        again = theirs.to_show_again(person, at=at).count()
        listed = theirs.from_a_list().filter(Q(stands=True) | Q(award_list=None)).count()
        return self.withdrawn_from(person, version) + shown + again + listed

    def from_a_list(self) -> "AwardQuerySet":
        """Also what was shown here since, and no longer rests on the list."""
        return self.filter(award_line__isnull=False)

    def with_end(self) -> "AwardQuerySet":
        """With `ending`: its last moment, as promised or as renewed."""
        return self.annotate(ending=Coalesce("renewed_until", "expires_at"))

    def ending(self, at: dt.datetime) -> "AwardQuerySet":
        """What its time says can be renewed: it ends soon or has ended, and is not as good as new.
        While it is suspended nobody is asked to; what was handed in before that is not lost."""
        fresh = at - NEW_FOR
        renewed = Exists(
            self.model.objects.filter(pk=OuterRef("pk"), renewals__renewed_at__gt=fresh)
        )
        found = self.standing().with_end().filter(Q(ending__lte=at + RENEWED_FROM))
        found = found.filter(awarded_at__lte=fresh)
        return found.exclude(renewed)

    def to_show_again(self, person: Person, *, at: dt.datetime) -> "AwardQuerySet":
        """Of what can be renewed, what their district lets the earner show again."""
        asks_lead = RenewalRule.objects.filter(
            district=OuterRef("district"), asks=RenewalRule.Asks.LEAD
        )
        return self.ending(at).of_today(person).exclude(Exists(asks_lead))


class Award(Owned):
    """The fact that someone earned a version; its documents are separate, exact bytes."""

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Only me, the program leads and HR")
        PUBLIC = "public", _("Anyone with the link")
        FRONT_PAGE = "front_page", _("Anyone, and the district’s front page may show it")

    OPEN = (Visibility.PUBLIC, Visibility.FRONT_PAGE)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="awards")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="awards")
    public_id = models.CharField(max_length=22, unique=True, default=public_token)
    # In the certificate's QR: shows name, title, date, status even while private. Renewable.
    share_key = models.CharField(max_length=22, default=public_token)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    # Ids of artifacts that the earner chose to show beside a public badge.
    shown = models.JSONField(default=list)
    practice = models.BooleanField()
    # On which list's word it stands: nobody reviewed anything for it here. Empty from the moment it
    # was shown here; that it came from a list is said by its AwardLine.
    award_list = models.ForeignKey(
        "credentials.AwardList", on_delete=models.PROTECT, null=True, related_name="awards"
    )
    awarded_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    # As a list dated it or as it was corrected, and as hours outside contract time were last said:
    # indexes for lists. Who said so, when and why are AwardLine, Correction and OutsideHours.
    dated_at = models.DateTimeField(null=True)
    outside_hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    # When the hours were first handed to the district's own system.
    exported_at = models.DateTimeField(null=True)
    # Until when it was renewed last: an index for lists, whose Renewals say how and by whom.
    renewed_until = models.DateTimeField(null=True)
    # Since when it is suspended, where it is: an index for lists. Why is the newest Suspension.
    suspended_at = models.DateTimeField(null=True)
    # False from its withdrawal on; when, why and by whom is the Withdrawal.
    stands = models.BooleanField(default=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "person", "version", "practice"],
                condition=Q(stands=True),
                name="one_standing_award",
            ),
            models.UniqueConstraint(fields=["district", "id"], name="award_of_district"),
        ]
        indexes = [
            # Whoever is awarded is asked for first, and a version may have ten thousand holders.
            models.Index(fields=["person", "version"], name="award_of_person_and_version"),
        ]

    @property
    def earned_at(self) -> dt.datetime:
        """The date that holds: as awarded, as a list dated it, or as corrected since."""
        return self.dated_at or self.awarded_at

    @property
    def holder(self) -> Person:
        """Whose it is today, where two entries of one person were joined."""
        return self.person.holder

    @property
    def urn(self) -> str:
        return f"urn:uuid:{uuid.UUID(bytes=_token_bytes(self.public_id))}"

    @property
    def is_open_to_all(self) -> bool:
        return self.visibility in self.OPEN

    @property
    def ends_at(self) -> dt.datetime | None:
        """Its last moment, as promised or as renewed since."""
        return self.renewed_until or self.expires_at

    @cached_property
    def news(self) -> set[str]:
        """Which kinds of news there are of it: most badges have none, and are asked for no more."""
        kinds = {
            "corrected": self.corrections.all(),
            "suspended": self.suspensions.all(),
            "renewed": self.renewals.all(),
            "newer": self._newer(),
        }
        first, *others = (
            rows.order_by().annotate(kind=Value(name)).values_list("kind", flat=True)
            for name, rows in kinds.items()
        )
        return set(first.union(*others))

    @cached_property
    def newer_earned(self) -> "Award | None":
        """The same earner's award of a newer version, while it counts; the first of them. Both
        stay true: the older one says so and is never withdrawn for it."""
        if "newer" not in self.news:
            return None
        return self._newer().order_by("awarded_at", "pk").select_related("version").first()

    def _newer(self) -> AwardQuerySet:
        return Award.objects.active().filter(
            district=self.district_id,
            person__in=self.holder.selves,
            practice=self.practice,
            version__achievement=self.version.achievement_id,
            version__number__gt=self.version.number,
        )

    @property
    def counts(self) -> bool:
        """Neither withdrawn nor suspended."""
        return self.stands and self.suspended_at is None

    def is_expired(self, at: dt.datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def is_dated_ahead(self, at: dt.datetime) -> bool:
        """One of two clocks is wrong: the one it was awarded by, or the one that says `at`."""
        return self.earned_at > at + CLOCK_LEEWAY


def _token_bytes(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "==")
