"""Ed25519 keys in the forms badges use: Multikey text, did:key, did:web."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC_PREFIX = b"\xed\x01"
SECRET_PREFIX = b"\x80\x26"
# The longest text we ever decode is a signature: 64 bytes, 88 digits.
MAX_BASE58 = 128


class NotAKey(ValueError):
    """The text is not an Ed25519 key in Multikey form."""


class NotADid(ValueError):
    """The text is not an identifier of a kind we use, or an address that cannot become one."""


def base58_encode(data: bytes) -> str:
    """Base58 with the Bitcoin alphabet, as multibase `z` uses it, without the `z`."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base58_decode(text: str) -> bytes:
    """The bytes of a base58 text; ValueError for anything else."""
    if len(text) > MAX_BASE58:
        raise ValueError("too long for base58 here")
    number = 0
    for character in text:
        number = number * 58 + BASE58.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _decode(text: object, prefix: bytes) -> bytes:
    if not isinstance(text, str) or not text.startswith("z"):
        raise NotAKey("a key begins with z")
    try:
        raw = base58_decode(text[1:])
    except ValueError as error:
        raise NotAKey("not base58") from error
    if len(raw) != 34 or not raw.startswith(prefix):
        raise NotAKey("not an Ed25519 key")
    return raw[2:]


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures; equal when its bytes are."""

    raw: bytes

    @classmethod
    def from_multibase(cls, text: object) -> PublicKey:
        """Read the `publicKeyMultibase` form."""
        return cls(_decode(text, PUBLIC_PREFIX))

    @classmethod
    def from_did_key(cls, did: str) -> PublicKey:
        """The key that a did:key is."""
        if not did.startswith("did:key:"):
            raise NotADid(did)
        return cls.from_multibase(did.removeprefix("did:key:"))

    @property
    def multibase(self) -> str:
        return "z" + base58_encode(PUBLIC_PREFIX + self.raw)

    @property
    def did(self) -> str:
        """This key as a did:key."""
        return f"did:key:{self.multibase}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret key; its representation never shows the secret."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_text(cls, text: str) -> SigningKey:
        """Read what `text()` wrote (the `secretKeyMultibase` form)."""
        return cls(_decode(text.strip(), SECRET_PREFIX))

    def text(self) -> str:
        """The secret as one line, for a file that nobody else can read."""
        return "z" + base58_encode(SECRET_PREFIX + self.secret)

    @property
    def public(self) -> PublicKey:
        private = Ed25519PrivateKey.from_private_bytes(self.secret)
        return PublicKey(private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes, the same each time for the same message."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)

    def signer(self) -> Callable[[bytes], bytes]:
        """`sign` for many messages: the key is made ready once."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign


_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}")
_SEGMENT = re.compile(r"[A-Za-z0-9._%-]+")


def did_web(address: str) -> str:
    """The did:web of an https address: `https://h:8443/a/b` is `did:web:h%3A8443:a:b`."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotADid(f"not an address: {address!r}") from error
    if parts.scheme != "https" or parts.query or parts.fragment or parts.username is not None:
        raise NotADid(f"a did:web needs a plain https address: {address!r}")
    if not _HOST.fullmatch(host) or re.fullmatch(r"[0-9.]+", host):
        raise NotADid(f"a did:web needs a host name: {address!r}")
    # The colon of a port is escaped because a colon separates the parts of the path.
    name = host if port in (None, 443) else f"{host}%3A{port}"
    segments = [segment for segment in parts.path.split("/") if segment]
    if any(segment in (".", "..") for segment in segments):
        raise NotADid(f"not a plain path: {address!r}")
    return ":".join(["did:web", name, *(quote(unquote(each), safe="") for each in segments)])


def did_web_url(did: str) -> str:
    """Where the document of a did:web is published."""
    parts = did.split(":")
    if parts[:2] != ["did", "web"] or not all(_SEGMENT.fullmatch(part) for part in parts[2:]):
        raise NotADid(did)
    if len(parts) < 3 or any(unquote(part) in (".", "..") for part in parts[3:]):
        raise NotADid(did)
    host, _, port = unquote(parts[2]).partition(":")
    if not _HOST.fullmatch(host) or (port and not re.fullmatch(r"[0-9]{1,5}", port)):
        raise NotADid(did)
    origin = f"https://{host}:{port}" if port else f"https://{host}"
    path = "/".join(parts[3:]) or ".well-known"
    return f"{origin}/{path}/did.json"


def method_id(did: str, key: PublicKey) -> str:
    """The name of a key in its issuer's document: the DID, `#`, and the key itself."""
    return f"{did}#{key.multibase}"
