"""A second verifier, written from the standards alone, so that the first cannot agree with itself.

It shares no code and no library with the product: JSON-LD and RDFC-1.0 are Oxigraph's, Ed25519 is
libsodium's, and multibase, did:key, did:web and the status list are written out here. The two read
the same pinned vocabularies; here they are held to the digests that their publishers give.

Beside the signature it asks what a signature leaves open: is every member of the JSON among the
signed statements, and does it stand where a reader looks for it?
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from lxml import etree
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

FOLDER = Path(__file__).parents[2] / "src" / "waypost" / "openbadges" / "contexts"
V2 = "https://www.w3.org/ns/credentials/v2"
VOCABULARIES = {
    V2: (
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "open-badges-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "open-badges-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
}
# Whatever no vocabulary defines lands under this name instead of vanishing.
UNDEFINED = "urn:undefined:"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

Fetch = Callable[[str], bytes]


class Refused(Exception):
    """Nothing that this document says may be believed."""


@dataclass(frozen=True)
class Found:
    """What the badge says, and how it stands; `standing` is one word."""

    standing: str
    issuer: str
    issuer_name: str
    earner: str
    name: str
    valid_from: str
    valid_until: str
    practice: bool


def judge(badge: bytes, *, fetch: Fetch, now: datetime) -> Found:
    """Check a badge, with `fetch` as the network: bytes for an address, or LookupError.

    Raises Refused for whatever is not, word for word, what its issuer signed.
    """
    document = read(badge)
    issuer = signed_by(document, fetch)
    try:
        subject = document["credentialSubject"]
        achievement = subject["achievement"]
        names = [
            each["identityHash"]
            for each in listed(subject["identifier"])
            if each["identityType"] == "ext:name"
        ]
        return Found(
            standing=standing(document, issuer, fetch, now),
            issuer=issuer,
            issuer_name=document["issuer"]["name"],
            earner=names[0] if names else "",
            name=achievement["name"],
            valid_from=document["validFrom"],
            valid_until=document.get("validUntil", ""),
            practice="practice-badge" in listed(achievement.get("tag", [])),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise Refused("no badge") from error


def standing(document: dict[str, Any], issuer: str, fetch: Fetch, now: datetime) -> str:
    """withdrawn, suspended, expired, future, unknown or good, in this order."""
    entries = listed(document.get("credentialStatus", []))
    told = {entry["statusPurpose"]: is_set(entry, issuer, fetch, now) for entry in entries}
    for purpose, word in (("revocation", "withdrawn"), ("suspension", "suspended")):
        if told.get(purpose):
            return word
    if "validUntil" in document and datetime.fromisoformat(document["validUntil"]) <= now:
        return "expired"
    if datetime.fromisoformat(document["validFrom"]) > now:
        return "future"
    return "unknown" if None in told.values() else "good"


def is_set(entry: dict[str, Any], issuer: str, fetch: Fetch, now: datetime) -> bool | None:
    """None when the list cannot be had, or is not this issuer's word."""
    purpose = entry["statusPurpose"]
    if entry["type"] != "BitstringStatusListEntry" or purpose not in ("revocation", "suspension"):
        return None
    url, index = entry["statusListCredential"], int(entry["statusListIndex"])
    try:
        listing = read(fetch(url))
        subject = listing["credentialSubject"]
        if listing["id"] != url or signed_by(listing, fetch) != issuer:
            return None
        if "validUntil" in listing and datetime.fromisoformat(listing["validUntil"]) <= now:
            return None
        if "BitstringStatusListCredential" not in listed(listing["type"]):
            return None
        if (subject["type"], subject["statusPurpose"]) != ("BitstringStatusList", purpose):
            return None
        if not subject["encodedList"].startswith("u"):
            return None
        packed = base64.urlsafe_b64decode(subject["encodedList"][1:] + "===")
        bits = int.from_bytes(zlib.decompress(packed, wbits=31), "big")
    except (Refused, LookupError, TypeError, AttributeError, ValueError, zlib.error):
        return None
    size = 131_072
    return bool(bits >> (size - 1 - index) & 1) if 0 <= index < size else None


def signed_by(document: dict[str, Any], fetch: Fetch) -> str:
    """The issuer whose key made the document's one proof, over all that the document says."""
    all_is_readable(document)
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    proof = document.get("proof")
    if not isinstance(issuer, str) or not isinstance(proof, dict):
        raise Refused("no issuer or no proof")
    asked = ("DataIntegrityProof", "eddsa-rdfc-2022", "assertionMethod")
    if tuple(proof.get(name) for name in ("type", "cryptosuite", "proofPurpose")) != asked:
        raise Refused("another kind of proof")
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    if not isinstance(method, str) or not method.startswith(issuer + "#"):
        raise Refused("signed by someone else")
    options = {name: part for name, part in proof.items() if name != "proofValue"}
    claims = {name: part for name, part in document.items() if name != "proof"}
    message, signature = signed_message(claims, options), multibase(value, 64)
    try:
        VerifyKey(key_of(issuer, method, fetch)).verify(message, signature)
    except (BadSignatureError, ValueError) as error:
        raise Refused("the signature does not match") from error
    return issuer


def signed_message(claims: dict[str, Any], options: dict[str, Any]) -> bytes:
    """The digest of how it was signed, then the digest of what was signed."""
    contexts = claims["@context"]
    return b"".join(
        hashlib.sha256(statements(part, contexts)).digest() for part in (options, claims)
    )


