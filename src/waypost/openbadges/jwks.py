"""Keys as JSON Web Keys, read and checked with: Ed25519, and RSA, for tokens alone."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from waypost.openbadges.documents import Document
from waypost.openbadges.keys import NotAKey, PublicKey

# Shorter ones are broken, longer ones only make a server work.
SIZES = range(2048, 8193)


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


Key = PublicKey | RsaKey


def key_of(jwk: object) -> Key:
    """Raises NotAKey for anything but a public key of one of these two kinds."""
    if not isinstance(jwk, dict) or "d" in jwk:
        raise NotAKey("no public key")
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            raw = _bytes(jwk, "x")
            if len(raw) != 32:
                raise NotAKey("not an Ed25519 key")
            return PublicKey(raw)
        case "RSA", None:
            modulus, exponent = (int.from_bytes(_bytes(jwk, name), "big") for name in ("n", "e"))
            return RsaKey(modulus, exponent)
    raise NotAKey("a key of another kind")


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
