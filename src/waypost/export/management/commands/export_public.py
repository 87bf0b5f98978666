"""Write what a district shows the world as files that any web server can host."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.export.actions import NotEmpty
from waypost.export.public import NotConfirmed, export_public
from waypost.people.models import District


class Command(BaseCommand):
    help = "Write the public side of a district's badges as files that any web server can host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="the name in the browser's address")
        parser.add_argument("folder", type=Path, help="a new or empty one")

    def handle(self, *args: Any, host: str, folder: Path, **options: Any) -> None:
        district = District.objects.filter(host=host.lower()).first()
        if district is None:
            known = ", ".join(District.objects.order_by("host").values_list("host", flat=True))
            raise CommandError(f"No district answers at {host}. There is: {known or 'none yet'}.")
        began = time.monotonic()

        def say(step: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {step}")

        folder = folder.expanduser().resolve()
        try:
            made = export_public(district=district, folder=folder, at=timezone.now(), say=say)
        except NotConfirmed as early:
            raise CommandError(
                f"{district.name} has no confirmed address, so its badges are for practice and"
                " nobody outside checks them. Confirm it under Settings, Public address."
            ) from early
        except NotEmpty as full:
            raise CommandError(f"{full} is not empty. Name a new folder.") from full
        except OSError as error:
            raise CommandError(
                f"{folder} is not whole: {error.strerror or error}."
                " Free some space or use another disk, remove the folder, and do it again."
            ) from error
        say(
            f"{made.public:,} public badges, a bare page for each of {made.private:,} private ones,"
            f" {made.files:,} files. {folder / 'README.txt'} says how to host them."
        )
