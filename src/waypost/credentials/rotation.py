"""Change keys: as a matter of course, because a file is lost, or because somebody may have it."""

import datetime as dt

from django.db import transaction

from waypost.credentials import status_lists
from waypost.credentials.events import KeyRotated, KeyWithdrawn
from waypost.credentials.keys import is_usable, new_key, next_key
from waypost.credentials.models import Algorithm, IssuerKey, StatusList, Use
from waypost.journal.actions import record
from waypost.people.models import District
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer


class NothingSigns(Exception):
    """The district has no key yet: the first badge makes one."""


class WithdrawnBefore(Exception):
    """This key was withdrawn before; the first reason stands."""


@transaction.atomic
def rotate(*, district: District, by: Viewer, at: dt.datetime) -> list[IssuerKey]:
    """Let the next keys sign from now on, and sign the status lists with them; gives those keys.

    What was signed before stays valid, and is checked by the same document: the new key has stood
    in it since the old one was made. Raises NothingSigns, KeyLocked.
    """
    require(may_run_program(by, district))
    _alone(district)
    keys = IssuerKey.objects.filter(district=district).select_related("district")
    signing = [key for key in keys.signing() if _is_due(key, district)]
    if not signing:
        raise NothingSigns
    # Before anything is changed: a secret that was not given makes no key a lost one.
    for key in keys.kept():
        is_usable(key)
    made = [_take_over(key, by=by, at=at) for key in signing]
    _sign_lists(district, at)
    return made


def _is_due(key: IssuerKey, district: District) -> bool:
    """Practice badges of a confirmed address are past: their key changes only when it is lost."""
    is_past = key.practice and not district.practice
    return not is_past or not is_usable(key)


@transaction.atomic
def withdraw_key(*, key: IssuerKey, why: str, by: Viewer, at: dt.datetime) -> IssuerKey | None:
    """Somebody else may have it: nothing that it signed is believed from now on. The next key takes
    over, and what this one signed is signed anew (`reissuing`). Gives what signs now in its place.

    Raises WithdrawnBefore, KeyLocked.
    """
    require(may_run_program(by, key.district))
    _alone(key.district)
    key = IssuerKey.objects.select_related("district").get(pk=key.pk)
    if key.revoked_at:
        raise WithdrawnBefore
    kept = IssuerKey.objects.filter(district=key.district).kept().exclude(pk=key.pk)
    for other in kept.select_related("district"):
        is_usable(other)
    instead = None
    if key.retired_at is None and key.signs_from:
        instead = _take_over(key, by=by, at=at)
    IssuerKey.objects.filter(pk=key.pk).update(
        revoked_at=at, retired_at=key.retired_at or at, revoked_why=why
    )
    if key.retired_at is None and not key.signs_from:
        next_key(key.district, at=at, algorithm=Algorithm(key.algorithm))
    if instead:
        # Any other signed none of today's lists.
        _sign_lists(key.district, at)
    record(
        KeyWithdrawn(district=key.district_id, subject=key.pk, algorithm=key.algorithm),
        by=by,
        at=at,
    )
    return instead


def _take_over(key: IssuerKey, *, by: Viewer, at: dt.datetime) -> IssuerKey:
    """The next one signs; one is made on the spot where there is none that can."""
    district, algorithm = key.district, Algorithm(key.algorithm)
    IssuerKey.objects.filter(pk=key.pk).update(retired_at=at)
    same = IssuerKey.objects.filter(district=district, use=key.use, algorithm=key.algorithm)
    following = same.waiting().select_related("district").first()
    if following and not is_usable(following):
        same.filter(pk=following.pk).update(retired_at=at)
        following = None
    if following is None:
        following = new_key(district, at=at, algorithm=algorithm, use=Use(key.use), signs_from=at)
        if following is None:
            following = same.signing().get()
    else:
        same.filter(pk=following.pk).update(signs_from=at)
        following.signs_from = at
    if key.use == Use.BADGES:
        next_key(district, at=at, algorithm=algorithm)
    record(
        KeyRotated(
            district=district.pk, subject=following.pk, before=key.pk, algorithm=key.algorithm
        ),
        by=by,
        at=at,
    )
    return following


def _sign_lists(district: District, at: dt.datetime) -> None:
    """Whoever fetches one from now on needs the new key alone."""
    status_lists.sign_lists(StatusList.objects.filter(district=district, practice=False), at=at)


def _alone(district: District) -> None:
    """One change of keys at a time."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
