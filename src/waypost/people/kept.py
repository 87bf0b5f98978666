"""Secrets of people's rooms: 0600 files under the data folder, beside the signing keys."""

import contextlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from waypost.people.models import District, Provider


def keep_secret(provider: Provider, secret: str) -> None:
    """In place of the one before it."""
    write_secret(_path(provider), secret)


def secret_of(provider: Provider) -> str:
    """Nothing where none was kept, or its file is lost: then it has to be pasted again."""
    try:
        return _path(provider).read_text()
    except OSError:
        return ""


def sealed(text: str) -> str:
    """As it may lie in a row: unreadable without the file of this machine."""
    return _seal(settings.KEYS).encrypt(text.encode()).decode()


def unsealed(text: str) -> str:
    return _seal(settings.KEYS).decrypt(text.encode()).decode()


@lru_cache(maxsize=4)
def _seal(folder: Path) -> Fernet:
    """Made on first use; of two processes that begin at once, both take the first one's."""
    file = folder / "second-factor"
    if not file.exists():
        part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        write_secret(part, Fernet.generate_key().decode())
        with contextlib.suppress(FileExistsError):
            os.link(part, file)
        part.unlink()
    return Fernet(file.read_bytes())


def _path(provider: Provider) -> Path:
    district: District = provider.district
    return Path(settings.KEYS) / str(district.pk) / f"sign-in-{provider.kind}"


def write_secret(file: Path, text: str) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
