"""A browser without window and scripts: keeps cookies, follows redirects, and sends the forms that
stand on a page with all that they hold. What it may not do, nobody may."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import requests
from lxml import html


class Visitor:
    """At one address, over TLS, as somebody who trusts its certificate."""

    def __init__(self, address: str, pem: Path) -> None:
        self.line = requests.Session()
        # Neither proxies nor certificates of the machine that runs the test.
        self.line.trust_env = False
        self.line.verify = str(pem)
        self.url = address
        self.page = html.Element("html")

    @property
    def text(self) -> str:
        return _plain(self.page)

    def says(self, words: str) -> None:
        assert words in self.text, f"{self.url} does not say “{words}”: {self.text}"

    def open(self, place: str) -> None:
        self._came(self.line.get(urljoin(self.url, place), timeout=60))

    def follow(self, words: str) -> None:
        """The first link that says so."""
        found = [link for link in self.page.iter("a") if words in _plain(link)]
        assert found, f"{self.url} has no link “{words}”: {self.text}"
        self.open(found[0].get("href"))

    def send(
        self, to: str, typed: Mapping[str, str], files: Mapping[str, bytes] | None = None
    ) -> None:
        """The first form whose address has `to` in it, with what it holds and what is typed."""
        form = self.form(to)
        held = [(name, value) for name, value in form.form_values() if name not in typed]
        self._came(
            self.line.post(
                urljoin(self.url, form.get("action") or self.url),
                data=[*held, *typed.items()],
                files=files,
                headers={"Referer": self.url},
                timeout=60,
            )
        )

    def form(self, to: str) -> html.FormElement:
        found = [form for form in self.page.forms if to in (form.get("action") or self.url)]
        assert found, f"{self.url} has no form for {to}: {self.text}"
        return found[0]

    def ask(self, place: str) -> requests.Response:
        """What a program gets there, whatever it is."""
        return self.line.get(urljoin(self.url, place), timeout=60, allow_redirects=False)

    def _came(self, answer: requests.Response) -> None:
        self.url = answer.url
        self.page = html.document_fromstring(answer.content)
        assert answer.ok, f"{answer.status_code} at {self.url}: {self.text}"


def _plain(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
