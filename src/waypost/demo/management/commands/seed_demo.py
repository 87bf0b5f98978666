"""Make the demo district in an empty database."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from waypost.demo.actions import AlreadyThere, seed


class Command(BaseCommand):
    help = "Make Pecan Flats ISD: six campuses, about 40 people, work in every state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="where the server will answer")

    def handle(self, *args: Any, verbosity: int, address: str, **options: Any) -> None:
        began = time.monotonic()

        def say(step: str) -> None:
            if verbosity:
                self.stdout.write(f"{time.monotonic() - began:5.1f} s  {step}")

        try:
            district = seed(at=timezone.now(), say=say, address=address)
        except AlreadyThere:
            self.stdout.write(
                "This database already holds a district, so nothing was changed."
                " For a new demo, start with a new folder: ./waypost start --data FOLDER --demo"
            )
            return
        say(f"{district.name} is ready")
