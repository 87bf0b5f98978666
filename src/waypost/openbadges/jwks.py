"""Keys as JSON Web Keys: Ed25519, and RSA and P-256 for tokens alone."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from waypost.openbadges.documents import Document
from waypost.openbadges.keys import NotADid, NotAKey, PublicKey

# Shorter ones are broken, longer ones only make a server work.
SIZES = range(2048, 8193)
# A did:jwk holds a whole key; an RSA one of 8192 bits is about 2,000 characters.
MOST_DID = 4_000


@dataclass(frozen=True, slots=True)
class RsaKey:
    """A key that checks signatures; equal when its numbers are. Raises NotAKey for a weak one."""

    modulus: int
    exponent: int

    def __post_init__(self) -> None:
        odd = self.modulus % 2 and self.exponent % 2
        if self.modulus.bit_length() not in SIZES or not odd or not 3 <= self.exponent < 2**32:
            raise NotAKey("not an RSA key that can be relied on")

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature (PKCS #1 v1.5 with SHA-256) is this key's over the message."""
        try:
            key = rsa.RSAPublicNumbers(self.exponent, self.modulus).public_key()
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class EcKey:
    """A point of P-256, for ES256. Raises NotAKey for one that is not on the curve."""

    x: int
    y: int

    def __post_init__(self) -> None:
        try:
            self._numbers().public_key()
        except ValueError as error:
            raise NotAKey("not a point of P-256") from error

    def _numbers(self) -> ec.EllipticCurvePublicNumbers:
        return ec.EllipticCurvePublicNumbers(self.x, self.y, ec.SECP256R1())

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature (r and s, 32 bytes each) is this key's over the message."""
        if len(signature) != 64:
            return False
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        try:
            key, written = self._numbers().public_key(), encode_dss_signature(r, s)
            key.verify(written, message, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True


Key = PublicKey | RsaKey | EcKey


def key_of(jwk: object) -> Key:
    """Raises NotAKey for anything but a public key of one of these three kinds."""
    if not isinstance(jwk, dict) or "d" in jwk:
        raise NotAKey("no public key")
    if jwk.get("use", "sig") != "sig":
        raise NotAKey("a key for something else")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            raw = _bytes(jwk, "x")
            if len(raw) != 32:
                raise NotAKey("not an Ed25519 key")
            return PublicKey(raw)
        case "RSA", None:
            modulus, exponent = (int.from_bytes(_bytes(jwk, name), "big") for name in ("n", "e"))
            return RsaKey(modulus, exponent)
        case "EC", "P-256":
            x, y = (_bytes(jwk, name) for name in ("x", "y"))
            if len(x) != 32 or len(y) != 32:
                raise NotAKey("not a key of P-256")
            return EcKey(int.from_bytes(x, "big"), int.from_bytes(y, "big"))
    raise NotAKey("a key of another kind")


def from_did_jwk(did: str) -> Key:
    """The key that a did:jwk is. Raises NotADid, NotAKey."""
    if not did.startswith("did:jwk:") or len(did) > MOST_DID:
        raise NotADid(did[:80])
    try:
        return key_of(json.loads(base64url(did.removeprefix("did:jwk:"))))
    except (ValueError, RecursionError) as error:
        raise NotAKey("no key in a did:jwk") from error


def _bytes(jwk: Document, name: str) -> bytes:
    try:
        return base64url(jwk[name])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAKey(f"no {name}") from error


def base64url(text: str) -> bytes:
    """Without the filling that JSON Web Tokens leave out. Raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
