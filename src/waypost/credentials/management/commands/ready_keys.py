"""Make what confirmed addresses publish, and write key files as the settings ask."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from waypost.credentials import key_files
from waypost.credentials.key_files import KeyMissing
from waypost.credentials.keys import make_ready, unusable
from waypost.credentials.models import IssuerKey, Use
from waypost.people.models import District

BEFORE = "integrations-"


class Command(BaseCommand):
    help = (
        "Make the keys that are published but not used yet, and encrypt key files (or open them)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        _name_as_others()
        # Beside a file that cannot be read none is made; `check_keys` says which that is.
        if all(key.use != Use.BADGES for key, _ in unusable()):
            self._make(timezone.now())
        written = sum(_write(key) for key in IssuerKey.objects.select_related("district"))
        if written:
            self.stdout.write(f"Signing keys written as WAYPOST_KEYS_SECRET asks: {written}.")

    def _make(self, at: dt.datetime) -> None:
        made = sum(make_ready(district, at=at) for district in District.objects.all())
        if made:
            self.stdout.write(f"Signing keys made and published: {made}.")


def _name_as_others() -> None:
    """Keys for other systems had files of other names until they were kept like all others."""
    for file in Path(settings.KEYS).glob(f"*/{BEFORE}*.key"):
        file.rename(file.with_name(file.name.removeprefix(BEFORE)))


def _write(key: IssuerKey) -> bool:
    try:
        return key_files.seal_again(key)
    except KeyMissing:
        return False
