"""Sign anew what a withdrawn key had signed: in pieces, and again from where it stopped."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from waypost.credentials import issuing, mending, status_lists
from waypost.credentials.checking import name_on
from waypost.credentials.content import Says
from waypost.credentials.events import SignedAnew
from waypost.credentials.issuing import Superseded
from waypost.credentials.keys import KeyMissing, key_for, signing_key
from waypost.credentials.models import Award, Correction, Document, IssuerKey, StatusList
from waypost.journal.actions import record
from waypost.people.models import District
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer

# How many are signed in one transaction; half a second of work.
AT_ONCE = 25


def to_sign_anew(district: District) -> "QuerySet[Document]":
    """Current files that nobody believes any more, because somebody else may have their key.

    A withdrawn badge's file as well: its page must be able to say that, and not that it is forged.
    """
    return signed_by_withdrawn(IssuerKey.objects.filter(district=district))


def signed_by_withdrawn(keys: "QuerySet[IssuerKey]") -> "QuerySet[Document]":
    """Of any district. The keys are named one by one: few are ever withdrawn, and nearly every
    file is current, so that is where to begin."""
    withdrawn = keys.exclude(revoked_at=None).values_list("pk", flat=True)
    return Document.objects.unreplaced().filter(key__in=list(withdrawn))


@transaction.atomic
def sign_anew(*, district: District, by: Viewer, at: dt.datetime, most: int = AT_ONCE) -> int:
    """The next `most` of them; gives how many it was. Records when more is left.

    What is left is read from the rows, so that a run that stopped goes on, and two at once sign
    nothing twice. Raises KeyMissing once there is nothing left but what cannot be signed.
    """
    require(may_run_program(by, district))
    places: set[object] = set()
    count = 0
    for document in _locked(_next(district, at, most)):
        try:
            made = _sign(document, by=by, at=at)
        except Superseded:
            continue
        places |= {document.status_list_id, made.status_list_id}
        count += 1
    status_lists.sign_lists(StatusList.objects.filter(pk__in=places), at=at)
    if count and to_sign_anew(district).exists():
        record(SignedAnew(district=district.pk, subject=district.pk, count=count), by=by, at=at)
    return count


def _next(district: District, at: dt.datetime, most: int) -> list[Document]:
    """Practice badges have a key of their own: where one of the two is missing, the badges of the
    other do not wait for it."""
    waiting = to_sign_anew(district).select_related("award__district").order_by("pk")
    missing: KeyMissing | None = None
    for practice in (False, True):
        documents = list(waiting.filter(award__practice=practice)[:most])
        if not documents:
            continue
        try:
            signing_key(key_for(documents[0].award, at=at))
        except KeyMissing as problem:
            missing = problem
        else:
            return documents
    if missing:
        raise missing
    return []


def _locked(documents: list[Document]) -> list[Document]:
    """With their awards, which nobody may correct or withdraw meanwhile."""
    awards = Award.objects.select_for_update(of=("self",), no_key=True).with_face()
    held = {award.pk: award for award in awards.filter(documents__in=documents).order_by("pk")}
    for document in documents:
        document.award = held[document.award_id]
    return documents


def _sign(document: Document, *, by: Viewer, at: dt.datetime) -> Document:
    award = document.award
    says = Says(name=name_on(document, award), email=award.holder.email, earned_at=award.earned_at)
    made = issuing.replace(document, says, at=at)
    correction = Correction.objects.create(
        district=award.district,
        award=award,
        document=made,
        what=Correction.What.REISSUE,
        reason=Correction.Reason.KEY,
        note="",
        corrected_by=None,
        corrected_at=at,
    )
    mending.tell(correction, by=by, at=at, together=True)
    return made
