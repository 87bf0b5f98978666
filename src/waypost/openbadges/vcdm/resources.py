"""Files that a credential leans on, by their digests (VC Data Model 2.0, section 5.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator

from waypost.openbadges.contexts import CREDENTIALS_V2
from waypost.openbadges.documents import Document
from waypost.openbadges.keys import base58_decode
from waypost.openbadges.rdf import IRI
from waypost.openbadges.vcdm.policy import GENERIC
from waypost.openbadges.vcdm.problems import Kind, Problem

# Which digest a length in bytes is, and what stands before it where the kind is written out.
BY_LENGTH = {32: "sha256", 48: "sha384", 64: "sha512"}
HEADERS = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
# What stood at an address before: credentials of that time rightly name it. This is the text of
# the vocabulary from July 2024 to February 2025, before the standard became a Recommendation.
EARLIER = {
    CREDENTIALS_V2: {
        "sha256": ("24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9",),
        "sha384": (
            (
                "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9"
                "d1dcaada40eda7ef921c6b8c0ae107a0"
            ),
        ),
    }
}


class NotADigest(ValueError):
    """Not written as either form of a digest asks."""


def check_resources(document: Document) -> Iterator[Problem]:
    """Nothing is fetched: a file that is not kept here cannot be compared, which is a warning."""
    if "relatedResource" not in document:
        return
    given = document["relatedResource"]
    seen: set[str] = set()
    for place, each in enumerate(given if isinstance(given, list) else [given]):
        path = f"/relatedResource/{place}"
        if not isinstance(each, dict):
            yield _wrong(path, "must be an object")
            continue
        url = each.get("id")
        if not isinstance(url, str) or not IRI.fullmatch(url):
            yield _wrong(f"{path}/id", "must be one address")
            continue
        if url in seen:
            yield _wrong(f"{path}/id", "must not stand twice")
        seen.add(url)
        if not isinstance(each.get("mediaType", ""), str):
            yield _wrong(f"{path}/mediaType", "must be a text")
        yield from _check_digests(each, url, path)


def _check_digests(resource: Document, url: str, path: str) -> Iterator[Problem]:
    read = {"digestSRI": _sri, "digestMultibase": _multibase}
    named = [name for name in read if name in resource]
    if not named:
        yield _wrong(path, "must have a digestSRI or a digestMultibase")
    for name in named:
        try:
            kind, digest = read[name](resource[name])
        except NotADigest:
            yield _wrong(f"{path}/{name}", "is no digest that can be read")
            continue
        known = _known(url, kind)
        if known is None:
            yield Problem(
                Kind.MALFORMED_VALUE_ERROR,
                "could not be compared, because the file is not kept here",
                f"{path}/{name}",
                is_warning=True,
            )
        elif digest not in known:
            yield _wrong(f"{path}/{name}", "is not the digest of what stands at that address")


def _known(url: str, kind: str) -> set[bytes] | None:
    raw = GENERIC.raw(url)
    if raw is None:
        return None
    before = EARLIER.get(url, {}).get(kind, ())
    return {hashlib.new(kind, raw).digest(), *map(bytes.fromhex, before)}


def _sri(value: object) -> tuple[str, bytes]:
    kind, _, text = value.partition("-") if isinstance(value, str) else ("", "", "")
    try:
        digest = base64.b64decode(text.partition("?")[0], validate=True)
    except binascii.Error as error:
        raise NotADigest from error
    if BY_LENGTH.get(len(digest)) != kind:
        raise NotADigest
    return kind, digest


def _multibase(value: object) -> tuple[str, bytes]:
    """With the kind before it (Multihash), or the bare digest."""
    if not isinstance(value, str) or len(value) > 128:
        raise NotADigest
    try:
        raw = _bytes(value)
    except ValueError as error:
        raise NotADigest from error
    for header, kind in HEADERS.items():
        if raw.startswith(header) and BY_LENGTH.get(len(raw) - 2) == kind:
            return kind, raw[2:]
    if len(raw) not in BY_LENGTH:
        raise NotADigest
    return BY_LENGTH[len(raw)], raw


def _bytes(text: str) -> bytes:
    if text.startswith("z"):
        return base58_decode(text[1:])
    if not text.startswith("u"):
        raise NotADigest
    rest = text[1:]
    return base64.b64decode(rest + "=" * (-len(rest) % 4), altchars=b"-_", validate=True)


def _wrong(path: str, detail: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)
