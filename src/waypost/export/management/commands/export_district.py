"""Write all that a district has into a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from waypost.export.actions import export
from waypost.export.management.into_folder import IntoFolder
from waypost.people.models import District


class Command(IntoFolder):
    help = "Write all that a district has, in open formats, into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--without-certificates", action="store_true", help="much quicker")

    def write(
        self,
        district: District,
        folder: Path,
        say: Callable[[str], None],
        options: dict[str, Any],
    ) -> None:
        made = export(
            district=district,
            folder=folder,
            at=timezone.now(),
            say=say,
            certificates=not options["without_certificates"],
        )
        say(f"{made.people:,} people and {made.rows:,} rows. Open {folder / 'index.html'}")
        self.stdout.write("It holds what is private here: keep it as you keep a personnel file.")
        if made.missing:
            raise CommandError(
                f"{len(made.missing)} files that rows name were not to be found, such as"
                f" {made.missing[0]}. README.txt names them all."
            )
