"""Say which signing keys are not where they should be, or cannot be opened."""

from typing import Any

from django.core.management.base import BaseCommand

from waypost.credentials import key_files
from waypost.credentials.key_files import KeyLocked
from waypost.credentials.keys import unusable, what_stops


class Command(BaseCommand):
    help = "Name the signing keys that are missing or damaged; say nothing when all are there."

    def handle(self, *args: Any, **options: Any) -> None:
        for key, problem in unusable():
            file = key_files.path_of(key)
            if isinstance(problem, KeyLocked):
                self.stdout.write(
                    f"{what_stops(key)}: {file} is encrypted with another secret."
                    " Set WAYPOST_KEYS_SECRET as it was."
                )
            else:
                self.stdout.write(
                    f"{what_stops(key)}: {file} is missing or damaged."
                    " Put it back from your backup, or see: ./waypost keys"
                )
