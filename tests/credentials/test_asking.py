"""Asking elsewhere about a badge: no request ever leaves for an address that is not public.

A resolver and a transport that the tests hold in their hands stand where the network would be.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.cast import Cast
from tests.credentials.test_outside import Issuer, issuer, opening, post
from tests.openbadges import made
from tests.openbadges.elsewhere import ED25519, claims_of, jwk, proved, raw_token, revocation_status
from waypost.credentials.models import OutsideBadge
from waypost.evidence import intake
from waypost.evidence.intake import links
from waypost.openbadges import (
    Outcome,
    SigningKey,
    StatusRef,
    compose_record,
    did_document,
    did_web,
    dump,
    identity_hash,
    sign,
)
from waypost.openbadges.older import compose_revoked
from waypost.pages import outside_reading

pytestmark = pytest.mark.any_database

__all__ = ["issuer"]  # a fixture

PUBLIC = "93.184.215.14"
INSIDE = (
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  # an address that a forger would write
    "198.18.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "224.0.0.251",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001:2::1",
    "2001:20::1",
    "3fff::1",
    "5f00::1",
    "::5db8:d70e",
)


@dataclass
class Net:
    """What names resolve to, one answer after another; which addresses a connection went to."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    gone_to: list[str] = field(default_factory=list)

    def look_up(self, host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        self.asked.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror(host)
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(0, 0, 0, "", (each, port)) for each in found]

    def connect(self, where: tuple[str, int], timeout: float = 0) -> socket.socket:
        self.gone_to.append(where[0])
        raise ConnectionRefusedError


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    held = Net()
    monkeypatch.setattr(socket, "getaddrinfo", held.look_up)
    monkeypatch.setattr(socket, "create_connection", held.connect)
    return held


def ask(url: str, **options: object) -> bytes:
    wanted = {"fetch_allowed": True, "most": 1000, **options}
    return intake.fetch(url, **wanted).body  # type: ignore[arg-type]  # a test's own words


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_never_connected_to(net: Net, address: str) -> None:
    net.names = {"inside.example": [[address]], "both.example": [[PUBLIC, address]]}
    for name in net.names:
        assert ask(f"https://{name}/.well-known/did.json") == b""
    assert net.asked == ["inside.example", "both.example"]
    assert net.gone_to == []


def test_a_number_in_any_writing_is_looked_at_before_anything_is_sent(net: Net) -> None:
    """The system's own resolver reads 0x7f.1 and 2130706433 as the machine itself."""
    net.names = {
        name: [["127.0.0.1"]] for name in ("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]")
    }
    net.names["::1"] = [["::1"]]
    for name in list(net.names)[:5]:
        assert ask(f"https://{name}/") == b""
    assert net.gone_to == []


def test_once_the_time_for_all_is_over_nobody_is_looked_up_any_more(net: Net) -> None:
    net.names = {"late.example": [[PUBLIC]]}
    assert ask("https://late.example/", until=time.monotonic()) == b""
    assert (net.asked, net.gone_to) == ([], [])


def test_the_very_address_that_was_checked_is_connected_to(net: Net) -> None:
    """A name that answers with a public address first and with a private one afterwards."""
    net.names = {"rebound.example": [[PUBLIC], ["127.0.0.1"], ["169.254.169.254"]]}
    ask("https://rebound.example/a")
    assert net.asked == ["rebound.example"]
    assert net.gone_to == [PUBLIC]
    ask("https://rebound.example/a")
    assert net.gone_to == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    [
        "http://public.example/did.json",
        "https://public.example:8443/did.json",
        "https://public.example:22/",
        "https://user:secret@public.example/",
        "file:///etc/passwd",
        "ftp://public.example/",
        "gopher://public.example/",
        "data:application/json,{}",
        "//public.example/",
        "https://",
        "https://public.example\\@inside.example/",
        "https://public.example/\r\nHost: inside.example",
        "",
    ],
)
def test_documents_are_asked_for_over_https_at_its_own_port_alone(net: Net, url: str) -> None:
    net.names = {"public.example": [[PUBLIC]]}
    assert outside_reading._document(url, time.monotonic() + 5) == b""
    assert net.gone_to == []


