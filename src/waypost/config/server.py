"""The web server and the delivery loop, forked from one process that has loaded the product."""

import gc
import socket
from functools import partial

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from waypost.config.lanes import PAGES, LanesWorker
from waypost.config.say import say
from waypost.config.supervisor import Job, Supervisor


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn on a socket that is open already, with nothing read from or left on the disk."""

    def __init__(self, listener: socket.socket, addresses: list[str]) -> None:
        self._listener = listener
        self._addresses = addresses
        super().__init__()

    def load_config(self) -> None:
        """What a gunicorn.conf.py would say."""
        settings = {
            "bind": [f"fd://{self._listener.fileno()}"],
            "workers": 1,
            "worker_class": LanesWorker,
            "threads": PAGES,
            "preload_app": True,
            "timeout": 60,
            # Less than the supervisor waits, so that answers under way are finished.
            "graceful_timeout": 5,
            "keepalive": 15,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._ready,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """The WSGI application; its parts were loaded before the fork."""
        return get_wsgi_application()

    def _ready(self, arbiter: object) -> None:
        for address in self._addresses:
            say(f"Waypost is ready: {address}")
        say("Stop it with Ctrl-C.")


def load() -> None:
    """Imports every page now, so that the first visitor does not wait and the forks share it."""
    _ = get_resolver().url_patterns
    engines.all()


def serve(listener: socket.socket, addresses: list[str]) -> None:
    """Returns when both have been stopped."""
    server = Server(listener, addresses)
    jobs = [
        Job("the web server", server.run),
        Job("the delivery loop", partial(call_command, "deliver")),
    ]
    connections.close_all()
    # Nothing loaded so far is garbage: keep the collector from touching, and so copying, it.
    gc.collect()
    gc.freeze()
    Supervisor(jobs).run()
