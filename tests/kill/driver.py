"""Kills the process that acts, at every place where it writes, and looks what is left.

Run by itself (`python -m tests.kill.driver FOLDER [everywhere]`) on a database of its own, because
a process that dies by SIGKILL takes its parent's connections along. Every hop of the main job is
begun from the same snapshot again and again: the first time it dies before its first write, then
before its second … and before and after each commit, until it lives. Each time somebody repeats
what they were doing, the delivery loop starts again, and the outcome must be the one of a day
without deaths. Without `everywhere` it dies at some of these places. Prints one line a hop, and a
line beginning with WRONG for each difference.
"""

import datetime as dt
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection, connections

DATABASE: dict[str, Any] = settings.DATABASES["default"]
NOW = dt.datetime(2026, 11, 18, 20, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=2)
# When the loop runs, whatever day it is.
MUCH_LATER = max(NOW, dt.datetime.now(dt.UTC)) + dt.timedelta(days=1)


class Store:
    """The database as a thing that can be put aside and brought back."""

    def __init__(self, folder: Path, *, everywhere: bool) -> None:
        self.folder = folder
        self.name = str(DATABASE["NAME"])
        self.is_file = DATABASE["ENGINE"].endswith("sqlite3")
        # Every run dies at some places, `./waypost test --all` at each; bringing back a whole
        # server's database takes its time, so there it is some always.
        self.stride = (1 if everywhere else 5) if self.is_file else 7

    def save(self, label: str) -> None:
        self._copy(self._kept(label), self._current())

    def bring_back(self, label: str) -> None:
        self._copy(self._current(), self._kept(label))

    def _current(self) -> str:
        return self.name

    def _kept(self, label: str) -> str:
        return str(self.folder / f"{label}.kept") if self.is_file else f"waypost_kept_{label}"

    def _copy(self, to: str, source: str) -> None:
        if self.is_file:
            if source == self.name:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            for tail in ("-wal", "-shm"):
                Path(to + tail).unlink(missing_ok=True)
            shutil.copyfile(source, to)
            return
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{source}"')


class Bomb:
    """Goes off at the n-th place where something could be lost."""

    WRITES = ("INSERT", "UPDATE", "DELETE")

    def __init__(self, place: int) -> None:
        self.left = place

    def tick(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def arm(self) -> None:
        wrapper: Any = connection
        commit = wrapper._commit

        def committing() -> Any:
            self.tick()
            done = commit()
            self.tick()
            return done

        def writing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().upper().startswith(self.WRITES):
                self.tick()
            return execute(sql, params, many, context)

        wrapper._commit = committing
        connection.execute_wrappers.append(writing)


def apart(work: Callable[[], None]) -> int:
    """Runs `work` in a process of its own; its exit code, or minus the signal that ended it."""
    connections.close_all()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_everywhere(
    store: Store, hop: str, act: Callable[[], None], check: Callable[[], Any]
) -> Any:
    """What `check` gives after a peaceful run, once every death has led to the same."""
    store.save(hop)
    result = store.folder / "result"

    def look() -> None:
        result.write_text(json.dumps(check(), sort_keys=True, default=str))

    def peaceful() -> None:
        act()
        recover()
        look()

    if apart(peaceful):
        sys.exit(f"WRONG: {hop} does not even work while nobody is killed")
    expected = result.read_text()
    place, deaths = 0, 0
    while True:
        store.bring_back(hop)
        bomb = Bomb(place)

        def dying(bomb: Bomb = bomb) -> None:
            bomb.arm()
            act()

        code = apart(dying)
        if code == -signal.SIGKILL:
            deaths += 1
        elif code:
            print(f"WRONG: {hop} ended with {code} at place {place}")
        if apart(peaceful):
            print(f"WRONG: {hop} could not be repeated after it died at place {place}")
        elif other := differences(expected, result.read_text()):
            print(f"WRONG: {hop} killed at place {place}: {other}")
        if code != -signal.SIGKILL:
            break
        place += store.stride
    # The next hop finds things as this one leaves them, before the loop has come by.
    store.bring_back(hop)
    apart(act)
    print(f"{hop}: {deaths} deaths", flush=True)


def differences(expected: str, got: str) -> dict[str, Any]:
    was, now = json.loads(expected), json.loads(got)
    return {key: (was[key], now[key]) for key in was if was[key] != now[key]}


def recover() -> None:
    """The delivery loop, started again after its lease ran out."""
    from waypost.journal.actions import deliver_all  # knows models, so after django.setup()

    deliver_all(at=MUCH_LATER + dt.timedelta(hours=1))


def main(folder: Path, *, everywhere: bool) -> None:
    store = Store(folder, everywhere=everywhere)
    from tests.kill import hops  # knows models, so after django.setup()

    hops.prepare()
    for name in hops.ORDER:
        kill_everywhere(store, name, getattr(hops, name), hops.standing)
        with suppress(FileNotFoundError):
            (folder / f"{name}.kept").unlink()
    print("walked", flush=True)


if __name__ == "__main__":
    if DATABASE["ENGINE"].endswith("postgresql"):
        DATABASE["NAME"] = "waypost_kill"
    django.setup()
    main(Path(sys.argv[1]), everywhere="everywhere" in sys.argv[2:])