def key_of(issuer: str, method: str, fetch: Fetch) -> bytes:
    """The key that speaks for the issuer: in a did:key itself, else in what its host publishes."""
    if issuer.startswith("did:key:"):
        text = issuer.removeprefix("did:key:")
        if method != f"{issuer}#{text}":
            raise Refused("signed by someone else")
        return multikey(text)
    if not issuer.startswith("did:web:"):
        raise Refused("another kind of issuer")
    host, *path = issuer.removeprefix("did:web:").split(":")
    place = "/".join(path) or ".well-known"
    try:
        published = read(fetch(f"https://{host.replace('%3A', ':')}/{place}/did.json"))
    except LookupError as error:
        raise Refused("its host does not answer") from error
    if published.get("id") == issuer and method in listed(published.get("assertionMethod")):
        wanted = {"id": method, "type": "Multikey", "controller": issuer}
        for each in listed(published.get("verificationMethod")):
            if isinstance(each, dict) and wanted.items() <= each.items():
                if {"revoked", "expires"} & set(each):
                    raise Refused("its key is over, or was when nobody can say")
                return multikey(each.get("publicKeyMultibase"))
    raise Refused("its host does not publish that key")


def multikey(text: object) -> bytes:
    raw = multibase(text, 34)
    if raw[:2] != b"\xed\x01":
        raise Refused("not an Ed25519 key")
    return raw[2:]


def multibase(text: object, size: int) -> bytes:
    """Base58 after a z, exactly as long as it should be."""
    if not isinstance(text, str) or text[:1] != "z" or not set(text[1:]) <= set(ALPHABET):
        raise Refused("not base58")
    number = 0
    for digit in text[1:]:
        number = number * 58 + ALPHABET.index(digit)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    raw = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(raw) != size:
        raise Refused("too short or too long")
    return raw


def to_multibase(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "z" + "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def statements(part: dict[str, Any], contexts: list[str]) -> bytes:
    """Canonical N-Quads in which every name and address was one that the vocabularies define."""
    expanded = [*vocabulary(tuple(contexts)), {"@vocab": UNDEFINED}]
    text = json.dumps({**part, "@context": expanded}, allow_nan=False)
    try:
        found = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))
    except (SyntaxError, ValueError) as error:
        raise Refused("not JSON-LD") from error
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(found, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    if UNDEFINED.encode() in written:
        raise Refused("a name that no vocabulary defines")
    return b"".join(sorted(line + b"\n" for line in written.split(b"\n") if line))


@cache
def vocabulary(urls: tuple[str, ...]) -> list[Any]:
    """The vocabularies' own definitions, each file held to its published digest."""
    definitions: list[Any] = []
    for url in urls:
        if url not in VOCABULARIES:
            raise Refused("an unknown vocabulary")
        file, digest = VOCABULARIES[url]
        raw = (FOLDER / file).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == digest
        definitions += listed(json.loads(raw)["@context"])
    return definitions


def read(source: bytes) -> dict[str, Any]:
    """JSON in which no name stands twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise Refused("a name that stands twice")
        return dict(pairs)

    try:
        document = json.loads(source.decode(), object_pairs_hook=once)
    except ValueError as error:
        raise Refused("not JSON") from error
    if not isinstance(document, dict):
        raise Refused("no object")
    return document


def from_png(picture: bytes) -> bytes:
    """The badge in the one text chunk of that name."""
    found, place = [], 8
    while place < len(picture):
        size, kind = struct.unpack(">I4s", picture[place : place + 8])
        data = picture[place + 8 : place + 8 + size]
        if kind == b"iTXt" and data.startswith(b"openbadgecredential\0\0\0\0\0"):
            found.append(data[len(b"openbadgecredential") + 5 :])
        place += 12 + size
    (badge,) = found
    return badge


def from_svg(picture: bytes) -> bytes:
    """The badge in the one element of that name."""
    (element,) = etree.fromstring(picture).iter("{https://purl.imsglobal.org/ob/v3p0}credential")
    return str(element.text).encode()


def all_is_readable(document: dict[str, Any]) -> None:
    """Refuse what would mean one thing to the signature and another, or nothing, to a reader."""
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not contexts or contexts[0] != V2:
        raise Refused("not a Verifiable Credential 2.0")
    if not all(isinstance(url, str) for url in contexts):
        raise Refused("a vocabulary of its own")
    for name in ("credentialSchema", "evidence"):
        if not all(isinstance(each, dict) for each in listed(document.get(name, []))):
            raise Refused("a word that names nothing")
    seen = set()
    for part in parts({name: part for name, part in document.items() if name != "@context"}):
        if part is None or part == []:
            raise Refused("something that says nothing")
        if isinstance(part, list) and any(isinstance(item, list) for item in part):
            raise Refused("a list in a list")
        if not isinstance(part, dict):
            continue
        if any(name.startswith("@") or ":" in name for name in part):
            raise Refused("a name written out")
        if part.get("id", id(part)) in seen:
            raise Refused("two parts under one name")
        seen.add(part.get("id", id(part)))
        if type(part.get("hashed", False)) is not bool:
            raise Refused("a text for yes or no")
        if not isinstance(part.get("creditsAvailable", 0), int | float):
            raise Refused("a text for a number")


def parts(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from parts(inner)
        else:
            yield inner


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
