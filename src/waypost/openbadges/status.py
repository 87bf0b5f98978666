"""Bitstring Status List 1.0: a signed list of bits, one for each badge, 1 when it is over or
suspended. And the list of 1EdTech, which names what was withdrawn."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from waypost.openbadges.contexts import CREDENTIALS_V2
from waypost.openbadges.documents import Document
from waypost.openbadges.times import instant

ENTRIES = 131_072
ENTRY_TYPE = "BitstringStatusListEntry"
STATUS_LIST_TYPE = "BitstringStatusListCredential"
REVOCATION, SUSPENSION = "revocation", "suspension"
PURPOSES = (REVOCATION, SUSPENSION)
# 16 kB is the usual list; a longer one is legal, a bomb is not.
MAX_LIST_BYTES = 2 * 1024 * 1024


class BadStatusList(ValueError):
    """The encoded list cannot be read."""


class NotInList(IndexError):
    """The place is outside the list."""


def encode(withdrawn: Iterable[int], *, entries: int = ENTRIES) -> str:
    """The `encodedList` text with these places set; the first bit is the leftmost of byte 0."""
    if entries % 8 or entries < ENTRIES:
        raise BadStatusList(f"a list has at least {ENTRIES} entries, in whole bytes")
    bits = bytearray(entries // 8)
    for index in withdrawn:
        if not 0 <= index < entries:
            raise NotInList(index)
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = gzip.compress(bytes(bits), compresslevel=9, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode(encoded: object) -> bytes:
    """The bits of an `encodedList`, never more than MAX_LIST_BYTES of them."""
    if not isinstance(encoded, str) or not encoded.startswith("u"):
        raise BadStatusList("not multibase base64url")
    return _unpacked(encoded[1:])


def decode_2021(encoded: object) -> bytes:
    """The same of the older StatusList2021: base64 of either alphabet, with no letter before it."""
    if not isinstance(encoded, str):
        raise BadStatusList("not base64")
    return _unpacked(encoded.rstrip("=").replace("+", "-").replace("/", "_"))


def _unpacked(text: str) -> bytes:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(wbits=31)
        bits = unpacker.decompress(packed, MAX_LIST_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BadStatusList("not a compressed list") from error
    if len(bits) > MAX_LIST_BYTES:
        raise BadStatusList("too long")
    if not unpacker.eof or unpacker.unused_data:
        raise BadStatusList("not one whole compressed list")
    if len(bits) * 8 < ENTRIES:
        raise BadStatusList("too short to keep anyone private")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Whether the bit at this place is 1."""
    if not 0 <= index < len(bits) * 8:
        raise NotInList(index)
    return bool(bits[index // 8] & (0x80 >> (index % 8)))


def compose_status_list(
    *,
    url: str,
    issuer_did: str,
    withdrawn: Iterable[int],
    at: datetime,
    purpose: str = REVOCATION,
    valid_until: datetime | None = None,
    entries: int = ENTRIES,
) -> Document:
    """The unsigned status list credential to publish at `url`; `proof.sign` it like a badge.
    `withdrawn` are the places that are set, whatever the purpose."""
    if purpose not in PURPOSES:
        raise BadStatusList(f"{purpose!r} is no purpose of a status list")
    document: Document = {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", STATUS_LIST_TYPE],
        "issuer": issuer_did,
        "validFrom": instant(at),
    }
    if valid_until is not None:
        document["validUntil"] = instant(valid_until)
    document["credentialSubject"] = {
        "id": f"{url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": encode(withdrawn, entries=entries),
    }
    return document


def compose_revocation_list(*, url: str, issuer_did: str, withdrawn: Mapping[str, str]) -> Document:
    """What a status method of type 1EdTechRevocationList is answered with: the ids of badges that
    were withdrawn, each with a class of reason, or with "" where none is told. It is not signed."""
    return {
        "id": url,
        "issuer": issuer_did,
        "revokedCredential": [
            {"id": badge, "revoked": True} | ({"revocationReason": why} if why else {})
            for badge, why in sorted(withdrawn.items())
        ],
    }
