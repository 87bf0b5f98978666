"""A website next door, for links to lead to."""

from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.evidence.website import Website
from tests.serving import running


@pytest.fixture
def website() -> Iterator[str]:
    Website.seen, Website.shared = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    with running(server):
        yield f"127.0.0.1:{server.server_port}"
