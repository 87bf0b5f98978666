"""Where credentials of other systems show that they are over: places, lists, and what they say."""

import datetime as dt
import secrets
from collections.abc import Iterable

from waypost.credentials.keys import signing_key
from waypost.credentials.models import IssuerKey
from waypost.integrations.models import IntegrationList, IssuedCredential
from waypost.openbadges import ENTRIES, compose_status_list, dump, sign
from waypost.people.models import District

# Half full, a random place is still found at the second look.
FULL = ENTRIES // 2


def allocate(district: District, key: IssuerKey, at: dt.datetime) -> tuple[IntegrationList, int]:
    """A random free place: neighbours in the list say nothing about what was issued when."""
    found = _with_room(district, key)
    if found is None:
        # Two first ones at once make one list: the second looks again behind this lock.
        District.objects.select_for_update(no_key=True).get(pk=district.pk)
        found = _with_room(district, key) or _new(district, key, at)
    while True:
        index = secrets.randbelow(found.size)
        issued = IssuedCredential.objects.filter(district=district, status_list=found)
        if not issued.filter(status_index=index).exists():
            break
    IntegrationList.objects.filter(pk=found.pk).update(used=found.used + 1)
    return found, index


def _with_room(district: District, key: IssuerKey) -> IntegrationList | None:
    """Of today's address: nobody answers at an earlier one, and nothing new may name it."""
    lists = IntegrationList.objects.select_for_update(of=("self",)).filter(
        district=district, key=key, used__lt=FULL, url__startswith=f"{district.address}/"
    )
    return lists.order_by("-number").first()


def _new(district: District, key: IssuerKey, at: dt.datetime) -> IntegrationList:
    number = IntegrationList.objects.filter(district=district).count() + 1
    made = IntegrationList(
        district=district,
        number=number,
        url=f"{district.address}/vc-api/status/{number}",
        # Beside the other and not below it: a copy of all this as files has no file in a file.
        suspension_url=f"{district.address}/vc-api/status/suspension/{number}",
        key=key,
        created_at=at,
    )
    refresh(made, at=at)
    return made


def entries(status_list: IntegrationList, index: int) -> list[dict[str, str]]:
    """What a credential says of its places."""
    return [
        {
            "id": f"{url}#{index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(index),
            "statusListCredential": url,
        }
        for url, purpose in (
            (status_list.url, "revocation"),
            (status_list.suspension_url, "suspension"),
        )
    ]


def refresh(status_list: IntegrationList, *, at: dt.datetime) -> None:
    """Make and sign both lists again; what a withdrawn key signed is revoked. Raises KeyMissing."""
    issued = IssuedCredential.objects.filter(status_list=status_list)
    over = issued if status_list.key.revoked_at else issued.exclude(revoked_at=None)
    revoked = over.values_list("status_index", flat=True)
    suspended = issued.exclude(suspended_at=None).values_list("status_index", flat=True)
    status_list.revoked_body = _signed(status_list, status_list.url, "revocation", revoked, at)
    status_list.suspended_body = _signed(
        status_list, status_list.suspension_url, "suspension", suspended, at
    )
    status_list.made_at = at
    status_list.save()


def _signed(
    status_list: IntegrationList, url: str, purpose: str, places: Iterable[int], at: dt.datetime
) -> bytes:
    key = status_list.key
    document = compose_status_list(
        url=url, issuer_did=key.did, withdrawn=places, at=at, entries=status_list.size
    )
    document["credentialSubject"]["statusPurpose"] = purpose
    return dump(sign(document, key=signing_key(key), did=key.did, at=at))
