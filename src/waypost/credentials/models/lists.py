"""AwardList and AwardLine: one badge for many people at once, and what became of each of them."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Version
from waypost.credentials.models.awards import Award
from waypost.people.models import Owned, Person, Role
from waypost.people.viewers import System, Viewer


class AwardListQuerySet(models.QuerySet["AwardList"]):
    def visible_to(self, viewer: Viewer) -> "AwardListQuerySet":
        """For whoever runs the program."""
        runs = isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)
        return self.filter(district=viewer.district) if runs else self.none()


class AwardList(Owned):
    """People who are awarded one version together, on the district's word and without a review."""

    class Source(models.TextChoices):
        FILE = "file", _("A file")
        PASTED = "pasted", _("Pasted lines")
        PEOPLE = "people", _("People of the district")

    class Ground(models.TextChoices):
        """Why the district stands behind it; the public page says so."""

        SESSION = "session", _("They attended a session before this site was used")
        OFFICE = "office", _("A list from a county office or service center")
        PAPER = "paper", _("In place of a paper certificate")
        RECORD = "record", _("Another record that the district has")

    class State(models.TextChoices):
        """An index for lists of lists; what happened is the lines and the times below."""

        LOOKED_OVER = "looked_over", _("Not begun")
        RUNNING = "running", _("Awarding")
        PAUSED = "paused", _("Stopped for now")
        DONE = "done", _("Done")
        WITHDRAWING = "withdrawing", _("Being withdrawn")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="award_lists")
    source = models.CharField(max_length=8, choices=Source)
    # Of people chosen here, the words for by what.
    file_name = models.CharField(max_length=120, blank=True)
    # Of the file as it was brought, which is not kept; of chosen people, of their ids.
    sha256 = models.CharField(max_length=64)
    ground = models.CharField(max_length=8, choices=Ground)
    # Where the list is from, for those who are on it and the team.
    note = models.CharField(max_length=500)
    letters = models.BooleanField(default=True)
    # Of which kind its badges are, from the moment it was begun.
    practice = models.BooleanField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.LOOKED_OVER)
    # Goes up whenever somebody starts it again or withdraws it: a piece of work that was meant for
    # an earlier turn is nobody's any more.
    turn = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_note = models.TextField(blank=True)

    objects = AwardListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "id"], name="award_list_of_district"),
        ]
        indexes = [models.Index(fields=["district", "brought_at"], name="award_list_newest")]

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.WITHDRAWING)

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.PAUSED, self.State.DONE)


class AwardLineQuerySet(models.QuerySet["AwardLine"]):
    def ready(self) -> "AwardLineQuerySet":
        return self.filter(state=AwardLine.State.READY)

    def decided(self) -> "AwardLineQuerySet":
        """Those that had their turn after it was begun."""
        return self.exclude(decided_at=None)

    def counts(self) -> dict[str, int]:
        """How many there are in each state that some are in, in one query."""
        found = self.order_by().values_list("state").annotate(n=Count("pk"))
        return dict(found)


class AwardLine(Owned):
    """One line of a list, from the look-over on; it is never lost, whatever becomes of it."""

    class State(models.TextChoices):
        READY = "ready", _("To be awarded")
        AWARDED = "awarded", _("Awarded")
        HELD = "held", _("Already held")
        REFUSED = "refused", _("Not awarded")
        LEFT_OUT = "left_out", _("Left out")

    award_list = models.ForeignKey(AwardList, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    # As it stood in the file: e-mail, name, date, note. Let go some time after the list has ended.
    said = models.JSONField(default=dict)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="award_lines"
    )
    earned_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State)
    # A word for why it is not awarded, and what goes into its sentence.
    problem = models.CharField(max_length=24, blank=True)
    facts = models.JSONField(default=dict)
    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, null=True, related_name="award_line"
    )
    decided_at = models.DateTimeField(null=True)

    objects = AwardLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "award_list", "number"], name="award_line_number"
            ),
        ]
        indexes = [
            models.Index(fields=["award_list", "state", "number"], name="award_line_next"),
        ]
