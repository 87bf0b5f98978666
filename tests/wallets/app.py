"""A wallet as its maker writes it, for tests: it registers, asks, fetches tokens and uses them."""

import base64
import hashlib
import html
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

from django.test import Client

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from waypost.people.models import Person
from waypost.wallets import actions, scopes

ALL = " ".join(scopes.WORDS)
BACK = "https://wallet.example/back"
METADATA: dict[str, Any] = {
    "client_name": "Pocket Wallet",
    "client_uri": "https://wallet.example/",
    "logo_uri": "https://wallet.example/logo.png",
    "tos_uri": "https://wallet.example/terms",
    "policy_uri": "https://wallet.example/privacy",
    "software_id": "c88b6ed8-269e-448e-99be-7e2ff47167d1",
    "software_version": "4.0",
    "redirect_uris": [BACK],
    "token_endpoint_auth_method": "client_secret_basic",
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "scope": f"{ALL} offline_access",
}


def turned_on(cast: Cast, *, is_on: bool = True) -> Cast:
    actions.choose(
        district=cast.district, is_on=is_on, privacy_url="", terms_url="", by=cast.lead, at=NOW
    )
    for person in cast.people.values():
        person.district = cast.district
    return cast


def onward(answer: Any) -> dict[str, str]:
    """Where the page leads on to, and what it takes there."""
    page = answer.content.decode()
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found, page[:2000]
    address = html.unescape(found[1])
    return {"": address.partition("?")[0]} | _query(address)


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@dataclass
class App:
    """One registered wallet, at one district."""

    cast: Cast
    client_id: str = ""
    secret: str = ""
    method: str = "client_secret_basic"
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @classmethod
    def registered(cls, cast: Cast, **changes: Any) -> "App":
        answer = registration(cast, **changes)
        assert answer.status_code == 201, answer.content
        told = answer.json()
        method = told["token_endpoint_auth_method"]
        return cls(cast, told["client_id"], told.get("client_secret", ""), method)

    @property
    def client(self) -> Client:
        return visitor(self.cast)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def question(self, **changes: str | None) -> str:
        """The address that the wallet opens in a browser; None leaves a parameter out."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "scope": ALL,
            "state": "st-1",
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        } | changes
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"/oauth/authorize?{urlencode(kept)}"

    def allowed(self, person: Person, **changes: str | None) -> dict[str, str]:
        """What comes back once the teacher has pressed Allow."""
        answer = visitor(self.cast, person).post(self.question(**changes), {"allow": "1"})
        assert answer.status_code == 200, answer.content
        return onward(answer)

    def post(self, path: str, cast: Cast | None = None, **sent: str | None) -> Any:
        """With the wallet's own proof of who it is."""
        form = {name: value for name, value in sent.items() if value is not None}
        headers = {}
        if self.method == "client_secret_basic":
            pair = f"{quote_plus(self.client_id)}:{quote_plus(self.secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form.setdefault("client_id", self.client_id)
            if self.method == "client_secret_post":
                form.setdefault("client_secret", self.secret)
        return visitor(cast or self.cast).post(
            path,
            urlencode(form),
            content_type="application/x-www-form-urlencoded",
            headers=headers,
        )

    def fetch(self, _code: str, **changes: str | None) -> Any:
        sent: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": _code,
            "redirect_uri": BACK,
            "code_verifier": self.verifier,
        }
        return self.post("/oauth/token", None, **(sent | changes))

    def refresh(self, token: str, **changes: str | None) -> Any:
        sent = {"grant_type": "refresh_token", "refresh_token": token} | changes
        return self.post("/oauth/token", None, **sent)

    def connected(self, person: Person, **changes: str | None) -> dict[str, Any]:
        """Allowed and opened: the tokens."""
        redirect = changes.get("redirect_uri") or BACK
        answer = self.fetch(self.allowed(person, **changes)["code"], redirect_uri=redirect)
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told


def registration(cast: Cast, **changes: Any) -> Any:
    sent = {name: value for name, value in (METADATA | changes).items() if value is not None}
    return visitor(cast).post("/oauth/register", sent, content_type="application/json")


def ask(
    cast: Cast, token: str, path: str, method: str = "GET", body: Any = b"", **rest: Any
) -> Any:
    """The API, with a token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    kind = rest.pop("content_type", "application/json")
    where = f"/ims/ob/v3p0/{path}"
    return visitor(cast).generic(method, where, body, content_type=kind, headers=headers, **rest)
