"""Hand it in after a check that names exactly what is missing; take it back."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from waypost.catalog.models import EvidenceKind, Piece
from waypost.evidence.events import WorkSubmitted, WorkTakenBack
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.evidence.models.attempts import SAID
from waypost.evidence.models.submissions import OPEN_TO_TEACHER, NotPossible
from waypost.evidence.policies import may_edit
from waypost.journal.actions import record
from waypost.people.calendar import promised_by
from waypost.people.policies import require
from waypost.people.viewers import Viewer


@dataclass(frozen=True)
class Missing:
    """One thing to do before handing in: `code` is nothing, prompt, students or link."""

    piece: Piece
    code: str
    prompt: int | None = None
    artifact: Artifact | None = None


class NotReady(Exception):
    """`.missing` says exactly what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__()
        self.missing = missing


def missing(submission: Submission) -> list[Missing]:
    """What keeps this from being handed in, in the order of the page.

    Any one kind will do where words are among the kinds (typed, spoken, or a file); elsewhere
    files are needed, and every question beside them is answered.
    """
    texts = {(w.piece_id, w.prompt): w.text.strip() for w in submission.writings.all()}
    present = [a for a in submission.artifacts.all() if not (a.removed_at or a.hidden_at)]
    found: list[Missing] = []
    for piece in submission.requirement.pieces.all():
        own = [a for a in present if a.piece_id == piece.pk]
        found += missing_in(piece, own, texts)
    return found


def missing_in(
    piece: Piece, own: list[Artifact], texts: dict[tuple[uuid.UUID, int], str]
) -> list[Missing]:
    """The same for one piece, from its present artifacts and the words by piece and prompt."""
    found = [Missing(piece, "link", artifact=a) for a in own if a.trial in CLOSED]
    found += [Missing(piece, "students", artifact=a) for a in own if not a.students]
    enough = len(own) >= piece.min_items
    blank = [
        Missing(piece, "prompt", prompt=n)
        for n in range(len(piece.prompts))
        if not texts.get((piece.pk, n))
    ]
    if piece.takes_text:
        typed = not blank if piece.prompts else bool(texts.get((piece.pk, 0)))
        return found if enough or typed else found + (blank or [Missing(piece, "nothing")])
    if not enough:
        found.append(Missing(piece, "nothing"))
    spoken = any(a.kind == EvidenceKind.AUDIO for a in own)
    return found if spoken else found + blank


# What a trial found when nobody can open it. One that asks to sign in may well open for a
# colleague: many are shared with the district, and some sites turn away whatever is no browser.
CLOSED = {"not_found"}


@transaction.atomic
def submit(*, submission: Submission, by: Viewer, at: dt.datetime) -> Attempt:
    """Freeze what is there as the next try. Raises NotReady, NotPossible (already handed in)."""
    require(may_edit(by, submission))
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("district", "requirement", "version")
        .get(pk=submission.pk)
    )
    if not submission.is_open:
        raise NotPossible
    if gaps := missing(submission):
        raise NotReady(gaps)
    attempt = _freeze(submission, at)
    submission.step(Status.WAITING, sources=OPEN_TO_TEACHER, at=at, tries=attempt.try_number)
    record(
        WorkSubmitted(
            district=submission.district_id,
            subject=submission.pk,
            person=submission.person_id,
            version=submission.version_id,
            attempt=attempt.pk,
            try_number=attempt.try_number,
        ),
        by=by,
        at=at,
    )
    return attempt


def _freeze(submission: Submission, at: dt.datetime) -> Attempt:
    days = submission.version.review_days
    present = list(submission.artifacts.present())
    attempt = Attempt.objects.create(
        district=submission.district,
        submission=submission,
        number=submission.attempts.count() + 1,
        try_number=submission.attempts.filter(outcome=Outcome.NOT_YET).count() + 1,
        words=[
            {"piece": str(w.piece_id), "prompt": w.prompt, "text": w.text}
            for w in submission.writings.order_by("piece__position", "prompt")
            if w.text.strip()
        ],
        described={str(a.pk): {name: getattr(a, name) for name in SAID} for a in present},
        submitted_at=at,
        due_at=promised_by(submission.district, at=at, school_days=days),
    )
    attempt.artifacts.set(present)
    submission.artifacts.present().filter(handed_in_at=None).update(handed_in_at=at)
    return attempt


@transaction.atomic
def take_back(*, submission: Submission, by: Viewer, at: dt.datetime) -> None:
    """While nobody reviews it yet, the teacher may go on writing. Raises NotPossible."""
    require(may_edit(by, submission))
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    attempt = submission.attempts.undecided().first()
    if attempt is None:
        raise NotPossible
    earlier = submission.attempts.filter(outcome__in=_GOES_BACK_TO).order_by("-number").first()
    submission.step(
        _GOES_BACK_TO[Outcome(earlier.outcome)] if earlier else Status.DRAFT,
        sources=[Status.WAITING],
        at=at,
        tries=earlier.try_number if earlier else 0,
    )
    Attempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.TAKEN_BACK, ended_at=at)
    # What only this try held is the teacher's alone again.
    kept = Attempt.objects.filter(submission=submission).exclude(outcome=Outcome.TAKEN_BACK)
    submission.artifacts.exclude(attempts__in=kept).update(handed_in_at=None)
    record(
        WorkTakenBack(district=submission.district_id, subject=submission.pk, attempt=attempt.pk),
        by=by,
        at=at,
    )


_GOES_BACK_TO = {
    Outcome.NOT_YET: Status.SENT_BACK,
    Outcome.INCOMPLETE: Status.INCOMPLETE,
}
