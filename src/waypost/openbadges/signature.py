"""Did the issuer sign this, with which key, and who vouches for the key?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from waypost.openbadges.contexts import Contexts, UnknownContext
from waypost.openbadges.documents import Document, NotCovered, NotSupported
from waypost.openbadges.form import Signed, many
from waypost.openbadges.jwks import Key, key_of
from waypost.openbadges.keys import NotAKey, PublicKey
from waypost.openbadges.proof import CRYPTOSUITE, is_signed_by
from waypost.openbadges.times import NotAnInstant, read_instant

METHOD_TYPES = ("Multikey", "Ed25519VerificationKey2020", "JsonWebKey", "JsonWebKey2020")


class End(Enum):
    PROVEN = auto()
    FAILED = auto()
    WAITING = auto()
    UNABLE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the issuer signed; `vouched` when someone but the key itself says whose it is."""

    end: End
    reason: str
    vouched: bool = False

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
    """What a caller knows beforehand: keys, issuers' documents, vocabularies, the time."""

    keys: Mapping[str, Collection[PublicKey]]
    documents: Mapping[str, object]
    contexts: Contexts
    now: datetime


def check_signature(signed: Signed, trust: Trust) -> Answer:
    """Judge the issuer's own proofs; proofs that others added neither help nor harm."""
    if not signed.proofs:
        return Answer(End.UNABLE, "no_proof")
    usable = [proof for proof in signed.proofs if _is_usable(proof)]
    if not usable:
        return Answer(End.UNABLE, "unknown_kind_of_proof")
    own = [proof for proof in usable if _is_named_by(signed.issuer, proof)]
    if not own:
        return Answer(End.FAILED, "not_signed_by_its_issuer")
    answers = [_check(signed, proof, trust) for proof in own]
    # One that fails outweighs those that hold: a badge must not carry a wrong proof of its issuer.
    return min(answers, key=lambda answer: _WEIGHT.index(answer.end))


_WEIGHT = [End.FAILED, End.UNABLE, End.WAITING, End.PROVEN]


def _is_usable(proof: Document) -> bool:
    return (
        proof.get("type") == "DataIntegrityProof"
        and proof.get("cryptosuite") == CRYPTOSUITE
        and proof.get("proofPurpose") == "assertionMethod"
        and "previousProof" not in proof
    )


def _is_named_by(issuer: str, proof: Document) -> bool:
    method = proof.get("verificationMethod")
    return isinstance(method, str) and method.startswith(f"{issuer}#")


def _check(signed: Signed, proof: Document, trust: Trust) -> Answer:
    keys = keys_named(signed.issuer, proof, trust)
    if isinstance(keys, Answer):
        return keys
    try:
        for key in keys.candidates:
            if not isinstance(key, PublicKey):
                return Answer(End.UNABLE, "unknown_kind_of_key")
            if is_signed_by(signed.document, proof, key, trust.contexts):
                return Answer(End.PROVEN, keys.source, vouched=keys.vouched)
    except NotCovered:
        return Answer(End.FAILED, "not_all_signed")
    except UnknownContext:
        return Answer(End.UNABLE, "unknown_vocabulary")
    except NotSupported:
        return Answer(End.UNABLE, "unusual_form")
    return Answer(End.FAILED, "signature_does_not_match")


@dataclass(frozen=True, slots=True)
class Keys:
    candidates: Collection[Key]
    source: str
    vouched: bool


def keys_named(issuer: str, proof: Document, trust: Trust) -> Keys | Answer:
    """The keys that may have made this proof, or why there are none."""
    method = str(proof["verificationMethod"])
    name = method.removeprefix(f"{issuer}#")
    known = trust.keys.get(issuer, ())
    if issuer.startswith("did:key:"):
        try:
            key = PublicKey.from_did_key(issuer)
        except NotAKey:
            return Answer(End.UNABLE, "unknown_kind_of_key")
        if name != key.multibase:
            return Answer(End.FAILED, "not_signed_by_its_issuer")
        return Keys([key], "key_in_the_badge", vouched=key in known)
    if issuer in trust.documents:
        return _listed(issuer, method, proof, trust.documents[issuer])
    if not known:
        return Answer(End.WAITING, "issuer_document_unseen")
    named = [key for key in known if key.multibase == name]
    return Keys(named or known, "known_key", vouched=True)


def _listed(issuer: str, method: str, proof: Document, document: object) -> Keys | Answer:
    """The key under this name in the issuer's own document, if it may sign badges."""
    if not isinstance(document, dict) or document.get("id") != issuer:
        return Answer(End.UNABLE, "issuer_document_unreadable")
    # A tuple, because what a stranger's document holds may not be hashable.
    names = (method, "#" + method.partition("#")[2])
    allowed, embedded = False, []
    for entry in many(document.get("assertionMethod")):
        allowed = allowed or (isinstance(entry, str) and entry in names)
        embedded += [entry] if isinstance(entry, dict) else []
    listed = [
        (entry, ok)
        for entries, ok in ((many(document.get("verificationMethod")), allowed), (embedded, True))
        for entry in entries
        if isinstance(entry, dict) and entry.get("id") in names
    ]
    for entry, ok in listed:
        # A key that was withdrawn may do nothing any more, and its document says why.
        if "revoked" in entry:
            return Answer(End.FAILED, "key_was_withdrawn")
        if not ok or entry.get("controller", issuer) != issuer:
            continue
        if entry.get("type") not in METHOD_TYPES:
            return Answer(End.UNABLE, "unknown_kind_of_key")
        if _was_over(entry, proof):
            return Answer(End.FAILED, "key_was_withdrawn")
        try:
            return Keys([_read_key(entry)], "published_key", vouched=True)
        except NotAKey:
            return Answer(End.UNABLE, "unknown_kind_of_key")
    return Answer(End.FAILED, "key_not_published_by_its_issuer")


def _read_key(entry: Document) -> Key:
    """Raises NotAKey."""
    if "publicKeyJwk" in entry:
        return key_of(entry["publicKeyJwk"])
    return PublicKey.from_multibase(entry.get("publicKeyMultibase"))


def _was_over(entry: Document, proof: Document) -> bool:
    """A key marked revoked vouches for nothing; one that ran out, for nothing signed later."""
    if "revoked" in entry:
        return True
    if "expires" not in entry:
        return False
    try:
        return read_instant(proof.get("created")) >= read_instant(entry["expires"])
    except NotAnInstant:
        return True
