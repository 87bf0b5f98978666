"""What a page weighs on its way: bytes, requests, jumps; through the server that districts run."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import DESKTOP, PHONE
from tests.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("product")]

FIRST_VISIT, LATER_VISIT, MOST_REQUESTS = 120 * 1024, 20 * 1024, 12
LARGEST_SHIFT = 0.02
# Films, sounds and photos weigh what they weigh.
MEDIA = ("image/png", "image/jpeg", "video/", "audio/", "text/vtt", "application/pdf")
# With the demo's film and its outbox, and a brand of the district's own: the most a page brings.
SCENE = """
import json
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.cast import as_demo
from tests.house.screens import MAIN, screens
from tests.house.world import build
world = build()
as_demo(world.home)
district = world.home.district
district.brand = "#14213d"
district.save()
told = {"host": district.host, "sessions": {"stranger": ""}, "pages": []}
for screen in screens(world):
    if screen.name == "ui:components":
        continue  # every part and every font at once, for the product's developers alone
    told["pages"].append([screen.label, screen.path, screen.who, screen.title in MAIN])
    person = world.who[screen.who]
    if person and screen.who not in told["sessions"]:
        session = SessionStore()
        session[SESSION_KEY] = str(person.account.pk)
        session[BACKEND_SESSION_KEY] = "waypost.people.sign_in.Backend"
        session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
        session.save()
        told["sessions"][screen.who] = session.session_key
print(json.dumps(told))
"""
# A script or a style that stands in the page as it was sent, which our policy would refuse.
INLINE = """sent => {
    const page = new DOMParser().parseFromString(sent, 'text/html');
    return [...page.querySelectorAll('script:not([src]), style, [style]'),
        ...[...page.querySelectorAll('*')].filter(
            e => [...e.attributes].some(a => a.name.startsWith('on')))
    ].map(e => e.outerHTML.slice(0, 80));
}"""


@dataclass
class Place:
    """The running product, and the main pages with who looks at them."""

    product: Product
    chromium: Browser
    told: dict[str, Any]

    @property
    def address(self) -> str:
        return f"http://{self.told['host']}:{self.product.port}"

    def visitor(self, who: str, size: ViewportSize) -> Page:
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
    requests: set[str] = field(default_factory=set)
    "Whatever comes over the line, twice if it comes twice; evidence is as many as there are."
    paths: dict[str, str] = field(default_factory=dict)
    bytes: Counter[str] = field(default_factory=Counter)
    fleeting: set[str] = field(default_factory=set)
    "What a browser would fetch once more for the next page."
    sent: str = ""
    "The page as it came, before any script."

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", self._asked)
        line.on("Network.requestServedFromCache", self._had)
        line.on("Network.responseReceived", self._answered)
        line.on("Network.loadingFinished", self._ended)

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.requests.add(event["requestId"])

    def _had(self, event: dict[str, Any]) -> None:
        """A page inside the page shares its styles and fonts, which come once."""
        self.requests.discard(event["requestId"])

    def _answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer["mimeType"].startswith(MEDIA) or answer.get("fromDiskCache"):
            self.requests.discard(event["requestId"])
            return
        if not answer["url"].startswith("http"):
            return
        path = urlsplit(answer["url"]).path
        self.paths[event["requestId"]] = path
        if "immutable" not in answer["headers"].get("Cache-Control", ""):
            self.fleeting.add(path)

    def _ended(self, event: dict[str, Any]) -> None:
        if path := self.paths.get(event["requestId"]):
            self.bytes[path] += int(event["encodedDataLength"])

    def open(self, path: str) -> "Meter":
        answer = self.page.goto(path, wait_until="networkidle")
        assert answer, path
        self.sent = answer.text()
        assert self.bytes[urlsplit(answer.url).path], f"{path} weighs nothing: is it measured?"
        return self

    def beside(self, other: "Meter") -> "Meter":
        """What this page brings to somebody who has been on the other one."""
        known = other.bytes.keys() - other.fleeting
        return replace(self, bytes=Counter({p: n for p, n in self.bytes.items() if p not in known}))

    def __str__(self) -> str:
        most = ", ".join(f"{path} {size}" for path, size in self.bytes.most_common(20))
        return f"{self.bytes.total()} bytes in {len(self.requests)} requests: {most}"


def test_a_first_visit_is_light_and_a_later_page_is_lighter(place: Place, everything: bool) -> None:
    catalog = Meter(place.visitor("stranger", PHONE)).open("/catalog")
    wrong = []
    for title, path, who, main in place.told["pages"]:
        if not (main or everything):
            continue
        page = place.visitor(who, PHONE)
        first = Meter(page).open(path)
        later = first.beside(catalog)
        if first.bytes.total() > FIRST_VISIT or len(first.requests) > MOST_REQUESTS:
            wrong.append(f"{title} at first: {first}")
        if later.bytes.total() > LATER_VISIT:
            wrong.append(f"{title} after the catalog: {later}")
        if found := page.evaluate(INLINE, first.sent):
            wrong.append(f"{title} brings what the policy refuses: {found}")
        page.context.close()
    catalog.page.context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.only_with_all
def test_what_a_page_brought_is_not_fetched_for_the_next_one(place: Place) -> None:
    for title, path, who, main in place.told["pages"]:
        if not main:
            continue
        page = place.visitor(who, PHONE)
        page.goto(path, wait_until="networkidle")
        again = Meter(page).open(path)
        # A browser fetches the tab's icon in a moment of its own, with or after the page.
        fetched = {one for one, size in again.bytes.items() if size and one.startswith("/static/")}
        fetched -= {"/static/ui/icon.svg"}
        assert not fetched, f"{title}: {fetched}"
        page.context.close()


@pytest.mark.only_with_all
def test_nothing_jumps_while_a_page_arrives(place: Place, everything: bool) -> None:
    wrong = []
    for title, path, who, main in place.told["pages"]:
        for size in (PHONE, DESKTOP) if main or everything else ():
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
