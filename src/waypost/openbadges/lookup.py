"""Which key does a signature name, and who says whose it is?

An issuer speaks for a key in three ways: its id is the key (did:key, did:jwk), its own document
lists it, or the key stands at an address that is the issuer's own. An address is its own below the
issuer's id or beside its did.json, and at /.well-known/jwks.json of its host; elsewhere on the same
host somebody else may write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from waypost.openbadges.contexts import Contexts
from waypost.openbadges.documents import Document
from waypost.openbadges.form import many
from waypost.openbadges.jwks import Key, from_did_jwk, key_of
from waypost.openbadges.keys import NotADid, NotAKey, PublicKey, did_web_url
from waypost.openbadges.times import NotAnInstant, read_instant
from waypost.openbadges.values import REFRESH_TYPE

METHOD_TYPES = ("Multikey", "Ed25519VerificationKey2020", "JsonWebKey", "JsonWebKey2020")
MOST_KEYS = 100
# Nothing that a server could read as another path: no dots alone, escapes, queries or names.
PLAIN = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?(/(?!\.{1,2}(/|$))[A-Za-z0-9._~:-]+)*/?")


class End(Enum):
    PROVEN = auto()
    FAILED = auto()
    WAITING = auto()
    UNABLE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the issuer signed; `vouched` when someone but the key itself says whose it is.

    `needs` are the addresses that an answer which is waiting is waiting for.
    """

    end: End
    reason: str
    vouched: bool = False
    needs: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        return self.end is End.PROVEN

    @property
    def failed(self) -> bool:
        return self.end is End.FAILED

    @property
    def waiting(self) -> bool:
        return self.end is End.WAITING


@dataclass(frozen=True, slots=True)
class Trust:
    """What a caller knows beforehand: keys, issuers' documents, vocabularies, the time; keys by the
    address that they were fetched from over TLS; and keys that are their own name and were
    withdrawn, which no document can say."""

    keys: Mapping[str, Collection[Key]]
    documents: Mapping[str, object]
    contexts: Contexts
    now: datetime
    key_documents: Mapping[str, object] = field(default_factory=dict)
    withdrawn: Collection[Key] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    candidates: Collection[Key]
    source: str
    vouched: bool


def home_of(issuer: str) -> str:
    """Where an issuer publishes its document; empty when its id is no address."""
    if issuer.startswith("https://"):
        return issuer
    try:
        return did_web_url(issuer)
    except NotADid:
        return ""


def origin_of(address: str) -> str:
    """Scheme, host and port of an https address; empty for anything else."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        return ""
    return f"https://{host}:{port}" if parts.scheme == "https" and host else ""


def refreshed_at(document: Document, issuer: str) -> str:
    """Where its newest file is, as a badge says, if that is its issuer's own host; else empty."""
    for service in many(document.get("refreshService")):
        if not isinstance(service, dict) or REFRESH_TYPE not in many(service.get("type")):
            continue
        url = service.get("id")
        if isinstance(url, str) and origin_of(url) and origin_of(url) == origin_of(home_of(issuer)):
            return url
    return ""


def is_own(issuer: str, method: object, trust: Trust) -> bool:
    """Whether this names a key of the issuer's own, as far as is known."""
    if not isinstance(method, str):
        return False
    is_itself = method == issuer and issuer.startswith("did:key:")
    if method.startswith(f"{issuer}#") or is_itself or is_own_place(issuer, method):
        return True
    return method.startswith("https://") and _lists(trust.documents.get(issuer), method)


def is_own_place(issuer: str, method: str) -> bool:
    """Whether only the issuer, or who runs its host, can have put a key at this address."""
    address = method.partition("#")[0]
    place = home_of(issuer)
    if not PLAIN.fullmatch(address) or not PLAIN.fullmatch(place):
        return False
    if address == "/".join([*place.split("/")[:3], ".well-known/jwks.json"]):
        return True
    below = place.removesuffix("/did.json") if place != issuer else place.rstrip("/")
    return below.count("/") > 2 and address.startswith(f"{below}/")


def _lists(document: object, method: str) -> bool:
    return isinstance(document, dict) and method in many(document.get("assertionMethod"))


def keys_named(issuer: str, proof: Document, trust: Trust) -> Keys | Answer:
    """The keys that may have made this proof, or why there are none."""
    method = str(proof["verificationMethod"])
    known = trust.keys.get(issuer, ())
    if issuer.startswith(("did:key:", "did:jwk:")):
        keys = _in_the_id(issuer, method, known)
        if isinstance(keys, Keys) and any(key in trust.withdrawn for key in keys.candidates):
            return Answer(End.FAILED, "key_was_withdrawn")
        return keys
    if not method.startswith(f"{issuer}#"):
        return _at_its_address(issuer, method, proof, trust)
    if issuer in trust.documents:
        return _listed(issuer, method, proof, trust.documents[issuer])
    if not known:
        home = home_of(issuer)
        needs = (home,) if home else ()
        return Answer(End.WAITING, "issuer_document_unseen", needs=needs)
    name = method.removeprefix(f"{issuer}#")
    named = [key for key in known if isinstance(key, PublicKey) and key.multibase == name]
    return Keys(named or known, "known_key", vouched=True)


