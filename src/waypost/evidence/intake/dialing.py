"""A connection to one machine that is over at a set moment, whatever its other end does.

A machine that answers one byte at a time keeps every single read short, so that a limit for each
read ends nothing. The alarm here is for all of it: the handshake, the headers and the body.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator

from waypost.evidence.intake.addresses import Address


@contextlib.contextmanager
def dialed(
    address: Address, port: int, deadline: float, *, tls_name: str = ""
) -> Iterator[socket.socket]:
    """Over TLS where `tls_name` says whose certificate it must be; until `deadline` (monotonic).

    Raises TimeoutError and OSError. What is hung up on can read like the end of an answer: whoever
    reads looks at the clock afterwards.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line = socket.create_connection((str(address), port), timeout=left)
    try:
        if tls_name:
            line = ssl.create_default_context().wrap_socket(
                line, server_hostname=tls_name, do_handshake_on_connect=False
            )
        with _over_at(deadline, line):
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            yield line
    finally:
        line.close()


@contextlib.contextmanager
def _over_at(deadline: float, line: socket.socket) -> Iterator[None]:
    """It holds the socket that is read from, because wrapping takes the one below away, and because
    an HTTP connection lets go of its own once the answer says that it closes."""
    alarm = threading.Timer(max(0.01, deadline - time.monotonic()), _hang_up, [line])
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # TLS has a method of this name that also forgets the session, in the middle of a read.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
