"""While something is cleared up nobody is to rely on an award; then it is restored or withdrawn."""

import datetime as dt

from django.db import transaction

from waypost.credentials import issuing, status_lists
from waypost.credentials.checking import says_today
from waypost.credentials.events import AwardRestored, AwardSuspended
from waypost.credentials.keys import can_speak
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
    if not Award.objects.active().filter(pk=award.pk).update(suspended_at=at):
        raise NotStanding if not _stands(award) else AlreadySuspended
    # As it is now that nobody else changes it.
    award = Award.objects.with_face().get(pk=award.pk)
    suspension = Suspension.objects.create(
        district=award.district,
        award=award,
        reason=Suspension.Reason(reason),
        note=note,
        document=_sign_anew(award, at),
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


def _sign_anew(award: Award, at: dt.datetime) -> Document | None:
    """A file that names the list of suspensions where there is a suspension, and none where there
    is none; None where it does so already, or where nobody can sign any more what its list says."""
    current = award.documents.select_related("status_list").current()
    is_suspended = award.suspended_at is not None
    if status_lists.names_suspension(current) == is_suspended or not can_speak(current.status_list):
        return None
    current.award = award
    return issuing.replace(current, says_today(award), at=at)


@transaction.atomic
def restore(*, award: Award, note: str, by: Viewer, at: dt.datetime) -> Restoration:
    """It counts again, with a file that says nothing of it. Raises NotSuspended, KeyMissing."""
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
    _sign_anew(award, at)
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