def _in_the_id(issuer: str, method: str, known: Collection[Key]) -> Keys | Answer:
    name = method.removeprefix(issuer)
    try:
        if issuer.startswith("did:jwk:"):
            key: Key = from_did_jwk(issuer)
            names: tuple[str, ...] = ("#0",)
        else:
            key = PublicKey.from_did_key(issuer)
            names = (f"#{key.multibase}", "")
    except (NotADid, NotAKey):
        return Answer(End.UNABLE, "unknown_kind_of_key")
    if name not in names:
        return Answer(End.FAILED, "not_signed_by_its_issuer")
    return Keys([key], "key_in_the_badge", vouched=key in known)


def _listed(issuer: str, method: str, proof: Document, document: object) -> Keys | Answer:
    """The key under this name in the issuer's own document, if it may sign badges."""
    if not isinstance(document, dict):
        return Answer(End.UNABLE, "issuer_document_unreadable")
    if document.get("id") == method and document.get("controller") == issuer:
        return _entry(document, proof)
    if document.get("id") != issuer:
        return Answer(End.UNABLE, "issuer_document_unreadable")
    entries = many(document.get("verificationMethod"))
    allowances = many(document.get("assertionMethod"))
    # A profile that lists no keys at all says nothing about this one.
    if not entries and not allowances:
        return Answer(End.UNABLE, "unknown_issuer")
    # A tuple, because what a stranger's document holds may not be hashable.
    names = (method, "#" + method.partition("#")[2]) if "#" in method else (method,)
    # A key that was withdrawn may do nothing any more, and its document says why.
    if any(
        isinstance(each, dict) and each.get("id") in names and "revoked" in each for each in entries
    ):
        return Answer(End.FAILED, "key_was_withdrawn")
    allowed = any(isinstance(each, str) and each in names for each in allowances)
    candidates = (entries if allowed else []) + allowances
    for entry in candidates:
        if not isinstance(entry, dict) or entry.get("id") not in names:
            continue
        if entry.get("controller", issuer) == issuer:
            return _entry(entry, proof)
    return Answer(End.FAILED, "key_not_published_by_its_issuer")


def _entry(entry: Document, proof: Document) -> Keys | Answer:
    if entry.get("type") not in METHOD_TYPES:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    if _was_over(entry, proof):
        return Answer(End.FAILED, "key_was_withdrawn")
    try:
        return Keys([_read_key(entry)], "published_key", vouched=True)
    except NotAKey:
        return Answer(End.UNABLE, "unknown_kind_of_key")


def _at_its_address(issuer: str, method: str, proof: Document, trust: Trust) -> Keys | Answer:
    """A key that stands apart from the issuer's document, at an address that is its own."""
    document = trust.documents.get(issuer)
    if isinstance(document, dict) and document.get("id") == issuer:
        listed = _listed(issuer, method, proof, document)
        if isinstance(listed, Keys) or listed.reason == "key_was_withdrawn":
            return listed
    if not (is_own_place(issuer, method) or _lists(document, method)):
        if issuer in trust.documents or not home_of(issuer):
            return Answer(End.UNABLE, "key_at_a_foreign_address")
        return Answer(End.WAITING, "issuer_document_unseen", needs=(home_of(issuer),))
    address = method.partition("#")[0]
    if address not in trust.key_documents:
        return Answer(End.WAITING, "key_document_unseen", needs=(address,))
    return _fetched(issuer, method, proof, trust.key_documents[address])


def _fetched(issuer: str, method: str, proof: Document, document: object) -> Keys | Answer:
    """A JSON Web Key, a set of them, or a verification method, as an address answers with it."""
    if not isinstance(document, dict):
        return Answer(End.UNABLE, "key_document_unreadable")
    if "kty" not in document and "keys" not in document:
        if document.get("id") != method or document.get("controller", issuer) != issuer:
            return Answer(End.UNABLE, "key_document_unreadable")
        return _entry(document, proof)
    every = many(document["keys"]) if "keys" in document else [document]
    keys = [each for each in every[:MOST_KEYS] if isinstance(each, dict)]
    name = method.partition("#")[2]
    named = [each for each in keys if each.get("kid") in (method, name or method)]
    # An address without a name in it means whatever stands there.
    chosen = named or (keys if not name or len(every) == 1 else [])
    if not chosen:
        return Answer(End.FAILED, "key_not_published_by_its_issuer")
    usable = [each for each in chosen if not _was_over(each, proof)]
    if not usable:
        return Answer(End.FAILED, "key_was_withdrawn")
    candidates = [key for each in usable if (key := _signing_key(each)) is not None]
    if not candidates:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    return Keys(candidates, "published_key", vouched=True)


def _signing_key(jwk: Document) -> Key | None:
    try:
        return key_of(jwk)
    except NotAKey:
        return None


def _read_key(entry: Document) -> Key:
    """Raises NotAKey."""
    if "publicKeyJwk" in entry:
        return key_of(entry["publicKeyJwk"])
    return PublicKey.from_multibase(entry.get("publicKeyMultibase"))


def _was_over(entry: dict[str, Any], proof: Document) -> bool:
    """A key marked revoked vouches for nothing; one that ran out, for nothing signed later."""
    if "revoked" in entry:
        return True
    if "expires" not in entry:
        return False
    try:
        return read_instant(proof.get("created")) >= read_instant(entry["expires"])
    except NotAnInstant:
        return True
