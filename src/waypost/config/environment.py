"""What the operator may set: one typed reader per kind, naming the variable when it is wrong."""

import contextlib
import os
import secrets
from collections.abc import Sequence
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

ROOT = Path(__file__).resolve().parents[3]
SHORTEST_SECRET = 20


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def switch(name: str, default: bool = False) -> bool:
    """Raises ImproperlyConfigured for anything but on/off, so that a typo never means "off"."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "on", "yes", "true"}:
        return True
    if value in {"0", "off", "no", "false"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def number(name: str, default: int) -> int:
    """Raises ImproperlyConfigured for anything but a whole number."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a number, such as {default}, not {value!r}.")
    return int(value)


def choice(name: str, default: str, among: Sequence[str]) -> str:
    """Raises ImproperlyConfigured for anything that is not `among` them."""
    value = os.environ.get(name, "").strip().upper() or default
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}.")
    return value


def mailbox(name: str, default: str) -> str:
    """Raises ImproperlyConfigured for anything but one address, with or without a name."""
    value = os.environ.get(name, "").strip() or default
    found = ",".join(address for _called, address in getaddresses([value]))
    try:
        validate_email(found)
        found.encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        raise ImproperlyConfigured(
            f"{name} must be one address, such as {default} or Waypost <{default}>, not {value!r}."
        ) from error
    return value


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


def passphrase(name: str) -> str:
    """Raises ImproperlyConfigured for one that could be guessed."""
    value = os.environ.get(name, "")
    if value and len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} must have at least {SHORTEST_SECRET} characters, or not be set."
        )
    return value


def secret(name: str, file: Path) -> str:
    """Read from the environment, else from a 0600 file made on first use outside the database."""
    return os.environ.get(name) or _kept(file) or _made(file)


def _kept(file: Path) -> str:
    """Nothing, where a power cut left a file without its bytes: it only signs sessions."""
    try:
        found = file.read_text().strip("\0 \n")
    except FileNotFoundError:
        return ""
    return found if len(found) >= SHORTEST_SECRET else ""


def _made(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
            out.flush()
            os.fsync(out.fileno())
        if not _kept(file):
            file.unlink(missing_ok=True)
        # Whole or not at all; of two processes that start at once, both use the first one's.
        with contextlib.suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink(missing_ok=True)
    return _kept(file)


def database(url: str, data: Path) -> dict[str, object]:
    """SQLite in its production form when no URL is given, else PostgreSQL from `postgres://…`."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "waypost.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL, because an award that was shown to a teacher must survive a power cut.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
                    "PRAGMA journal_size_limit=67108864"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("WAYPOST_DATABASE must start with postgres:// (or be empty).")
    try:
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured("WAYPOST_DATABASE has a port that is no number.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
