"""A wallet registers, a teacher allows it, it gets tokens; and nobody gets in by another way."""

import base64
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from tests.racing import at_once
from tests.wallets.app import ALL, BACK, METADATA, App, ask, onward, registration, turned_on
from waypost.journal.models import Entry
from waypost.people import mending
from waypost.wallets import duties, scopes
from waypost.wallets.models import Connection, Token, Wallet, digest

pytestmark = pytest.mark.django_db


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


# Registration


def test_what_a_wallet_says_of_itself_comes_back_with_an_id_and_a_secret(home: Cast) -> None:
    answer = registration(home, software_statement="x", jwks_uri="https://wallet.example/jwks")
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert METADATA.items() <= told.items(), "all of it, and what is not known here is left out"
    assert {"software_statement", "jwks_uri"}.isdisjoint(told)
    assert (told["client_id_issued_at"], told["client_secret_expires_at"]) == (
        int(NOW.timestamp()),
        0,
    )
    kept = Wallet.objects.get()
    assert kept.secret_sha256 == digest(told["client_secret"])
    assert told["client_secret"] not in str(kept.__dict__)


def test_what_is_left_out_has_the_standards_own_values(home: Cast) -> None:
    left_out = dict.fromkeys(("token_endpoint_auth_method", "grant_types", "response_types"))
    told = registration(home, **left_out).json()
    assert told["token_endpoint_auth_method"] == "client_secret_basic"
    assert (told["grant_types"], told["response_types"]) == (["authorization_code"], ["code"])


def test_an_app_that_can_keep_no_secret_gets_none(home: Cast) -> None:
    told = registration(home, token_endpoint_auth_method="none").json()
    assert "client_secret" not in told
    assert "client_secret_expires_at" not in told


PLACES = [
    "https://wallet.example/other?with=query",
    "https://wallet.example:8443/back",
    "http://127.0.0.1/back",
    "http://127.0.0.1:4711/back",
    "http://[::1]:4711/back",
    "com.example.pocket:/back",
]


def test_an_answer_may_go_to_the_web_to_this_machine_and_to_an_app(home: Cast) -> None:
    for address in PLACES:
        assert registration(home, redirect_uris=[address]).status_code == 201, address


NOWHERE = [
    "http://wallet.example/back",
    "http://localhost/back",
    "http://127.0.0.1.evil.example/back",
    "http://127.0.0.1@evil.example/back",
    "https://wallet.example@evil.example/",
    "https://wallet.example/back#piece",
    "https://wallet.example/a b",
    "https://wallet.example\\@evil.example/",
    "https:///back",
    "HTTPS://wallet.example/back",
    "https://[::1/back",
    "https://wallet.example:99999999/",
    "javascript:alert(1)",
    "data:text/html,x",
    "pocket:/back",
    "com.example.pocket:back",
    "//wallet.example/back",
    "/back",
    "*",
    "",
    f"https://wallet.example/{'a' * 2000}",
]


def test_an_answer_goes_nowhere_else(home: Cast) -> None:
    for address in NOWHERE:
        answer = registration(home, redirect_uris=[address])
        told = (answer.status_code, answer.json()["error"])
        assert told == (400, "invalid_redirect_uri"), address
    assert not Wallet.objects.exists()


NOT_HELD: list[dict[str, Any]] = [
    {"client_name": None},
    {"client_name": "   "},
    {"client_name": "x" * 81},
    {"client_name": ["Pocket"]},
    {"client_name": "\ud800\x00"},
    {"logo_uri": None},
    {"logo_uri": "http://wallet.example/logo.png"},
    {"tos_uri": "javascript:alert(1)"},
    {"policy_uri": "https://other.example/privacy"},
    {"redirect_uris": ["https://evil.example/back"]},
    {"redirect_uris": []},
    {"redirect_uris": BACK},
    {"redirect_uris": [BACK] * 11},
    {"scope": "openid email"},
    {"scope": "offline_access"},
    {"scope": ["x"]},
    {"token_endpoint_auth_method": "private_key_jwt"},
    {"grant_types": ["implicit"]},
    {"grant_types": ["refresh_token"]},
    {"grant_types": ["client_credentials", "authorization_code"]},
    {"response_types": ["token"]},
    {"contacts": "me"},
    {"contacts": [1]},
]


