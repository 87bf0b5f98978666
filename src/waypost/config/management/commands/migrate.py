"""Django's own, but that an empty database gets its tables in one step."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from waypost.config import schema


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        whole = not options.get("app_label") and not options.get("plan")
        if whole and not options.get("check_unapplied") and not options.get("fake"):
            schema.take(connections[options["database"]])
        super().handle(*args, **options)
