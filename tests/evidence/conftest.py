"""A website next door, for links to lead to."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.evidence.website import Website


@pytest.fixture
def website() -> Iterator[str]:
    Website.seen, Website.shared = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
