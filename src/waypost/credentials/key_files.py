"""Private keys as 0600 files under the data folder, one per district and key; encrypted where the
server was given a secret for it.

`WAYPOST_KEYS_SECRET` stretches to a key of AES-256-GCM by scrypt, with a salt of each file's own;
the file's name goes into the seal, so that no file can stand in for another.
"""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from waypost.credentials.models import Algorithm, IssuerKey
from waypost.openbadges import NotAKey, RsaSigningKey, SigningKey

Secret = SigningKey | RsaSigningKey
MARK = "waypost-sealed-1"
# About a tenth of a second and 32 MB, once for each file and process.
WORK, BLOCK, LANES = 2**15, 8, 1


class KeyMissing(Exception):
    """The key's file is not in the data folder, is damaged or may not be read: nothing can be
    signed until it is put back, or another key takes its place."""


class KeyLocked(KeyMissing):
    """The file is there and encrypted, with another secret than this server was given."""


def path_of(key: IssuerKey) -> Path:
    return Path(settings.KEYS) / str(key.district_id) / f"{key.fingerprint}.key"


def read(key: IssuerKey) -> Secret:
    """Raises KeyMissing, KeyLocked."""
    return _secret(Algorithm(key.algorithm), _opened(path_of(key)))


def write(key: IssuerKey, secret: Secret) -> None:
    """Whole or not at all, sealed where there is a secret for it."""
    _write(path_of(key), secret.text())


def remove(key: IssuerKey) -> None:
    """Of a key that came too late to be one."""
    path_of(key).unlink(missing_ok=True)


def is_open(key: IssuerKey) -> bool:
    """Whether its file is there and lies unencrypted."""
    try:
        return not _text(path_of(key)).startswith(MARK)
    except KeyMissing:
        return False


def is_sealed_as_asked(key: IssuerKey) -> bool:
    """Encrypted with today's secret, or with none where there is none; raises KeyMissing."""
    text, secret = _text(path_of(key)), settings.KEYS_SECRET
    if not text.startswith(MARK):
        return not secret
    return bool(secret) and _unsealed(text, secret, path_of(key).stem) is not None


def seal_again(key: IssuerKey) -> bool:
    """Write the file as today's settings ask; False when it was so.

    Raises KeyMissing, KeyLocked.
    """
    if is_sealed_as_asked(key):
        return False
    write(key, read(key))
    return True


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise KeyMissing(path.stem[:12]) from error


def _opened(path: Path) -> str:
    text = _text(path)
    if not text.startswith(MARK):
        return text
    for secret in (settings.KEYS_SECRET, settings.KEYS_SECRET_BEFORE):
        if secret and (found := _unsealed(text, secret, path.stem)) is not None:
            return found
    raise KeyLocked(path.stem[:12])


@lru_cache(maxsize=32)
def _secret(algorithm: Algorithm, text: str) -> Secret:
    """Kept, because looking an RSA key through takes a tenth of a second."""
    kind = RsaSigningKey if algorithm is Algorithm.RS256 else SigningKey
    try:
        return kind.from_text(text)
    except NotAKey as error:
        raise KeyMissing from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.KEYS_SECRET:
        text = _sealed(text, settings.KEYS_SECRET, path.stem)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def _sealed(text: str, secret: str, name: str) -> str:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    closed = AESGCM(_stretched(secret, salt)).encrypt(nonce, text.encode(), name.encode())
    packed = (base64.urlsafe_b64encode(part).decode() for part in (salt, nonce, closed))
    return " ".join([MARK, *packed])


def _unsealed(text: str, secret: str, name: str) -> str | None:
    """None when it was sealed with another secret, for another file, or was damaged since."""
    try:
        _, *packed = text.split()
        salt, nonce, closed = (base64.urlsafe_b64decode(part) for part in packed)
        return AESGCM(_stretched(secret, salt)).decrypt(nonce, closed, name.encode()).decode()
    except (ValueError, InvalidTag):
        return None


@lru_cache(maxsize=64)
def _stretched(secret: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=WORK, r=BLOCK, p=LANES).derive(secret.encode())
