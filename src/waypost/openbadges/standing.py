"""Has the issuer withdrawn this badge, as far as the status lists at hand can tell?

Three kinds of list: Bitstring Status List 1.0, the StatusList2021 before it, both signed as a
document or as a token; and 1EdTechRevocationList, which names badges and is not signed. Such a
list is believed where it stands at the issuer's own origin: its address is in what the issuer
signed, and TLS says that the answer is that host's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from waypost.openbadges.documents import Document, Unreadable, examine, load
from waypost.openbadges.form import ENDS, Signed, many, moment_in, read_signed, statuses, text
from waypost.openbadges.lookup import Answer, Trust, home_of, is_own, origin_of
from waypost.openbadges.signature import check_signature
from waypost.openbadges.status import (
    ENTRY_TYPE,
    STATUS_LIST_TYPE,
    BadStatusList,
    NotInList,
    decode,
    decode_2021,
    is_set,
)
from waypost.openbadges.times import read_instant
from waypost.openbadges.tokens import check_token, read_token, with_claims

AGAINST = {"revocation": "withdrawn", "suspension": "suspended"}
# Purposes that say something about a badge without speaking against it.
HARMLESS = ("refresh", "message")
REVOCATION_LIST = "1EdTechRevocationList"
MOST_REVOKED = 100_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of signed list: what it is called, and how its bits are written."""

    credential: str
    decode: Callable[[object], bytes]


KINDS = {
    ENTRY_TYPE: Kind(STATUS_LIST_TYPE, decode),
    "StatusList2021Entry": Kind("StatusList2021Credential", decode_2021),
}
Lists = Mapping[str, bytes | Document]


@dataclass(frozen=True, slots=True)
class Standing:
    """A word against the badge, a word for why it is unknown, and whether a list was seen."""

    against: str = ""
    unknown: str = ""
    seen: bool = False
    needs: tuple[str, ...] = ()


def check_standing(signed: Signed, trust: Trust, lists: Lists) -> Standing:
    """Look up each place that a badge names; one word against it is enough."""
    found = [_look_up(entry, signed, trust, lists) for entry in statuses(signed.document)]
    if _is_over(signed, trust):
        return Standing(against="expired")
    against = [each for each in found if each.against]
    if against:
        return next((each for each in against if each.against == "withdrawn"), against[0])
    return Standing(
        unknown=next((each.unknown for each in found if each.unknown), ""),
        seen=any(each.seen for each in found),
        needs=tuple(dict.fromkeys(url for each in found for url in each.needs)),
    )


def _is_over(signed: Signed, trust: Trust) -> bool:
    """Whether its issuer signed it for a time that has passed; what others added says nothing about
    until when the issuer's word holds."""
    return any(
        "expires" in proof and read_instant(proof["expires"]) <= trust.now
        for proof in signed.proofs
        if is_own(signed.issuer, proof.get("verificationMethod"), trust)
    )


def _look_up(entry: Document, signed: Signed, trust: Trust, lists: Lists) -> Standing:
    if entry.get("type") == REVOCATION_LIST:
        return _look_up_name(entry, signed, trust, lists)
    purpose, url = entry.get("statusPurpose"), entry.get("statusListCredential")
    kind = _kind_of(entry)
    if not isinstance(purpose, str) or not isinstance(url, str):
        return Standing(unknown="unknown_kind_of_status")
    if purpose in HARMLESS:
        return Standing()
    if kind is None or purpose not in AGAINST:
        return Standing(unknown="unknown_kind_of_status")
    index = _index(entry)
    if index is None or entry.get("statusSize", 1) != 1:
        return Standing(unknown="unknown_kind_of_status")
    if url not in lists:
        return Standing(unknown="status_list_unseen", needs=(url,))
    try:
        bits, over = _bits(lists[url], kind, url, purpose, signed, trust)
        withdrawn = is_set(bits, index)
    except _NotTrusted as problem:
        return Standing(unknown="status_list_unusable", needs=(url, *problem.needs))
    except (Unreadable, BadStatusList, NotInList):
        return Standing(unknown="status_list_unusable", needs=(url,))
    return _told(AGAINST[purpose] if withdrawn else "", over=over, url=url)


