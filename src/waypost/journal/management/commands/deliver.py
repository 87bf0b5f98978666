"""The delivery loop: runs beside the web server, any number of times side by side."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from waypost.journal.actions import deliver_one
from waypost.journal.duties import EVERY, do_duties

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver what happened to the rooms that asked, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, once: bool, pause: float, **options: Any) -> None:
        stop = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        run(stop, once=once, pause=pause)


def run(stop: threading.Event, *, once: bool, pause: float) -> None:
    duties_at = time.monotonic()
    while not stop.is_set():
        try:
            busy = deliver_one(at=timezone.now())
        except OperationalError:
            # The database is restarting or locked: wait longer, lose nothing.
            log.warning("database not available, looking again in 5 s")
            close_old_connections()
            stop.wait(5)
            continue
        if busy:
            continue
        if once:
            return
        if time.monotonic() >= duties_at:
            do_duties(at=timezone.now())
            duties_at = time.monotonic() + EVERY.total_seconds()
        stop.wait(pause)
