"""What a server needs before it can serve, made where it is missing and left alone where not."""

import datetime as dt
import os
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
from waypost.config.say import Indented, say, step
from waypost.founding import door
from waypost.ui.storage import ModuleStorage

EARLIEST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


class Wish(Enum):
    """What a new folder should hold."""

    DEMO = "--demo"
    EMPTY = "--empty"


def prepare(folder: DataFolder, wish: Wish | None, port: int) -> list[str]:
    """Database, pages' files and the demo; gives the hosts of the districts there are, which are
    none until somebody has set one up in a browser."""
    server = os.environ.get("WAYPOST_DATABASE", "")
    fresh = not server and not (folder.path / "waypost.sqlite3").exists()
    demo = wish is Wish.DEMO or (wish is None and folder.demo(fresh=fresh))
    os.environ["WAYPOST_DATA"] = str(folder.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waypost.config.settings")
    if fresh:
        # Kept at once, so that a start which is cut short goes on as it was begun.
        folder.choose(demo=demo)
    check_clock(dt.datetime.now(dt.UTC))
    with step("Loading"):
        django.setup()
    _migrate(folder)
    _collect(folder)
    hosts = _hosts()
    if hosts and wish:
        place, kind = ("The database", "database") if server else (folder.path, "folder")
        other = "WAYPOST_DATABASE=postgres://…" if server else "--data FOLDER"
        raise Refused(
            f"{place} already holds a district, and {wish.value} is for a new {kind}."
            f" Start without {wish.value}, or name a new {kind}: {other}"
        )
    if not hosts and server and wish is None and not door.is_waiting():
        raise Refused("The database holds no district yet. Add --empty for a new one, or --demo.")
    if not hosts:
        if not server:
            folder.choose(demo=demo)
        if demo:
            _make_demo(f"http://localhost:{port}")
    else:
        door.use_up()
    call_command("move_practice_addresses", str(port))
    for check in ("ready_keys", "check_keys", "check_mail", "check_deliveries"):
        call_command(check, stdout=Indented())
    _compare_clock()
    return _hosts()


def check_clock(now: dt.datetime) -> None:
    """Machines without a battery wake up in 1970; their badges would say so for good."""
    if now < EARLIEST:
        raise Refused(
            f"This machine's clock says {now:%B %d, %Y}, and badges carry their date."
            " Set the clock, then start again."
        )


def _compare_clock() -> None:
    """Said and not refused: it may have been the earlier date that was wrong."""
    last = apps.get_model("journal", "Entry")._default_manager.order_by("-pk").first()
    now = dt.datetime.now(dt.UTC)
    if last and last.at > now + dt.timedelta(days=1):
        say(
            f"  This machine's clock says {now:%B %d, %Y}, and something was done here on"
            f" {last.at:%B %d, %Y}. Is the clock right?"
        )


def _migrate(folder: DataFolder) -> None:
    executor = MigrationExecutor(connection)
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes)
    if newer := sorted(name for name in unknown if apps.is_installed(f"waypost.{name[0]}")):
        place = "The database" if os.environ.get("WAYPOST_DATABASE") else str(folder.path)
        raise Refused(
            f"{place} was last used by a newer Waypost, which added {'.'.join(newer[-1])}."
            " Start that version, or put back the backup from before it."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("Preparing the database"):
            call_command("migrate", interactive=False, verbosity=0)


def code_of_static() -> str:
    """Changes with any style, script or font."""
    return fingerprint(
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    )


def _collect(folder: DataFolder) -> None:
    if settings.WHITENOISE_USE_FINDERS:
        return
    code = code_of_static()
    if folder.stamp("static") != code:
        with step("Packing styles, scripts and fonts"):
            ModuleStorage().clear_older()
            call_command("collectstatic", interactive=False, verbosity=0)
        folder.write_stamp("static", code)


def _hosts() -> list[str]:
    districts = apps.get_model("people", "District")
    return list(districts._default_manager.order_by("host").values_list("host", flat=True))


def _make_demo(address: str) -> None:
    """The command says more than one line, indented under ours."""
    say("  Making the demo district")
    call_command("seed_demo", address=address, stdout=Indented())