def test_what_does_not_hold_is_refused_by_name(home: Cast) -> None:
    for change in NOT_HELD:
        answer = registration(home, **change)
        told = (answer.status_code, answer.json()["error"])
        assert told == (400, "invalid_client_metadata"), change
        assert answer.json()["error_description"].isascii()


def test_what_is_no_metadata_at_all_is_refused_too(home: Cast) -> None:
    for body in ("", "[]", "null", "{", "[" * 5000, "{}" + " " * 40_000, "\ud800"):
        answer = visitor(home).post(
            "/oauth/register", body.encode(errors="surrogatepass"), content_type="application/json"
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client_metadata")


def test_nobody_registers_without_end(home: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"wallet_register": "2/h/ip"}
    said = [registration(home) for _ in range(3)]
    assert [one.status_code for one in said] == [201, 201, 429]
    assert said[2].json()["imsx_codeMinor"]["imsx_codeMinorField"][0] == {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": "server_busy",
    }


# Asking


def test_the_page_says_which_wallet_and_what_it_may(home: Cast) -> None:
    app = App.registered(home, client_name="Pocket <b>Wallet</b>")
    answer = visitor(home, home.ortiz).get(app.question())
    page = answer.content.decode()
    assert "Connect “Pocket &lt;b&gt;Wallet&lt;/b&gt;”?" in page
    assert "Its answers go to wallet.example. Nobody here has checked who that is." in page
    assert f"You are signed in as María Ortiz ({home.ortiz.email})." in page
    for words in scopes.WORDS.values():
        assert str(words) in page
    assert "logo.png" not in page, "no browser is sent to a stranger’s server to look"
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "form-action 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert not Connection.objects.exists(), "looking decides nothing"


def test_it_says_only_what_was_asked_for(home: Cast) -> None:
    page = visitor(home, home.ortiz).get(App.registered(home).question(scope=scopes.READ))
    said = [str(words) in page.content.decode() for words in scopes.WORDS.values()]
    assert said == [True, False, False, False]


def test_whoever_is_not_signed_in_signs_in_first(home: Cast) -> None:
    answer = visitor(home).get(App.registered(home).question())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/oauth/authorize%3F")
    assert "code_challenge" in answer["Location"], "and comes back to the same question"


def test_allowed_the_wallet_gets_a_code_its_scopes_its_state_and_who_answers(home: Cast) -> None:
    app = App.registered(home)
    told = app.allowed(home.ortiz)
    assert told[""] == BACK
    assert (told["state"], told["scope"], told["iss"]) == ("st-1", ALL, home.district.address)
    made = Connection.objects.get()
    assert made.code_sha256 == digest(told["code"])
    assert told["code"] not in str(made.__dict__)
    assert (made.person, made.scopes) == (home.ortiz, ALL.split())
    entry = Entry.objects.get(kind="wallets.WalletAllowed")
    assert entry.facts["scopes"] == list(scopes.short(ALL.split()))
    assert not Connection.objects.standing().exists(), "nothing is open before the code is fetched"


def test_not_now_tells_the_wallet_so_and_opens_nothing(home: Cast) -> None:
    app = App.registered(home)
    told = onward(visitor(home, home.ortiz).post(app.question(), {"not_now": "1"}))
    assert told[""] == BACK
    assert (told["error"], told["state"]) == ("access_denied", "st-1")
    assert told["iss"] == home.district.address
    assert not Connection.objects.exists()


def test_a_form_from_elsewhere_allows_nothing(home: Cast) -> None:
    app = App.registered(home)
    strict = visitor(home, home.ortiz)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(app.question(), {"allow": "1"}).status_code == 403
    assert not Connection.objects.exists()


UNKNOWN: list[dict[str, str | None]] = [
    {"client_id": "A" * 22},
    {"client_id": "' OR 1=1"},
    {"client_id": "\x00"},
    {"client_id": None},
    {"redirect_uri": None},
    {"redirect_uri": "https://evil.example/back"},
    {"redirect_uri": f"{BACK}/more"},
    {"redirect_uri": f"{BACK}?more"},
    {"redirect_uri": "https://wallet.example.evil.example/back"},
    {"redirect_uri": "https://WALLET.example/back"},
    {"redirect_uri": "javascript:alert(1)"},
]


def test_a_wrong_wallet_or_address_is_said_here_and_leads_nowhere(home: Cast) -> None:
    app, client = App.registered(home), visitor(home, home.ortiz)
    for change in UNKNOWN:
        question = app.question(**change)
        for answer in (client.get(question), client.post(question, {"allow": "1"})):
            page = answer.content.decode()
            assert answer.status_code == 400, change
            assert "This wallet isn’t known here" in page
            assert "evil" not in page
            assert 'http-equiv="refresh"' not in page


def test_a_parameter_that_is_there_twice_is_refused(home: Cast) -> None:
    app = App.registered(home)
    for twice in ("redirect_uri=https://evil.example/", "client_id=x", "state=2", "scope=x"):
        answer = visitor(home, home.ortiz).get(f"{app.question()}&{twice}")
        assert answer.status_code == 400, twice


WRONG: list[tuple[dict[str, str | None], str]] = [
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"response_type": "code token"}, "unauthorized_client"),
    ({"response_type": None}, "invalid_request"),
    ({"response_mode": "fragment"}, "invalid_request"),
    ({"state": None}, "invalid_request"),
    ({"code_challenge": None}, "invalid_request"),
    ({"code_challenge_method": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"code_challenge": "short"}, "invalid_request"),
    ({"scope": None}, "invalid_scope"),
    ({"scope": "openid"}, "invalid_scope"),
    ({"scope": f"{scopes.READ} openid"}, "invalid_scope"),
]


