"""What an issuer publishes about its keys: JSON Web Keys, a key set, the document of a did:web."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from waypost.openbadges.documents import Document
from waypost.openbadges.jwks import Key, RsaKey
from waypost.openbadges.keys import NotAKey, PublicKey, method_id
from waypost.openbadges.times import instant

CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def jwk(key: Key) -> dict[str, str]:
    """The public key as a JSON Web Key, with its thumbprint as `kid`."""
    members = _members(key)
    alg = "EdDSA" if isinstance(key, PublicKey) else "RS256"
    return {**members, "kid": thumbprint(key), "use": "sig", "alg": alg}


def thumbprint(key: Key) -> str:
    """RFC 7638 with SHA-256: the same for everybody who has the key."""
    canonical = json.dumps(_members(key), sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(canonical.encode()).digest())


def key_id(did: str, key: Key) -> str:
    """The `kid` of a token: a DID URL that leads to the key as a JSON Web Key.

    A did:key is its key, under the one name that its method gives it.
    """
    if did.startswith("did:key:") and isinstance(key, PublicKey):
        return method_id(did, key)
    return f"{did}#{thumbprint(key)}"


def jwks(did: str, keys: Iterable[Key], retired: Iterable[Key] = ()) -> Document:
    """The key set to publish beside a did:web, retired keys after the others.

    Each `kid` is written as tokens write it, because libraries compare the two as texts. A key
    that was withdrawn has no place in it: the form has no word for that.
    """
    every = dict.fromkeys([*keys, *retired])
    return {"keys": [{**jwk(key), "kid": key_id(did, key)} for key in every]}


def did_document(
    did: str,
    keys: Sequence[Key],
    *,
    retired: Sequence[Key] = (),
    revoked: Mapping[Key, datetime] | None = None,
) -> Document:
    """The document to publish for a did:web.

    `keys` and `retired` both still vouch for what they signed; a retired key is listed after the
    current ones and is simply used no more. One that was `revoked` vouches for nothing: it stands
    there with that moment, so that whoever meets it learns why, and is allowed no purpose, so that
    a verifier that does not know the word refuses it too.
    """
    over = revoked or {}
    trusted = [key for key in dict.fromkeys([*keys, *retired]) if key not in over]
    methods = [method for key in trusted for method in _methods(did, key)]
    ended = [
        {**method, "revoked": instant(at)}
        for key, at in over.items()
        for method in _methods(did, key)
    ]
    return {
        "@context": list(CONTEXTS),
        "id": did,
        "verificationMethod": [*methods, *ended],
        "assertionMethod": [method["id"] for method in methods],
    }


def _methods(did: str, key: Key) -> list[Document]:
    """Ed25519 in both forms: Multikey for proofs, a JSON Web Key for tokens."""
    found: list[Document] = []
    if isinstance(key, PublicKey):
        found.append(
            {
                "id": method_id(did, key),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": key.multibase,
            }
        )
    found.append(
        {
            "id": key_id(did, key),
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": jwk(key),
        }
    )
    return found


def _members(key: Key) -> dict[str, str]:
    """Those that make the key, and nothing about it."""
    if isinstance(key, PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(key.raw)}
    if isinstance(key, RsaKey):
        return {"kty": "RSA", "n": _number(key.modulus), "e": _number(key.exponent)}
    raise NotAKey("no district signs with a key of this kind")


def _number(value: int) -> str:
    return _base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
