"""A confirmed district, checked over TLS by someone who starts from the badge file alone."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from tests.cast import NOW, Cast, confirm
from tests.credentials.made import award
from tests.serving import certificate, running
from waypost.credentials import actions
from waypost.openbadges import Outcome, did_web_url, load, verify

HOST = "pecanflats.localhost"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A test says what matters by failing."""


@pytest.fixture
def server(tmp_path: Path, transactional_db: None) -> Iterator[tuple[int, Path]]:
    pem = certificate(tmp_path, HOST)
    httpd: WSGIServer = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    with running(httpd):
        yield httpd.server_port, pem


class Local(http.client.HTTPSConnection):
    """Asks this machine whatever the name; the certificate must still fit the name."""

    _context: ssl.SSLContext

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port))
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def fetch(url: str, pem: Path) -> bytes:
    parts = urlsplit(url)
    trust = ssl.create_default_context(cafile=str(pem))
    connection = Local(parts.hostname or "", parts.port, context=trust, timeout=10)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    assert answer.status == 200, url
    return answer.read()


def test_a_badge_file_alone_leads_to_its_issuers_key_and_status_list(
    server: tuple[int, Path], pecan_flats: Cast, caliche: Cast
) -> None:
    port, pem = server
    confirm(pecan_flats.district, f"https://{HOST}:{port}", by=pecan_flats.lead, at=NOW)
    pecan_flats.ortiz.refresh_from_db()
    made = award(pecan_flats, to=pecan_flats.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=pecan_flats.ortiz, at=NOW)
    badge = fetch(f"https://{HOST}:{port}/c/{made.public_id}.json", pem)
    assert load(badge)["issuer"]["id"] == f"did:web:{HOST}%3A{port}"

    def judged() -> Outcome:
        issuer = load(badge)["issuer"]["id"]
        listed = [load(badge)["credentialStatus"]["statusListCredential"]]
        return verify(
            badge,
            now=timezone.now(),
            did_documents={issuer: load(fetch(did_web_url(issuer), pem))},
            status_lists={each: fetch(each, pem) for each in listed},
        ).outcome

    assert judged() == Outcome.REAL
    actions.withdraw(
        award=made, reason="error", note="A mix-up.", by=pecan_flats.lead, at=timezone.now()
    )
    assert judged() == Outcome.WITHDRAWN