def test_what_is_wrong_with_a_question_goes_back_by_the_readers_own_click(home: Cast) -> None:
    """Anyone may register, so nobody is led away by an address alone (RFC 9700, 4.11.2)."""
    app, client = App.registered(home), visitor(home, home.ortiz)
    for change, error in WRONG:
        question = app.question(**change)
        for answer in (client.get(question), client.post(question, {"allow": "1"})):
            page = answer.content.decode()
            assert answer.status_code == 400
            assert 'http-equiv="refresh"' not in page
            found = re.search(rf'href="({re.escape(BACK)}\?[^"]*)"', page)
            assert found, page
            assert f"error={error}" in found[1], change
            assert "iss=" in found[1]
            assert ("state=st-1" in found[1]) == ("state" not in change)
    assert not Connection.objects.exists()


def test_nobody_asks_for_more_than_they_registered_for(home: Cast) -> None:
    app = App.registered(home, scope=scopes.READ)
    answer = visitor(home, home.ortiz).post(app.question(scope=ALL), {"allow": "1"})
    assert answer.status_code == 400
    assert "error=invalid_scope" in answer.content.decode()


def test_an_app_on_this_machine_is_answered_at_whatever_port_it_has(home: Cast) -> None:
    app = App.registered(
        home, redirect_uris=["http://127.0.0.1/back"], token_endpoint_auth_method="none"
    )
    there = "http://127.0.0.1:51234/back"
    page = visitor(home, home.ortiz).get(app.question(redirect_uri=there)).content.decode()
    assert "The answer goes to an app on this device." in page
    assert app.connected(home.ortiz, redirect_uri=there)["access_token"]
    for other in ("http://127.0.0.1:51234/other", "http://[::1]:51234/back"):
        assert visitor(home, home.ortiz).get(app.question(redirect_uri=other)).status_code == 400


def test_on_a_shared_device_the_page_says_what_stays(home: Cast) -> None:
    client = visitor(home, home.ortiz)
    client.cookies["shared_device"] = "yes"
    page = client.get(App.registered(home).question()).content.decode()
    assert "A wallet stays connected after you sign out here" in page


# Tokens


