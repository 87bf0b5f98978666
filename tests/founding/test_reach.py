"""An address is tried by its own server, and every way to fail has a name and says what to do."""

import datetime as dt
import socket
import time
from pathlib import Path

import pytest

from tests.front import Answers, dripping, serving
from tests.serving import certificate
from waypost.founding import reach
from waypost.founding.reach import Found
from waypost.founding.words import FOUND

NAME = "localhost"
PATH = "/.well-known/waypost/nonce"


def says(status: int = 200, body: bytes = b"secret", **headers: str) -> Answers:
    return lambda path, _headers: (status, headers, body if path == PATH else b"")


def asked(port: int, *, told: str = "secret") -> Found:
    here = [f"{NAME}:{port}"]
    return reach.ask(f"https://{NAME}:{port}", PATH, expected=told, allow_private=here)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for this machine, from an authority that it knows."""
    made = certificate(tmp_path, NAME)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    return made


def test_it_finds_itself(trusted: Path) -> None:
    with serving(says(), trusted) as port:
        assert asked(port) == Found.REACHED


def test_a_website_that_says_anything_else_is_another(trusted: Path) -> None:
    with serving(says(), trusted) as port:
        assert asked(port, told="another") == Found.ELSEWHERE
    with serving(says(404), trusted) as port:
        assert asked(port) == Found.ELSEWHERE


def test_it_follows_nobody_elsewhere(trusted: Path) -> None:
    with serving(says(302, Location="http://localhost/"), trusted) as port:
        assert asked(port) == Found.MOVED


def test_without_https_it_is_said_that_https_is_missing() -> None:
    with serving(says(), None) as port:
        assert asked(port) == Found.HTTP_ONLY


@pytest.mark.parametrize(
    ("name", "days", "by_another", "is_trusted", "found"),
    [
        (NAME, 1, False, False, Found.SELF_SIGNED),
        (NAME, -1, False, True, Found.EXPIRED),
        ("another.example", 1, False, True, Found.OTHER_NAME),
        (NAME, 1, True, False, Found.INCOMPLETE),
    ],
)
def test_a_certificate_that_browsers_refuse_is_told_apart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: int,
    by_another: bool,
    is_trusted: bool,
    found: Found,
) -> None:
    made = certificate(tmp_path, name, until=dt.timedelta(days=days), by_another=by_another)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
    with serving(says(), made) as port:
        assert asked(port) == found


def test_a_closed_port_and_a_name_of_nobody() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert asked(unused.getsockname()[1]) == Found.CLOSED
    assert reach.ask("https://learn.isd.invalid", PATH, expected="x") == Found.NO_NAME


def test_machines_of_the_inside_are_not_asked(trusted: Path) -> None:
    heard: list[str] = []

    def listens(path: str, _headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        heard.append(path)
        return 200, {}, b"secret"

    with serving(listens, trusted) as port:
        found = reach.ask(f"https://{NAME}:{port}", PATH, expected="secret")
    assert (found, heard) == (Found.PRIVATE, [])
    for place in ("10.0.0.4", "192.168.1.1", "169.254.169.254", "[::1]"):
        assert reach.ask(f"https://{place}", PATH, expected="secret") == Found.PRIVATE


def test_one_that_never_answers_is_left_in_time(
    trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "SECONDS", 2.0)

    def sleeps(_path: str, _headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        time.sleep(8)
        return 200, {}, b"secret"

    began = time.monotonic()
    with serving(sleeps, trusted) as port:
        assert asked(port) == Found.SLOW
    assert time.monotonic() - began < 7


@pytest.mark.parametrize("over_tls", [True, False])
def test_one_that_drips_is_left_in_time(
    trusted: Path, monkeypatch: pytest.MonkeyPatch, over_tls: bool
) -> None:
    monkeypatch.setattr(reach, "SECONDS", 0.6)
    began = time.monotonic()
    with dripping(b"HTTP/1.0 200 OK\r\n\r\n", trusted if over_tls else None) as port:
        assert asked(port) in {Found.SLOW, Found.CLOSED}
    assert time.monotonic() - began < 3


def test_each_has_its_sentence() -> None:
    assert set(FOUND) == set(Found)
