"""Let somebody in again where no mail server could send them a code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from waypost.people.actions import give_password
from waypost.people.models import Person
from waypost.people.second_factor import forget
from waypost.people.viewers import System


class Command(BaseCommand):
    help = "Give somebody a new password, and say it once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument(
            "--without-second-factor",
            action="store_true",
            help="they lost the device: forget their passkeys, app and recovery codes too",
        )

    # Said before it is kept: cut short in between, the old one still works.
    @transaction.atomic
    def handle(
        self, *args: Any, email: str, without_second_factor: bool = False, **options: Any
    ) -> None:
        found = Person.objects.with_roles().filter(left_at=None, account__email__iexact=email)
        person = found.first()
        if person is None or person.account is None:
            raise CommandError(f"Nobody signs in with {email}.")
        by = System(person.district, "new password")
        password = give_password(account=person.account, by=by)
        self.stdout.write(f"Sign in as {person.account.email} with the password {password}")
        if without_second_factor:
            forget(account=person.account, by=by)
            self.stdout.write("Their passkeys, app and recovery codes no longer count.")
