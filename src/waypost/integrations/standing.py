"""Say that an issued credential is over for good, or for now, or holds again."""

import datetime as dt

from django.db import transaction

from waypost.integrations.events import CredentialStatusChanged
from waypost.integrations.lists import refresh
from waypost.integrations.models import Caller, IntegrationList, IssuedCredential, StatusChange
from waypost.integrations.policies import may_change_status
from waypost.journal.actions import record
from waypost.people.policies import require


class NotIssued(Exception):
    """Nothing of this id was issued here."""


class ForGood(Exception):
    """What was revoked is never called good again."""


@transaction.atomic
def change(
    *,
    credential_id: str,
    purpose: StatusChange.Purpose,
    value: bool,
    by: Caller,
    at: dt.datetime,
) -> bool:
    """False where it was so already. Raises NotIssued, ForGood, KeyMissing."""
    require(may_change_status(by))
    named = IssuedCredential.objects.select_for_update(of=("self",))
    issued = named.filter(district=by.district, credential_id=credential_id).first()
    if issued is None or not credential_id:
        raise NotIssued
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
    lists = IntegrationList.objects.select_for_update(of=("self",)).select_related("key__district")
    refresh(lists.get(pk=issued.status_list_id), at=at)
    event = CredentialStatusChanged(
        district=issued.district_id,
        subject=issued.pk,
        token=by.token.pk,
        purpose=purpose.value,
        value=value,
    )
    record(event, by=by, at=at)
    return True
