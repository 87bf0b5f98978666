"""Where does this person stand with each achievement? Evidence and awards, put side by side."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.models import Piece, Row
from waypost.credentials.models import Award
from waypost.evidence.models import Artifact, Attempt, Status, Submission, Writing
from waypost.pages import places
from waypost.people.models import Person
from waypost.people.viewers import Viewer


class State(StrEnum):
    NEW = "new"
    DRAFT = "draft"
    REDO = "redo"
    COMPLETE = "complete"
    WAITING = "waiting"
    SHOWN = "shown"
    EARNED = "earned"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    # Earned before the district's address was confirmed: it counts for nothing any more.
    PRACTICE = "practice"


_OF_STATUS = {
    Status.DRAFT: State.DRAFT,
    Status.SENT_BACK: State.REDO,
    Status.INCOMPLETE: State.COMPLETE,
    Status.WAITING: State.WAITING,
    Status.IN_REVIEW: State.WAITING,
    Status.DEMONSTRATED: State.SHOWN,
}
OPEN = (State.DRAFT, State.REDO, State.COMPLETE)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`submission` and `award` are ids; `due_at` is what was promised for the try that waits."""

    state: State = State.NEW
    submission: uuid.UUID | None = None
    requirement: uuid.UUID | None = None
    award: uuid.UUID | None = None
    due_at: dt.datetime | None = None
    pieces: int = 0
    begun: int = 0
    next_piece: str = ""
    rows: int = 0
    rows_done: int = 0
    touched_at: dt.datetime | None = None
    # Of an award: the version it is of, whether it can be shown again, and what is under way
    # beside it, to renew it or to earn a newer version.
    number: int = 0
    ends: bool = False
    again: "Standing | None" = None
    # An award that ran out, or was made for practice where badges are real by now, fills no rule.
    counts: bool = True

    @property
    def fills(self) -> bool:
        """Does it fill a place in a degree's rule today?"""
        return self.state == State.EARNED and self.counts

    @property
    def percent(self) -> int:
        """Of the way to the badge, for the stitches: what is handed in counts more than begun."""
        match self.state:
            case State.EARNED | State.SHOWN:
                return 100
            case State.WAITING:
                return 88
            case State.COMPLETE:
                return 80
            case State.REDO:
                return 40 + round(52 * self.rows_done / max(1, self.rows))
            case State.DRAFT:
                return 8 + round(64 * self.begun / max(1, self.pieces))
        return 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def rows_left(self) -> int:
        return max(0, self.rows - self.rows_done)

    @property
    def patch(self) -> str:
        """How its patch is drawn."""
        if self.state in (State.EARNED, State.NEW):
            return "earned"
        lost = self.state in (State.WITHDRAWN, State.SUSPENDED)
        return "withdrawn" if lost else "going"

    @property
    def label(self) -> str:
        """A tag's worth of words; empty for what was never begun."""
        match self.state:
            case State.EARNED:
                return _("Earned")
            case State.WITHDRAWN:
                return _("Withdrawn")
            case State.SUSPENDED:
                return _("Suspended")
            case State.PRACTICE:
                return _("Earned for practice")
            case State.SHOWN:
                return _("Demonstrated")
            case State.WAITING:
                return _("With a reviewer")
            case State.COMPLETE:
                return _("One thing to complete")
            case State.REDO:
                return ngettext("%(n)s row to redo", "%(n)s rows to redo", self.rows_left) % {
                    "n": self.rows_left
                }
            case State.DRAFT:
                return _("In progress")
        return ""

    @property
    def tone(self) -> str:
        """The tag's kind: a result is never a warning."""
        if self.state == State.WITHDRAWN:
            return "bad"
        if self.state == State.SUSPENDED:
            return "warn"
        return "good" if self.state in (State.EARNED, State.SHOWN) else "info"

    @property
    def icon(self) -> str:
        match self.state:
            case State.EARNED | State.SHOWN:
                return "check"
            case State.WAITING:
                return "hourglass"
            case State.REDO | State.COMPLETE:
                return "rotate-ccw"
            case State.WITHDRAWN:
                return "x"
            case State.SUSPENDED:
                return "circle-pause"
            case State.PRACTICE:
                return "flask-conical"
        return "pen-line"

    @property
    def url(self) -> str:
        """The holder's badge, or the work."""
        if self.award:
            return places.badge(self.award)
        return places.work(self.submission) if self.submission else ""


NOTHING = Standing()


