"""A website that answers in every way that websites do."""

import time
from http.server import BaseHTTPRequestHandler

NEEDS_ACCESS = b"<title>Google Docs</title><h1>You need access</h1>"


class Website(BaseHTTPRequestHandler):
    """One path for each way that a website answers; `seen` is what it was asked for."""

    seen: list[tuple[str, dict[str, str]]] = []
    shared = False
    "Whether the document at /shared has been shared since."
    held = b""
    "What stands at /held, and at /short with a length that is longer than it."

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers)))
        name, _, rest = self.path.strip("/").partition("/")
        if name == "to":
            return self.answer(302, b"", rest)
        if name == "around":
            return self.answer(302, b"", f"/around/{int(rest or 0) + 1}")
        if name == "drip":
            return self.drip()
        if name == "shared":
            return self.answer(200, b"<p>Hello" if self.shared else NEEDS_ACCESS)
        if name in ("held", "short"):
            return self.answer(200, self.held, longer=int(name == "short"))
        bodies = {"access": NEEDS_ACCESS, "form": b"<form><input id=p type='password'>",
                  "endless": b"x" * 1_000_000, "binary": bytes(range(256))}  # fmt: skip
        return self.answer(int(name) if name.isdigit() else 200, bodies.get(name, b"<p>Hello"))

    def answer(self, status: int, body: bytes, location: str = "", longer: int = 0) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "id=1")
        self.send_header("Content-Length", str(len(body) + longer))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            self.wfile.write(b"X-Wait: 1\r\n")
            time.sleep(0.1)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass
