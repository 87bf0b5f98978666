"""A link is tried as a reviewer would meet it, and never leads our server to its neighbours."""

import socket
import threading
import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.evidence.website import Website
from tests.front import dripping
from tests.serving import certificate
from waypost.evidence.intake import (
    Fetched,
    LinkOutcome,
    Refused,
    TooManyLinks,
    asking,
    fetch,
    links,
    normalize_url,
    try_link,
)
from waypost.evidence.intake.addresses import is_public


def outcome(host: str, path: str, *allowed: str) -> LinkOutcome:
    trial = try_link(f"http://{host}{path}", fetch_allowed=True, allow_private=allowed or [host])
    return trial.outcome


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", LinkOutcome.OPENS),
        ("/binary", LinkOutcome.OPENS),
        ("/to//a?b=1", LinkOutcome.OPENS),
        ("/401", LinkOutcome.NEEDS_SIGN_IN),
        ("/403", LinkOutcome.NEEDS_SIGN_IN),
        ("/access", LinkOutcome.NEEDS_SIGN_IN),
        ("/form", LinkOutcome.NEEDS_SIGN_IN),
        ("/to//login?next=/", LinkOutcome.NEEDS_SIGN_IN),
        ("/to/https://accounts.google.com/v3/signin/identifier", LinkOutcome.NEEDS_SIGN_IN),
        ("/to/https://district.okta.com/", LinkOutcome.NEEDS_SIGN_IN),
        ("/404", LinkOutcome.NOT_FOUND),
        ("/410", LinkOutcome.NOT_FOUND),
        ("/500", LinkOutcome.UNREACHABLE),
        ("/around", LinkOutcome.UNREACHABLE),
    ],
)
def test_a_link_is_tried_as_a_reviewer_would(
    website: str, path: str, expected: LinkOutcome
) -> None:
    assert outcome(website, path) is expected


def test_nothing_is_asked_where_the_network_is_off(website: str) -> None:
    trial = try_link(f"http://{website}/", fetch_allowed=False, allow_private=[website])
    assert trial.outcome is LinkOutcome.NOT_TRIED
    assert Website.seen == []


def test_no_cookie_goes_along_a_redirect(website: str) -> None:
    outcome(website, "/to//next")
    assert [path for path, _ in Website.seen] == ["/to//next", "/next"]
    assert all("Cookie" not in headers for _, headers in Website.seen)


def test_at_most_five_redirects_are_followed(website: str) -> None:
    outcome(website, "/around")
    assert len(Website.seen) == 6


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest/meta-data/",
     "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://2130706433/",
     "http://0x7f.1/", "http://0.0.0.0/", "file:///etc/passwd", "ftp://example.org/"],
)  # fmt: skip
def test_a_redirect_into_the_house_is_not_followed(website: str, target: str) -> None:
    assert outcome(website, f"/to/{target}") is LinkOutcome.UNREACHABLE
    assert len(Website.seen) == 1


def test_a_local_server_is_asked_only_where_it_is_named(website: str) -> None:
    assert outcome(website, "/", "127.0.0.1:1") is LinkOutcome.UNREACHABLE
    assert Website.seen == []


def test_only_the_ports_of_the_web_are_asked() -> None:
    soon = time.monotonic() + 5
    assert links._vetted("93.184.215.14", 443, soon, (), default=443) == ip_address("93.184.215.14")
    with pytest.raises(links._Closed):
        links._vetted("93.184.215.14", 8443, soon, (), default=443)
    with pytest.raises(links._Closed):
        links._vetted("93.184.215.14", 80, soon, (), default=443)


def test_an_endless_page_is_read_for_64_kilobytes(
    website: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []
    judge = links._outcome

    def noted(answer: links._Answer, wanted: links._Wanted) -> LinkOutcome:
        lengths.append(len(answer.body))
        return judge(answer, wanted)

    monkeypatch.setattr(links, "_outcome", noted)
    assert outcome(website, "/endless") is LinkOutcome.OPENS
    assert lengths == [65_536]


def test_a_website_that_drips_is_left_in_time(
    website: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "SECONDS", 0.8)
    begun = time.monotonic()
    assert outcome(website, "/drip") is LinkOutcome.UNREACHABLE
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Wait: ",
        b"",
    ],
)
@pytest.mark.parametrize("over_tls", [True, False])
def test_headers_and_bodies_that_drip_are_left_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bytes, over_tls: bool
) -> None:
    monkeypatch.setattr(links, "SECONDS", 0.6)
    pem = certificate(tmp_path, "localhost") if over_tls else None
    if pem:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with dripping(first, pem) as port:
        here, begun = f"localhost:{port}", time.monotonic()
        scheme = "https" if over_tls else "http"
        found = fetch(f"{scheme}://{here}/", fetch_allowed=True, most=10**6, allow_private=[here])
        assert (found.outcome, found.body) == (LinkOutcome.UNREACHABLE, b"")
        assert time.monotonic() - begun < 3


