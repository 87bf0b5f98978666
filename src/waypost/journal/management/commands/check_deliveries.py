"""Say what was given up, and how it is tried again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from waypost.journal.models import Delivery


class Command(BaseCommand):
    help = "Say how many deliveries (letters, mostly) were given up; say nothing when none was."

    def handle(self, *args: Any, **options: Any) -> None:
        given_up = Delivery.objects.given_up()
        if last := given_up.order_by("gave_up_at").last():
            self.stdout.write(
                f"Deliveries given up: {given_up.count()}, the last because of {last.error}"
                f" ({last.handler}). Once that is mended, try again:"
                f" WAYPOST_DATA={settings.DATA} .venv/bin/python manage.py deliver_again"
            )
