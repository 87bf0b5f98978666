"""Say what keeps letters from going out."""

from typing import Any

from django.core.mail import get_connection
from django.core.management.base import BaseCommand

from waypost.notices.outbox import OutboxBackend
from waypost.notices.servers import mailbox_of, read_password, way_of
from waypost.people.models import District


class Command(BaseCommand):
    help = "Say what keeps letters from going out; say nothing when nothing does."

    def handle(self, *args: Any, **options: Any) -> None:
        ours = isinstance(get_connection(), OutboxBackend)
        districts = District.objects.filter(demo=False).order_by("host")
        said = [_trouble(district, ours=ours) for district in districts]
        # What the environment lacks, it lacks for everybody: it is said once.
        for line in dict.fromkeys(filter(None, said)):
            self.stdout.write(line)


def _trouble(district: District, *, ours: bool) -> str:
    way = way_of(district)
    if ours and way is None:
        return (
            f"No mail server is set (WAYPOST_MAIL_HOST) or chosen at {district.address}"
            "/settings/mail: letters wait for one for two weeks, and nobody can be sent a code to"
            " sign in with."
        )
    if way and not way.fixed and way.user and not read_password(district):
        return (
            f"The password of the mail server of {district.host} is gone: type it again at"
            f" {district.address}/settings/mail."
        )
    if mailbox_of(district).endswith("@localhost"):
        return "Letters come from an address that most mail servers refuse: set WAYPOST_MAIL_FROM."
    return ""
