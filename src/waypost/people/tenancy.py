"""References stay inside the district: composite keys on PostgreSQL, as a migration operation."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps


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


class SameDistrict(Operation):
    """Composite foreign keys (district, id) for every owned reference of the room `label`, or of
    those of its models that came later.

    SQLite cannot add one to a table that exists; there the house test and policies hold it, and no
    model is made for it.
    """

    def __init__(self, label: str, models_only: tuple[str, ...]) -> None:
        self.label, self.models_only = label, models_only

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            from_state.clear_delayed_apps_cache()
            self._add(from_state.apps, schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """They go with their tables."""

    def _add(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        room = [m for m in apps.get_app_config(self.label).get_models() if _is_owned(m)]
        chosen = [m for m in room if not self.models_only or m.__name__ in self.models_only]
        for model, field in owned_references(chosen):
            table, target = model._meta.db_table, field.remote_field.model._meta.db_table
            editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_district" '
                f'FOREIGN KEY (district_id, "{field.column}") '
                f'REFERENCES "{target}" (district_id, id) DEFERRABLE INITIALLY DEFERRED'
            )


def same_district(label: str, *models_only: str) -> SameDistrict:
    """Of every model of the room `label`, or of those that are named."""
    return SameDistrict(label, models_only)
