"""Describe, remove and hide the pieces of evidence."""

import datetime as dt

from django.db import transaction

from waypost.catalog.models import EvidenceKind
from waypost.evidence import intake
from waypost.evidence.actions.write import short
from waypost.evidence.events import PieceHidden
from waypost.evidence.models import Artifact, Students, Submission
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.policies import may_edit, may_hide
from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer


@transaction.atomic
def describe(
    *, artifact: Artifact, students: str, caption: str, by: Viewer, at: dt.datetime
) -> Artifact:
    """Say what of students is in it, and what a reviewer should look at. Raises NotPossible."""
    require(may_edit(by, artifact.submission))
    _open(artifact, at)
    artifact.students = Students(students) if students else ""
    artifact.caption = short(caption)
    artifact.described_at = at
    artifact.save(update_fields=["students", "caption", "described_at"])
    return artifact


@transaction.atomic
def add_captions(*, artifact: Artifact, text: str, by: Viewer, at: dt.datetime) -> Artifact:
    """Put a captions file beside a video. Raises intake.Refused, NotPossible."""
    require(may_edit(by, artifact.submission))
    if artifact.kind != EvidenceKind.VIDEO:
        raise NotPossible
    _open(artifact, at)
    artifact.captions = intake.clean_captions(text)
    artifact.described_at = at
    artifact.save(update_fields=["captions", "described_at"])
    return artifact


@transaction.atomic
def remove(*, artifact: Artifact, by: Viewer, at: dt.datetime) -> None:
    """Take it out of the work; what was handed in before stays with its try."""
    require(may_edit(by, artifact.submission))
    _open(artifact, at)
    Artifact.objects.filter(pk=artifact.pk, removed_at=None).update(removed_at=at)


def _open(artifact: Artifact, at: dt.datetime) -> None:
    """Lock the work and touch it. Raises NotPossible when it is with a reviewer."""
    current = Submission.objects.select_for_update().get(pk=artifact.submission_id)
    if not current.is_open:
        raise NotPossible
    Submission.objects.filter(pk=current.pk).update(touched_at=at)


@transaction.atomic
def hide(*, artifact: Artifact, by: Viewer, at: dt.datetime) -> None:
    """Out of everyone's sight at once, tries included; the teacher sees that it was hidden."""
    require(may_hide(by, artifact.submission))
    if Artifact.objects.filter(pk=artifact.pk, hidden_at=None).update(hidden_at=at):
        record(
            PieceHidden(
                district=artifact.district_id,
                subject=artifact.submission_id,
                artifact=artifact.pk,
            ),
            by=by,
            at=at,
        )
