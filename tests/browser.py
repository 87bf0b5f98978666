"""A real browser: pages at a phone's and a desktop's size, without JavaScript, and axe.

A journey fails when its pages log an error or break the content security policy, whatever else it
looked at; a failing journey leaves its last screen in `shots/failed/`.
"""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol
from weakref import WeakSet

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from launcher.browser import NAMES
from waypost.people.models import Person

# Only what is broken waits this long; a machine that is busy with other tests may need seconds.
expect.set_options(timeout=20_000)

SHOTS = Path(__file__).resolve().parents[1] / "shots"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--no-sandbox",
    # One process draws every page: on two cores starting more of them is a fifth of the time.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@dataclass(frozen=True)
class Theme:
    """How the pages are dressed; `brand` overrules the district's own colour."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    brand: str = ""


THEMES = (
    Theme("light"),
    Theme("dark", scheme="dark"),
    Theme("navy", brand="#14213d"),
    Theme("gold", brand="#ffc72c"),
    Theme("maroon-dark", scheme="dark", brand="#7a0019"),
)


class Browse(Protocol):
    """Opens a page in a browser of its own; size and anything a browser context takes."""

    def __call__(self, size: ViewportSize = ..., **context: Any) -> Page: ...


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Journeys run in the light theme, and in every one with --themes all."""
    if "theme" in metafunc.fixturenames:
        every = metafunc.config.getoption("--themes") == "all"
        every = every and not metafunc.definition.get_closest_marker("one_theme")
        themes = THEMES if every else THEMES[:1]
        metafunc.parametrize("theme", themes, indirect=True, ids=[t.name for t in themes])


class Shots:
    """Screens for people to look at: taken with --all, because a run reads them itself."""

    wanted = False


def pytest_configure(config: pytest.Config) -> None:
    Shots.wanted = config.getoption("--themes", "light") == "all"


def shot(page: Page, name: str) -> None:
    """The whole page, once it has turned, in `shots/` under this name and its width."""
    if not Shots.wanted:
        return
    page.wait_for_timeout(500)
    file = SHOTS / f"{name}-{(page.viewport_size or DESKTOP)['width']}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()
WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()


@pytest.fixture(scope="session")
def everything(pytestconfig: pytest.Config) -> bool:
    """With `./waypost test --all` each walk is the whole one; otherwise the run stays short."""
    return bool(pytestconfig.getoption("--themes") == "all")


@pytest.fixture
def theme(request: pytest.FixtureRequest) -> Theme:
    theme: Theme = request.param
    return theme


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; `./waypost test` finds or installs it."""
    names = (os.environ.get("CHROME", ""), *NAMES)
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium was found; `./waypost test` says how to get one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def address(live_server: LiveServer, host: str) -> Callable[..., str]:
    """`address("/catalog")`, or at another district's host: `address("/catalog", host=…)`."""
    port = live_server.url.rsplit(":", 1)[1]

    def at(path: str = "/", host: str = host) -> str:
        return f"http://{host}:{port}{path}"

    return at


@pytest.fixture
def browse(
    request: pytest.FixtureRequest, chromium: Browser, address: Callable[..., str], theme: Theme
) -> Iterator[Browse]:
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        # A refused or missing page is logged by the browser itself; journeys ask for those too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_page(size: ViewportSize = DESKTOP, **context: Any) -> Page:
        # Still by default: nothing is looked at half-way through a movement.
        context = {"reduced_motion": "reduce", "color_scheme": theme.scheme, **context}
        made = chromium.new_context(viewport=size, base_url=address(""), **context)
        made.set_default_timeout(10_000)
        made.on("console", complain)
        made.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(made)
        if context.get("java_script_enabled") is False:
            WITHOUT_SCRIPTS.add(made)
        return made.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        _keep(request.node.nodeid, [page for context in contexts for page in context.pages])
    for context in contexts:
        context.close()
    assert not complaints, f"the browser's console says: {complaints}"


def _keep(name: str, pages: list[Page]) -> None:
    """The last screens of a journey that failed."""
    folder = SHOTS / "failed"
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^a-zA-Z0-9]+", "-", name.removeprefix("tests/")).strip("-")
    for number, page in enumerate(pages, start=1):
        try:
            page.screenshot(path=folder / f"{stem}-{number}.png")
        except Error:  # a page that has crashed has no screen
            continue


def cut_off(page: Page) -> None:
    """This one tab reaches nobody any more, not even in the moment in which it is closed."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('cut off')); }")


@pytest.fixture
def phone(browse: Browse) -> Page:
    """390 x 844, with touch."""
    return browse(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(browse: Browse) -> Page:
    """1280 x 900."""
    return browse(DESKTOP)


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browse: Browse) -> Page:
    """The same journey at both sizes."""
    if request.param == "phone":
        return browse(PHONE, has_touch=True, is_mobile=True)
    return browse(DESKTOP)


@pytest.fixture
def plain(browse: Browse) -> Page:
    """A phone that runs no JavaScript."""
    return browse(PHONE, java_script_enabled=False)


@pytest.fixture
def sign_in(address: Callable[..., str]) -> Callable[..., None]:
    """`sign_in(page, cast.ortiz)` without the sign-in page, which has a journey of its own; at
    their own district's host, or at another."""

    def enter(page: Page, person: Person, host: str = "") -> None:
        client = Client()
        assert person.account, "only a person with an account can sign in"
        client.force_login(person.account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        url = address("/", host=host or person.district.host)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}]
        )

    return enter


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails with axe's report when the page breaks WCAG 2.0 to 2.2 A/AA or its best practice."""
    checker = Axe()

    def check(page: Page) -> None:
        assert page.context not in WITHOUT_SCRIPTS, "axe is a script: check this page on `phone`"
        found = checker.run(page, options=AXE)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Fails when the page scrolls sideways at 320 px; leaves the page at its own size."""

    def check(page: Page) -> None:
        size = page.viewport_size or DESKTOP
        page.set_viewport_size({"width": 320, "height": size["height"]})
        wide = page.evaluate(
            "[...document.querySelectorAll('body *')]"
            ".filter(e => e.getBoundingClientRect().right > 321)"
            ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
        )
        width = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size(size)
        assert width <= 320, f"{page.url} is {width} px wide at 320 px: {wide}"

    return check
