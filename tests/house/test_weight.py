"""What a page weighs on its way: bytes, requests, jumps; through the server that districts run."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import DESKTOP, PHONE
from tests.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("product")]

FIRST_VISIT, LATER_VISIT, MOST_REQUESTS = 120 * 1024, 20 * 1024, 12
# The two workbenches bring their tools along, once, to somebody who has signed in before.
TOOLS = {"work": 32 * 1024, "bench": 24 * 1024}
LARGEST_SHIFT = 0.02
# Films, sounds and photos weigh what they weigh.
MEDIA = ("image/png", "image/jpeg", "video/", "audio/", "text/vtt", "application/pdf")
SCENE = """
import json
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.house.screens import MAIN, screens
from tests.house.world import build
world = build()
told = {"host": world.home.district.host, "sessions": {"stranger": ""}, "pages": []}
for screen in screens(world):
    if screen.title not in MAIN:
        continue
    told["pages"].append([screen.title, screen.path, screen.who])
    person = world.who[screen.who]
    if person and screen.who not in told["sessions"]:
        session = SessionStore()
        session[SESSION_KEY] = str(person.account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
        session.save()
        told["sessions"][screen.who] = session.session_key
print(json.dumps(told))
"""


@dataclass
class Place:
    """The running product, and the main pages with who looks at them."""

    product: Product
    chromium: Browser
    told: dict[str, Any]

    @property
    def address(self) -> str:
        return f"http://{self.told['host']}:{self.product.port}"

    def visitor(self, who: str, size: dict[str, int]) -> Page:
        """A browser that has never been here."""
        context = self.chromium.new_context(
            viewport=size, base_url=self.address, reduced_motion="reduce"
        )
        if session := self.told["sessions"][who]:
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        return context.new_page()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Place]:
    product = Product(tmp_path_factory.mktemp("weight") / "data")
    told = json.loads(product.run(SCENE))
    product.start()
    yield Place(product, chromium, told)
    product.stop()


@dataclass
class Meter:
    """What goes over the line while a page is opened."""

    page: Page
    kinds: dict[str, str] = field(default_factory=dict)
    bytes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.responseReceived", self._answered)
        line.on("Network.loadingFinished", self._ended)

    def _answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer["mimeType"].startswith(MEDIA) or answer.get("fromDiskCache"):
            return
        if answer["url"].startswith("http"):
            self.kinds[event["requestId"]] = urlsplit(answer["url"]).path

    def _ended(self, event: dict[str, Any]) -> None:
        if path := self.kinds.get(event["requestId"]):
            self.bytes[path] += int(event["encodedDataLength"])

    def open(self, path: str) -> "Meter":
        self.kinds.clear()
        self.bytes.clear()
        self.page.goto(path, wait_until="networkidle")
        return self

    def __str__(self) -> str:
        total = sum(self.bytes.values())
        most = ", ".join(f"{path} {size}" for path, size in self.bytes.most_common(6))
        return f"{total} bytes in {len(self.bytes)} requests: {most}"


def test_a_first_visit_is_light_and_a_later_page_is_lighter(place: Place) -> None:
    wrong = []
    for title, path, who in place.told["pages"]:
        page = place.visitor(who, PHONE)
        meter = Meter(page).open(path)
        many = len(meter.bytes) > MOST_REQUESTS and title not in TOOLS
        if sum(meter.bytes.values()) > FIRST_VISIT or many:
            wrong.append(f"{title} at first: {meter}")
        meter.open(path)
        if sum(meter.bytes.values()) > LATER_VISIT:
            wrong.append(f"{title} again: {meter}")
        page.context.close()
    for who in place.told["sessions"]:
        page = place.visitor(who, PHONE)
        meter = Meter(page).open("/catalog")
        for title, path, looks in place.told["pages"]:
            meter.open(path)
            if who == looks and sum(meter.bytes.values()) > TOOLS.get(title, LATER_VISIT):
                wrong.append(f"{title} after the catalog: {meter}")
        page.context.close()
    assert not wrong, "\n".join(wrong)


def test_nothing_jumps_while_a_page_arrives(place: Place) -> None:
    wrong = []
    for title, path, who in place.told["pages"]:
        for size in (PHONE, DESKTOP):
            page = place.visitor(who, size)
            page.add_init_script(
                "window.moved = 0; new PerformanceObserver(list => { for (const one of"
                " list.getEntries()) if (!one.hadRecentInput) window.moved += one.value; })"
                ".observe({type: 'layout-shift', buffered: true});"
            )
            page.goto(path, wait_until="networkidle")
            moved = page.evaluate("window.moved")
            if moved > LARGEST_SHIFT:
                wrong.append(f"{title} at {size['width']}: {moved:.3f}")
            page.context.close()
    assert not wrong, "\n".join(wrong)
