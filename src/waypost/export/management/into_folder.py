"""What both commands share that write a district into a folder."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from waypost.export.actions import NotEmpty
from waypost.people.models import District


class IntoFolder(BaseCommand):
    """`write` is given the district and the folder, and says each step with the time it took."""

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
        with _whole(folder):
            self.write(district, folder, say, options)

    def write(
        self,
        district: District,
        folder: Path,
        say: Callable[[str], None],
        options: dict[str, Any],
    ) -> None:
        raise NotImplementedError


@contextmanager
def _whole(folder: Path) -> Iterator[None]:
    try:
        yield
    except NotEmpty as full:
        raise CommandError(f"{full} is not empty. Name a new folder.") from full
    except OSError as error:
        raise CommandError(
            f"{folder} is not whole: {error.strerror or error}."
            " Free some space or use another disk, remove the folder, and do it again."
        ) from error
