"""Has the issuer withdrawn this badge, as far as the status lists at hand can tell?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from waypost.openbadges.documents import Document, Unreadable, examine, load
from waypost.openbadges.form import STATUS_LIST_TYPE, Signed, many, read_signed, statuses
from waypost.openbadges.signature import Trust, check_signature
from waypost.openbadges.status import BadStatusList, NotInList, decode, is_set
from waypost.openbadges.times import read_instant

ENTRY_TYPE = "BitstringStatusListEntry"
AGAINST = {"revocation": "withdrawn", "suspension": "suspended"}
# Purposes that say something about a badge without speaking against it.
HARMLESS = ("refresh", "message")


@dataclass(frozen=True, slots=True)
class Standing:
    """A word against the badge, a word for why it is unknown, and whether a list was seen."""

    against: str = ""
    unknown: str = ""
    seen: bool = False
    needs: tuple[str, ...] = ()


def check_standing(signed: Signed, trust: Trust, lists: Mapping[str, bytes | Document]) -> Standing:
    """Look up each place that a badge names; one word against it is enough."""
    found = [_look_up(entry, signed, trust, lists) for entry in statuses(signed.document)]
    for proof in signed.proofs:
        if "expires" in proof and _is_past(proof, trust):
            return Standing(against="expired")
    against = [each for each in found if each.against]
    if against:
        return next((each for each in against if each.against == "withdrawn"), against[0])
    return Standing(
        unknown=next((each.unknown for each in found if each.unknown), ""),
        seen=any(each.seen for each in found),
        needs=tuple(dict.fromkeys(url for each in found for url in each.needs)),
    )


def _is_past(proof: Document, trust: Trust) -> bool:
    return read_instant(proof["expires"]) <= trust.now


def _look_up(
    entry: Document, signed: Signed, trust: Trust, lists: Mapping[str, bytes | Document]
) -> Standing:
    purpose, url = entry.get("statusPurpose"), entry.get("statusListCredential")
    if not isinstance(purpose, str) or not isinstance(url, str):
        return Standing(unknown="unknown_kind_of_status")
    if purpose in HARMLESS:
        return Standing()
    if entry.get("type") != ENTRY_TYPE or purpose not in AGAINST:
        return Standing(unknown="unknown_kind_of_status")
    index = _index(entry)
    if index is None or entry.get("statusSize", 1) != 1:
        return Standing(unknown="unknown_kind_of_status")
    if url not in lists:
        return Standing(unknown="status_list_unseen", needs=(url,))
    try:
        bits = _bits(lists[url], url, purpose, signed, trust)
        withdrawn = is_set(bits, index)
    except _RunOut:
        return Standing(unknown="status_list_run_out", needs=(url,))
    except (_NotTrusted, Unreadable, BadStatusList, NotInList):
        return Standing(unknown="status_list_unusable", needs=(url,))
    return Standing(against=AGAINST[purpose] if withdrawn else "", seen=True)


def _index(entry: Document) -> int | None:
    index = entry.get("statusListIndex")
    if isinstance(index, str) and re.fullmatch(r"[0-9]{1,12}", index, re.ASCII):
        return int(index)
    return index if type(index) is int else None


class _NotTrusted(Exception):
    """The list is not this issuer's word about this badge."""


class _RunOut(Exception):
    """The list was its issuer's word for a time that has passed, or this clock is ahead."""


def _bits(source: bytes | Document, url: str, purpose: str, signed: Signed, trust: Trust) -> bytes:
    """The bits of a list that the badge's own issuer signed, under that address, for now."""
    document = load(source) if isinstance(source, bytes) else examine(source)
    listing = read_signed(document)
    subjects = many(document.get("credentialSubject"))
    subject = subjects[0] if len(subjects) == 1 else None
    if not isinstance(subject, dict) or STATUS_LIST_TYPE not in many(document.get("type")):
        raise _NotTrusted
    if document.get("id") != url or listing.issuer != signed.issuer:
        raise _NotTrusted
    if purpose not in many(subject.get("statusPurpose")):
        raise _NotTrusted
    if not check_signature(listing, trust).proven:
        raise _NotTrusted
    # One dated after this clock is as new as a list can be; only an old one proves nothing.
    if listing.valid_until is not None and listing.valid_until <= trust.now:
        raise _RunOut
    return decode(subject.get("encodedList"))
