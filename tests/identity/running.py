"""The provider as a fixture: started once for a module, with whoever is needed."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from tests.cast import NOW, Cast
from tests.identity.provider import CLIENT, SECRET
from waypost.people.models import Provider
from waypost.people.providers import choose_provider

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Identity:
    """Where it listens."""

    port: int

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def has(self, *people: dict[str, Any], back: str) -> None:
        told: dict[str, Any] = {"people": list(people), "back": [back]}
        requests.post(f"{self.issuer}/setup", json=told, timeout=60).raise_for_status()

    def chosen(self, where: Cast, **changes: object) -> Provider:
        """Switched on in a district, for the addresses of its people."""
        told = {
            "kind": Provider.Kind.OTHER,
            "name": "School account",
            "issuer": self.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "domains": "pecanflats.example",
            "is_on": True,
        }
        return choose_provider(
            district=where.district,
            by=where.lead,
            at=NOW,
            **(told | changes),  # type: ignore[arg-type]  # as a form sends it
        )

    def walk(self, client: Client, email: str, *, agree: bool = True, **sent: str) -> Any:
        """There and back, as a browser goes; gives the product's last answer."""
        page = client.post("/account/with/other/", sent)
        leads_on = re.search(r'url=([^"]+)"', page.content.decode())
        if not leads_on:
            return page
        visitor = requests.Session()
        onward = leads_on[1].replace("&amp;", "&")
        visitor.get(f"{self.issuer}/as/", params={"email": email}, timeout=60)
        asked = visitor.get(onward, timeout=60)
        found = re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', asked.text)
        fields = [(name, value) for name, value in found if name != "action"]
        fields.append(("action", "grant" if agree else "deny"))
        answer = visitor.post(
            asked.url,
            data=fields,
            headers={"Referer": asked.url},
            timeout=60,
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["Location"])
        return client.get(f"{parts.path}?{parts.query}")


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Identity]:
    folder = tmp_path_factory.mktemp("identity")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.identity.provider", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    yield Identity(int(process.stdout.readline()))
    process.terminate()
    process.wait(timeout=10)
