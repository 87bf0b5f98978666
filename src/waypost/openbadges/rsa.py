"""RSA keys that sign tokens: RS256 is what every verifier of the standard reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from waypost.openbadges.jwks import RsaKey
from waypost.openbadges.keys import NotAKey

# What 2048 bits sign is advised until 2030 only, and badges are checked for longer. A token is
# signed once, so the larger size costs milliseconds once.
BITS = 3072


@dataclass(frozen=True, slots=True)
class RsaSigningKey:
    """A secret RSA key as PKCS #8 in DER; its representation never shows it."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls, bits: int = BITS) -> RsaSigningKey:
        """A new key from the system's randomness; takes up to a second or two."""
        return cls._of(rsa.generate_private_key(public_exponent=65537, key_size=bits))

    @classmethod
    def from_text(cls, text: str) -> RsaSigningKey:
        """Read what `text()` wrote. Raises NotAKey."""
        try:
            found = serialization.load_pem_private_key(text.strip().encode(), password=None)
        except (ValueError, TypeError) as error:
            raise NotAKey("no private key") from error
        if not isinstance(found, rsa.RSAPrivateKey):
            raise NotAKey("a key of another kind")
        key = cls._of(found)
        key.public  # noqa: B018  # raises NotAKey for a size that nobody should rely on
        return key

    @classmethod
    def _of(cls, private: rsa.RSAPrivateKey) -> RsaSigningKey:
        return cls(
            private.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def text(self) -> str:
        """The secret as PEM, for a file that nobody else can read."""
        pem = self._private().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return pem.decode("ascii").strip()

    @property
    def public(self) -> RsaKey:
        numbers = self._private().public_key().public_numbers()
        return RsaKey(numbers.n, numbers.e)

    def sign(self, message: bytes) -> bytes:
        """PKCS #1 v1.5 with SHA-256: the same each time for the same message."""
        return self._private().sign(message, padding.PKCS1v15(), hashes.SHA256())

    def _private(self) -> rsa.RSAPrivateKey:
        # Its numbers were checked when it was made or read; doing it again costs 100 ms each time.
        key = serialization.load_der_private_key(
            self.secret, password=None, unsafe_skip_rsa_key_validation=True
        )
        if not isinstance(key, rsa.RSAPrivateKey):
            raise NotAKey("a key of another kind")
        return key
