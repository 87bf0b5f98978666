"""What a wallet reads and brings: the Open Badges 3.0 API."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed, show
from tests.openbadges import made
from tests.openbadges.test_token import token as signed_token
from tests.pages.stage import earn, few_queries, visitor
from tests.wallets.app import App, ask, turned_on
from waypost.credentials import actions as credentials
from waypost.credentials import mending, rotation
from waypost.credentials.keys import current_key
from waypost.credentials.models import Award, OutsideBadge
from waypost.credentials.outside import actions as outside
from waypost.credentials.outside.reading import read
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.openbadges import SigningKey, dump, load, sign
from waypost.openbadges.contexts import LEARNER_RECORD
from waypost.people import api, staffing
from waypost.people import mending as people_mending
from waypost.people.models import Account, Person
from waypost.wallets import duties, listing, scopes
from waypost.wallets.models import Connection, Token, Wallet

pytestmark = pytest.mark.django_db
KEY = SigningKey.generate()
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(pecan_flats: Cast) -> Cast:
    return turned_on(pecan_flats)


@pytest.fixture
def away(caliche: Cast) -> Cast:
    return turned_on(caliche)


@pytest.fixture
def token(home: Cast) -> str:
    return str(App.registered(home).connected(home.ortiz)["access_token"])


def theirs(number: int = 1, day: int = 1, title: str = "Polls") -> bytes:
    """Signed by a district that nobody here knows; its id is the same each time."""
    unsigned = made.unsigned(
        id=f"https://badges.example/{number}",
        achievement=replace(made.ACHIEVEMENT, name=title),
        valid_from=made.AT + dt.timedelta(days=day),
    )
    unsigned["issuer"]["id"] = KEY.public.did
    return dump(sign(unsigned, key=KEY, did=KEY.public.did, at=made.AT))


def add_file(person: Person, body: bytes) -> None:
    """As its owner adds it, on the page."""
    outside.add(person=person, reading=read(body, person, at=NOW), by=person, at=NOW)


def names(answer: Any) -> list[str]:
    return [one["credentialSubject"]["achievement"]["name"] for one in answer.json()["credential"]]


def problem(answer: Any) -> tuple[int, str]:
    """In the form of 1EdTech: the status, and the word for it."""
    told = answer.json()
    assert told["imsx_severity"] == "error"
    assert told["imsx_codeMajor"] == ("unsupported" if answer.status_code == 405 else "failure")
    assert told["imsx_description"]
    (field,) = told["imsx_codeMinor"]["imsx_codeMinorField"]
    return answer.status_code, field["imsx_codeMinorFieldValue"]


# Reading


def test_a_wallet_reads_the_signed_files_as_they_are(home: Cast, token: str) -> None:
    mine, private = award(home, to=home.ortiz), award(home, "check-and-change", to=home.ortiz)
    award(home, to=home.reyes)
    answer = ask(home, token, "credentials")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Total-Count"] == "2"
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert set(told) == {"credential", "compactJwsString"}
    bodies = {bytes(one.documents.current().body) for one in (mine, private)}
    assert all(body.decode() in answer.content.decode() for body in bodies), "to the byte"
    assert len(told["credential"]) == 2


def test_what_was_withdrawn_is_not_read_and_what_was_corrected_is_as_it_is_now(
    home: Cast, token: str
) -> None:
    gone, kept = award(home, to=home.ortiz), award(home, "check-and-change", to=home.ortiz)
    credentials.withdraw(award=gone, reason="error", note="", by=home.lead, at=NOW)
    before = bytes(kept.documents.current().body)
    mending.correct(
        document=kept.documents.current(),
        what="name",
        name="María Ortíz",
        reason="mistake",
        note="Spelled.",
        by=home.lead,
        at=LATER,
    )
    answer = ask(home, token, "credentials")
    assert len(answer.json()["credential"]) == 1
    assert "María Ortíz" in answer.content.decode()
    assert before.decode() not in answer.content.decode()


def test_what_was_for_practice_is_not_read_among_real_ones(
    pecan_flats: Cast, caliche: Cast
) -> None:
    for cast, who in ((pecan_flats, pecan_flats.ortiz), (caliche, caliche.teacher)):
        earn(cast, who, "forms-quiz")
    confirmed(pecan_flats)
    award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
    for who, title in ((pecan_flats.ortiz, "Check"), (caliche.teacher, "Practice: Google Forms")):
        person = Person.objects.get(pk=who.pk)
        found = listing.listed(person, since=None, offset=0, limit=20)
        assert found.total == 1
        assert load(found.documents[0].encode())["name"].startswith(title)


def test_badges_from_elsewhere_are_read_as_the_bytes_they_came_in(home: Cast, token: str) -> None:
    body, jwt = theirs(), signed_token()
    for each in (b"\xef\xbb\xbf" + body + b"\n", jwt):
        outside.add(
            person=home.ortiz, reading=read(each, home.ortiz, at=NOW), by=home.ortiz, at=NOW
        )
    outside.add(person=home.ortiz, url="https://x.example", link="opens", by=home.ortiz, at=NOW)
    answer = ask(home, token, "credentials")
    assert answer["X-Total-Count"] == "2"
    assert body.decode() in answer.content.decode()
    assert answer.json()["compactJwsString"] == [jwt.decode().strip()]


def test_what_could_not_be_verified_by_anyone_is_not_handed_on(home: Cast, token: str) -> None:
    spoiled = theirs().replace(b"Polls", b"Polish")
    older = json.dumps({"@context": "https://w3id.org/openbadges/v2", "id": "https://x.example"})
    for each in (spoiled, older.encode()):
        outside.add(
            person=home.ortiz, reading=read(each, home.ortiz, at=NOW), by=home.ortiz, at=NOW
        )
    assert ask(home, token, "credentials").json() == {"credential": [], "compactJwsString": []}


def other_kinds() -> list[bytes]:
    """What a teacher may well have, and what is no credential of Open Badges 3.0."""
    hosted = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "https://old.example/a/1",
        "type": "Assertion",
        "verification": {"type": "hosted"},
        "badge": "https://old.example/b/1",
        "issuedOn": "2020-01-01T00:00:00Z",
    }
    record = load(theirs())
    del record["proof"]
    record["@context"].insert(2, LEARNER_RECORD)
    record |= {"id": "https://badges.example/r", "type": ["VerifiableCredential", "ClrCredential"]}
    record["credentialSubject"] = {"type": ["ClrSubject"], "id": "urn:x:1"}
    record["credentialSubject"]["verifiableCredential"] = [load(theirs())]
    signed = sign(record, key=KEY, did=KEY.public.did, at=made.AT)
    return [dump(hosted), dump(signed)]


def add_address(person: Person) -> None:
    """As it is left of a picture of the older standard that names where its assertion is."""
    OutsideBadge.objects.create(
        district=person.district,
        person=person,
        title="Old",
        title_read=False,
        body=b"https://old.example/a/2",
        sha256="0" * 64,
        found={"facts": {}},
        added_at=NOW,
    )


@pytest.mark.parametrize("outcome", ["hosted", "expired", "practice", "cannot_check", "real"])
def test_only_credentials_of_this_standard_are_read(
    home: Cast, away: Cast, token: str, outcome: str
) -> None:
    add_file(home.ortiz, theirs())
    for body in other_kinds():
        add_file(home.ortiz, body)
    add_address(home.ortiz)
    assert OutsideBadge.objects.count() == 4
    OutsideBadge.objects.exclude(body=theirs()).update(outcome=outcome)
    for _ in range(2):
        answer = ask(home, token, "credentials?limit=1")
        assert answer["X-Total-Count"] == "1"
        assert 'rel="next"' not in answer["Link"]
        assert names(answer) == ["Polls"]
        assert answer.json()["compactJwsString"] == []
    beyond = ask(home, token, "credentials?limit=1&offset=1")
    assert beyond.json() == {"credential": [], "compactJwsString": []}


def test_a_long_list_is_read_in_parts_that_name_each_other(home: Cast, token: str) -> None:
    award(home, to=home.ortiz)
    for number in range(4):
        body = theirs(number)
        outside.add(
            person=home.ortiz, reading=read(body, home.ortiz, at=NOW), by=home.ortiz, at=NOW
        )
    seen: list[str] = []
    where = "credentials?limit=2"
    for _ in range(3):
        answer = ask(home, token, where)
        assert answer["X-Total-Count"] == "5"
        seen += [one["id"] for one in answer.json()["credential"]]
        found = re.findall(r'<([^>]+)>; rel="(\w+)"', answer["Link"])
        links = {rel: url for url, rel in found}
        assert links["first"].endswith("/ims/ob/v3p0/credentials?limit=2&offset=0")
        assert links["last"].endswith("limit=2&offset=4")
        assert links["first"].startswith(home.district.address)
        assert ("prev" in links) == (where != "credentials?limit=2")
        if "next" not in links:
            break
        where = links["next"].partition("/ims/ob/v3p0/")[2]
    assert len(seen) == len(set(seen)) == 5
    beyond = ask(home, token, "credentials?offset=999999999")
    assert beyond.json() == {"credential": [], "compactJwsString": []}
    assert 'rel="prev"' in beyond["Link"]
    assert 'rel="next"' not in beyond["Link"]


def test_since_leaves_out_what_was_issued_before(home: Cast, token: str) -> None:
    award(home, to=home.ortiz)
    add_file(home.ortiz, theirs())
    yesterday = (NOW - dt.timedelta(days=1)).isoformat().replace("+00:00", "Z")
    answer = ask(home, token, f"credentials?since={yesterday}")
    assert answer["X-Total-Count"] == "1"
    assert f"since={yesterday.replace(':', '%3A')}" in answer["Link"]
    assert ask(home, token, "credentials?since=2001-01-01T00:00:00")["X-Total-Count"] == "2"
    assert ask(home, token, "credentials?since=2030-01-01")["X-Total-Count"] == "0"


def test_since_a_second_nothing_of_that_second_is_missed(home: Cast, token: str) -> None:
    """A wallet asks with the date that it read in a file, which has no parts of a second."""
    moments = [NOW + dt.timedelta(seconds=each) for each in (-60, -3.5)]
    for slug, at in zip(("forms-quiz", "check-and-change"), moments, strict=True):
        assert show(home, slug, to=home.ortiz, at=at)
    dates = sorted(one["validFrom"] for one in ask(home, token, "credentials").json()["credential"])
    assert ask(home, token, f"credentials?since={dates[1]}")["X-Total-Count"] == "1"
    assert ask(home, token, f"credentials?since={dates[0]}")["X-Total-Count"] == "1"
    before = (moments[1] - dt.timedelta(milliseconds=1)).isoformat().replace("+00:00", "Z")
    assert ask(home, token, f"credentials?since={before}")["X-Total-Count"] == "1"


def test_what_cannot_be_asked_is_said_so(home: Cast, token: str) -> None:
    limits = [f"limit={one}" for one in ("0", "-1", "x", "1e3", "9999999999", "")]
    offsets = [f"offset={one}" for one in ("-1", "%00", "²", "")]
    since = [f"since={one}" for one in ("yesterday", "", "0001-01-01T00:00:00%2B14:00")]
    for query in limits + offsets + since:
        answer = ask(home, token, f"credentials?{query}")
        assert problem(answer) == (400, "invalid_query_parameter"), query


def test_many_badges_cost_no_more_questions(home: Cast, token: str) -> None:
    award(home, to=home.ortiz)
    ask(home, token, "credentials")
    for number in range(20):
        body = theirs(number)
        outside.add(
            person=home.ortiz, reading=read(body, home.ortiz, at=NOW), by=home.ortiz, at=NOW
        )
    with few_queries(8):
        answer = ask(home, token, "credentials?limit=1000")
    assert len(answer.json()["credential"]) == 21
    assert listing.MOST >= 21


# Who may


def test_without_a_token_nothing_is_read(home: Cast) -> None:
    for path, method in (("credentials", "GET"), ("credentials", "POST"), ("profile", "PUT")):
        answer = ask(home, "", path, method)
        assert problem(answer) == (401, "unauthorizedrequest")
        assert answer["WWW-Authenticate"] == 'Bearer realm="Open Badges"'
        wrong = ask(home, "not-a-token", path, method)
        assert problem(wrong) == (401, "unauthorizedrequest")
        assert 'error="invalid_token"' in wrong["WWW-Authenticate"]


def test_a_token_is_shown_in_the_header_and_a_session_is_none(home: Cast, token: str) -> None:
    signed_in = visitor(home, home.ortiz)
    for query in ("", f"?access_token={token}"):
        assert signed_in.get(f"/ims/ob/v3p0/credentials{query}").status_code == 401
    for said in (f"Bearer {token} {token}", f"Basic {token}", f"Bearer  {token}x", "Bearer \xff"):
        answer = visitor(home).get("/ims/ob/v3p0/profile", headers={"Authorization": said})
        assert answer.status_code == 401, said
    small = visitor(home).get("/ims/ob/v3p0/profile", headers={"Authorization": f"bearer {token}"})
    assert small.status_code == 200


def test_a_refresh_token_opens_nothing_here(home: Cast) -> None:
    told = App.registered(home).connected(home.ortiz)
    assert ask(home, told["refresh_token"], "credentials").status_code == 401


DOORS = {
    scopes.READ: ("credentials", "GET"),
    scopes.ADD: ("credentials", "POST"),
    scopes.PROFILE: ("profile", "GET"),
    scopes.CHANGE_PROFILE: ("profile", "PUT"),
}


def test_each_door_has_its_own_scope(home: Cast) -> None:
    app = App.registered(home)
    for scope, (path, method) in DOORS.items():
        others = " ".join(one for one in scopes.WORDS if one != scope)
        token = app.connected(home.ortiz, scope=others)["access_token"]
        answer = ask(home, token, path, method, b"{}")
        assert problem(answer) == (403, "forbidden")
        assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]
        assert f'scope="{scope}"' in answer["WWW-Authenticate"]
        token = app.connected(home.ortiz, scope=scope)["access_token"]
        assert ask(home, token, path, method, b"{}").status_code in (200, 400)


def test_an_access_token_holds_for_an_hour(home: Cast, token: str) -> None:
    with time_machine.travel(LATER - dt.timedelta(seconds=1), tick=False):
        assert ask(home, token, "profile").status_code == 200
    with time_machine.travel(LATER, tick=False):
        assert ask(home, token, "profile").status_code == 401


def test_whoever_left_has_no_wallet_that_reads_and_none_when_they_are_back(
    home: Cast, token: str
) -> None:
    staffing.leave(person=home.ortiz, by=home.lead, at=NOW)
    assert ask(home, token, "credentials").status_code == 401
    deliver_all(at=NOW)
    assert Connection.objects.get().ended_why == Connection.Why.LEFT
    staffing.come_back(person=home.ortiz, by=home.lead, at=NOW)
    assert ask(home, token, "credentials").status_code == 401


def test_a_code_of_somebody_who_left_meanwhile_opens_nothing(home: Cast) -> None:
    app = App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    staffing.leave(person=home.ortiz, by=home.lead, at=NOW)
    assert app.fetch(code).json()["error"] == "invalid_grant"


def test_an_account_that_was_closed_has_no_wallet_that_reads(home: Cast, token: str) -> None:
    assert home.ortiz.account
    Account.objects.filter(pk=home.ortiz.account.pk).update(is_active=False)
    assert ask(home, token, "profile").status_code == 401


def test_who_was_joined_to_another_entry_is_read_as_one(home: Cast) -> None:
    mine = award(home, to=home.reyes)
    award(home, "check-and-change", to=home.ortiz)
    told = App.registered(home).connected(home.reyes)
    add_file(home.reyes, theirs())
    people_mending.join(kept=home.ortiz, other=home.reyes, note="Twice.", by=home.lead, at=NOW)
    answer = ask(home, told["access_token"], "credentials")
    assert answer["X-Total-Count"] == "3"
    assert bytes(mine.documents.current().body).decode() in answer.content.decode()
    assert ask(home, told["access_token"], "profile").json()["name"] == "María Ortiz"
    again = ask(home, told["access_token"], "credentials", "POST", theirs(day=2))
    assert again.status_code == 200, "a newer file of what the other entry had"
    assert OutsideBadge.objects.count() == 1
    kept = Person.objects.get(pk=home.ortiz.pk)
    page = visitor(home, kept).get("/account/wallets").content.decode()
    assert "Pocket Wallet" in page
    visitor(home, kept).post(f"/account/wallets/{Connection.objects.get().pk}/end")
    assert ask(home, told["access_token"], "credentials").status_code == 401


def test_power_over_others_is_no_part_of_a_token(home: Cast) -> None:
    award(home, to=home.ortiz)
    told = App.registered(home).connected(home.lead)
    assert ask(home, told["access_token"], "credentials")["X-Total-Count"] == "0"


def test_turned_off_nothing_is_answered_and_every_connection_ends(
    home: Cast, away: Cast, token: str
) -> None:
    app = App.registered(home)
    there = App.registered(away).connected(away.teacher)["access_token"]
    turned_on(home, is_on=False)
    for path in ("discovery", "credentials", "profile"):
        assert problem(ask(home, token, path)) == (404, "not_found")
    assert visitor(home, home.ortiz).get(app.question()).status_code == 404
    assert visitor(home).get("/.well-known/oauth-authorization-server").status_code == 404
    assert app.fetch("x").status_code == 404
    assert ask(away, there, "profile").status_code == 200
    turned_on(home)
    assert ask(home, token, "profile").status_code == 401
    assert not Token.objects.filter(district=home.district).exists()


def test_behind_https_nothing_is_answered_without_it(home: Cast, token: str, settings: Any) -> None:
    settings.TLS = True
    assert problem(ask(home, token, "credentials")) == (421, "misdirected_request")
    assert ask(home, token, "credentials", secure=True).status_code == 200


def test_a_body_in_chunks_is_refused_with_what_to_do(home: Cast, token: str) -> None:
    for path, method in (("credentials", "POST"), ("profile", "PUT")):
        answer = ask(home, token, path, method, theirs(), HTTP_TRANSFER_ENCODING="chunked")
        assert problem(answer) == (411, "invalid_data")
        assert "Content-Length" in answer.json()["imsx_description"]
    for path in ("register", "token", "revoke"):
        answer = visitor(home).post(f"/oauth/{path}", HTTP_TRANSFER_ENCODING="chunked")
        assert answer.status_code == 411, path
    assert not OutsideBadge.objects.exists()


def test_a_wallet_that_runs_wild_is_held_back_and_told_how_long(
    home: Cast, away: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "A_MINUTE", 3)
    app = App.registered(home)
    told = app.connected(home.ortiz)
    other = App.registered(home, client_name="Other").connected(home.ortiz)
    there = App.registered(away).connected(away.teacher)
    for _ in range(3):
        assert ask(home, told["access_token"], "profile").status_code == 200
    # Another token of the same connection begins nothing anew.
    again = app.refresh(told["refresh_token"]).json()
    for access in (told["access_token"], again["access_token"]):
        answer = ask(home, access, "credentials")
        assert problem(answer) == (429, "server_busy")
        assert 0 < int(answer["Retry-After"]) <= 60
    assert ask(home, other["access_token"], "profile").status_code == 200
    assert ask(away, there["access_token"], "profile").status_code == 200
    with time_machine.travel(NOW + dt.timedelta(minutes=1), tick=False):
        assert ask(home, told["access_token"], "profile").status_code == 200


def test_a_wallet_in_a_browser_may_ask_from_its_own_page(home: Cast, token: str) -> None:
    doors = {
        "/ims/ob/v3p0/discovery": "GET",
        "/ims/ob/v3p0/credentials": "GET, POST",
        "/ims/ob/v3p0/profile": "GET, PUT",
        "/oauth/register": "POST",
        "/oauth/token": "POST",
        "/oauth/revoke": "POST",
        "/.well-known/oauth-authorization-server": "GET",
    }
    for path, methods in doors.items():
        ahead = visitor(home).options(path, headers={"Origin": "https://wallet.example"})
        assert ahead.status_code == 204, path
        assert ahead["Access-Control-Allow-Methods"] == methods
        assert ahead["Access-Control-Allow-Origin"] == "*"
        assert "Authorization" in ahead["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in ahead
    answer = ask(home, token, "credentials")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "X-Total-Count" in answer["Access-Control-Expose-Headers"]
    asked = visitor(home, home.ortiz).options("/oauth/authorize")
    assert "Access-Control-Allow-Origin" not in asked, "no page allows in somebody's name"


def test_a_door_is_asked_as_it_says_and_in_no_other_way(home: Cast, token: str) -> None:
    for method in ("DELETE", "PATCH", "PUT", "TRACE"):
        answer = ask(home, token, "credentials", method)
        assert problem(answer) == (405, "not_allowed")
        assert answer["Allow"] == "GET, POST, OPTIONS, HEAD"


# Bringing


def push(cast: Cast, token: str, body: bytes, kind: str = "application/json") -> Any:
    return ask(cast, token, "credentials", "POST", body, content_type=kind)


def test_a_badge_that_is_brought_is_kept_to_the_byte_and_read_again(home: Cast, token: str) -> None:
    body = b"  " + theirs().replace(b'"id"', b'"\\u0069d"', 1) + b"\n"
    answer = push(home, token, body, "application/vc+ld+json")
    assert (answer.status_code, answer["Content-Type"]) == (201, "application/json")
    assert answer.content == body
    kept = OutsideBadge.objects.get()
    assert bytes(kept.body or b"") == body
    assert (kept.person, kept.title, kept.outcome) == (home.ortiz, "Polls", "cannot_check")
    assert body.decode().strip() in ask(home, token, "credentials").content.decode()
    assert not Award.objects.filter(person=home.ortiz).exists(), "never the district's own"
    entry = Entry.objects.get(kind="wallets.BadgePushed")
    assert entry.actor == home.ortiz.reference
    assert Entry.objects.filter(kind="credentials.OutsideBadgeAdded").count() == 1
    page = visitor(home, home.ortiz).get("/badges").content.decode()
    assert "Polls" in page
    assert "From elsewhere" in page


def test_a_token_is_brought_as_plain_text(home: Cast, token: str) -> None:
    jwt = signed_token().strip()
    answer = push(home, token, jwt, "text/plain")
    assert (answer.status_code, answer.content) == (201, jwt)
    assert answer["Content-Type"] == "text/plain"
    assert ask(home, token, "credentials").json()["compactJwsString"] == [jwt.decode()]
    assert push(home, token, jwt, "text/plain").status_code == 200


def test_the_same_again_is_no_second_badge(home: Cast, token: str) -> None:
    assert push(home, token, theirs()).status_code == 201
    assert push(home, token, theirs()).status_code == 200
    assert OutsideBadge.objects.count() == 1
    assert push(home, token, theirs(2)).status_code == 201


def test_what_is_here_already_is_written_down_and_asked_about_no_second_time(
    home: Cast, away: Cast, token: str
) -> None:
    push(home, token, theirs())
    before = Entry.objects.count()
    for _ in range(3):
        assert push(home, token, theirs()).status_code == 200
    assert Entry.objects.count() == before
    assert push(home, token, theirs(day=2)).status_code == 200
    brought = Entry.objects.filter(kind="wallets.BadgePushed").order_by("pk")
    assert sorted(entry.facts["new"] for entry in brought) == [False, True]


def test_a_newer_file_takes_the_place_of_an_older_one(home: Cast, token: str) -> None:
    push(home, token, theirs())
    answer = push(home, token, theirs(day=2, title="Polls, newer"))
    assert answer.status_code == 200
    assert names(ask(home, token, "credentials")) == ["Polls, newer"]
    older = push(home, token, theirs(title="Polls, older"))
    assert problem(older) == (400, "invalid_data")
    assert "newer" in older.json()["imsx_description"]
    assert names(ask(home, token, "credentials")) == ["Polls, newer"]


def test_ids_are_compared_as_the_standard_says(home: Cast, token: str) -> None:
    """Percent signs undone, spaces around it gone; issuer and id both."""
    push(home, token, theirs())
    told = load(theirs(day=2, title="Polls, newer"))
    del told["proof"]
    told["id"] = "https://badges.example/%31"
    again = dump(sign(told, key=KEY, did=KEY.public.did, at=NOW))
    assert push(home, token, again).status_code == 200
    assert OutsideBadge.objects.count() == 1
    other = SigningKey.generate()
    told["issuer"]["id"] = other.public.did
    same_id = dump(sign(told, key=other, did=other.public.did, at=NOW))
    assert push(home, token, same_id).status_code == 201


def test_what_does_not_check_never_takes_the_place_of_what_does(home: Cast, token: str) -> None:
    push(home, token, theirs())
    told = load(theirs(day=2, title="Anything"))
    del told["proof"]
    unsigned = push(home, token, dump(told))
    assert problem(unsigned) == (400, "invalid_data")
    assert names(ask(home, token, "credentials")) == ["Polls"]


def test_what_was_changed_is_refused(home: Cast, token: str) -> None:
    answer = push(home, token, theirs().replace(b"Polls", b"Polish"))
    assert problem(answer) == (400, "invalid_data")
    assert not OutsideBadge.objects.exists()


def test_a_record_is_no_badge_whoever_signed_it(home: Cast, away: Cast, token: str) -> None:
    award(home, to=home.ortiz)
    own = visitor(home, home.ortiz).get("/badges/record.json").content
    for record in (own, other_kinds()[1]):
        answer = push(home, token, record)
        assert problem(answer) == (400, "invalid_data")
        assert "a record (CLR) and no badge" in answer.json()["imsx_description"]
    assert not OutsideBadge.objects.exists()


def test_a_file_whose_key_was_withdrawn_is_not_called_changed(home: Cast) -> None:
    mine = award(confirmed(home), to=home.ortiz)
    token = App.registered(home).connected(home.ortiz)["access_token"]
    old = bytes(mine.documents.current().body)
    rotation.withdraw_key(key=current_key(home.district, at=NOW), why="It.", by=home.system, at=NOW)
    deliver_all(at=NOW)
    answer = push(home, token, old)
    assert problem(answer) == (400, "invalid_data")
    assert "key that signed this file was withdrawn" in answer.content.decode()
    fresh = bytes(Award.objects.get(pk=mine.pk).documents.current().body)
    assert push(home, token, fresh).status_code == 200
    assert not OutsideBadge.objects.exists()


def test_the_districts_own_badge_is_here_already(home: Cast, token: str) -> None:
    mine = award(home, to=home.ortiz)
    body = bytes(mine.documents.current().body)
    answer = push(home, token, body)
    assert (answer.status_code, answer.content) == (200, body)
    assert not OutsideBadge.objects.exists()
    assert ask(home, token, "credentials")["X-Total-Count"] == "1"
    spoiled = body.replace(b"quiz", b"quit")
    assert spoiled != body
    assert problem(push(home, token, spoiled)) == (400, "invalid_data")
    theirs_here = bytes(award(home, to=home.reyes).documents.current().body)
    assert problem(push(home, token, theirs_here)) == (403, "forbidden")
    credentials.withdraw(award=mine, reason="error", note="", by=home.lead, at=NOW)
    assert problem(push(home, token, body)) == (400, "invalid_data")
    assert not OutsideBadge.objects.exists()


def test_so_is_a_real_one_and_the_file_before_it_was_corrected(home: Cast) -> None:
    mine = award(confirmed(home), to=home.ortiz)
    token = App.registered(home).connected(home.ortiz)["access_token"]
    before = bytes(mine.documents.current().body)
    assert push(home, token, before).status_code == 200
    mending.correct(
        document=mine.documents.current(),
        what="name",
        name="María Ortíz",
        reason="mistake",
        note="Spelled.",
        by=home.lead,
        at=LATER,
    )
    assert push(home, token, before).status_code == 200
    assert not OutsideBadge.objects.exists()


def test_a_badge_of_another_district_on_this_server_is_from_elsewhere(
    home: Cast, away: Cast, token: str
) -> None:
    body = bytes(award(away, to=away.teacher, by=away.reviewer).documents.current().body)
    assert push(home, token, body).status_code == 201
    assert OutsideBadge.objects.get().outcome == "practice"


NO_BADGES = [
    (b"", "application/json", 415),
    (b"{}", "application/json", 400),
    (b"[]", "application/json", 400),
    (b"null", "application/json", 400),
    (b"{" * 100_000, "application/json", 400),
    (b'{"a":' * 5000 + b"1" + b"}" * 5000, "application/json", 400),
    (b'{"@context": "https://w3id.org/openbadges/v2"}', "application/json", 400),
    (b"\xff\xfe\x00{", "application/json", 400),
    (b"a.b.c", "text/plain", 400),
    (b"a.b.c", "application/json", 400),
    (b"{}", "text/plain", 400),
    (b"<svg/>", "image/svg+xml", 415),
    (made.png(), "image/png", 415),
    (b"a=b", "application/x-www-form-urlencoded", 415),
    (b"{" + b" " * 1024 * 1024, "application/json", 413),
]


def test_what_is_no_badge_is_refused_by_name(home: Cast, token: str) -> None:
    for body, kind, status in NO_BADGES:
        assert problem(push(home, token, body, kind)) == (status, "invalid_data"), body[:60]
    assert not OutsideBadge.objects.exists()


def test_nobody_brings_more_than_is_kept(
    home: Cast, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST", 1)
    assert push(home, token, theirs(1)).status_code == 201
    assert problem(push(home, token, theirs(2))) == (403, "forbidden")
    assert push(home, token, theirs(1, day=2)).status_code == 200


# The profile


def test_a_profile_is_who_the_badges_name(home: Cast, token: str) -> None:
    mine = award(home, to=home.ortiz)
    told = ask(home, token, "profile").json()
    signed = load(bytes(mine.documents.current().body))
    assert told["id"] == signed["credentialSubject"]["id"]
    assert (told["type"], told["name"], told["email"]) == (
        ["Profile"],
        "María Ortiz",
        home.ortiz.email,
    )


def test_a_profile_changes_by_no_wallet(home: Cast, token: str) -> None:
    told = ask(home, token, "profile").json()
    same = ask(home, token, "profile", "PUT", json.dumps(told))
    assert (same.status_code, same.json()) == (200, told)
    for change in (
        {"name": "Somebody"},
        {"email": "thief@example.org"},
        {"phone": "1"},
        {"id": "x"},
    ):
        answer = ask(home, token, "profile", "PUT", json.dumps(told | change))
        assert problem(answer) == (400, "invalid_data")
        assert next(iter(change)) in answer.json()["imsx_description"]
    del told["email"]
    assert ask(home, token, "profile", "PUT", json.dumps(told)).status_code == 400
    for body in ("", "[]", "null", "{", "[" * 5000, "\x00"):
        assert problem(ask(home, token, "profile", "PUT", body)) == (400, "invalid_data")
    assert ask(home, token, "profile", "PUT", b" " * 70_000).status_code == 413
    home.ortiz.refresh_from_db()
    assert home.ortiz.name == "María Ortiz"


# How it is found


def test_the_service_description_says_where_everything_is(home: Cast) -> None:
    answer = visitor(home).get("/ims/ob/v3p0/discovery")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=3600"
    told = answer.json()
    base = home.district.address
    assert told["openapi"].startswith("3.0.")
    assert told["info"]["title"] == home.district.title
    assert told["info"]["termsOfService"] == f"{base}/wallets/about"
    assert told["info"]["x-imssf-privacyPolicyUrl"] == f"{base}/wallets/about"
    scheme = told["components"]["securitySchemes"]["OAuth2ACG"]
    assert scheme["type"] == "oauth2"
    assert scheme["x-imssf-registrationUrl"] == f"{base}/oauth/register"
    flow = scheme["flows"]["authorizationCode"]
    assert flow["authorizationUrl"] == f"{base}/oauth/authorize"
    assert flow["tokenUrl"] == flow["refreshUrl"] == f"{base}/oauth/token"
    assert set(flow["scopes"]) == set(scopes.WORDS)
    operations = {one["operationId"] for path in told["paths"].values() for one in path.values()}
    assert operations == {
        "getCredentials",
        "upsertCredential",
        "getProfile",
        "putProfile",
        "getServiceDescription",
    }
    assert '"required": []' not in answer.content.decode()
    refs = set(re.findall(r'"#/components/schemas/([^"]+)"', answer.content.decode()))
    assert refs <= set(told["components"]["schemas"])
    again = visitor(home).get("/ims/ob/v3p0/discovery", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


def test_it_says_the_same_to_programs_that_know_only_oauth(home: Cast) -> None:
    told = visitor(home).get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == home.district.address
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    assert told["revocation_endpoint"] == f"{home.district.address}/oauth/revoke"


def test_no_address_comes_from_the_request(home: Cast, token: str) -> None:
    confirmed(home)
    for path in ("/ims/ob/v3p0/discovery", "/.well-known/oauth-authorization-server"):
        assert "pecanflats.localhost" not in visitor(home).get(path).content.decode()
    assert ask(home, token, "credentials")["Link"].startswith("<https://learn.pecanflats.example/")


# What is put away


def test_what_is_over_is_put_away(home: Cast, token: str) -> None:
    app = App.registered(home)
    app.allowed(home.ortiz)
    assert duties.tokens_over(LATER) == 1, "the access token; what renews it stays"
    assert duties.connections_unused(NOW + dt.timedelta(days=2)) == 1, "the code nobody fetched"
    assert duties.wallets_forgotten(NOW + dt.timedelta(days=31)) == 0
    far = NOW + dt.timedelta(days=91)
    assert duties.tokens_over(far) == 1
    assert duties.connections_unused(far) == 1
    assert not Connection.objects.filter(ended_at=None).exists()
    duties.wallets_forgotten(far + dt.timedelta(days=91))
    assert not Connection.objects.exists()
    assert not Wallet.objects.exists()
