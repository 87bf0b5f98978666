"""Sign a credential as a token: VC-JWT as Open Badges 3.0 limits it (section "JSON Web Token Proof
Format")."""

from __future__ import annotations

import base64

from waypost.openbadges.documents import Document, dump
from waypost.openbadges.keys import SigningKey
from waypost.openbadges.rsa import RsaSigningKey
from waypost.openbadges.times import NotAnInstant, read_instant
from waypost.openbadges.values import ComposeError

# Its full name, Ed25519 (RFC 9864), is the better one; most verifiers read only the older so far.
ED25519 = "EdDSA"
RS256 = "RS256"
CLAIMS = ("iss", "jti", "nbf", "sub", "exp")


def sign_token(document: Document, *, key: SigningKey | RsaSigningKey, kid: str) -> bytes:
    """The credential as it is, an embedded proof included, with the claims that repeat it.

    The same document and key give the same bytes. Raises ComposeError for a document that lacks
    what a token has to say.
    """
    alg = RS256 if isinstance(key, RsaSigningKey) else ED25519
    header = {"alg": alg, "kid": kid, "typ": "JWT"}
    message = b".".join(_base64url(dump(part)) for part in (header, _payload(document)))
    return message + b"." + _base64url(key.sign(message))


def _payload(document: Document) -> Document:
    if taken := [name for name in CLAIMS if name in document]:
        raise ComposeError(taken[0], "a credential has no such member")
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    claims: Document = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "nbf": _seconds(document, "validFrom"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
    }
    for name, value in claims.items():
        if value in (None, ""):
            raise ComposeError(name, "a token must say it")
    if "validUntil" in document:
        claims["exp"] = _seconds(document, "validUntil")
    return {**document, **claims}


def _seconds(document: Document, name: str) -> int:
    try:
        return int(read_instant(document.get(name)).timestamp())
    except NotAnInstant as error:
        raise ComposeError(name, "not a date and time with a zone") from error


def _base64url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
