"""Say what keeps letters from going out."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand

from waypost.notices.outbox import OutboxBackend
from waypost.people.models import District


class Command(BaseCommand):
    help = "Say what keeps letters from going out; say nothing when nothing does."

    def handle(self, *args: Any, **options: Any) -> None:
        if not District.objects.filter(demo=False).exists():
            return
        if isinstance(get_connection(), OutboxBackend) and not settings.EMAIL_HOST:
            self.stdout.write(
                "No mail server is set (WAYPOST_MAIL_HOST): letters wait for one for two weeks,"
                " and nobody can be sent a code to sign in with."
            )
        elif parseaddr(settings.DEFAULT_FROM_EMAIL)[1].endswith("@localhost"):
            self.stdout.write(
                "Letters come from an address that most mail servers refuse: set WAYPOST_MAIL_FROM."
            )
