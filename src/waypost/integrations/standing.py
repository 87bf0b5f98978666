"""Say that an issued credential is over for good, or for now, or holds again."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from waypost.integrations.events import AllRevoked, CredentialStatusChanged
from waypost.integrations.lists import refresh
from waypost.integrations.models import (
    ApiToken,
    Caller,
    IntegrationList,
    IssuedCredential,
    StatusChange,
)
from waypost.integrations.policies import may_change_status, may_make_tokens
from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer

# SQLite takes some 30,000 values in one question.
AT_ONCE = 500


class NotIssued(Exception):
    """Nothing of this id was issued here."""


class NotEnded(Exception):
    """The token holds still, and could sign more meanwhile."""


class ForGood(Exception):
    """What was revoked is never called good again."""


class AnotherPlace(Exception):
    """A credential of this id was issued here, and has another place."""


@dataclass(frozen=True)
class Named:
    """Which credential: by its id, by its place in a list, or by both, which then agree."""

    credential_id: str | None = None
    url: str = ""
    index: int = -1


@transaction.atomic
def change(
    *,
    named: Named,
    purpose: StatusChange.Purpose,
    value: bool,
    by: Caller,
    at: dt.datetime,
) -> bool:
    """False where it was so already. Raises NotIssued, AnotherPlace, ForGood, KeyMissing."""
    require(may_change_status(by))
    issued = _find(named, purpose, by)
    is_revocation = purpose == StatusChange.Purpose.REVOCATION
    field = "revoked_at" if is_revocation else "suspended_at"
    if (getattr(issued, field) is not None) == value:
        return False
    if is_revocation and not value:
        raise ForGood
    setattr(issued, field, at if value else None)
    issued.save(update_fields=[field])
    StatusChange.objects.create(
        district=by.district,
        issued=issued,
        purpose=purpose,
        value=value,
        system=by.token,
        changed_at=at,
    )
    refresh(_locked(issued.status_list_id), at=at)
    event = CredentialStatusChanged(
        district=issued.district_id,
        subject=issued.pk,
        token=by.token.pk,
        purpose=purpose.value,
        value=value,
    )
    record(event, by=by, at=at)
    return True


def _find(named: Named, purpose: StatusChange.Purpose, by: Caller) -> IssuedCredential:
    rows = IssuedCredential.objects.select_for_update(of=("self",)).filter(district=by.district)
    is_revocation = purpose == StatusChange.Purpose.REVOCATION
    at_place = {
        "status_list__url" if is_revocation else "status_list__suspension_url": named.url,
        "status_index": named.index,
    }
    if named.credential_id is None:
        issued = rows.filter(**at_place).first()
    else:
        issued = rows.filter(credential_id=named.credential_id).exclude(credential_id="").first()
        if issued and named.url and not rows.filter(pk=issued.pk, **at_place).exists():
            raise AnotherPlace
    if issued is None:
        raise NotIssued
    return issued


def _locked(status_list: UUID) -> IntegrationList:
    lists = IntegrationList.objects.select_for_update(of=("self",)).select_related("key__district")
    return lists.get(pk=status_list)


@transaction.atomic
def revoke_all(*, token: ApiToken, by: Viewer, at: dt.datetime) -> int:
    """Everything that an ended token had signed and that is not revoked yet; how many there were.

    Said by the token that is over, for whoever ended it: the journal says who. Raises NotEnded,
    KeyMissing.
    """
    require(may_make_tokens(by, token.district))
    if not ApiToken.objects.over(at).filter(pk=token.pk).exists():
        raise NotEnded
    # Whatever was asked for before the end is signed under one of these locks (issuing), or is
    # refused after it.
    lists = IntegrationList.objects.filter(district=token.district).order_by("number")
    list(lists.select_for_update())
    rows = IssuedCredential.objects.filter(system=token, revoked_at=None)
    issued = list(rows.select_for_update().values_list("pk", "status_list"))
    for begin in range(0, len(issued), AT_ONCE):
        some = [pk for pk, _ in issued[begin : begin + AT_ONCE]]
        IssuedCredential.objects.filter(pk__in=some).update(revoked_at=at)
        StatusChange.objects.bulk_create(
            StatusChange(
                district=token.district,
                issued_id=pk,
                purpose=StatusChange.Purpose.REVOCATION,
                value=True,
                system=token,
                changed_at=at,
            )
            for pk in some
        )
    for pk in sorted({status_list for _, status_list in issued}):
        refresh(_locked(pk), at=at)
    if issued:
        event = AllRevoked(district=token.district_id, subject=token.pk, count=len(issued))
        record(event, by=by, at=at)
    return len(issued)
