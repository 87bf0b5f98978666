"""Write what a district shows the world as files that any web server can host."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from waypost.export.management.into_folder import IntoFolder
from waypost.export.public import NotConfirmed, export_public
from waypost.people.models import District


class Command(IntoFolder):
    help = "Write the public side of a district's badges as files that any web server can host."

    def write(
        self,
        district: District,
        folder: Path,
        say: Callable[[str], None],
        options: dict[str, Any],
    ) -> None:
        try:
            made = export_public(district=district, folder=folder, at=timezone.now(), say=say)
        except NotConfirmed as early:
            raise CommandError(
                f"{district.name} has no confirmed address, so its badges are for practice and"
                " nobody outside checks them. Confirm it under Settings, Public address."
            ) from early
        say(
            f"{made.public:,} public badges, a bare page for each of {made.private:,} private ones,"
            f" {made.files:,} files. {folder / 'README.txt'} says how to host them."
        )
