"""The web server's threads, in two lanes: a body that is still arriving never holds up a page.

A thread is held while its request's bytes come, and from a phone on school Wi-Fi they come for
minutes. What is large therefore waits, and is read, in a lane of its own; nobody is turned away,
because what is not read yet is held back by TCP itself. The parts of an upload go through in the
order in which they came, so that each upload gets its turn.
"""

import socket
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from math import inf
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

PAGES: Final = 10
ARRIVING: Final = 14
# Up to here a body is here with its headers, or nearly so: forms, and words that are saved.
SMALL: Final = 64 * 1024
# A phone that left without a word is not waited for longer; what had arrived is counted.
SILENT_SECONDS: Final = 30
PARTING_SECONDS: Final = 2
PARTING_READS: Final = 16
# In place of an answer: the other lane gives it.
_MOVED: Final = object()


def body_length(headers: list[tuple[str, str]]) -> float:
    """What the request says of its body; one that does not say may be as large as it likes."""
    said = dict(headers)
    return inf if "TRANSFER-ENCODING" in said else int(said.get("CONTENT-LENGTH", 0))


class LanesWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's threads answer what is here; large bodies have threads of their own."""

    def init_process(self) -> None:
        """In the worker's own process: threads do not survive a fork."""
        self.arriving = ThreadPoolExecutor(ARRIVING, thread_name_prefix="arriving")
        super().init_process()

    def handle_request(self, req: Any, conn: Any) -> object:
        """Answers it, or hands it on to the other lane."""
        length = body_length(req.headers)
        if length:
            conn.sock.settimeout(SILENT_SECONDS)
        if length <= SMALL:
            return super().handle_request(req, conn)
        self.arriving.submit(self._receive, req, conn).add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )
        return _MOVED

    def _receive(self, req: Any, conn: Any) -> object:
        kept = super()._keepalive_after(conn, super().handle_request(req, conn))
        if not kept:
            _part_kindly(conn.sock)
        return kept

    def _keepalive_after(self, conn: Any, keepalive: object) -> object:
        return _MOVED if keepalive is _MOVED else super()._keepalive_after(conn, keepalive)

    def finish_request(self, conn: Any, done: "Future[object]") -> None:
        """The connection of what was moved is not ours to close yet."""
        if done.cancelled() or done.exception() or done.result() is not _MOVED:
            super().finish_request(conn, done)


def _part_kindly(sock: socket.socket) -> None:
    """Lets the other side read its answer before the connection closes under what it still sends.

    gunicorn's main thread would wait for that, and answer nobody meanwhile.
    """
    with suppress(OSError):
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(PARTING_SECONDS)
        for _read in range(PARTING_READS):
            if not sock.recv(SMALL):
                break
        sock.shutdown(socket.SHUT_RD)