def _told(against: str, *, over: bool, url: str) -> Standing:
    """One that has run out still tells of what is for good; a suspension may have ended since."""
    if over and against != "withdrawn":
        return Standing(unknown="status_list_run_out", needs=(url,))
    return Standing(against=against, seen=True)


def _kind_of(entry: Document) -> Kind | None:
    name = entry.get("type")
    return KINDS.get(name) if isinstance(name, str) else None


def _index(entry: Document) -> int | None:
    index = entry.get("statusListIndex")
    if isinstance(index, str) and re.fullmatch(r"[0-9]{1,12}", index, re.ASCII):
        return int(index)
    return index if type(index) is int else None


class _NotTrusted(Exception):
    """The list is not this issuer's word about this badge, as far as the keys at hand tell."""

    def __init__(self, needs: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.needs = needs


def _bits(
    source: bytes | Document, kind: Kind, url: str, purpose: str, signed: Signed, trust: Trust
) -> tuple[bytes, bool]:
    """The bits of a list that the badge's own issuer signed, under that address; and whether that
    was its word for a time that has passed, or this clock is ahead."""
    listing, answer = _listing(source, trust)
    document = listing.document
    subjects = many(document.get("credentialSubject"))
    subject = subjects[0] if len(subjects) == 1 else None
    if not isinstance(subject, dict) or kind.credential not in many(document.get("type")):
        raise _NotTrusted
    if document.get("id", url) != url or listing.issuer != signed.issuer:
        raise _NotTrusted
    if purpose not in many(subject.get("statusPurpose")):
        raise _NotTrusted
    if not answer.proven:
        raise _NotTrusted(answer.needs)
    # One dated after this clock is as new as a list can be; only an old one proves nothing.
    run_out = listing.valid_until is not None and listing.valid_until <= trust.now
    return kind.decode(subject.get("encodedList")), run_out or _is_over(listing, trust)


def _listing(source: bytes | Document, trust: Trust) -> tuple[Signed, Answer]:
    """A list and whether its issuer signed it, be it a document or a token. Raises Unreadable."""
    token = read_token(source) if isinstance(source, bytes) else None
    if token is not None:
        listing = with_claims(read_signed(token.document), token)
        return listing, check_token(token, listing, trust)
    listing = read_signed(load(source) if isinstance(source, bytes) else examine(source))
    return listing, check_signature(listing, trust)


def _look_up_name(entry: Document, signed: Signed, trust: Trust, lists: Lists) -> Standing:
    """Whether a list of the issuer's own host names this badge as revoked."""
    url, name = entry.get("id"), text(signed.document.get("id"))
    if not isinstance(url, str) or not origin_of(url) or not name:
        return Standing(unknown="unknown_kind_of_status")
    if origin_of(url) != origin_of(home_of(signed.issuer)):
        return Standing(unknown="status_list_elsewhere")
    if url not in lists:
        return Standing(unknown="status_list_unseen", needs=(url,))
    try:
        revoked, over = _revoked(lists[url], url, signed.issuer, trust.now)
    except (Unreadable, _NotTrusted):
        return Standing(unknown="status_list_unusable", needs=(url,))
    return _told("withdrawn" if name in revoked else "", over=over, url=url)


def _revoked(
    source: bytes | Document, url: str, issuer: str, now: datetime
) -> tuple[set[str], bool]:
    """The ids of what an issuer has revoked, and whether the list has run out.

    Raises Unreadable, _NotTrusted.
    """
    if isinstance(source, bytes):
        document = load(source, items=MOST_REVOKED)
    else:
        document = examine(source, items=MOST_REVOKED)
    if document.get("id", url) != url:
        raise _NotTrusted
    named = document.get("issuer", issuer)
    if (named.get("id") if isinstance(named, dict) else named) != issuer:
        raise _NotTrusted
    kinds, entries = many(document.get("type")), document.get("revokedCredential", [])
    # The standard gives such a list no type of its own; what says another one is another thing.
    if (kinds or "revokedCredential" not in document) and REVOCATION_LIST not in kinds:
        raise _NotTrusted
    every = many(entries)
    # An entry that cannot be read might be the one that is looked for.
    if not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in every):
        raise _NotTrusted
    ends = [end for name in ENDS.values() if (end := moment_in(document, name))]
    revoked = {each["id"] for each in every if each.get("revoked", True) is not False}
    return revoked, any(end <= now for end in ends)
