"""Hand it in after a check that names exactly what is missing; take it back."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from waypost.catalog.models import EvidenceKind, Piece
from waypost.evidence.events import WorkSubmitted, WorkTakenBack
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
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

    A piece is answered by files or links, by words, or (prompts) by words or a voice note.
    """
    texts = {(w.piece_id, w.prompt): w.text.strip() for w in submission.writings.all()}
    present = [a for a in submission.artifacts.all() if not (a.removed_at or a.hidden_at)]
    found: list[Missing] = []
    for piece in submission.requirement.pieces.all():
        own = [a for a in present if a.piece_id == piece.pk]
        found += _missing_in(piece, own, texts)
    return found


def _missing_in(
    piece: Piece, own: list[Artifact], texts: dict[tuple[uuid.UUID, int], str]
) -> list[Missing]:
    found = [Missing(piece, "students", artifact=a) for a in own if not a.students]
    found += [Missing(piece, "link", artifact=a) for a in own if a.trial in _CLOSED]
    if piece.prompts:
        spoken = any(a.kind == EvidenceKind.AUDIO for a in own)
        if not spoken:
            found += [
                Missing(piece, "prompt", prompt=n)
                for n in range(len(piece.prompts))
                if not texts.get((piece.pk, n))
            ]
        return found
    typed = piece.takes_text and bool(texts.get((piece.pk, 0)))
    if len(own) < piece.min_items and not typed:
        found.append(Missing(piece, "nothing"))
    return found


_CLOSED = {"needs_sign_in", "not_found"}


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
        submitted_at=at,
        due_at=promised_by(submission.district, at=at, school_days=days),
    )
    present = submission.artifacts.present()
    attempt.artifacts.set(present)
    present.filter(handed_in_at=None).update(handed_in_at=at)
    return attempt


@transaction.atomic
def take_back(*, submission: Submission, by: Viewer, at: dt.datetime) -> None:
    """While nobody reviews it yet, the teacher may go on writing. Raises NotPossible."""
    require(may_edit(by, submission))
    attempt = submission.attempts.undecided().first()
    if attempt is None:
        raise NotPossible
    before = submission.attempts.filter(outcome__in=[Outcome.NOT_YET]).exists()
    back_to = Status.SENT_BACK if before else Status.DRAFT
    submission.step(back_to, sources=[Status.WAITING], at=at)
    Attempt.objects.filter(pk=attempt.pk).update(outcome=Outcome.TAKEN_BACK, ended_at=at)
    record(
        WorkTakenBack(district=submission.district_id, subject=submission.pk, attempt=attempt.pk),
        by=by,
        at=at,
    )
