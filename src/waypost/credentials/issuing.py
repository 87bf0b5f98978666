"""From an award to signed bytes, and the status lists that say which are over."""

import dataclasses
import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.credentials.content import Says, signed_evidence, unsigned
from waypost.credentials.keys import KeyMissing, key_for, key_of_list, signing_key
from waypost.credentials.models import Award, Document, IssuerKey, StatusList
from waypost.openbadges import (
    ENTRIES,
    REVOCATION,
    SUSPENSION,
    StatusRef,
    compose_status_list,
    dump,
    load,
    sign,
    statuses,
)
from waypost.people.models import District

# Half full, a random place is still found at the second look.
FULL = ENTRIES // 2


class Superseded(Exception):
    """Another document took its place since it was looked at."""


def issue(award: Award, *, at: dt.datetime) -> Document:
    """Compose, allocate a status place, sign, keep; part of the award's own transaction."""
    person = award.person
    says = Says(name=person.name, email=person.email, earned_at=award.earned_at, evidence=())
    return _keep(award, says, uuid.uuid4(), says.earned_at, at)


def reissue(document: Document, says: Says, *, at: dt.datetime) -> Document:
    """Sign the award anew in place of `document`, whose own place in the status list is then set.

    Raises Superseded.
    """
    made = replace(document, says, at=at)
    refresh_lists([document.award], at=at)
    return made


def replace(document: Document, says: Says, *, at: dt.datetime) -> Document:
    """The same where many are replaced, and their lists signed at the end. Raises Superseded."""
    pk = uuid.uuid4()
    # The old one steps back before the new one stands: one document of an award is current.
    current = Document.objects.filter(pk=document.pk, superseded_by=None)
    if not current.update(superseded_by=pk):
        raise Superseded
    if says.evidence is None:
        says = dataclasses.replace(says, evidence=signed_evidence(document))
    ends = document.award.ends_at
    # Of two files with one id, readers take the one that is dated later. What has run out stays
    # dated as it was: nothing begins after its end.
    begins = at if ends is None or at < ends else says.earned_at
    return _keep(document.award, says, pk, begins, at)


def _keep(
    award: Award, says: Says, pk: uuid.UUID, begins: dt.datetime, at: dt.datetime
) -> Document:
    district = award.district
    key = key_for(award, at=at)
    status_list, index = _allocate(district, key, at)
    said = unsigned(award, says, key=key, status=places(status_list, index), begins=begins)
    body = dump(sign(said, key=signing_key(key), did=key.did, at=at))
    return Document.objects.create(
        pk=pk,
        district=district,
        award=award,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        key=key,
        status_list=status_list,
        status_index=index,
        issued_at=at,
    )


def places(status_list: StatusList, index: int) -> list[StatusRef]:
    """What a document names: one place, in both lists. Some readers only look at the first."""
    return [
        StatusRef(list_url=list_url(status_list, purpose), index=index, purpose=purpose)
        for purpose in (REVOCATION, SUSPENSION)
    ]


def names_suspension(document: Document) -> bool:
    """Whether a suspension can show for it: what was signed earlier names no place for one."""
    entries = statuses(load(bytes(document.body)))
    return any(entry.get("statusPurpose") == SUSPENSION for entry in entries)


def list_url(status_list: StatusList, purpose: str = REVOCATION) -> str:
    if purpose == SUSPENSION:
        if status_list.practice:
            return uuid.uuid5(status_list.pk, purpose).urn
        # Beside the other and not below it: a copy of all this as files has no file in a file.
        return f"{status_list.district.address}/status/{purpose}/{status_list.number}"
    if status_list.practice:
        return status_list.pk.urn
    return f"{status_list.district.address}/status/{status_list.number}"


def body_of(status_list: StatusList, purpose: str) -> bytes:
    """The list as it was signed last; empty where it was not asked for yet."""
    return bytes(
        (status_list.suspension_body if purpose == SUSPENSION else status_list.body) or b""
    )


