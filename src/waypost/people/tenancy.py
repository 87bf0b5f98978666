"""References stay inside the district: composite keys on PostgreSQL, as a migration operation."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from waypost.journal.frozen import Statements, nothing


def owned_references(
    owned: Iterator[type[models.Model]] | list[type[models.Model]],
) -> Iterator[tuple[type[models.Model], "models.ForeignKey[Any, Any]"]]:
    """Every (model, foreign key) that goes from one owned row to another."""
    for model in owned:
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or field.name == "district":
                continue
            target = field.related_model
            if isinstance(target, type) and _is_owned(target):
                yield model, field


def _is_owned(model: type[models.Model]) -> bool:
    return any(field.name == "district" for field in model._meta.concrete_fields)


def same_district(label: str, *models_only: str) -> Statements:
    """Composite foreign keys (district, id) for every owned reference of the room `label`, or of
    those of its models that came later; "Model.field" is one reference that came later.

    SQLite cannot add one to a table that exists; there the house test and policies hold it.
    """

    def add(editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
        if editor.connection.vendor != "postgresql":
            return
        state.clear_delayed_apps_cache()
        room = [m for m in state.apps.get_app_config(label).get_models() if _is_owned(m)]
        for model, field in owned_references(room):
            names = {model.__name__, f"{model.__name__}.{field.name}"}
            if models_only and names.isdisjoint(models_only):
                continue
            table, target = model._meta.db_table, field.remote_field.model._meta.db_table
            editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_district" '
                f'FOREIGN KEY (district_id, "{field.column}") '
                f'REFERENCES "{target}" (district_id, id) DEFERRABLE INITIALLY DEFERRED'
            )

    return Statements(add, nothing)
