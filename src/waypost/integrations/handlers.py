"""What integrations do when others say that something happened."""

from django.db import transaction
from django.utils import timezone

from waypost.credentials.events import KeyWithdrawn
from waypost.integrations.lists import refresh
from waypost.integrations.models import IntegrationList
from waypost.journal.events import on


@on(KeyWithdrawn)
@transaction.atomic
def revoke_all(event: KeyWithdrawn) -> None:
    """What a withdrawn key had signed for other systems: nobody can tell it from a thief's."""
    lists = IntegrationList.objects.select_for_update(of=("self",)).select_related("key__district")
    for each in lists.filter(key=event.subject):
        # Where its file is lost as well the journal tries again, and the doctor says what to do.
        refresh(each, at=timezone.now())
