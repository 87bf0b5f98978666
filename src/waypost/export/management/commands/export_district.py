"""Write all that a district has into a folder."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.export.actions import NotEmpty, export
from waypost.people.models import District


class Command(BaseCommand):
    help = "Write all that a district has, in open formats, into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="the name in the browser's address")
        parser.add_argument("folder", type=Path, help="a new or empty one")
        parser.add_argument("--without-certificates", action="store_true", help="much quicker")

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
            made = export(
                district=district,
                folder=folder,
                at=timezone.now(),
                say=say,
                certificates=not options["without_certificates"],
            )
        except NotEmpty as full:
            raise CommandError(f"{full} is not empty. Name a new folder.") from full
        except OSError as error:
            raise CommandError(
                f"{folder} is not whole: {error.strerror or error}."
                " Free some space or use another disk, remove the folder, and do it again."
            ) from error
        say(f"{made.people:,} people and {made.rows:,} rows. Open {folder / 'index.html'}")
        self.stdout.write("It holds what is private here: keep it as you keep a personnel file.")
        if made.missing:
            raise CommandError(
                f"{len(made.missing)} files that rows name were not to be found, such as"
                f" {made.missing[0]}. README.txt names them all."
            )
