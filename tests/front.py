"""What stands in front of a server: a name, a certificate, and a proxy that speaks TLS."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.serving import running

Answers = Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]


@contextmanager
def serving(answers: Answers, pem: Path | None) -> Iterator[int]:
    """A real server on a port of this machine, with TLS where there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """A test says what matters by failing."""

    server = _Server(("127.0.0.1", 0), Handler)
    server.encrypt(pem)
    with running(server):
        yield server.server_port


class _Server(ThreadingHTTPServer):
    """Whoever does not trust its certificate leaves in the middle, which is what is tested."""

    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def encrypt(self, pem: Path | None) -> None:
        if pem:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(pem)

    def finish_request(self, request: object, client_address: object) -> None:
        try:
            if self.tls:
                request = self.tls.wrap_socket(request, server_side=True)  # type: ignore[arg-type]  # a socket
            super().finish_request(request, client_address)  # type: ignore[arg-type]  # likewise
        except OSError:
            return


# Of one line between two machines, and no matter of those at its ends.
OF_THE_LINE = {"connection", "keep-alive", "te", "transfer-encoding", "upgrade"}


class _PassedOn(BaseHTTPRequestHandler):
    """Every request to the server behind, and its whole answer back."""

    server: "Front"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def pass_on(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        behind = http.client.HTTPConnection("127.0.0.1", self.server.leads_to, timeout=60)
        behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in OF_THE_LINE:
                behind.putheader(name, value)
        behind.putheader("X-Forwarded-Proto", "https")
        behind.endheaders(sent or None)
        answer = behind.getresponse()
        self._answer(answer, answer.read())
        behind.close()

    def _answer(self, answer: http.client.HTTPResponse, body: bytes) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_LINE:
                self.send_header(name, value)
        if answer.getheader("Content-Length") is None and answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PATCH = do_DELETE = pass_on  # noqa: N815  # http.server's

    def log_message(self, *_: object) -> None:
        """A test says what matters by failing."""


class Front(_Server):
    """A public name and its proxy, as a district sets them up before Waypost: `leads_to` is the
    port behind, and when the server moves, the name is pointed at another."""

    leads_to = 0

    def __init__(self, pem: Path) -> None:
        super().__init__(("127.0.0.1", 0), _PassedOn)
        self.encrypt(pem)

    @property
    def name(self) -> str:
        return f"localhost:{self.server_port}"

    @property
    def address(self) -> str:
        return f"https://{self.name}"


@contextmanager
def in_front(pem: Path) -> Iterator[Front]:
    front = Front(pem)
    with running(front):
        yield front


def proxy_to(port: int) -> Answers:
    """As a proxy does that a district sets up: the name stays, and it says that it speaks https."""

    def answers(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        behind = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        kept = {name: headers[name] for name in ("Host", "Cookie", "Accept") if name in headers}
        behind.request("GET", path, headers=kept | {"X-Forwarded-Proto": "https"})
        answer = behind.getresponse()
        body = answer.read()
        passed = {"Content-Type": answer.getheader("Content-Type") or "text/plain"}
        return answer.status, passed, body

    return answers


@contextmanager
def dripping(first: bytes, pem: Path | None, piece: bytes = b"x") -> Iterator[int]:
    """A server that says `first` and then goes on in small pieces, longer than anybody waits."""
    over = threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if pem else None
    if context and pem:
        context.load_cert_chain(pem)

    def answer(line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            wrapped = context.wrap_socket(line, server_side=True) if context else line
            with wrapped:
                wrapped.recv(4096)
                wrapped.sendall(first)
                ends = time.monotonic() + 6
                while time.monotonic() < ends and not over.wait(0.1):
                    wrapped.sendall(piece)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _from = listening.accept()
                threading.Thread(target=answer, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            listening.shutdown(socket.SHUT_RDWR)
