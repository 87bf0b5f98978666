"""While something is cleared up nobody is to rely on an award; then it is restored or withdrawn."""

import datetime as dt

from django.db import transaction

from waypost.credentials import issuing, status_lists
from waypost.credentials.checking import says_today
from waypost.credentials.events import AwardRestored, AwardSuspended
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award, Document, Restoration, Suspension
from waypost.credentials.policies import may_suspend
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer


class AlreadySuspended(Exception):
    """Somebody was faster; their words stand."""


class NotSuspended(Exception):
    """It was restored or withdrawn before."""


@transaction.atomic
def suspend(*, award: Award, reason: str, note: str, by: Viewer, at: dt.datetime) -> Suspension:
    """It counts for nothing, and whoever checks it is told, until it is restored.

    Raises NotStanding, AlreadySuspended, KeyMissing.
    """
    require(may_suspend(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    award = Award.objects.with_face().get(pk=award.pk)
    if not Award.objects.active().filter(pk=award.pk).update(suspended_at=at):
        raise NotStanding if not _stands(award) else AlreadySuspended
    award.suspended_at = at
    suspension = Suspension.objects.create(
        district=award.district,
        award=award,
        reason=Suspension.Reason(reason),
        note=note,
        document=_with_a_place(award, at),
        suspended_by=by,
        suspended_at=at,
    )
    status_lists.refresh_lists([award], at=at)
    record(
        AwardSuspended(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            version=award.version_id,
            suspension=suspension.pk,
            reason=suspension.reason,
        ),
        by=by,
        at=at,
    )
    return suspension


def _stands(award: Award) -> bool:
    return Award.objects.standing().filter(pk=award.pk).exists()


def _with_a_place(award: Award, at: dt.datetime) -> Document | None:
    """What was signed before suspensions had a list is signed anew; None where it names one."""
    current = award.documents.current()
    if status_lists.names_suspension(current):
        return None
    current.award = award
    return issuing.reissue(current, says_today(award), at=at)


@transaction.atomic
def restore(*, award: Award, note: str, by: Viewer, at: dt.datetime) -> Restoration:
    """It counts again, as before. Raises NotSuspended, KeyMissing."""
    require(may_suspend(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    suspended = Award.objects.standing().filter(pk=award.pk, suspended_at__isnull=False)
    if not suspended.update(suspended_at=None):
        raise NotSuspended
    award = Award.objects.with_face().get(pk=award.pk)
    restoration = Restoration.objects.create(
        district=award.district,
        suspension=award.suspensions.get(restoration=None),
        note=note,
        restored_by=by,
        restored_at=at,
    )
    status_lists.refresh_lists([award], at=at)
    record(
        AwardRestored(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            version=award.version_id,
            achievement=award.version.achievement_id,
            restoration=restoration.pk,
        ),
        by=by,
        at=at,
    )
    return restoration