def standings(
    viewer: Viewer, achievements: Iterable[uuid.UUID] | None = None
) -> dict[uuid.UUID, Standing]:
    """By achievement, in two queries; only what was begun or earned, and nothing for strangers."""
    if not isinstance(viewer, Person):
        return {}
    works = own_work(viewer)
    awards = Award.objects.of(viewer)
    if achievements is not None:
        works = works.filter(version__achievement__in=achievements)
        awards = awards.filter(version__achievement__in=achievements)
    found = {
        work.version.achievement_id: standing_of(work)
        for work in works.select_related("version").only(*_NEEDED).order_by("touched_at")
    }
    again = Award.objects.to_show_again(viewer, at=timezone.now()).active()
    ending = Exists(again.filter(pk=OuterRef("pk")))
    for award in (
        awards.select_related("version", "withdrawal")
        .only(*_NEEDED_OF_AWARDS)
        .annotate(ends=ending)
        .order_by("awarded_at")
    ):
        achievement, state = award.version.achievement_id, _state_of(award, viewer)
        before, counts = found.get(achievement, NOTHING), counts_today(award, viewer)
        if before.fills and not (state == State.EARNED and counts):
            continue
        if state in (State.EARNED, State.SUSPENDED) or before.state in _YIELDING:
            found[achievement] = earned_standing(award, state, counts, before)
    return found


def earned_standing(award: Award, state: State, counts: bool, before: Standing) -> Standing:
    """`award` is one of those that were asked with `ends`; `before` is the work beside it."""
    standing = Standing(
        state=state,
        award=award.pk,
        touched_at=award.awarded_at,
        counts=counts,
        number=award.version.number,
        ends=bool(vars(award).get("ends")),
    )
    work = before.again or before
    open_beside = work.is_open or work.state == State.WAITING
    newer = work.number > standing.number or (work.number == standing.number and standing.ends)
    beside = work if state == State.EARNED and open_beside and newer else None
    return replace(standing, again=beside)


_YIELDING = (State.NEW, State.SHOWN, State.WITHDRAWN, State.PRACTICE)


def _state_of(award: Award, viewer: Person) -> State:
    if hasattr(award, "withdrawal"):
        return State.WITHDRAWN
    if award.suspended_at and award.practice == viewer.district.practice:
        return State.SUSPENDED
    return State.EARNED if award.practice == viewer.district.practice else State.PRACTICE


def counts_today(award: Award, earner: Person) -> bool:
    """As a degree's rule takes it: of the kind that the district awards today, neither expired nor
    suspended."""
    of_today = award.practice == earner.district.practice
    return of_today and award.counts and not award.is_expired(timezone.now())


_NEEDED_OF_AWARDS = (
    "awarded_at",
    "expires_at",
    "renewed_until",
    "practice",
    "stands",
    "suspended_at",
    "version__number",
    "version__achievement_id",
    "withdrawal__withdrawn_at",
)
_NEEDED = (
    "status",
    "rows_done",
    "touched_at",
    "requirement_id",
    "version__achievement_id",
    "version__number",
)


def own_work(person: Person) -> "QuerySet[Submission]":
    """With how far each is, counted by the database."""
    here = OuterRef("requirement")
    pieces = Piece.objects.filter(requirement=here).order_by()
    artifacts = Artifact.objects.present().order_by()
    in_piece = {"piece": OuterRef("pk"), "submission": OuterRef(OuterRef("pk"))}
    begun = Exists(artifacts.filter(**in_piece)) | Exists(
        Writing.objects.filter(**in_piece).exclude(text="")
    )
    waiting = Attempt.objects.undecided().filter(submission=OuterRef("pk"))
    return Submission.objects.filter(person__in=person.selves).annotate(
        pieces=_count(pieces),
        begun=_count(pieces.filter(begun)),
        next_piece=Subquery(pieces.exclude(begun).order_by("position").values("title")[:1]),
        rows=_count(Row.objects.filter(requirement=here).order_by()),
        due_at=Subquery(waiting.values("due_at")[:1], output_field=DateTimeField()),
    )


def _count(things: "QuerySet[Piece] | QuerySet[Row]") -> Coalesce:
    counted = things.values("requirement").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def standing_of(work: Submission) -> Standing:
    """Of a row of `own_work`."""
    return Standing(
        state=_OF_STATUS[Status(work.status)],
        submission=work.pk,
        requirement=work.requirement_id,
        due_at=getattr(work, "due_at", None),
        pieces=getattr(work, "pieces", 0),
        begun=getattr(work, "begun", 0),
        next_piece=getattr(work, "next_piece", None) or "",
        rows=getattr(work, "rows", 0),
        rows_done=len(work.rows_done),
        touched_at=work.touched_at,
        number=work.version.number,
    )
