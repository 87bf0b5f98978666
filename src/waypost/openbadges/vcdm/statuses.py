"""The form of a place in a status list, and of such a list (Bitstring Status List 1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waypost.openbadges.documents import Document
from waypost.openbadges.form import many
from waypost.openbadges.rdf import IRI
from waypost.openbadges.status import ENTRY_TYPE, BadStatusList, decode
from waypost.openbadges.vcdm.problems import Kind, Problem

_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
# How many bits one status may have; a list of longer ones would not be looked up here anyway.
MOST_BITS = 8


def check_entry(entry: Document, path: str) -> Iterator[Problem]:
    """Only of the one type that is known here; another says of itself what it needs."""
    if entry.get("type") != ENTRY_TYPE:
        return
    place = entry.get("statusListIndex")
    if not isinstance(place, str) or not _INDEX.fullmatch(place):
        yield _wrong(f"{path}/statusListIndex", "must be a whole number, written as a text")
    if not isinstance(entry.get("statusPurpose"), str):
        yield _wrong(f"{path}/statusPurpose", "must be a text")
    listing = entry.get("statusListCredential")
    if not isinstance(listing, str) or not IRI.fullmatch(listing):
        yield _wrong(f"{path}/statusListCredential", "must be an address")
    elif entry.get("id") == listing:
        yield _wrong(f"{path}/id", "must not be the address of the list")
    yield from _check_messages(entry, path)
    for address in many(entry.get("statusReference")):
        if not isinstance(address, str) or not IRI.fullmatch(address):
            yield _wrong(f"{path}/statusReference", "must be one or more addresses")


def _check_messages(entry: Document, path: str) -> Iterator[Problem]:
    size = entry.get("statusSize", 1)
    if type(size) is not int or not 1 <= size <= MOST_BITS:
        yield _wrong(f"{path}/statusSize", f"must be a whole number from 1 to {MOST_BITS}")
        return
    if "statusMessage" not in entry:
        if size > 1:
            yield _wrong(f"{path}/statusMessage", "must say what each status means")
        return
    said = entry["statusMessage"]
    if not isinstance(said, list) or len(said) != 2**size or not all(map(_is_message, said)):
        yield _wrong(f"{path}/statusMessage", "must have a status and a message for each value")


def _is_message(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(name), str) for name in ("status", "message")
    )


def check_listing(document: Document) -> Iterator[Problem]:
    """A list of statuses, as a credential."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or subject.get("type") != "BitstringStatusList":
        yield _wrong("/credentialSubject/type", "must be BitstringStatusList")
        return
    purposes = many(subject.get("statusPurpose"))
    if not purposes or not all(isinstance(each, str) for each in purposes):
        yield _wrong("/credentialSubject/statusPurpose", "must be one or more texts")
    try:
        decode(subject.get("encodedList"))
    except BadStatusList as why:
        yield _wrong("/credentialSubject/encodedList", f"cannot be read: {why}")


def _wrong(path: str, detail: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)
