"""Write down what the migrations come to, on the kind of database that this one is."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection

from waypost.config import schema


class Command(BaseCommand):
    help = "Migrate this empty database, and write down what came of it: for developers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is the same")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.introspection.table_names():
            raise CommandError("This database is not empty: point at a new one.")
        text = schema.write(connection, self._migrate)
        file: Path = schema.place(connection.vendor)
        if not options["check"]:
            file.write_text(text, encoding="utf-8")
            self.stdout.write(f"{file}: {text.count(schema.SEPARATOR) + 1} statements")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            self.stderr.write(
                f"{file.name} is not what the migrations come to. Write it anew, once for each"
                " kind of database: manage.py write_schema, with WAYPOST_DATA or WAYPOST_DATABASE"
                " at an empty one."
            )
            sys.exit(1)

    def _migrate(self) -> None:
        """One by one, without what is written down."""
        Migrate().run_from_argv(["manage.py", "migrate", "--verbosity", "0", "--no-input"])
