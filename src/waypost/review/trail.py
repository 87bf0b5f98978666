"""Who did what, and when, for one submission: composed from the rows that are there anyway."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.credentials.history import (
    CORRECTED,
    ISSUED,
    LISTED,
    NEWER,
    RENEWED,
    RESTORED,
    SIGNED,
    SUSPENDED,
    WITHDRAWN,
    Step,
    history,
)
from waypost.credentials.models import Award
from waypost.evidence.events import PieceHidden
from waypost.evidence.models import Artifact, Attempt, Outcome, Submission
from waypost.journal.models import Entry
from waypost.people.models import Person, Role
from waypost.review.blind import Face
from waypost.review.events import ReviewPutBack
from waypost.review.models import Review, Verdict


@dataclass(frozen=True)
class Happening:
    at: dt.datetime
    icon: str
    what: str
    who: str
    more: str = ""


@dataclass(frozen=True)
class _Names:
    """How this viewer may read the people of the trail."""

    viewer: Person
    teacher: Person
    face: Face
    names_reviewers: bool

    def of_teacher(self) -> str:
        return _("You") if self.teacher.pk in self.viewer.selves else self.face.name

    def of_reviewer(self, reviewer: Person) -> str:
        if reviewer.pk == self.viewer.pk:
            return _("You")
        return reviewer.name if self.names_reviewers else _("A reviewer")

    def of_lead(self, lead: Person) -> str:
        if lead.pk == self.viewer.pk:
            return _("You")
        return lead.name if self.names_reviewers else _("The program lead")

    def of_actor(self, reference: str, reviewers: dict[str, Person]) -> str:
        """Whoever the journal names by id: the teacher, a reviewer, or else the program lead."""
        if reference == self.viewer.reference:
            return _("You")
        if reference == self.teacher.reference:
            return self.of_teacher()
        if reference in reviewers:
            return self.of_reviewer(reviewers[reference])
        return _("The program lead")


def trail(submission: Submission, viewer: Person, face: Face) -> list[Happening]:
    """Oldest first. Whether the viewer may read it (may_read_trail) is asked before."""
    names = _Names(
        viewer=viewer,
        teacher=submission.person,
        face=face,
        names_reviewers=viewer.holds(Role.PROGRAM_LEAD)
        and submission.person_id not in viewer.selves,
    )
    reviews = list(
        Review.objects.filter(attempt__submission=submission).select_related("reviewer", "decision")
    )
    found = [
        Happening(submission.started_at, "sprout", _("Work started"), names.of_teacher()),
        *_tries(submission, names),
        *_reviews(reviews, names),
        *_by_journal(submission, names, {r.reviewer.reference: r.reviewer for r in reviews}),
        *_award(submission, names),
    ]
    return sorted(found, key=lambda happening: happening.at)


def _tries(submission: Submission, names: _Names) -> list[Happening]:
    found = []
    for attempt in Attempt.objects.filter(submission=submission):
        what = _("Handed in, try %(n)s") % {"n": attempt.try_number}
        found.append(Happening(attempt.submitted_at, "send", what, names.of_teacher()))
        if attempt.outcome == Outcome.TAKEN_BACK and attempt.ended_at:
            back = _("Taken back before anybody reviewed it")
            found.append(Happening(attempt.ended_at, "undo-2", back, names.of_teacher()))
    return found


def _reviews(reviews: list[Review], names: _Names) -> list[Happening]:
    found = []
    for review in reviews:
        who = names.of_reviewer(review.reviewer)
        found.append(Happening(review.started_at, "glasses", _("Review started"), who))
        decision = getattr(review, "decision", None)
        if decision:
            icon, what = _decided(decision.verdict)
            found.append(Happening(decision.decided_at, icon, what, who))
    return found


def _decided(verdict: str) -> tuple[str, str]:
    if verdict == Verdict.AWARD:
        return "circle-check", _("Decided: Demonstrated, every row")
    if verdict == Verdict.NOT_YET:
        return "corner-up-left", _("Decided: sent back, some rows Not yet")
    return "puzzle", _("Decided: sent back to complete; not a try")


def _by_journal(
    submission: Submission, names: _Names, reviewers: dict[str, Person]
) -> list[Happening]:
    """What the rows tell without saying who: pieces hidden, tries put back."""
    entries = Entry.objects.filter(
        district=submission.district_id,
        subject=submission.pk,
        kind__in=[PieceHidden.kind(), ReviewPutBack.kind()],
    )
    pieces = {str(a.pk): a.name for a in Artifact.objects.filter(submission=submission)}
    found = []
    for entry in entries:
        who = names.of_actor(entry.actor, reviewers)
        if entry.kind == ReviewPutBack.kind():
            found.append(Happening(entry.at, "undo-2", _("Put back for another reviewer"), who))
            continue
        piece = pieces.get(entry.facts["artifact"], "")
        what = _("Hidden from everyone: %(piece)s") % {"piece": piece}
        found.append(Happening(entry.at, "eye-off", what, who))
    return found


def _award(submission: Submission, names: _Names) -> list[Happening]:
    """The badge and what became of it; why is for the teacher and the lead."""
    reads_why = submission.person_id in names.viewer.selves or names.names_reviewers
    awards = Award.objects.of(submission.person.holder).filter(version=submission.version_id)
    return [
        Happening(
            step.at,
            ICONS[step.kind],
            newer_words(step),
            names.of_lead(step.by) if step.by else _("The district"),
            more=(step.reason or step.inside) if reads_why else "",
        )
        for award in awards.with_face()
        for step in history(award)
    ]


ICONS = {
    ISSUED: "award",
    LISTED: "list-checks",
    CORRECTED: "file-pen-line",
    SIGNED: "refresh-cw",
    SUSPENDED: "circle-pause",
    RESTORED: "circle-play",
    RENEWED: "calendar-sync",
    NEWER: "sparkles",
    WITHDRAWN: "circle-x",
}


def newer_words(step: Step) -> str:
    """With the number of a newer version, which says more than that there is one."""
    if step.newer is None:
        return step.what
    return _("Version %(number)s was earned") % {"number": step.newer.version.number}
