"""Where a badge's withdrawal and suspension show: its place in signed lists, and the lists."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from waypost.credentials.content import award_id
from waypost.credentials.keys import KeyMissing, can_speak, key_of_list, signing_key
from waypost.credentials.models import Award, Document, IssuerKey, StatusList
from waypost.openbadges import (
    ENTRIES,
    REVOCATION,
    SUSPENSION,
    StatusRef,
    compose_revocation_list,
    compose_status_list,
    dump,
    load,
    sign,
    statuses,
)
from waypost.people.models import District

# Half full, a random place is still found at the second look.
FULL = ENTRIES // 2
# Rows in one statement.
TOGETHER = 500


@dataclass(frozen=True)
class Place:
    """Where a document's withdrawal will show, and its suspension: one place, in both lists."""

    status_list: StatusList
    index: int

    def named(self, *, suspended: bool) -> list[StatusRef]:
        """What a document names. Open Badges 3.0 lets a badge have one status, and its schema holds
        it to that, so the list of suspensions is named only while there is one."""
        purposes = (REVOCATION, SUSPENSION) if suspended else (REVOCATION,)
        return [
            StatusRef(
                list_url=list_url(self.status_list, purpose), index=self.index, purpose=purpose
            )
            for purpose in purposes
        ]


def names_suspension(document: Document) -> bool:
    """Whether a suspension shows for it: only what is signed while there is one names its list."""
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


def allocate(district: District, key: IssuerKey, count: int, at: dt.datetime) -> list[Place]:
    """Random free places: neighbours in the list say nothing about who earned when. Where one list
    fills up, the next one goes on."""
    places: list[Place] = []
    while len(places) < count:
        status_list = _list_with_room(district, key)
        if status_list is None:
            # Two first awards at once make one list: the second looks again behind this lock.
            District.objects.select_for_update(no_key=True).get(pk=district.pk)
            status_list = _list_with_room(district, key) or _new_list(district, key, at)
        status_list.district = district
        if not status_list.suspension_body:
            # From before there were any: what is signed now names it, so it is there from now on.
            sign_list(status_list, key_of_list(status_list), at)
        some = min(count - len(places), FULL - status_list.used)
        places += [Place(status_list, index) for index in _free(status_list, some)]
        status_list.used += some
        StatusList.objects.filter(pk=status_list.pk).update(used=status_list.used)
    return places


def _free(status_list: StatusList, count: int) -> list[int]:
    """Each as likely as any other that is free, in the order in which they were drawn."""
    found: dict[int, None] = {}
    while len(found) < count:
        drawn = {secrets.randbelow(status_list.size): None for _ in range(count - len(found))}
        fresh = [index for index in drawn if index not in found]
        for start in range(0, len(fresh), TOGETHER):
            some = fresh[start : start + TOGETHER]
            indexes = set(taken(status_list, some).values_list("status_index", flat=True))
            found |= dict.fromkeys(index for index in some if index not in indexes)
    return list(found)


def taken(status_list: StatusList, indexes: Sequence[int]) -> "QuerySet[Document]":
    """Whoever has one of these places; with the district, because the index begins with it."""
    return Document.objects.filter(
        district=status_list.district_id, status_list=status_list, status_index__in=indexes
    )


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
    sign_list(made, key, at)
    return made


def refresh_lists(awards: Iterable[Award], *, at: dt.datetime) -> None:
    """Make and sign again, once, every status list in which one of these awards has a place."""
    theirs = Document.objects.filter(award__in=[award.pk for award in awards])
    sign_lists(StatusList.objects.filter(pk__in=theirs.values("status_list")), at=at)


def sign_lists(lists: "QuerySet[StatusList]", *, at: dt.datetime) -> None:
    """Make each of them again and sign it with the key of today; one that nobody can sign any more
    stays as it was, and keeps none of the others back."""
    locked = lists.select_for_update(of=("self",)).select_related("district")
    for status_list in locked.order_by("number"):
        if can_speak(status_list):
            sign_list(status_list, key_of_list(status_list), at)


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
                sign_list(found, key_of_list(found), at)
            except KeyMissing:
                continue
            made += 1
    return made


def sign_list(status_list: StatusList, key: IssuerKey, at: dt.datetime) -> None:
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


def revocation_list(status_list: StatusList) -> dict[str, object]:
    """1EdTechRevocationList: ids of what was withdrawn. A reason stands beside those that anyone
    may see; of the others it says no more than their own address does."""
    district = status_list.district
    return compose_revocation_list(
        url=f"{district.address}/status/revocations/{status_list.number}.json",
        issuer_did=key_of_list(status_list).did,
        withdrawn={award_id(award): _open_reason(award) for award in withdrawn_in(status_list)},
    )


def _open_reason(award: Award) -> str:
    return str(award.withdrawal.get_reason_display()) if award.is_open_to_all else ""
