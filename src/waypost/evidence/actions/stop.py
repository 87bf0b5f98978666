"""Set work aside, and take it up again: nothing in it is changed by either."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from waypost.evidence.events import WorkSetAside, WorkTakenUp
from waypost.evidence.models import Submission
from waypost.evidence.models.submissions import OPEN_TO_TEACHER, NotPossible
from waypost.evidence.policies import may_edit
from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer


@transaction.atomic
def set_aside(*, submission: Submission, by: Viewer, at: dt.datetime) -> None:
    """Whatever is done in it later takes it up again. Raises NotPossible (with a reviewer)."""
    require(may_edit(by, submission))
    moved = (
        Submission.objects.under_way()
        .filter(pk=submission.pk, status__in=OPEN_TO_TEACHER)
        .update(set_aside_at=at, touched_at=at)
    )
    submission.refresh_from_db()
    if not moved:
        if submission.is_set_aside:
            return  # a second tap
        raise NotPossible
    record(
        WorkSetAside(
            district=submission.district_id,
            subject=submission.pk,
            person=submission.person_id,
            version=submission.version_id,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def take_up(*, submission: Submission, by: Viewer, at: dt.datetime) -> None:
    """A second tap, or work that was handed in meanwhile, changes nothing."""
    require(may_edit(by, submission))
    moved = Submission.objects.filter(
        pk=submission.pk, status__in=OPEN_TO_TEACHER, set_aside_at__gte=F("touched_at")
    ).update(set_aside_at=None, touched_at=at)
    submission.refresh_from_db()
    if moved:
        record(WorkTakenUp(district=submission.district_id, subject=submission.pk), by=by, at=at)
