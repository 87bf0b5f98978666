"""Set what a district decides for itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from waypost.people.actions import choose
from waypost.people.models import District
from waypost.people.viewers import System

ON = {"on": True, "off": False}


class Command(BaseCommand):
    help = "Set what a district decides for itself, and say what holds now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="the name in the browser's address")
        parser.add_argument(
            "--blind-review", choices=ON, help="reviewers do not see whose work it is"
        )
        parser.add_argument(
            "--try-links", choices=ON, help="the server opens links that teachers add"
        )

    def handle(
        self,
        *args: Any,
        host: str,
        blind_review: str | None,
        try_links: str | None,
        **options: Any,
    ) -> None:
        district = District.objects.filter(host=host.lower()).first()
        if district is None:
            known = ", ".join(District.objects.order_by("host").values_list("host", flat=True))
            raise CommandError(f"No district answers at {host}. There is: {known or 'none yet'}.")
        choose(
            district=district,
            blind_review=ON[blind_review] if blind_review else None,
            try_links=ON[try_links] if try_links else None,
            by=System(district, "choose"),
        )
        for name, value in (
            ("blind review", district.blind_review),
            ("links are tried out", district.try_links),
        ):
            self.stdout.write(f"{district.name}, {name}: {'on' if value else 'off'}")
