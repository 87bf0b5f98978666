"""Rows that no code may change: triggers for both databases, as migration operations."""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Given the models as they stand before, not made yet: who needs none leaves the state alone.
Work = Callable[[BaseDatabaseSchemaEditor, ProjectState], None]


class Statements(Operation):
    """Statements that leave the models as they are. RunPython has every model made for it once
    more, and with many rooms that is where the time of a first start goes."""

    def __init__(self, forwards: Work, backwards: Work) -> None:
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self.forwards(schema_editor, from_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self.backwards(schema_editor, from_state)


def refuse(
    table: str,
    *,
    condition: str = "",
    on: tuple[str, ...] = ("UPDATE",),
    columns: tuple[str, ...] = (),
) -> Statements:
    """Refuse UPDATE (of `columns`, or any), INSERT or DELETE while `condition` holds, by trigger.

    `condition` may name NEW and OLD, as the event has them; the error text begins with "frozen:".
    """

    def make(editor: BaseDatabaseSchemaEditor, _state: ProjectState) -> None:
        for event in on:
            editor.execute(_sql(editor.connection.vendor, table, event, condition, columns))

    return Statements(make, lambda editor, _state: _drop(editor, table, on))


def allow(table: str, *, on: tuple[str, ...]) -> Statements:
    """Lift it while a migration changes the table; `refuse` must follow. SQLite writes the table
    anew and forgets its triggers, PostgreSQL keeps them."""
    return Statements(lambda editor, _state: _drop(editor, table, on), nothing)


def nothing(_editor: BaseDatabaseSchemaEditor, _state: ProjectState) -> None:
    """What has to be done to go back where it goes with its table."""


def _drop(editor: BaseDatabaseSchemaEditor, table: str, on: tuple[str, ...]) -> None:
    tail = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    for event in on:
        editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{tail}")


def _name(table: str, event: str) -> str:
    return f"frozen_{table}_{event.lower()}"


def _sql(vendor: str, table: str, event: str, condition: str, columns: tuple[str, ...]) -> str:
    name = _name(table, event)
    of = f" OF {', '.join(columns)}" if columns and event == "UPDATE" else ""
    if vendor == "sqlite":
        when = f" WHEN {condition}" if condition else ""
        return (
            f"CREATE TRIGGER {name} BEFORE {event}{of} ON {table} FOR EACH ROW{when} "
            f"BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END"
        )
    # PostgreSQL allows no subquery in WHEN, so the condition is asked inside the function.
    test = f"IF {condition} THEN" if condition else "IF TRUE THEN"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{test} RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation'"
        f"; END IF; RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$; "
        f"CREATE TRIGGER {name} BEFORE {event}{of} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
