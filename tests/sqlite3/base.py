"""Django empties tables after a test with DELETE, which kept rows refuse; PostgreSQL truncates."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations


class Operations(DatabaseOperations):
    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        """The triggers that keep rows are taken away, and put back as they were."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE ON%'"
            )
            kept = cursor.fetchall()
        away = [f"DROP TRIGGER {name}" for name, _sql in kept]
        return [*away, *super().sql_flush(style, tables, **options), *(sql for _name, sql in kept)]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
