"""What stands in front of a server: a name, a certificate, and a proxy that speaks TLS."""

import datetime as dt
import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)
Answers = Callable[[str, dict[str, str]], tuple[int, dict[str, str], bytes]]


def certificate(
    folder: Path, name: str, *, until: dt.timedelta = DAY, by_another: bool = False
) -> Path:
    """Key and certificate in one file; signed by itself, or by an authority that nobody knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    signer = ec.generate_private_key(ec.SECP256R1()) if by_another else key
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA")]) if by_another else subject
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 10 * DAY)
        .not_valid_after(now + until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signer, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


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

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def finish_request(self, request: object, client_address: object) -> None:
            try:
                if pem:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(pem)
                    request = context.wrap_socket(request, server_side=True)  # type: ignore[arg-type]  # a socket
                super().finish_request(request, client_address)  # type: ignore[arg-type]  # likewise
            except OSError:
                return

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


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
