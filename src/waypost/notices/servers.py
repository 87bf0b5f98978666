"""Which way mail goes: what the environment names, else the district's own server.

The password is a 0600 file beside the district's keys, so that a copied database cannot send.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from waypost.notices.models import MailServer, Security
from waypost.people.models import District

# Of one answer of the server; a whole test has a limit of its own.
SECONDS = 20


@dataclass(frozen=True)
class Way:
    """A mail server and what to say to it. `fixed`: named by WAYPOST_MAIL_*, so no page changes
    it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    fixed: bool

    def __repr__(self) -> str:
        """Tracebacks and logs show no password."""
        return f"Way({self.host}:{self.port})"

    def backend(self, seconds: int = SECONDS) -> EmailBackend:
        return EmailBackend(
            host=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.security == Security.STARTTLS,
            use_ssl=self.security == Security.TLS,
            timeout=seconds,
        )


def is_fixed() -> bool:
    return bool(settings.EMAIL_HOST)


def way_of(district: District | None) -> Way | None:
    """None where no server is known. Without a district only the environment is asked."""
    if is_fixed():
        return Way(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            security=Security.STARTTLS if settings.EMAIL_USE_TLS else Security.NONE,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            fixed=True,
        )
    server = district and MailServer.objects.filter(district=district).first()
    if not server or not district:
        return None
    return Way(
        host=server.host,
        port=server.port,
        security=server.security,
        user=server.user,
        password=read_password(district) if server.user else "",
        sender=server.sender,
        fixed=False,
    )


def mailbox_of(district: District) -> str:
    """The address that mail comes from."""
    way = way_of(district)
    return way.sender if way else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def answered_at(district: District) -> str:
    """Where somebody reads what is sent to the district; empty on a machine that has no name."""
    mailbox = mailbox_of(district)
    return "" if mailbox.endswith("@localhost") else mailbox


def has_password(district: District) -> bool:
    return bool(read_password(district))


def read_password(district: District) -> str:
    """Empty where none is kept, or its file is gone: the server then says what it thinks of it."""
    try:
        return _path(district).read_text().removesuffix("\n")
    except (OSError, ValueError):
        return ""


def keep_password(district: District, password: str) -> None:
    """Whole or not at all; an empty one forgets."""
    path = _path(district)
    if not password:
        with suppress(FileNotFoundError):
            path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(f"{password}\n")
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def _path(district: District) -> Path:
    return Path(settings.KEYS) / str(district.pk) / "mail.password"
