"""What the rows of a database say must lie beside it: files, arriving parts and signing keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connections, models


@dataclass(frozen=True)
class Named:
    """`entry` is its name in a backup; `most` how many of its bytes count, where not all do."""

    entry: str
    place: Path
    most: int | None = None


# How an encrypted signing key begins (credentials.key_files).
SEALED = b"waypost-sealed-"


def sealed_keys(keys: Path) -> bool:
    """Whether any signing key in this folder needs the secret that it was encrypted with."""
    for file in keys.rglob("*.key"):
        with file.open("rb") as source:
            if source.read(len(SEALED)) == SEALED:
                return True
    return False


def everything(alias: str) -> Iterator[Named]:
    """All that the rows name, once each."""
    yield from files(alias)
    yield from parts(alias)
    yield from keys(alias)


def files(alias: str) -> Iterator[Named]:
    """Of every room, present and future: whatever has a FileField names a file."""
    root = Path(default_storage.path(""))
    for model, named in _file_fields(alias):
        for field in named:
            rows = model._base_manager.using(alias).exclude(**{field.attname: ""})
            names = rows.exclude(**{field.attname: None}).values_list(field.attname, flat=True)
            for name in names.order_by().distinct().iterator(chunk_size=2000):
                yield Named(f"files/{name}", root / name)


def _file_fields(
    alias: str,
) -> Iterator[tuple[type[models.Model], list["models.Field[Any, Any]"]]]:
    """Those that the database has so far: a backup is made before an upgrade, by the new code."""
    look = connections[alias].introspection
    with connections[alias].cursor() as cursor:
        there = set(look.table_names(cursor))
        for model in apps.get_models():
            fields = [f for f in model._meta.concrete_fields if isinstance(f, models.FileField)]
            if fields and model._meta.db_table in there:
                described = look.get_table_description(cursor, model._meta.db_table)
                columns = {column.name for column in described}
                yield model, [field for field in fields if field.column in columns]


def _columns(alias: str, model: type[models.Model]) -> set[str]:
    look = connections[alias].introspection
    with connections[alias].cursor() as cursor:
        described = look.get_table_description(cursor, model._meta.db_table)
    return {column.name for column in described}


def parts(alias: str) -> Iterator[Named]:
    """What has arrived of uploads that go on; a part may be ahead of its row, never behind it."""
    uploads = apps.get_model("evidence", "Upload")
    arriving = uploads._base_manager.using(alias).filter(artifact=None, refused="", offset__gt=0)
    for part, offset in arriving.values_list("part", "offset"):
        yield Named(f"uploads/{part}", Path(settings.DATA) / "uploads" / part, most=offset)


def keys(alias: str) -> Iterator[Named]:
    """Those that sign, will next, or sign on: without one of them something cannot be signed."""
    issuers = apps.get_model("credentials", "IssuerKey")
    rows = issuers._default_manager.using(alias)
    # Before the upgrade that tells uses apart, no retired key signed on.
    current = rows.kept() if "use" in _columns(alias, issuers) else rows.filter(retired_at=None)
    for district, fingerprint in current.values_list("district_id", "fingerprint"):
        name = f"{district}/{fingerprint}.key"
        yield Named(f"keys/{name}", Path(settings.KEYS) / name)
