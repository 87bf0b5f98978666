"""Mark the letters that came back. A mail server can pipe its reports here, one at a time."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.notices.actions import came_back
from waypost.notices.bounces import messages_in, messages_of, read_bounce
from waypost.notices.models import Letter


class Command(BaseCommand):
    help = "Read delivery reports (an mbox, a Maildir folder, or one mail on stdin: -)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", help="a file, a folder, or - for stdin")

    def handle(self, *args: Any, place: str, **options: Any) -> None:
        read = marked = 0
        try:
            found = messages_of(sys.stdin.buffer) if place == "-" else messages_in(Path(place))
            for raw in found:
                read += 1
                marked += _mark(raw)
        except OSError as error:
            raise CommandError(f"{place} cannot be read ({error.strerror}).") from error
        self.stdout.write(f"Mails read: {read}. Letters that came back: {marked}.")


def _mark(raw: bytes) -> bool:
    bounce = read_bounce(raw)
    letter = bounce and Letter.objects.filter(pk=bounce.letter).select_related("district").first()
    if not bounce or not letter:
        return False
    return came_back(letter=letter, trouble=bounce.trouble, at=timezone.now())