@pytest.fixture
def _now() -> Iterator[None]:
    with time_machine.travel(made.NOW, tick=False):
        yield


@pytest.fixture
def gone_to(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where connections really went, beside the one server that the test allows."""
    found: list[str] = []
    connect = socket.create_connection

    def note(where: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        found.append(where[0])
        return connect(where, *rest, **more)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("waypost.evidence.intake.dialing.socket.create_connection", note)
    return found


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize("target", ["https://169.254.169.254/latest/", "https://10.0.0.1/did.json"])
def test_an_issuers_document_that_redirects_inside_leads_nowhere(
    pecan_flats: Cast,
    caliche: Cast,
    issuer: str,
    gone_to: list[str],
    monkeypatch: pytest.MonkeyPatch,
    target: str,
) -> None:
    monkeypatch.setattr(Issuer, "moved", {"/.well-known/did.json": target})
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert OutsideBadge.objects.get().outcome == Outcome.CANNOT_CHECK
    assert [path for path, _ in Issuer.seen] == ["/b", "/.well-known/did.json"]
    assert set(gone_to) == {"127.0.0.1"} or set(gone_to) == {"::1"}
    assert len(gone_to) == 2


@pytest.mark.usefixtures("_now")
def test_a_link_that_redirects_inside_is_not_followed(
    pecan_flats: Cast,
    caliche: Cast,
    issuer: str,
    gone_to: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Issuer, "moved", {"/b": "https://[::ffff:169.254.169.254]/"}, raising=False)
    page = post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert "The link could not be opened." in page
    assert len(gone_to) == 1


@pytest.mark.usefixtures("_now")
def test_a_badge_cannot_make_us_ask_for_ever(
    pecan_flats: Cast, caliche: Cast, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight lists that answer slowly: each has its end, and all of them together have one."""
    did = did_web(f"https://{issuer}")
    document = made.unsigned(issuer=replace(made.ISSUER, did=did))
    entry = document["credentialStatus"]
    document["credentialStatus"] = [
        {**entry, "id": f"urn:x:{n}", "statusListCredential": f"https://{issuer}/slow/{n}"}
        for n in range(8)
    ]
    Issuer.served["/b"] = dump(proved(document, did=did))
    monkeypatch.setattr(Issuer, "slow", 0.4)
    monkeypatch.setattr(outside_reading, "SECONDS", 1.0)
    began = time.monotonic()
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert OutsideBadge.objects.get().outcome == Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert 1 <= len([path for path, _ in Issuer.seen if "slow" in path]) <= 4
    assert time.monotonic() - began < 20


@pytest.mark.usefixtures("_now")
def test_the_next_beyond_a_few_is_told_and_keeps_what_they_typed(
    pecan_flats: Cast, caliche: Cast, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "AT_ONCE", threading.BoundedSemaphore(1))
    client, link = opening(pecan_flats), f"https://{issuer}/b"
    with intake.asking():
        page = post(client, link=link, title="Polls")
        assert "The server is busy with other links." in page
        assert link in page
        assert "Polls" in page
        assert "The server is busy with other links." in post(client, body=Issuer.served["/b"])
    assert (Issuer.seen, OutsideBadge.objects.count()) == ([], 0)
    post(client, link=link)
    badge = OutsideBadge.objects.get()
    with intake.asking():
        page = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    assert "The server is busy with other links." in page
    badge.refresh_from_db()
    assert badge.outcome == Outcome.REAL
    page = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    assert "Checked again." in page


@pytest.mark.usefixtures("_now")
def test_an_answer_that_is_too_long_is_none(
    pecan_flats: Cast, caliche: Cast, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside_reading, "MOST_DOCUMENT", 100)
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert OutsideBadge.objects.get().outcome == Outcome.CANNOT_CHECK


@pytest.mark.usefixtures("_now")
def test_every_kind_of_badge_from_elsewhere_is_settled_at_its_issuers_addresses(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    """A token whose key stands in a set, with a list of names; and a hosted badge of 2.0."""
    did, here = did_web(f"https://{issuer}"), f"https://{issuer}"
    document = made.unsigned(issuer=replace(made.ISSUER, did=did), status=None)
    document["credentialStatus"] = revocation_status(f"{here}/revoked")
    header = {"alg": "EdDSA", "kid": f"{here}/.well-known/jwks.json#k1"}
    token = raw_token(header, {**document, **claims_of(document)}, ED25519)
    names = {"id": f"{here}/revoked", "type": "1EdTechRevocationList", "issuer": did}
    Issuer.served |= {
        "/.well-known/jwks.json": json.dumps({"keys": [jwk(ED25519) | {"kid": "k1"}]}).encode(),
        "/revoked": json.dumps(names).encode(),
    }
    client = opening(pecan_flats)
    post(client, "b.jwt", token)
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.REAL
    names["revokedCredential"] = [{"id": document["id"]}]  # type: ignore[assignment]  # JSON
    Issuer.served["/revoked"] = json.dumps(names).encode()
    page = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    badge.refresh_from_db()
    assert badge.outcome == Outcome.WITHDRAWN
    assert "Withdrawn." in page


def replaced(issuer: str, at: str = "", **changes: Any) -> bytes:
    """A file that its issuer signed another in the place of, which stands at `/newest`."""
    here, did = f"https://{issuer}", did_web(f"https://{issuer}")
    url = f"{here}/status/1"

    def file(index: int, **more: Any) -> bytes:
        unsigned = made.unsigned(
            issuer=replace(made.ISSUER, did=did),
            status=StatusRef(list_url=url, index=index),
            refresh_url=at or f"{here}/newest",
            **more,
        )
        return dump(sign(unsigned, key=made.KEY, did=did, at=made.AT))

    corrected = replace(made.EARNER, name="María Ortiz")
    newer = {"earner": corrected, "valid_from": made.AT + timedelta(minutes=1)}
    Issuer.served |= {
        "/newest": file(made.INDEX + 1, **newer | changes),
        "/status/1": dump(made.status_list(made.INDEX, url=url, issuer_did=did)),
    }
    return file(made.INDEX)


@pytest.mark.usefixtures("_now")
def test_of_a_file_that_was_replaced_the_newest_is_asked_for_and_kept(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    page = post(opening(pecan_flats), body=replaced(issuer))
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.REAL
    assert bytes(badge.body or b"") == Issuer.served["/newest"]
    assert "to María Ortiz" in page


@pytest.mark.usefixtures("_now")
def test_one_that_is_kept_finds_what_took_its_place(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    client = opening(pecan_flats)
    before = replaced(issuer)
    did = did_web(f"https://{issuer}")
    gone = Issuer.served["/status/1"]
    Issuer.served["/status/1"] = dump(
        made.status_list(url=f"https://{issuer}/status/1", issuer_did=did)
    )
    post(client, body=before)
    badge = OutsideBadge.objects.get()
    assert bytes(badge.body or b"") == before, "it stands, so nothing else is asked for"
    assert "/newest" not in [path for path, _ in Issuer.seen]
    Issuer.served["/status/1"] = gone
    client.post(f"/badges/elsewhere/{badge.pk}", follow=True)
    badge.refresh_from_db()
    assert badge.outcome == Outcome.REAL
    assert bytes(badge.body or b"") == Issuer.served["/newest"]


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize(
    "other",
    [
        {"id": "https://badges.example/another"},
        {"valid_from": made.AT - timedelta(days=1)},
        {"valid_until": made.NOW - timedelta(hours=1), "valid_from": made.AT},
    ],
    ids=["another badge", "an older one", "one that has run out"],
)
def test_what_is_no_newer_file_of_it_that_stands_takes_no_place(
    pecan_flats: Cast, caliche: Cast, issuer: str, other: dict[str, Any]
) -> None:
    before = replaced(issuer, **other)
    post(opening(pecan_flats), body=before)
    badge = OutsideBadge.objects.get()
    assert "/newest" in [path for path, _ in Issuer.seen]
    assert (badge.outcome, bytes(badge.body or b"")) == (Outcome.WITHDRAWN, before)


@pytest.mark.usefixtures("_now")
def test_a_newest_file_is_asked_for_at_its_issuers_host_alone_and_where_links_are_on(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    away = replaced(issuer, at="https://elsewhere.example/newest")
    post(opening(pecan_flats), body=away)
    assert OutsideBadge.objects.get().outcome == Outcome.WITHDRAWN
    Issuer.seen.clear()
    OutsideBadge.objects.all().delete()
    post(opening(pecan_flats, on=False), body=replaced(issuer))
    assert Issuer.seen == []
    assert OutsideBadge.objects.get().outcome == Outcome.CANNOT_CHECK


def hosted(issuer: str, email: str, *, hashed: bool = True) -> bytes:
    """An Open Badges 2.0 badge at this host, which says to whom it was issued as a hash or not."""
    here, context = f"https://{issuer}", "https://w3id.org/openbadges/v2"
    identity = {"salt": "abc", "identity": identity_hash(email, "abc")}
    recipient = {"type": "email", "hashed": hashed} | (identity if hashed else {"identity": email})
    parts: dict[str, dict[str, Any]] = {
        "a": {
            "type": "Assertion",
            "recipient": recipient,
            "badge": f"{here}/c",
            "issuedOn": "2024-05-01T12:00:00Z",
            "verification": {"type": "hosted"},
        },
        "c": {"type": "BadgeClass", "name": "Seesaw Pioneer", "issuer": f"{here}/i"},
        "i": {"type": "Issuer", "name": "Little Fork ISD"},
    }
    for path, part in parts.items():
        body = {"@context": context, "id": f"{here}/{path}", **part}
        Issuer.served[f"/{path}"] = json.dumps(body).encode()
    return Issuer.served["/a"]


@pytest.mark.usefixtures("_now")
def test_a_hosted_badge_of_the_older_standard_is_shown_as_its_hosts_word(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    client = opening(pecan_flats)
    page = post(client, body=hosted(issuer, pecan_flats.ortiz.email))
    badge = OutsideBadge.objects.get()
    assert (badge.outcome, badge.title) == (Outcome.HOSTED, "Seesaw Pioneer")
    assert badge.found["whose"] == "mine"
    assert "says that Little Fork ISD issued “Seesaw Pioneer” on May 1, 2024" in page
    assert "It isn’t signed" in page
    assert [path for path, _ in Issuer.seen] == ["/a", "/c", "/i"]
    del Issuer.served["/a"]
    again = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    assert "nobody answered who could say more" in again


@pytest.mark.usefixtures("_now")
@pytest.mark.parametrize("way", ["file", "link"])
def test_a_hosted_badge_whose_address_says_that_it_is_gone_was_withdrawn(
    pecan_flats: Cast, caliche: Cast, issuer: str, way: str
) -> None:
    """As Waypost itself answers for one of its own that was withdrawn."""
    hosted(issuer, pecan_flats.ortiz.email)
    client, place = opening(pecan_flats), f"https://{issuer}/a"
    if way == "file":
        post(client, body=Issuer.served["/a"])
    else:
        post(client, link=place)
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.HOSTED
    Issuer.gone = {"/a": dump(compose_revoked(id=place, reason="Issued in error"))}
    page = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    badge.refresh_from_db()
    assert badge.outcome == Outcome.WITHDRAWN
    assert not badge.may_count(made.NOW)
    assert "Withdrawn." in page
    assert "Seesaw Pioneer" in page, "what its host said before is still told"


@pytest.mark.usefixtures("_now")
def test_a_page_in_the_place_of_a_document_is_no_answer(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    hosted(issuer, pecan_flats.ortiz.email)
    client, source = opening(pecan_flats), Issuer.served["/a"]
    Issuer.served["/a"] = b"<!doctype html><title>Badge</title>"
    post(client, body=source)
    badge = OutsideBadge.objects.get()
    assert (badge.outcome, badge.found["reason"]) == (Outcome.UNREADABLE, "open_badges_2")
    badge.delete()
    Issuer.served["/a"] = source
    post(client, link=f"https://{issuer}/a")
    assert OutsideBadge.objects.get().outcome == Outcome.HOSTED
    asked = [accept for _path, accept in Issuer.seen]
    assert all("json" in accept and "*/*" not in accept for accept in asked)


@pytest.mark.usefixtures("_now")
def test_a_badge_about_asking_for_access_is_read(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    did = did_web(f"https://{issuer}")
    words = "Students request access to shared folders and know when you need permission."
    told = replace(made.ACHIEVEMENT, criteria=words)
    unsigned = made.unsigned(issuer=replace(made.ISSUER, did=did), status=None, achievement=told)
    Issuer.served["/b"] = dump(proved(unsigned, did=did))
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert OutsideBadge.objects.get().outcome == Outcome.REAL


def published_at(place: str, key: SigningKey) -> str:
    """An issuer of that host and path, which publishes its key there."""
    did = did_web(f"https://{place}")
    path = f"/{place.partition('/')[2]}/did.json"
    Issuer.served[path] = json.dumps(did_document(did, [key.public])).encode()
    return did


@pytest.mark.usefixtures("_now")
def test_a_record_with_a_badge_of_another_issuer_is_proven_by_both(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    own = published_at(f"{issuer}/a", made.KEY)
    other = published_at(f"{issuer}/b", made.OTHER_KEY)
    badges = [
        sign(
            made.unsigned(
                id=f"https://{issuer}/badges/{number}",
                issuer=replace(made.ISSUER, did=did),
                status=None,
            ),
            key=key,
            did=did,
            at=made.AT,
        )
        for number, (did, key) in enumerate(((own, made.KEY), (other, made.OTHER_KEY)))
    ]
    record = compose_record(
        id="urn:uuid:9f0c1c3e-7a55-4b43-8d5c-0e0a6a1f7c11",
        issuer=replace(made.ISSUER, did=own),
        earner=made.EARNER,
        name="Record",
        badges=badges,
        valid_from=made.AT,
    )
    client = opening(pecan_flats)
    post(client, body=dump(sign(record, key=made.KEY, did=own, at=made.AT)))
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.REAL
    assert [path for path, _ in Issuer.seen] == ["/a/did.json", "/b/did.json"]


def test_a_document_is_nobodys_but_whose_address_it_stands_at() -> None:
    """A host that says at its own address that it is another vouches for itself alone."""
    own, other = "did:web:a.example", "did:web:b.example"
    place = "https://a.example/.well-known/did.json"
    said = did_document(other, [made.KEY.public])
    filed = outside_reading._documents(place, json.dumps(said).encode(), own)
    assert filed == {own: said}


@pytest.mark.usefixtures("_now")
def test_keys_and_lists_that_were_taken_away_vouch_for_nothing(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    client, served = opening(pecan_flats), dict(Issuer.served)
    for path in ("/.well-known/did.json", "/status/1"):
        Issuer.gone = {path: served[path]}
        post(client, body=served["/b"])
        badge = OutsideBadge.objects.get()
        assert badge.outcome != Outcome.REAL
        badge.delete()


@pytest.mark.usefixtures("_now")
def test_a_hosted_badge_is_not_asked_for_where_that_is_switched_off(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    hosted(issuer, pecan_flats.ortiz.email)
    page = post(opening(pecan_flats, on=False), body=Issuer.served["/a"], title="Seesaw")
    assert "It’s an Open Badges 2.0 badge. Check it at the address inside it." in page
    assert Issuer.seen == []
