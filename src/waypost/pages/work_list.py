"""A teacher's work as a list: where each stands, what comes next, and by when."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.evidence.actions import missing
from waypost.evidence.models import Status, Submission
from waypost.pages.standing import Standing, own_work, standing_of
from waypost.people.models import Person

# What the teacher can act on comes first.
_ORDER = (
    Status.INCOMPLETE,
    Status.SENT_BACK,
    Status.DRAFT,
    Status.WAITING,
    Status.IN_REVIEW,
    Status.DEMONSTRATED,
)
_LOOKS = {
    Status.DRAFT: ("", "pencil-line"),
    Status.WAITING: ("info", "hourglass"),
    Status.IN_REVIEW: ("info", "eye"),
    Status.SENT_BACK: ("brand", "rotate-ccw"),
    Status.INCOMPLETE: ("warn", "triangle-alert"),
    Status.DEMONSTRATED: ("good", "check"),
}


@dataclass
class Entry:
    """One row of the list."""

    submission: Submission
    standing: Standing
    left: int

    @property
    def url(self) -> str:
        return reverse("pages:work", args=[self.submission.pk])

    @property
    def kind(self) -> str:
        return _LOOKS[Status(self.submission.status)][0]

    @property
    def icon(self) -> str:
        return _LOOKS[Status(self.submission.status)][1]

    @property
    def patch_state(self) -> str:
        done = self.submission.status == Status.DEMONSTRATED
        return "earned" if done else "going"

    @property
    def is_set_aside(self) -> bool:
        return self.submission.is_set_aside

    @property
    def next(self) -> str:
        if self.is_set_aside:
            return _("Nothing is deleted. Open it to take it up again.")
        match self.submission.status:
            case Status.SENT_BACK:
                return _("Read what the reviewer wrote. Redo only the rows that aren’t there yet.")
            case Status.INCOMPLETE:
                return _("Something has to be added or changed before it can be reviewed.")
            case Status.DRAFT if not self.left:
                return _("Everything is here. Submit it when you’re ready.")
            case Status.DRAFT:
                return ngettext("%(left)d piece to go.", "%(left)d pieces to go.", self.left) % {
                    "left": self.left
                }
        return ""

    @property
    def action(self) -> str:
        goes_on = self.submission.is_open and not self.is_set_aside
        return _("Continue") if goes_on else _("Open")


def entries(viewer: Person) -> list[Entry]:
    """In the same number of queries for one as for a hundred."""
    rank = Case(
        *(When(status=status, then=Value(n)) for n, status in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    found = (
        own_work(viewer)
        .select_related("version__achievement", "requirement")
        .prefetch_related("requirement__pieces", "writings", "artifacts")
        .order_by(rank, "-touched_at")
    )
    made = []
    for submission in found:
        gaps = {gap.piece.pk for gap in missing(submission)} if submission.is_open else set()
        made.append(Entry(submission, standing_of(submission), len(gaps)))
    return sorted(made, key=lambda entry: entry.is_set_aside)