def test_a_code_becomes_tokens_of_which_only_digests_are_kept(home: Cast) -> None:
    for method in ("client_secret_basic", "client_secret_post", "none"):
        app = App.registered(home, token_endpoint_auth_method=method)
        answer = app.fetch(app.allowed(home.ortiz)["code"])
        assert answer.status_code == 200
        assert (answer["Cache-Control"], answer["Pragma"]) == ("no-store", "no-cache")
        told = answer.json()
        assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, ALL)
        mine = Token.objects.filter(connection__wallet__client_id=app.client_id)
        assert {row.kind: row.sha256 for row in mine} == {
            "access": digest(told["access_token"]),
            "refresh": digest(told["refresh_token"]),
        }
        assert ask(home, told["access_token"], "profile").status_code == 200
    assert {one.opened_at for one in Connection.objects.standing()} == {NOW}


def test_a_wallet_that_does_not_come_back_gets_nothing_to_come_back_with(home: Cast) -> None:
    app = App.registered(home, grant_types=["authorization_code"])
    assert "refresh_token" not in app.connected(home.ortiz)
    assert not Token.objects.filter(kind="refresh").exists()


def test_a_code_that_comes_twice_ends_what_it_opened(home: Cast) -> None:
    app = App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    token = app.fetch(code).json()
    again = app.fetch(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert ask(home, token["access_token"], "profile").status_code == 401
    assert app.refresh(token["refresh_token"]).json()["error"] == "invalid_grant"
    assert Connection.objects.get().ended_why == Connection.Why.REUSED


ALONE: list[tuple[dict[str, str | None], str]] = [
    ({"code_verifier": None}, "invalid_request"),
    ({"code_verifier": "w" * 43}, "invalid_grant"),
    ({"code_verifier": ""}, "invalid_grant"),
    ({"redirect_uri": "https://wallet.example/other"}, "invalid_grant"),
    ({"redirect_uri": None}, "invalid_request"),
    ({"code": "nothing"}, "invalid_grant"),
    ({"code": None}, "invalid_request"),
    ({"code": "\x00"}, "invalid_grant"),
    ({"grant_type": "password"}, "unsupported_grant_type"),
    ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
    ({"grant_type": None}, "unsupported_grant_type"),
]


def test_a_code_alone_opens_nothing(home: Cast) -> None:
    app = App.registered(home)
    for change, error in ALONE:
        answer = app.fetch(app.allowed(home.ortiz)["code"], **change)
        assert (answer.status_code, answer.json()["error"]) == (400, error), change
    challenge = app.fetch(app.allowed(home.ortiz)["code"], code_verifier=app.challenge)
    assert challenge.json()["error"] == "invalid_grant", "the challenge itself is no verifier"
    assert not Token.objects.exists()


def test_a_code_holds_for_ten_minutes(home: Cast) -> None:
    app = App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    with time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False):
        assert app.fetch(code).json()["error"] == "invalid_grant"


def test_a_code_is_of_one_wallet_alone(home: Cast) -> None:
    app, other = App.registered(home), App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    other.verifier = app.verifier
    assert other.fetch(code).json()["error"] == "invalid_grant"
    assert app.fetch(code).status_code == 200, "and the other spoiled nothing"


def test_a_wallet_shows_who_it_is_in_the_one_way_it_registered(home: Cast) -> None:
    app = App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    for method, secret in (
        ("client_secret_post", app.secret),
        ("none", app.secret),
        ("client_secret_basic", "wrong"),
        ("client_secret_basic", ""),
    ):
        wrong = App(home, app.client_id, secret, method, app.verifier).fetch(code)
        assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client"), method
        assert wrong["WWW-Authenticate"] == 'Basic realm="Open Badges"'
    both = app.fetch(code, client_id=app.client_id, client_secret=app.secret)
    assert both.json()["error"] == "invalid_client"
    other = App.registered(home)
    mixed = app.fetch(code, client_id=other.client_id)
    assert mixed.json()["error"] == "invalid_client"
    assert app.fetch(code, client_id=app.client_id).status_code == 200


