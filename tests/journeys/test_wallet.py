"""A wallet registers; a teacher allows it on a phone; it reads and brings a badge; she ends it."""

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from tests.credentials.made import award
from tests.serving import running
from tests.wallets.app import METADATA, turned_on
from tests.wallets.test_api import theirs
from waypost.people.models import Person
from waypost.wallets import scopes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_theme]


class Phone:
    """A wallet app on the teacher's own device: it listens for its answer, and asks over HTTP."""

    def __init__(self) -> None:
        self.answers: list[dict[str, str]] = []
        phone = self

        class Listening(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                if asked.path == "/back":
                    found = parse_qs(asked.query).items()
                    phone.answers.append({name: values[0] for name, values in found})
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!doctype html><html lang=en><title>Wallet</title><h1>Done</h1>")

            def log_message(self, format: str, *args: object) -> None:
                """A test says what matters by failing."""

        self.server = HTTPServer(("127.0.0.1", 0), Listening)
        self.back = f"http://127.0.0.1:{self.server.server_port}/back"
        self.verifier = secrets.token_urlsafe(48)

    def begin(self, base: str) -> str:
        """From the one address that the teacher gave it: everything else is found."""
        found = self.ask(f"{base}/ims/ob/v3p0/discovery")
        self.api = found["servers"][0]["url"]
        scheme = found["components"]["securitySchemes"]["OAuth2ACG"]
        self.token_url = scheme["flows"]["authorizationCode"]["tokenUrl"]
        said = METADATA | {
            "redirect_uris": ["http://127.0.0.1/back"],
            "token_endpoint_auth_method": "none",
        }
        registered = self.ask(scheme["x-imssf-registrationUrl"], json.dumps(said).encode())
        self.client_id = registered["client_id"]
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.back,
            "scope": f"{scopes.READ} {scopes.ADD} offline_access",
            "state": "s1",
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{scheme['flows']['authorizationCode']['authorizationUrl']}?{urlencode(asked)}"

    def fetch(self) -> None:
        answer = self.answers[-1]
        assert answer["state"] == "s1"
        form = {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": self.back,
            "client_id": self.client_id,
            "code_verifier": self.verifier,
        }
        kind = "application/x-www-form-urlencoded"
        self.token = self.ask(self.token_url, urlencode(form).encode(), kind)["access_token"]

    def ask(self, url: str, body: bytes | None = None, kind: str = "application/json") -> Any:
        """As a program that has no browser: `*.localhost` is this machine."""
        host = urlsplit(url).netloc
        there = url.replace(host, f"127.0.0.1:{urlsplit(url).port}", 1)
        headers = {"Host": host, "Content-Type": kind}
        if token := getattr(self, "token", ""):
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(there, body, headers)  # noqa: S310  its own server
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  likewise
            return json.load(answer)


@pytest.fixture
def wallet() -> Iterator[Phone]:
    made = Phone()
    with running(made.server):
        yield made


@pytest.mark.one_size
def test_a_teacher_connects_her_wallet_and_ends_it(
    page: Page,
    wallet: Phone,
    sign_in: Callable[[Page, Person], None],
    address: Callable[..., str],
    pecan_flats: Cast,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    home = pecan_flats
    home.district.address = address("/").rstrip("/")
    home.district.save()
    award(home, to=home.ortiz)
    sign_in(page, home.lead)
    page.goto("/program")
    page.get_by_role("link", name="Apps and wallets").click()
    page.get_by_label("Teachers may connect wallets").check()
    axe(page)
    fits(page)
    shot(page, "wallets-settings")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("0 wallets are connected now.")).to_be_visible()

    sign_in(page, home.ortiz)
    page.goto(wallet.begin(home.district.address))
    expect(page.get_by_role("heading", name="Connect “Pocket Wallet”?")).to_be_visible()
    expect(
        page.get_by_text(f"You are signed in as María Ortiz ({home.ortiz.email}).")
    ).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "wallets-consent")
    page.get_by_role("button", name="Not now").click()
    page.wait_for_url(f"{wallet.back}**")
    assert wallet.answers[-1]["error"] == "access_denied"

    page.goto(wallet.begin(home.district.address))
    page.get_by_role("button", name="Allow").click()
    page.wait_for_url(f"{wallet.back}**")
    wallet.fetch()
    read = wallet.ask(f"{wallet.api}/credentials")["credential"]
    (name,) = [one["credentialSubject"]["achievement"]["name"] for one in read]
    assert name.endswith("Google Forms: a quiz that grades itself")
    wallet.ask(f"{wallet.api}/credentials", theirs(title="Reading aloud"))

    page.goto("/badges")
    page.get_by_role("link", name="Reading aloud").click()
    expect(page.get_by_text("From elsewhere").first).to_be_visible()
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("link", name="Apps and wallets").click()
    card = page.get_by_role("region", name="Pocket Wallet")
    expect(card).to_contain_text("Last used")
    axe(page)
    fits(page)
    shot(page, "wallets-own")
    card.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Pocket Wallet is no longer connected.")).to_be_visible()
    expect(page.get_by_text("No wallet is connected.")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        wallet.ask(f"{wallet.api}/credentials")


@pytest.mark.only_with_all
def test_she_connects_it_without_a_script_too(
    plain: Page,
    wallet: Phone,
    sign_in: Callable[[Page, Person], None],
    address: Callable[..., str],
    pecan_flats: Cast,
) -> None:
    home = turned_on(pecan_flats)
    home.district.address = address("/").rstrip("/")
    home.district.save()
    sign_in(plain, home.ortiz)
    plain.goto(wallet.begin(home.district.address))
    plain.get_by_role("button", name="Allow").click()
    plain.wait_for_url(f"{wallet.back}**")
    assert wallet.answers[-1]["code"]