def _allocate(district: District, key: IssuerKey, at: dt.datetime) -> tuple[StatusList, int]:
    """A random free place: neighbours in the list say nothing about who earned when."""
    status_list = _list_with_room(district, key)
    if status_list is None:
        # Two first awards at once make one list: the second looks again behind this lock.
        District.objects.select_for_update(no_key=True).get(pk=district.pk)
        status_list = _list_with_room(district, key) or _new_list(district, key, at)
    while True:
        index = secrets.randbelow(status_list.size)
        if not Document.objects.filter(status_list=status_list, status_index=index).exists():
            break
    StatusList.objects.filter(pk=status_list.pk).update(used=status_list.used + 1)
    if not status_list.suspension_body:
        # From before there were any: what is signed now names it, so it is there from now on.
        _sign_list(status_list, key_of_list(status_list), at)
    return status_list, index


def _list_with_room(district: District, key: IssuerKey) -> StatusList | None:
    lists = StatusList.objects.select_for_update().filter(
        district=district, practice=key.practice, used__lt=FULL
    )
    if key.practice:
        # A did:key issues its lists itself, so another one needs a list of its own.
        lists = lists.filter(Exists(Document.objects.filter(status_list=OuterRef("pk"), key=key)))
    return lists.order_by("-number").first()


def _new_list(district: District, key: IssuerKey, at: dt.datetime) -> StatusList:
    made = StatusList.objects.create(
        district=district,
        number=StatusList.objects.filter(district=district).count() + 1,
        practice=key.practice,
        size=ENTRIES,
        created_at=at,
    )
    _sign_list(made, key, at)
    return made


def refresh_lists(awards: Iterable[Award], *, at: dt.datetime) -> None:
    """Make and sign again, once, every status list in which one of these awards has a place."""
    theirs = Document.objects.filter(award__in=[award.pk for award in awards])
    sign_lists(StatusList.objects.filter(pk__in=theirs.values("status_list")), at=at)


def sign_lists(lists: "QuerySet[StatusList]", *, at: dt.datetime) -> None:
    """Make each of them again and sign it with the key of today."""
    locked = lists.select_for_update(of=("self",)).select_related("district")
    for status_list in locked.order_by("number"):
        _sign_list(status_list, key_of_list(status_list), at)


def make_suspension_lists(*, at: dt.datetime) -> int:
    """Sign those that lists from an earlier release lack; returns how many. One at a time, and one
    whose key is missing waits for it."""
    made = 0
    for pk in StatusList.objects.filter(suspension_body=None).values_list("pk", flat=True):
        with transaction.atomic():
            lists = StatusList.objects.select_for_update(of=("self",)).select_related("district")
            found = lists.filter(suspension_body=None, pk=pk).first()
            if found is None:
                continue
            try:
                _sign_list(found, key_of_list(found), at)
            except KeyMissing:
                continue
            made += 1
    return made


def _sign_list(status_list: StatusList, key: IssuerKey, at: dt.datetime) -> None:
    """Both in one UPDATE, behind the lock that its caller holds: whoever reads has the whole list
    of before or the whole list of now. A clock that was set back makes no list look older."""
    at = max(at, status_list.made_at or at)
    status_list.body = _signed_list(status_list, REVOCATION, key, at)
    status_list.suspension_body = _signed_list(status_list, SUSPENSION, key, at)
    status_list.made_at = at
    status_list.save(update_fields=["body", "suspension_body", "made_at"])


def _signed_list(status_list: StatusList, purpose: str, key: IssuerKey, at: dt.datetime) -> bytes:
    document = compose_status_list(
        url=list_url(status_list, purpose),
        issuer_did=key.did,
        withdrawn=set_places(status_list, purpose),
        at=at,
        purpose=purpose,
        entries=status_list.size,
    )
    return dump(sign(document, key=signing_key(key), did=key.did, at=at))


def withdrawn_in(status_list: StatusList) -> "QuerySet[Award]":
    """Whose documents have a place there. A file that was replaced says nothing about its award,
    whose id it shares, so it is not among them."""
    theirs = Document.objects.filter(status_list=status_list).values("award")
    over = Award.objects.filter(pk__in=theirs, stands=False)
    return over.select_related("district", "withdrawal").order_by("public_id")


def set_places(status_list: StatusList, purpose: str) -> "QuerySet[Document, int]":
    """The lists speak of documents: one that was replaced is over, though its award stands."""
    if purpose == SUSPENSION:
        told = Q(award__suspended_at__isnull=False)
    else:
        told = Q(award__withdrawal__isnull=False) | Q(superseded_by__isnull=False)
    return Document.objects.filter(told, status_list=status_list).values_list(
        "status_index", flat=True
    )
