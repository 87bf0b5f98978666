"""Every table of a district as JSON Lines: one row a line, under the names that the code has."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from waypost.credentials.models import Document
from waypost.evidence.models import Artifact
from waypost.export.places import of_artifact, of_bytes, of_document
from waypost.journal.models import Entry
from waypost.people.models import District, Person

TOGETHER = 500
# What opens something, whoever holds it; no row should hold one, and none of these leaves.
SECRET = re.compile(r"password|secret|token|share_key|private|_hash")
# Only of use to the server that made it: a search's own words, parts that still arrive.
OF_THE_SERVER = {"catalog.Version.search", "evidence.Upload"}
# Bytes that have a place under a name that people can read.
PLACED = {
    "credentials.Document.body",
    "credentials.StatusList.body",
    "credentials.StatusList.suspension_body",
}


@dataclass(frozen=True)
class Table:
    """One kind of row; `file` is where it is written, below the export."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        return f"{self.model._meta.app_label}.{self.model.__name__}"

    @property
    def file(self) -> str:
        return f"tables/{self.label}.jsonl"

    @property
    def means(self) -> str:
        """The first line of what the code says of it."""
        said = (self.model.__doc__ or "").strip().splitlines()
        return "" if not said or said[0].startswith(f"{self.model.__name__}(") else said[0]

    def columns(self) -> Iterator["models.Field[Any, Any]"]:
        """What of a row is written; of bytes, the name of their file."""
        for field in self.model._meta.concrete_fields:
            name = f"{self.label}.{field.name}"
            if field.name == "district" or name in PLACED:
                continue
            if not SECRET.search(field.name) and name not in OF_THE_SERVER:
                yield field

    def described(self) -> list[str]:
        """For whoever reads it: each column, and the rows that it points at."""
        names = [*self.columns(), *self.model._meta.many_to_many]
        said = []
        for field in names:
            target = field.related_model
            points = f" -> {target.__name__}" if isinstance(target, type) else ""
            said.append(f"{field.name}{points}")
        return said

    def left_out(self) -> list[str]:
        """Columns that hold, or could hold, a secret."""
        found = [field.name for field in self.model._meta.concrete_fields]
        return [name for name in found if SECRET.search(name)]

    def files(self, row: models.Model) -> Iterator[tuple[str, bytes]]:
        """Where each of its bytes lies, and the bytes."""
        for field in self.columns():
            if isinstance(field, models.BinaryField) and (held := getattr(row, field.name)):
                yield of_bytes(self.label, row, field.name, bytes(held)), bytes(held)

    def rows(self, district: District) -> Iterator[dict[str, Any]]:
        """As they are written."""
        return (self.plain(row) for row in self.found(district))

    def found(self, district: District) -> Iterator[models.Model]:
        rows = self.model._base_manager.filter(**self._whose(district)).order_by("pk")
        many = [field.name for field in self.model._meta.many_to_many]
        if self.model is Person:
            rows = rows.select_related("account")
        if self.model is Artifact:
            rows = rows.select_related("submission__person", "submission__version__achievement")
        if self.model is Document:
            rows = rows.select_related("award__person", "award__version__achievement")
        yield from rows.prefetch_related(*many).iterator(chunk_size=TOGETHER)

    def _whose(self, district: District) -> dict[str, Any]:
        if self.model is District:
            return {"pk": district.pk}
        # The journal lies below districts, and knows them by their plain id.
        return {"district": district.pk if self.model is Entry else district}

    def plain(self, row: models.Model) -> dict[str, Any]:
        said = {field.name: self._said(row, field) for field in self.columns()}
        for name in (field.name for field in self.model._meta.many_to_many):
            said[name] = sorted(str(each.pk) for each in getattr(row, name).all())
        if isinstance(row, Person):
            said["signs_in_with"] = row.account.email if row.account else ""
        if isinstance(row, Artifact):
            said["file"] = of_artifact(row)
        if isinstance(row, Document):
            said["file"] = of_document(row)
        return {
            name: str(value) if isinstance(value, _AS_TEXT) else value
            for name, value in said.items()
        }

    def _said(self, row: models.Model, field: "models.Field[Any, Any]") -> Any:
        value = getattr(row, field.attname)
        if not isinstance(field, models.BinaryField):
            return value
        return of_bytes(self.label, row, field.name, bytes(value)) if value else ""


_AS_TEXT = (models.fields.files.FieldFile,)


def tables() -> list[Table]:
    """Of every room, present and future: whatever belongs to a district."""
    found = [Table(District), *(Table(model) for model in apps.get_models() if _belongs(model))]
    return [table for table in found if table.label not in OF_THE_SERVER]


def _belongs(model: type[models.Model]) -> bool:
    if not model.__module__.startswith("waypost.") or model is District:
        return False
    try:
        model._meta.get_field("district")
    except FieldDoesNotExist:
        return False
    return True


def write(table: Table, district: District, folder: Path) -> int:
    """Gives how many rows there are."""
    count = 0
    place = folder / table.file
    place.parent.mkdir(exist_ok=True)
    with place.open("w", encoding="utf-8") as out:
        for row in table.found(district):
            plain = table.plain(row)
            out.write(json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n")
            for name, body in table.files(row):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(body)
            count += 1
    return count
