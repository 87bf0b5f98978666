"""For after the repair: nothing waits for its next turn, and what was given up starts over."""

from typing import Any

from django.core.management.base import BaseCommand

from waypost.journal.actions import deliver_again


class Command(BaseCommand):
    help = "Try at once what was given up or put off; the running server delivers it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"To be tried again now: {deliver_again()}")
