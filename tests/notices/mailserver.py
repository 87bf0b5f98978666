"""A real mail server on this machine: it speaks SMTP, with or without TLS, and refuses on order."""

import base64
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.serving import running

USER, SECRET = "sender@pecanflats.example", "correct horse"


@dataclass
class Rules:
    """What it does; `answers` overrules what it says to a command, by the command's first word."""

    security: str = "none"
    pem: Path | None = None
    asks_who: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    drips: bool = False


@dataclass
class Taken:
    sender: str
    to: list[str]
    message: EmailMessage


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, rules: Rules) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.rules = rules
        self.taken: list[Taken] = []
        self.passwords: list[str] = []
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def context(self) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        assert self.rules.pem
        made.load_cert_chain(self.rules.pem)
        return made

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that do not trust it leave in the middle, which is what is tested."""


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        if self.server.rules.silent:
            self.server.ended.wait(30)
            return
        if self.server.rules.security == "tls":
            self._encrypt()
        self.sender = ""
        self.to: list[str] = []
        self.say("220 test ready")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if self.server.rules.drips:
                time.sleep(0.3)
            if not self.answer(word.upper(), rest):
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _encrypt(self) -> None:
        self.request = self.server.context().wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)

    def answer(self, word: str, rest: str) -> bool:
        rules = self.server.rules
        if word in rules.answers:
            self.say(rules.answers[word])
            return True
        match word:
            case "EHLO" | "HELO":
                offers = ["test"]
                offers += ["STARTTLS"] if rules.security == "starttls" else []
                offers += ["AUTH PLAIN"] if rules.asks_who else []
                for offer in offers[:-1]:
                    self.say(f"250-{offer}")
                self.say(f"250 {offers[-1]}")
            case "STARTTLS":
                self.say("220 go on")
                self._encrypt()
            case "AUTH":
                self._who(rest)
            case "MAIL":
                self.sender = rest
                self.say("250 ok")
            case "RCPT":
                self.to.append(rest)
                self.say("250 ok")
            case "DATA":
                self._take()
            case "QUIT":
                self.say("221 bye")
                return False
            case _:
                self.say("250 ok")
        return True

    def _who(self, rest: str) -> None:
        said = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")
        self.server.passwords.append(said[2])
        right = said[1:] == [USER, SECRET]
        self.say("235 welcome" if right else "535 5.7.8 bad credentials for this user")

    def _take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.taken.append(Taken(self.sender, self.to, message))
        self.say(self.server.rules.answers.get("BODY", "250 taken"))


@contextmanager
def serving(**rules: Any) -> Iterator[Server]:
    with Server(Rules(**rules)) as server, running(server):
        try:
            yield server
        finally:
            server.ended.set()
