"""Is this award still true? The same check that a stranger's verifier makes, over stored bytes."""

import datetime as dt
from collections.abc import Mapping

from waypost.credentials.issuing import award_id, list_url
from waypost.credentials.models import Award, Document, IssuerKey, StatusList
from waypost.openbadges import PublicKey, Verdict, did_document, load, read_badge, verify
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
    _, facts = read_badge(load(bytes(award.documents.current().body)))
    return facts.earner_name


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
    lists = StatusList.objects.filter(district=district).select_related("district")
    return verify(
        source,
        now=at,
        did_documents={**(did_documents or {}), **published(district)},
        status_lists={**(status_lists or {})}
        | {list_url(each): bytes(each.body) for each in lists},
    )


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
