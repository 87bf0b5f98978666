"""Is this award still true? The same check that a stranger's verifier makes, over stored bytes."""

import base64
import datetime as dt
import uuid
from collections.abc import Mapping

from waypost.credentials.issuing import award_id, list_url
from waypost.credentials.models import Award, Document, IssuerKey, StatusList
from waypost.openbadges import (
    Outcome,
    PublicKey,
    Unreadable,
    Verdict,
    did_document,
    is_for,
    load,
    read_badge,
    verify,
)
from waypost.people.models import District


def check(document: Document, *, at: dt.datetime) -> Verdict:
    """Verify that the document is its award's, by the district's published keys and status list."""
    status_list = document.status_list
    return verify(
        bytes(document.body),
        now=at,
        did_documents=published(document.district),
        status_lists={list_url(status_list): bytes(status_list.body)},
        asked_for=award_id(document.award),
    )


def signed_name(award: Award) -> str:
    """Whose it is, as was signed: people change their names, signed bytes don't."""
    return name_on(award.documents.current(), award)


def name_on(document: Document, award: Award) -> str:
    try:
        _, facts = read_badge(load(bytes(document.body)))
    except Unreadable:  # bytes that were damaged on their disk say nothing any more
        return award.holder.name
    return facts.earner_name


def is_signed_for(document: Document, email: str) -> bool:
    """Whether the document names this address, as a hash."""
    try:
        return is_for(load(bytes(document.body)), email)
    except Unreadable:
        return False


def standing_award(verdict: Verdict, district: District) -> Award | None:
    """The award of a file that is over while the award stands: a corrected document took its place.

    The list that said so is this district's, so the file is its own.
    """
    if verdict.outcome is not Outcome.WITHDRAWN or verdict.facts is None:
        return None
    found = Award.objects.filter(district=district).active().with_face()
    return found.at_address(public_id_of(verdict.facts.id, district)).first()


def public_id_of(document_id: str, district: District) -> str:
    """The other way round of `award_id`; empty for what is no badge's id here."""
    place = f"{district.address}/c/"
    if document_id.startswith(place):
        return document_id.removeprefix(place)
    if not document_id.startswith("urn:uuid:"):
        return ""
    try:
        token = uuid.UUID(document_id).bytes
    except ValueError:
        return ""
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def check_file(
    source: bytes,
    district: District,
    *,
    at: dt.datetime,
    did_documents: Mapping[str, object] | None = None,
    status_lists: Mapping[str, bytes] | None = None,
) -> Verdict:
    """Verify what a stranger hands over; this district's own keys and lists are known here, and
    those of others as far as they were fetched."""
    return verify(
        source,
        now=at,
        did_documents={**(did_documents or {}), **published(district)},
        status_lists={**(status_lists or {})} | known_lists(district),
    )


def known_lists(district: District) -> dict[str, bytes]:
    """The status lists of this district's badges, by the addresses that its badges name."""
    lists = StatusList.objects.filter(district=district).select_related("district")
    return {list_url(each): bytes(each.body) for each in lists}


def published(district: District) -> dict[str, object]:
    """The documents that this district answers with at its own address."""
    if district.practice:
        return {}
    did, document = district_did(district)
    return {did: document} if did else {}


def district_did(district: District) -> tuple[str, dict[str, object]]:
    """The did:web and its document, retired keys included; ("", {}) before the first key."""
    keys = list(IssuerKey.objects.filter(district=district, practice=False).order_by("-created_at"))
    if not keys:
        return "", {}
    current = [k for k in keys if k.retired_at is None]
    retired = [k for k in keys if k.retired_at is not None]
    return keys[0].did, did_document(
        keys[0].did,
        [PublicKey.from_multibase(k.public_multibase) for k in current],
        retired=[PublicKey.from_multibase(k.public_multibase) for k in retired],
    )
