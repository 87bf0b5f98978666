"""Start a submission, and keep what is typed."""

import datetime as dt
from contextlib import suppress

from django.db import transaction

from waypost.catalog.models import Piece, Requirement, RequirementKind, Version
from waypost.credentials.models import Award, Met
from waypost.evidence.events import WorkStarted
from waypost.evidence.models import Status, Submission, Writing
from waypost.evidence.models.submissions import LONGEST_CAPTION, NotPossible
from waypost.evidence.policies import may_edit, may_start
from waypost.evidence.problems import TooLong
from waypost.journal.actions import record
from waypost.people.characters import tidy
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer

# Far above any reflection, far below what would hurt: 50,000 pasted characters fit.
LONGEST = 100_000


class NotOffered(Exception):
    """It was retired, or there is a newer version: a page left open does not know."""


@transaction.atomic
def start(*, requirement: Requirement, by: Person, at: dt.datetime) -> Submission:
    """Begin, or go on with what was begun: a second tap finds the first one's work.

    What was demonstrated and counts no more (its award was withdrawn, is to be renewed, or was for
    practice) opens again with all that is in it, and every row is to be shown anew.

    Raises NotOffered, NotPossible (a requirement without evidence).
    """
    mine = _begun(by, requirement)
    if mine is not None:
        if may_begin_again(mine, at=at):
            with suppress(NotPossible):
                mine.step(Status.DRAFT, sources=[Status.DEMONSTRATED], at=at, rows_done=[])
        return mine
    require(may_start(by, requirement.version))
    if requirement.kind != RequirementKind.EVIDENCE:
        raise NotPossible
    if not Version.objects.current().filter(pk=requirement.version_id).exists():
        raise NotOffered
    submission, made = Submission.objects.get_or_create(
        district=by.district,
        person=by,
        requirement=requirement,
        defaults={"version": requirement.version, "started_at": at, "touched_at": at},
    )
    if made:
        record(
            WorkStarted(
                district=submission.district_id,
                subject=submission.pk,
                person=submission.person_id,
                version=submission.version_id,
            ),
            by=by,
            at=at,
        )
    return submission


def _begun(by: Person, requirement: Requirement) -> Submission | None:
    """Where two entries of one person were joined and both had begun: what was shown, else what
    was touched last."""
    mine = Submission.objects.filter(person__in=by.selves, requirement=requirement)
    shown = mine.filter(status=Status.DEMONSTRATED).first()
    return shown or mine.order_by("-touched_at").first()


def may_begin_again(submission: Submission, *, at: dt.datetime) -> bool:
    """It was demonstrated, is still offered, and carries no award any more, or one to renew."""
    if submission.status != Status.DEMONSTRATED:
        return False
    holder = submission.person.holder
    theirs = Award.objects.standing().of_today(holder).filter(version=submission.version_id)
    if theirs.exclude(suspended_at=None).exists():
        # First somebody clears up why it is suspended.
        return False
    counting = Met.objects.counting(holder, submission.version, at=at)
    if counting.filter(requirement=submission.requirement_id).exists():
        return False
    return Version.objects.current().filter(pk=submission.version_id).exists()


class Overwritten(Exception):
    """Another tab or device saved first; `.current` is its writing. Nothing was lost."""

    def __init__(self, current: Writing) -> None:
        super().__init__()
        self.current = current


def write(
    *,
    submission: Submission,
    piece: Piece,
    prompt: int,
    text: str,
    revision: int,
    by: Viewer,
    at: dt.datetime,
) -> Writing:
    """Keep `text` if the stored revision is still `revision` (0: nothing stored yet).

    Raises Overwritten, TooLong, NotPossible (it is with a reviewer now).
    """
    require(may_edit(by, submission))
    text = tidy(text)
    if len(text) > LONGEST:
        raise TooLong(len(text), LONGEST)
    if piece.requirement_id != submission.requirement_id or not _asks(piece, prompt):
        raise NotPossible
    with transaction.atomic():
        current = Submission.objects.select_for_update().get(pk=submission.pk)
        if not current.is_open:
            return _the_same(submission, piece, prompt, text)
        saved = _compare_and_set(submission, piece, prompt, text, revision, at)
        Submission.objects.filter(pk=submission.pk).update(touched_at=at)
    return saved


def _the_same(submission: Submission, piece: Piece, prompt: int, text: str) -> Writing:
    """A second tap on Submit brings the same words again, which is no mistake."""
    there = Writing.objects.filter(submission=submission, piece=piece, prompt=prompt).first()
    if there is None or there.text != text:
        raise NotPossible
    return there


def _asks(piece: Piece, prompt: int) -> bool:
    return 0 <= prompt < max(1, len(piece.prompts))


def _compare_and_set(
    submission: Submission, piece: Piece, prompt: int, text: str, revision: int, at: dt.datetime
) -> Writing:
    place = {"submission": submission, "piece": piece, "prompt": prompt}
    current = Writing.objects.filter(**place).first()
    if current is None:
        made = Writing(district=submission.district, text=text, saved_at=at, **place)
        if not text:
            made.revision = 0  # nothing was there and nothing came: no row
            return made
        made.save(force_insert=True)
        return made
    if current.text == text:
        return current
    moved = Writing.objects.filter(pk=current.pk, revision=revision).update(
        text=text, revision=revision + 1, saved_at=at
    )
    current.refresh_from_db()
    if not moved:
        raise Overwritten(current)
    return current


def short(caption: str) -> str:
    """What fits beside a file."""
    return tidy(caption).strip()[:LONGEST_CAPTION]
