"""What the doctor asks of credentials: can badges be signed, and by nobody else?"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from waypost.credentials.keys import missing_files
from waypost.credentials.models import IssuerKey
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, ok, wrong


@asked_by_doctor
def keys(asked: Asked) -> Iterator[Finding]:
    missing = missing_files()
    for file in missing:
        yield wrong(
            f"No badge can be signed: {file} is missing, damaged or of another key.",
            "Put it back from your backup; badges that are out can still be checked.",
        )
    current = IssuerKey.objects.filter(retired_at=None).count() - len(missing)
    if current:
        yield ok(f"Signing keys that are there and fit: {current}.")
    elif not missing:
        yield ok("No signing key is needed yet: the first badge makes one.")


@asked_by_doctor
def privacy_of_keys(asked: Asked) -> Iterator[Finding]:
    files = [path for path in sorted(Path(settings.KEYS).rglob("*")) if path.is_file()]
    for path in [path for path in files if path.stat().st_mode & 0o077]:
        yield wrong(
            f"{path} can be read by other users of this machine.",
            f"chmod 600 {path}; if somebody may have read it, ask for help before you sign more.",
        )
