"""A badge earned elsewhere: read like a stranger's, shown as what it is, counting only when let."""

import datetime as dt
import json
import ssl
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast as people_of
from tests.cast import Cast
from tests.credentials.made import award, confirmed, show
from tests.credentials.test_earlier import COUNTS, offered
from tests.evidence.conftest import website
from tests.evidence.website import Website
from tests.openbadges import made
from tests.openbadges.test_token import token
from tests.pages.stage import few_queries, visitor
from tests.racing import at_once
from tests.serving import DAY, certificate, running
from waypost.credentials import actions as credentials
from waypost.credentials import rotation
from waypost.credentials.earlier.dates import read_date
from waypost.credentials.keys import current_key
from waypost.credentials.mending import correct
from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.reading import NotABadge, TooLarge, read, verdict_of
from waypost.evidence import intake
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.openbadges import Outcome, StatusRef, bake, did_document, did_web, dump, sign
from waypost.people import actions as people
from waypost.people.policies import NotAllowed

__all__ = ["website"]  # a fixture

NOW = made.NOW
LATER = NOW + dt.timedelta(days=1)
ELSEWHERE = made.badge()


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def post(client: Client, name: str = "badge.json", body: bytes = b"", **fields: str) -> str:
    sent: dict[str, object] = dict(fields)
    if body:
        sent["badge"] = SimpleUploadedFile(name, body)
    answer = client.post("/badges/add", sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def added(cast: Cast, body: bytes | None = None) -> OutsideBadge:
    reading = read(dump(ELSEWHERE) if body is None else body, cast.ortiz, at=NOW)
    return actions.add(person=cast.ortiz, reading=reading, by=cast.ortiz, at=NOW)


@pytest.mark.parametrize("form", ["json", "png", "svg"])
def test_a_badge_file_is_shown_as_what_it_is(pecan_flats: Cast, caliche: Cast, form: str) -> None:
    picture = {"json": b"", "png": made.png(), "svg": made.SVG}[form]
    body = dump(ELSEWHERE)
    page = post(
        visitor(pecan_flats, pecan_flats.ortiz),
        f"b.{form}",
        bake(picture, body) if picture else body,
    )
    assert "Checking for understanding with live polls" in page
    assert "Says it is from" in page
    assert "Its issuer isn’t known here." in page
    assert "It says it was issued to María Peña, which is not María Ortiz’s name here." in page
    assert "It counts toward no degree by itself." in page
    badge = OutsideBadge.objects.get()
    assert bytes(badge.body or b"") == body, "the badge is kept, and never the picture"
    assert (badge.outcome, badge.found["whose"]) == ("cannot_check", "other")
    assert verdict_of(badge, at=NOW) == read(body, pecan_flats.ortiz, at=NOW).verdict


def test_it_names_its_owner_by_address_whatever_the_name(pecan_flats: Cast, caliche: Cast) -> None:
    mine = made.badge(earner=replace(made.EARNER, email=pecan_flats.ortiz.email, name="M. O."))
    assert added(pecan_flats, dump(mine)).found["whose"] == "mine"


def test_ones_own_file_whose_key_was_withdrawn_is_taken_again_from_its_page(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    ours, theirs = (
        bytes(award(cast, to=who).documents.get().body) for who in (cast.ortiz, cast.reyes)
    )
    rotation.withdraw_key(key=current_key(cast.district, at=NOW), why="It.", by=cast.system, at=NOW)
    deliver_all(at=NOW)
    mine = visitor(cast, cast.ortiz)
    page = post(mine, body=ours)
    assert "the key that signed this file was withdrawn" in page
    assert "Save the file again from the badge’s page." in page
    assert "This was issued here, to somebody else." in post(mine, body=theirs)
    assert not OutsideBadge.objects.exists()


def test_what_was_changed_says_so_and_never_counts(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    theirs = award(confirmed(cast), to=cast.reyes)
    ours = json.loads(bytes(theirs.documents.get().body))
    ours["credentialSubject"]["achievement"]["name"] = "Another"
    page = post(visitor(cast, cast.ortiz), body=json.dumps(ours).encode())
    assert "It doesn’t match what was issued. Please don’t rely on it." in page
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.CHANGED
    with pytest.raises(actions.Spoiled):
        count(cast, badge)
    assert (
        "so it can’t count"
        in visitor(cast, cast.lead).get(f"/badges/elsewhere/{badge.pk}").content.decode()
    )


def count(cast: Cast, badge: OutsideBadge, slug: str = "forms-quiz") -> EarlierRecord:
    return actions.let_count(
        badge=badge,
        achievement=cast.versions[slug].achievement,
        earned=read_date("May 2019"),
        reason="Seen the course.",
        by=cast.lead,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("b.json", b"{" * 200_000, "holds no badge that can be read"),
        ("b.json", b'{"a":' * 5000 + b"1" + b"}" * 5000, "holds no badge that can be read"),
        ("b.json", b'{"name": "x"}', "holds no badge that can be read"),
        ("b.png", made.png(), "This picture holds no badge"),
        ("b.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "holds no badge that can be read"),
        (
            "b.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "This picture holds no badge",
        ),
        (
            "b.svg",
            b'<!DOCTYPE s [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
            "holds no badge",
        ),
        ("b.bin", bytes(range(256)) * 40, "holds no badge that can be read"),
        ("b.json", b"", "Choose the badge file, or paste a link to it below."),
        ("b.json", b" " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_a_hostile_file_gets_a_sentence_and_is_not_kept(
    pecan_flats: Cast, caliche: Cast, name: str, body: bytes, said: str
) -> None:
    page = post(visitor(pecan_flats, pecan_flats.ortiz), name, body, title="My title")
    assert said in page
    assert 'value="My title"' in page, "what was typed is still there"
    assert OutsideBadge.objects.count() == 0


def test_a_picture_that_unpacks_to_a_flood_is_never_unpacked(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """A compressed text in a PNG, a thousand times its size."""
    flood = b"openbadgecredential\0\x01\0\0\0" + zlib.compress(b"x" * 40_000_000)
    chunk = len(flood).to_bytes(4, "big") + b"iTXt" + flood
    chunk += zlib.crc32(b"iTXt" + flood).to_bytes(4, "big")
    png = made.png()
    with pytest.raises(NotABadge):
        read(png[:33] + chunk + png[33:], pecan_flats.ortiz, at=NOW)


def test_a_badge_larger_than_is_kept_is_refused(pecan_flats: Cast, caliche: Cast) -> None:
    with pytest.raises(TooLarge):
        read(b'{"a": "' + b"x" * 1_100_000 + b'"}', pecan_flats.ortiz, at=NOW)


def test_words_in_a_badge_are_words_on_the_page(pecan_flats: Cast, caliche: Cast) -> None:
    """Nothing signed: whoever made it may write what they like."""
    odd = made.unsigned()
    odd["credentialSubject"]["achievement"]["name"] = "<script>x</script>\x00\ud7ff" + "n" * 400
    odd["issuer"]["name"] = "javascript:alert(1)"
    page = post(visitor(pecan_flats, pecan_flats.ortiz), body=json.dumps(odd).encode())
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
    assert "It isn’t signed, so nobody can tell who made it." in page
    assert len(OutsideBadge.objects.get().title) == 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}', "Open Badges 2.0"),
        (b'{"@context": ["https://www.w3.org/2018/credentials/v1"]}', "older kind of credential"),
        (b"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln", "a badge as a signed token (JWT)"),
    ],
)
def test_other_kinds_of_badge_are_kept_and_called_what_they_are(
    pecan_flats: Cast, caliche: Cast, body: bytes, said: str
) -> None:
    client = visitor(pecan_flats, pecan_flats.ortiz)
    page = post(client, body=body, title="Seesaw Pioneer")
    assert said in page
    assert "You call it" in page
    badge = OutsideBadge.objects.get()
    assert (badge.title, badge.outcome) == ("Seesaw Pioneer", "unreadable")
    again = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    assert said in again


def test_a_signed_token_is_read_and_checked_like_any_other(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """Its key comes along, so without the network nobody says whose it is."""
    mine = made.unsigned(earner=replace(made.EARNER, email=pecan_flats.ortiz.email))
    client, source = visitor(pecan_flats, pecan_flats.ortiz), token(document=mine)
    page = post(client, "badge.jwt", source)
    assert "Checking for understanding with live polls" in page
    assert "Its issuer isn’t known here." in page
    assert OutsideBadge.objects.get().found["whose"] == "mine"
    head, body, mark = source.split(b".")
    other = token(document=made.unsigned()).split(b".")[1]
    page = post(client, "changed.jwt", b".".join([head, other, mark]))
    assert body != other
    assert "It doesn’t match what was issued. Please don’t rely on it." in page


def test_the_same_badge_is_added_once(pecan_flats: Cast, caliche: Cast) -> None:
    client = visitor(pecan_flats, pecan_flats.ortiz)
    post(client, body=dump(ELSEWHERE))
    assert "You have added this one already" in post(client, body=dump(ELSEWHERE))
    post(visitor(pecan_flats, pecan_flats.reyes), body=dump(ELSEWHERE))
    assert OutsideBadge.objects.count() == 2


def test_there_is_an_end_to_how_many(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    client = visitor(pecan_flats, pecan_flats.ortiz)
    post(client, link="badges.example.org/1")
    assert "Remove one first." in post(client, link="badges.example.org/2")


def test_it_is_private_to_its_owner_the_lead_and_hr(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    badge = added(cast)
    path = f"/badges/elsewhere/{badge.pk}"
    told = {who: visitor(cast, cast.people[who]).get(path).status_code for who in cast.people}
    assert {who for who, status in told.items() if status == 200} == {"ortiz", "lead", "hr"}
    assert set(told.values()) == {200, 404}
    assert visitor(caliche, caliche.lead).get(path).status_code == 404
    assert visitor(cast, cast.lead).post(path).status_code == 403
    assert visitor(cast, cast.lead).post(f"{path}/remove").status_code == 403
    for by in (cast.ortiz, cast.hr, cast.dana, caliche.lead):
        with pytest.raises(NotAllowed):
            actions.let_count(
                badge=badge,
                achievement=cast.versions["forms-quiz"].achievement,
                earned=read_date("2019"),
                reason="Why not.",
                by=by,
                at=NOW,
            )
    facts = str(list(Entry.objects.filter(kind__contains="Outside").values_list("facts")))
    assert "polls" not in facts
    assert "Peña" not in facts


def test_the_lead_lets_it_count_and_a_degree_follows(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    award(cast, "check-and-change", to=cast.ortiz)
    show(cast, "counts", to=cast.ortiz)
    badge = added(cast)
    deliver_all(at=LATER)
    held = Award.objects.filter(person=cast.ortiz, version__achievement__slug="counts")
    assert not held.exists(), "it never counts by itself"
    lead = visitor(cast, cast.lead)
    path = f"/badges/elsewhere/{badge.pk}/count"
    page = lead.get(path).content.decode()
    assert 'value="2026-09-04"' in page
    fields = {
        "achievement": str(cast.versions["forms-quiz"].achievement_id),
        "earned": "soon",
        "reason": "We sent her there.",
    }
    assert "can’t be read as a date" in lead.post(path, fields).content.decode()
    assert "in the future" in lead.post(path, fields | {"earned": "2031"}).content.decode()
    page = lead.post(path, fields | {"earned": "May 2019"}, follow=True).content.decode()
    assert "It counts now, as earned May 2019." in page
    assert "We sent her there." in page
    deliver_all(at=LATER)
    assert held.exists()
    with pytest.raises(actions.AlreadyCounts):
        count(cast, badge)
    owner = visitor(cast, cast.ortiz)
    owner.post(f"/badges/elsewhere/{badge.pk}/remove")
    assert not OutsideBadge.objects.exists()
    record = EarlierRecord.objects.active().get()
    assert (record.outside, record.note) == (None, "We sent her there.")
    assert "since removed by its owner" in lead.get("/earlier/records").content.decode()


def test_a_practice_badge_is_no_record_of_achievement(pecan_flats: Cast, caliche: Cast) -> None:
    badge = added(pecan_flats, dump(made.practice_badge()))
    assert badge.outcome == Outcome.PRACTICE
    with pytest.raises(actions.Spoiled):
        count(pecan_flats, badge)


class Issuer(BaseHTTPRequestHandler):
    """Publishes a badge, its keys and its list of withdrawn badges."""

    served: dict[str, bytes] = {}
    seen: list[tuple[str, str]] = []
    moved: dict[str, str] = {}
    gone: dict[str, bytes] = {}
    slow = 0.0

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers["Accept"]))
        body = self.served.get(self.path, b"")
        if self.path.startswith("/slow"):
            threading.Event().wait(self.slow)
        status = 302 if self.path in self.moved else 200 if body else 404
        if self.path in self.gone:
            status, body = 410, self.gone[self.path]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.moved[self.path])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real website with TLS, which our server may go to as if it were out in the world."""
    # OpenSSL has a clock of its own, which no test stops.
    pem = certificate(tmp_path, since=3000 * DAY, until=3000 * DAY)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    place = f"localhost:{server.server_port}"
    there = partial(intake.fetch, allow_private=[place])
    monkeypatch.setattr(intake, "fetch", there)
    did = did_web(f"https://{place}")
    url = f"https://{place}/status/1"
    status = StatusRef(list_url=url, index=made.INDEX)
    unsigned = made.unsigned(issuer=replace(made.ISSUER, did=did), status=status)
    listing = made.status_list(url=url, issuer_did=did)
    Issuer.seen, Issuer.gone = [], {}
    Issuer.served = {
        "/b": dump(sign(unsigned, key=made.KEY, did=did, at=made.AT)),
        "/.well-known/did.json": json.dumps(did_document(did, [made.KEY.public])).encode(),
        "/status/1": dump(listing),
    }
    with running(server):
        yield place


def opening(cast: Cast, on: bool = True) -> Client:
    people.choose(district=cast.district, try_links=on, by=cast.system)
    return visitor(cast, cast.ortiz)


def test_a_link_is_opened_and_its_badge_checked_at_its_issuer(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    client = opening(pecan_flats)
    page = post(client, link=f"https://{issuer}/b")
    assert "Checking for understanding with live polls" in page
    assert "issued “Checking for understanding with live polls” to María Peña" in page
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.REAL
    assert [path for path, _ in Issuer.seen] == ["/b", "/.well-known/did.json", "/status/1"]
    assert Issuer.seen[0][1].startswith("application/vc+ld+json")
    did = did_web(f"https://{issuer}")
    Issuer.served["/status/1"] = dump(
        made.status_list(made.INDEX, url=f"https://{issuer}/status/1", issuer_did=did)
    )
    again = client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    badge.refresh_from_db()
    assert badge.outcome == Outcome.WITHDRAWN
    assert "Checked again." in again


def test_keys_that_come_over_a_redirect_vouch_for_nobody(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    del Issuer.served["/.well-known/did.json"]
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    assert OutsideBadge.objects.get().outcome == Outcome.CANNOT_CHECK


def test_nothing_is_asked_where_it_is_switched_off(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    client = opening(pecan_flats, on=False)
    page = post(client, link=f"https://{issuer}/b", title="Polls")
    assert "It is kept as a link: links are not opened here, so nothing was read." in page
    assert f'href="https://{issuer}/b"' in page
    page = post(client, body=Issuer.served["/b"])
    assert "Its issuer isn’t known here." in page
    assert "Nothing was asked over the network." in page
    assert Issuer.seen == []


def test_our_server_is_not_led_to_its_neighbours(
    pecan_flats: Cast, caliche: Cast, website: str
) -> None:
    """Not by a link, and not by the addresses that a badge names."""
    client = opening(pecan_flats)
    assert "The link could not be opened." in post(client, link=f"http://{website}/b")
    did = did_web(f"https://{website.replace('127.0.0.1', 'localhost')}")
    inside = sign(
        made.unsigned(issuer=replace(made.ISSUER, did=did)), key=made.KEY, did=did, at=made.AT
    )
    assert "Its issuer isn’t known here." in post(client, body=dump(inside))
    assert Website.seen == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "The link opens, and no badge file that can be read is there."),
        ("/404", "Nothing was found at the link."),
        ("/access", "The link asks for a sign-in, so nothing could be read."),
    ],
)
def test_a_link_without_a_badge_is_kept_as_a_link(
    pecan_flats: Cast,
    caliche: Cast,
    website: str,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    said: str,
) -> None:
    monkeypatch.setattr(intake, "fetch", partial(intake.fetch, allow_private=[website]))
    client = opening(pecan_flats)
    assert said in post(client, link=f"http://{website}{path}")
    badge = OutsideBadge.objects.get()
    assert said in client.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()


@pytest.mark.parametrize(
    "link", ["ftp://a.example/b", "javascript:alert(1)", "https://u:p@a.example/", "not a link"]
)
def test_what_is_no_link_says_so(pecan_flats: Cast, caliche: Cast, link: str) -> None:
    page = post(visitor(pecan_flats, pecan_flats.ortiz), link=link)
    assert "One thing to fix" in page
    assert OutsideBadge.objects.count() == 0


def test_many_badges_from_elsewhere_cost_no_more_questions(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    one = added(cast)
    OutsideBadge.objects.bulk_create(
        OutsideBadge(
            district=cast.district,
            person=cast.ortiz,
            title=f"Badge {n}",
            title_read=False,
            url=f"https://badges.example.org/{n}",
            outcome=one.outcome,
            found=one.found,
            read_at=one.read_at,
            added_at=NOW,
        )
        for n in range(100)
    )
    client = visitor(cast, cast.ortiz)
    for path in ("/badges", "/badges?show=elsewhere", "/badges?show=elsewhere&page=2"):
        with few_queries():
            assert client.get(path).status_code == 200
    hr = visitor(cast, cast.hr)
    with few_queries():
        found = hr.get("/earlier/records?show=elsewhere&q=Badge 7")
    assert "Badge 77" in found.content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_is_taken_away_while_the_lead_lets_it_count() -> None:
    cast = people_of.pecan_flats()
    people_of.caliche()
    badge = added(cast)
    ends = at_once(
        lambda: count(cast, badge), lambda: actions.remove(badge=badge, by=cast.ortiz, at=NOW)
    )
    assert ends in (["done", "done"], ["Gone", "done"])
    assert not OutsideBadge.objects.exists()
    assert EarlierRecord.objects.filter(outside=None).count() == (ends == ["done", "done"])
    with pytest.raises(actions.Gone):
        actions.read_again(badge=badge, reading=None, link="opens", by=cast.ortiz, at=NOW)


def body_of(made: Award) -> bytes:
    return bytes(made.documents.current().body)


def told(page: str) -> str:
    return page.partition('<div class="errors"')[2].partition("</ul>")[0]


@pytest.mark.parametrize("kind", ["real", "practice", "practice, once it is confirmed"])
@pytest.mark.parametrize("form", ["json", "png"])
def test_the_district_s_own_badge_is_not_kept_as_one_from_elsewhere(
    pecan_flats: Cast, caliche: Cast, kind: str, form: str
) -> None:
    cast = pecan_flats if "practice" in kind else confirmed(pecan_flats)
    mine, theirs = award(cast, to=cast.ortiz), award(cast, to=cast.reyes)
    if "once" in kind:
        confirmed(cast)
    client = visitor(cast, cast.ortiz)

    def brought(one: Award) -> str:
        body = body_of(one)
        return post(client, f"b.{form}", bake(made.png(), body) if form == "png" else body)

    page = brought(mine)
    assert "This is your badge from here already." in told(page)
    assert f'href="/badges/{mine.pk}"' in page
    page = brought(theirs)
    assert "This was issued here, to somebody else." in told(page)
    assert "/badges/" + str(theirs.pk) not in page
    credentials.withdraw(award=mine, reason="error", note="", by=cast.lead, at=NOW)
    assert "It was withdrawn." in told(brought(mine))
    assert not OutsideBadge.objects.exists()


def test_so_is_its_file_from_before_it_was_corrected_its_record_and_its_addresses(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    mine = award(cast, to=cast.ortiz)
    client = visitor(cast, cast.ortiz)
    before = body_of(mine)
    correct(
        document=mine.documents.current(),
        what="name",
        name="María Ortíz",
        reason="mistake",
        note="Spelled.",
        by=cast.lead,
        at=NOW,
    )
    assert "This is your badge from here already." in told(post(client, body=before))
    record = client.get("/badges/record.json").content
    assert "all that is in it is here already" in told(post(client, body=record))
    address = cast.district.address
    hosted = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": f"{address}/ob2/assertions/{mine.public_id}.json",
        "verification": {"type": "hosted"},
    }
    assert "from here already" in told(post(client, body=json.dumps(hosted).encode()))
    for link in (f"{address}/c/{mine.public_id}", f"{address}/c/{mine.public_id}.png?k=x"):
        assert "from here already" in told(post(client, link=link))
    assert not OutsideBadge.objects.exists()
    assert "holds no badge" not in post(client, link=f"{address}/catalog", title="A page")
    assert OutsideBadge.objects.get().url == f"{address}/catalog"


def test_another_district_s_badge_is_from_elsewhere(pecan_flats: Cast, caliche: Cast) -> None:
    theirs = award(caliche, to=caliche.teacher, by=caliche.reviewer)
    post(visitor(pecan_flats, pecan_flats.ortiz), body=body_of(theirs))
    assert OutsideBadge.objects.get().facts["issuer_name"] == "Practice: Caliche County ISD"


def test_what_says_that_it_is_from_here_never_counts_as_earned_before(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """Kept before it was known, or unsigned: it would count beside the award, or for a forger."""
    cast = confirmed(pecan_flats)
    mine = award(cast, to=cast.ortiz)
    unsigned = json.loads(body_of(mine))
    del unsigned["proof"]
    address = cast.district.address
    kept = [
        added(cast, json.dumps(unsigned).encode()),
        OutsideBadge.objects.create(
            district=cast.district,
            person=cast.ortiz,
            title="Mine",
            title_read=False,
            url=f"{address}/c/{mine.public_id}",
            added_at=NOW,
        ),
    ]
    lead = visitor(cast, cast.lead)
    for badge in kept:
        with pytest.raises(actions.Spoiled):
            count(cast, badge)
        page = lead.get(f"/badges/elsewhere/{badge.pk}").content.decode()
        assert "or is from here, so it can’t count" in page
    again = visitor(cast, cast.ortiz).post(f"/badges/elsewhere/{kept[1].pk}", follow=True)
    assert "it isn’t from elsewhere: remove it" in again.content.decode()
