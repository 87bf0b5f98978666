"""Say which signing keys are not where they should be."""

from typing import Any

from django.core.management.base import BaseCommand

from waypost.credentials.keys import missing_files


class Command(BaseCommand):
    help = "Name the signing keys that are missing or damaged; say nothing when all are there."

    def handle(self, *args: Any, **options: Any) -> None:
        for file in missing_files():
            self.stdout.write(
                f"No badge can be signed: {file} is missing or damaged."
                " Put it back from your backup."
            )