def test_a_handshake_that_never_ends_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "SECONDS", 0.5)
    # The start of a long TLS message, a byte at a time: each single read is short.
    with dripping(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc", None, b"\x00") as port:
        here, begun = f"localhost:{port}", time.monotonic()
        trial = try_link(f"https://{here}/", fetch_allowed=True, allow_private=[here])
        assert trial.outcome is LinkOutcome.UNREACHABLE
        assert 0.4 < time.monotonic() - begun < 3


def test_a_website_that_never_answers_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        assert outcome(host, "/") is LinkOutcome.UNREACHABLE
        assert time.monotonic() - begun < 3


def test_only_a_few_are_asked_at_once_and_the_next_is_told(
    website: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "AT_ONCE", threading.BoundedSemaphore(1))
    with asking():
        assert outcome(website, "/") is LinkOutcome.BUSY
        with pytest.raises(TooManyLinks), asking():
            pass
    assert Website.seen == []
    assert outcome(website, "/") is LinkOutcome.OPENS
    assert outcome(website, "/500") is LinkOutcome.UNREACHABLE
    assert outcome(website, "/") is LinkOutcome.OPENS


def fetched(host: str, path: str) -> Fetched:
    return fetch(f"http://{host}{path}", fetch_allowed=True, most=1000, allow_private=[host])


def test_the_words_of_a_wall_are_looked_for_in_pages_alone(website: str) -> None:
    """Files say them as well: a badge for lessons on how to request access."""
    for body in (b'{"criteria": "You need access"}', b"<svg><desc>Request access</desc></svg>"):
        Website.held = body
        assert fetched(website, "/held") == Fetched(LinkOutcome.OPENS, body)
        assert outcome(website, "/held") is LinkOutcome.NEEDS_SIGN_IN, "a person reads it"
    Website.held = b"\xef\xbb\xbf\n <!doctype html><p>You need access"
    assert fetched(website, "/held") == Fetched(LinkOutcome.NEEDS_SIGN_IN)
    Website.held = b"<p>Hello"
    assert fetched(website, "/held").is_page


def test_what_is_shorter_than_it_says_is_no_answer(website: str) -> None:
    Website.held = b"{}"
    assert fetched(website, "/short") == Fetched(LinkOutcome.UNREACHABLE)
    assert outcome(website, "/short") is LinkOutcome.UNREACHABLE


def test_a_website_that_has_no_such_form_is_there_all_the_same(website: str) -> None:
    assert fetched(website, "/406") == Fetched(LinkOutcome.OPENS)
    assert outcome(website, "/406") is LinkOutcome.UNREACHABLE


def test_one_of_several_ends_with_all_of_them(website: str) -> None:
    begun = time.monotonic()
    found = fetch(
        f"http://{website}/drip",
        fetch_allowed=True,
        most=1000,
        until=begun + 0.4,
        allow_private=[website],
    )
    assert found.outcome is LinkOutcome.UNREACHABLE
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("198.18.0.1", False), ("::", False),
        ("::1", False), ("fe80::1", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("2001:0:53aa:64c::1", False), ("fec0::1", False), ("64:ff9b::5db8:d70e", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("docs.google.com/document/d/1/edit", "https://docs.google.com/document/d/1/edit"),
        ("  https://Example.ORG  ", "https://example.org/"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("HTTP://example.org:80/a?b=c#d", "http://example.org/a?b=c#d"),
        ("example.org:8443/x", "https://example.org:8443/x"),
        ("https://bücher.example/ä?q=ñ", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B1"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
        ("youtu.be/abc?t=1", "https://youtu.be/abc?t=1"),
    ],
)
def test_addresses_are_read_as_people_paste_them(text: str, url: str) -> None:
    assert normalize_url(text) == url
    assert normalize_url(url) == url


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "link_empty"),
        ("   ", "link_empty"),
        ("ftp://example.org/", "link_scheme"),
        ("javascript:alert(1)", "link_scheme"),
        ("file:///C:/Users/me/plan.docx", "link_scheme"),
        ("data:text/html,x", "link_scheme"),
        ("mailto:me@example.org", "link_scheme"),
        ("https://me:secret@example.org/", "link_credentials"),
        ("https://me@example.org/", "link_credentials"),
        ("https://exa mple.org/", "link_spaces"),
        ("https://example.org/a\x00b", "link_spaces"),
        ("https://example.org/\u202egpj", "link_spaces"),
        ("https://example.org\\@evil.example/", "link_spaces"),
        ("https:///path", "link_host"),
        ("my lesson plan", "link_spaces"),
        ("lesson", "link_host"),
        ("https://", "link_host"),
        ("https://exa_mple..org/", "link_host"),
        ("https://[::1", "link_host"),
        ("https://example.org:99999/", "link_host"),
        ("https://example.org/" + "a" * 2000, "link_long"),
    ],
)
def test_what_is_no_web_address_is_sent_back(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        normalize_url(text)
    assert caught.value.code == code
    assert caught.value.message