def test_headers_and_forms_of_any_kind_are_answered(home: Cast) -> None:
    app = App.registered(home)
    client = visitor(home)
    form = "application/x-www-form-urlencoded"
    for said in ("Basic", "Basic !!", "Basic " + base64.b64encode(b"\xff\xfe:x").decode(), "x y z"):
        answer = client.post(
            "/oauth/token", "grant_type=authorization_code&code=x", content_type=form,
            headers={"Authorization": said},
        )  # fmt: skip
        assert answer.json()["error"] == "invalid_client", said
    for path in ("/oauth/token", "/oauth/revoke"):
        for body in (b"", b"%", b"\xff\xfe", b"a=b&a=c", b"=&=&%00=%00", b"x" * 20_000):
            assert 400 <= client.post(path, body, content_type=form).status_code < 500
        assert client.post(f"{path}?client_id={app.client_id}", b"", content_type=form).status_code
        assert client.post(path, {"a": "b"}).status_code in (400, 401)
        assert client.get(path).status_code == 405


def test_a_refresh_token_is_exchanged_for_new_ones(home: Cast) -> None:
    app = App.registered(home)
    first = app.connected(home.ortiz)
    second = app.refresh(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert second["access_token"] != first["access_token"]
    assert second["scope"] == ALL
    assert ask(home, second["access_token"], "profile").status_code == 200
    assert app.refresh(second["refresh_token"]).status_code == 200


def test_a_refresh_token_that_comes_twice_ends_everything(home: Cast) -> None:
    """It is in two hands; which one is the thief’s nobody can say."""
    app = App.registered(home)
    first = app.connected(home.ortiz)
    second = app.refresh(first["refresh_token"]).json()
    assert app.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert app.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"
    assert ask(home, second["access_token"], "profile").status_code == 401
    assert Connection.objects.get().ended_why == Connection.Why.REUSED


def test_a_refresh_token_may_ask_for_less_and_never_for_more(home: Cast) -> None:
    app = App.registered(home)
    token = app.connected(home.ortiz, scope=f"{scopes.READ} {scopes.PROFILE}")
    more = app.refresh(token["refresh_token"], scope=ALL)
    assert more.json()["error"] == "invalid_scope"
    less = app.refresh(token["refresh_token"], scope=scopes.PROFILE).json()
    assert less["scope"] == scopes.PROFILE
    assert ask(home, less["access_token"], "credentials").status_code == 403
    assert ask(home, less["access_token"], "profile").status_code == 200
    whole = app.refresh(less["refresh_token"]).json()
    assert whole["scope"] == f"{scopes.READ} {scopes.PROFILE}", "what was allowed stays allowed"


def test_a_refresh_token_is_of_one_wallet_and_ends_after_ninety_days(home: Cast) -> None:
    app, other = App.registered(home), App.registered(home)
    token = app.connected(home.ortiz)["refresh_token"]
    assert other.refresh(token).json()["error"] == "invalid_grant"
    with time_machine.travel(NOW + dt.timedelta(days=90), tick=False):
        assert app.refresh(token).json()["error"] == "invalid_grant"
    assert app.refresh(token).status_code == 200


def test_connected_again_the_same_wallet_is_one_line(home: Cast) -> None:
    app = App.registered(home)
    first = app.connected(home.ortiz)
    assert (
        "You have connected it before."
        in visitor(home, home.ortiz).get(app.question()).content.decode()
    )
    second = app.connected(home.ortiz, scope=scopes.READ)
    assert ask(home, first["access_token"], "credentials").status_code == 401
    assert ask(home, second["access_token"], "credentials").status_code == 200
    assert Connection.objects.standing().get().scopes == [scopes.READ]


def test_pressed_twice_the_answer_that_is_followed_holds(home: Cast) -> None:
    app = App.registered(home)
    first, second = app.allowed(home.ortiz)["code"], app.allowed(home.ortiz)["code"]
    assert first != second
    token = app.fetch(second).json()["access_token"]
    assert ask(home, token, "profile").status_code == 200
    assert Connection.objects.standing().count() == 1


@pytest.mark.parametrize("how", ["owner", "wallet", "reused"])
def test_once_it_has_ended_no_code_from_before_opens_it_again(
    home: Cast, away: Cast, how: str
) -> None:
    app, other = App.registered(home), App.registered(home, client_name="Other")
    there = App.registered(away)
    told, waiting = app.connected(home.ortiz), app.allowed(home.ortiz)["code"]
    theirs, beside = app.allowed(home.reyes)["code"], other.allowed(home.ortiz)["code"]
    elsewhere = there.allowed(away.teacher)["code"]
    if how == "owner":
        one = Connection.objects.standing().get(district=home.district)
        visitor(home, home.ortiz).post(f"/account/wallets/{one.pk}/end")
    elif how == "wallet":
        app.post("/oauth/revoke", token=told["refresh_token"])
    else:
        app.refresh(told["refresh_token"])
        app.refresh(told["refresh_token"])
    assert app.fetch(waiting).json()["error"] == "invalid_grant"
    assert ask(home, told["access_token"], "profile").status_code == 401
    assert app.fetch(theirs).status_code == 200
    assert other.fetch(beside).status_code == 200
    assert there.fetch(elsewhere).status_code == 200
    # What is allowed from now on is a new decision.
    assert app.fetch(app.allowed(home.ortiz)["code"]).status_code == 200


def test_a_code_of_a_joined_entry_ends_with_it(home: Cast) -> None:
    app = App.registered(home)
    waiting = app.allowed(home.reyes)["code"]
    app.connected(home.ortiz)
    mending.join(kept=home.ortiz, other=home.reyes, note="Twice.", by=home.lead, at=NOW)
    one = Connection.objects.standing().get()
    visitor(home, home.ortiz).post(f"/account/wallets/{one.pk}/end")
    assert app.fetch(waiting).json()["error"] == "invalid_grant"


def test_one_that_was_not_used_for_long_ends_and_the_new_code_holds(home: Cast) -> None:
    app = App.registered(home)
    app.connected(home.ortiz)
    with time_machine.travel(NOW + dt.timedelta(days=91), tick=False):
        code = app.allowed(home.ortiz)["code"]
        assert duties.connections_unused(NOW + dt.timedelta(days=91)) == 1
        assert app.fetch(code).status_code == 200


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_a_token_that_is_given_back_opens_nothing(home: Cast, kind: str) -> None:
    app, other = App.registered(home), App.registered(home)
    token = app.connected(home.ortiz)
    assert other.post("/oauth/revoke", token=token[kind]).status_code == 200
    assert ask(home, token["access_token"], "profile").status_code == 200, "not theirs to end"
    for _ in range(2):
        answer = app.post("/oauth/revoke", token=token[kind], token_type_hint="access_token")
        assert (answer.status_code, answer.content) == (200, b"")
    assert ask(home, token["access_token"], "profile").status_code == 401
    still = app.refresh(token["refresh_token"]).status_code
    assert still == (200 if kind == "access_token" else 400)


def test_giving_back_asks_for_the_token_and_who_it_is(home: Cast) -> None:
    app = App.registered(home)
    assert app.post("/oauth/revoke").json()["error"] == "invalid_request"
    app.secret = "wrong"
    assert app.post("/oauth/revoke", token="x").status_code == 401


def test_another_districts_wallet_code_and_token_are_unknown_here(home: Cast, away: Cast) -> None:
    app = App.registered(away)
    assert visitor(home, home.ortiz).get(app.question()).status_code == 400
    code = app.allowed(away.teacher)["code"]
    here = App(home, app.client_id, app.secret, verifier=app.verifier)
    assert here.fetch(code).json()["error"] == "invalid_client"
    twin = App.registered(home)
    twin.verifier = app.verifier
    assert twin.fetch(code).json()["error"] == "invalid_grant"
    token = app.fetch(code).json()
    assert ask(home, token["access_token"], "profile").status_code == 401
    assert twin.refresh(token["refresh_token"]).json()["error"] == "invalid_grant"
    assert twin.post("/oauth/revoke", token=token["refresh_token"]).status_code == 200
    assert ask(away, token["access_token"], "profile").status_code == 200
    stranger = visitor(home, away.teacher)
    assert stranger.get(twin.question()).status_code == 403, "nobody here to allow anything"


@pytest.mark.django_db(transaction=True)
def test_two_who_come_at_once_with_one_code_open_it_once(home: Cast) -> None:
    app = App.registered(home)
    code = app.allowed(home.ortiz)["code"]
    at_once(lambda: app.fetch(code), lambda: app.fetch(code))
    assert Token.objects.filter(kind="access", connection__ended_at=None).count() <= 1
    made = Connection.objects.get()
    assert made.code_used_at is not None
