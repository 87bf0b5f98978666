"""What a server needs before it can serve, made where it is missing and left alone where not."""

import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from waypost.config.folder import DataFolder, Refused, fingerprint


class Wish(Enum):
    """What a new folder should hold."""

    DEMO = "--demo"
    EMPTY = "--empty"


def prepare(folder: DataFolder, wish: Wish | None, port: int) -> list[str]:
    """Database, pages' files and a district; gives the hosts of the districts there are."""
    server = os.environ.get("WAYPOST_DATABASE", "")
    fresh = not server and not (folder.path / "waypost.sqlite3").exists()
    demo = wish is Wish.DEMO or (wish is None and (folder.demo or fresh))
    os.environ["WAYPOST_DATA"] = str(folder.path)
    os.environ["WAYPOST_DEMO"] = "on" if demo else "off"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.config.settings")
    if fresh:
        # Kept at once, so that a start which is cut short goes on as it was begun.
        folder.choose(demo=demo)
    with _step("Loading"):
        django.setup()
    _migrate()
    _collect(folder)
    hosts = _hosts()
    if hosts and wish:
        raise Refused(
            f"{folder.path} already holds a district, and {wish.value} is for a new folder."
            f" Start without {wish.value}, or name a new folder: --data FOLDER"
        )
    if not hosts and server and wish is None:
        raise Refused("The database holds no district yet. Add --empty for a new one, or --demo.")
    if not hosts:
        folder.choose(demo=demo)
        _make_district(f"http://localhost:{port}", demo=demo)
    call_command("move_practice_addresses", str(port))
    return _hosts()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with _step("Preparing the database"):
            call_command("migrate", interactive=False, verbosity=0)


def _collect(folder: DataFolder) -> None:
    if settings.WHITENOISE_USE_FINDERS:
        return
    files = [
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    ]
    code = fingerprint(files)
    if folder.stamp("static") != code:
        with _step("Packing styles, scripts and fonts"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        folder.write_stamp("static", code)


def _hosts() -> list[str]:
    districts = apps.get_model("people", "District")
    return list(districts._default_manager.order_by("host").values_list("host", flat=True))


def _make_district(address: str, *, demo: bool) -> None:
    """These commands say more than one line, indented under ours."""
    print(f"  Making {'the demo district' if demo else 'an empty district'}", flush=True)
    command = "seed_demo" if demo else "create_district"
    call_command(command, address=address, stdout=_Indented())


class _Indented(io.TextIOBase):
    def write(self, text: str) -> int:
        for line in text.splitlines():
            print(f"    {line.strip()}" if line.strip() else "", flush=True)
        return len(text)


@contextmanager
def _step(doing: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"  {doing} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", flush=True)
