"""Make an empty district in a database that has none by that host."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from waypost.founding.actions import begin


class Command(BaseCommand):
    help = "Make an empty district and its first program lead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="My district")
        parser.add_argument("--host", default="localhost", help="the name in the browser's address")
        parser.add_argument("--address", default="", help="https://… as badges will carry it")
        parser.add_argument("--timezone", default="America/Chicago")
        parser.add_argument("--brand", default="#0d6b5e", help="one colour, as #rrggbb")
        parser.add_argument("--accent", default="", help="a second colour, which then leads")
        parser.add_argument("--lead", default="Program lead", help="their full name")
        parser.add_argument(
            "--email", default="lead@localhost", help="and the address they sign in with"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._begin(options)
        except ValidationError as error:
            wrong = [f"--{field}: {' '.join(said)}" for field, said in error.message_dict.items()]
            raise CommandError("\n".join(wrong)) from error

    # The password is said before the district is kept: cut short in between, this is simply done
    # again, and never leaves a district that nobody can enter.
    @transaction.atomic
    def _begin(self, options: dict[str, Any]) -> None:
        host = options["host"]
        district, password = begin(
            name=options["name"],
            host=host,
            address=options["address"] or f"http://{host}:8000",
            timezone=options["timezone"],
            brand=options["brand"],
            accent=options["accent"],
            lead=options["lead"],
            email=options["email"],
            at=timezone.now(),
        )
        if options["verbosity"]:
            self.stdout.write(f"{district.name} is ready at {district.address}")
        if password:
            # Said whatever the verbosity: nobody could sign in without it.
            self.stdout.write(
                f"\n  Sign in as {options['email']} with the password {password}"
                f"\n  (shown this once: change it at {district.address}/account/password/change/)"
            )
