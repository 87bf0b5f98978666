"""Every page, in a real browser: nothing that axe finds, nothing too wide, nothing too small."""

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django import Settings

from tests.browser import AXE, DESKTOP, THEMES, Browse
from tests.house.screens import MAIN, Screen, screens
from tests.house.world import World, build
from waypost.people.models import District, Person

pytestmark = pytest.mark.journey

# What a change of colours can break; the rest of axe's rules sees no colour.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
HALVES = 2
SMALLEST = 24
# A link inside a sentence is as high as its line; what is clipped away is no target.
TOO_SMALL = """least => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]'
)].filter(e => {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest('.vh')) return false;
    const boxes = [e, ...(e.labels || [])].map(one => one.getBoundingClientRect());
    const width = Math.max(...boxes.map(box => box.width));
    const height = Math.max(...boxes.map(box => box.height));
    if (Math.min(width, height) <= 1) return false;
    if (width >= least && height >= least) return false;
    const around = e.parentElement.textContent.trim().length;
    const inText = getComputedStyle(e).display === 'inline' && around > e.textContent.trim().length;
    return !(e.matches('a') && inText);
}).map(e => {
    const box = e.getBoundingClientRect();
    return `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 110)}`;
})"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= 320 ? [] : [
    `${document.documentElement.scrollWidth} px wide`,
    ...[...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > 321)
        .slice(0, 3).map(e => e.outerHTML.slice(0, 110))
]"""

Enter = Callable[[Page, Person], None]


@pytest.fixture
def world(transactional_db: None, settings: Settings) -> World:
    settings.DEMO = settings.SHOW_COMPONENTS = True
    return build()


@pytest.fixture
def host(world: World) -> str:
    return world.home.district.host


class Desk:
    """A page for each person who looks, signed in once."""

    def __init__(self, world: World, browse: Browse, sign_in: Enter) -> None:
        self.world, self.browse, self.sign_in = world, browse, sign_in
        self.pages: dict[str, Page] = {}
        self.checker = Axe()

    def open(self, screen: Screen) -> Page:
        if screen.who not in self.pages:
            page = self.browse(DESKTOP, reduced_motion="reduce")
            if person := self.world.who[screen.who]:
                self.sign_in(page, person)
            self.pages[screen.who] = page
        page = self.pages[screen.who]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        answer = page.goto(screen.path, wait_until="load")
        expected = {"page not found": 404, "proof, not found": 404, "forbidden": 403}
        assert answer, screen.label
        assert answer.status == expected.get(screen.title, 200), screen.label
        wanted = screen.path.split("?")[0]
        assert wanted in page.url, f"{screen.label} leads to {page.url}"
        return page

    def violations(self, page: Page, options: dict[str, object]) -> list[str]:
        found = self.checker.run(page, options=options).response["violations"]
        return [
            f"{one['id']}: {node['html'][:120]} {json.dumps(node['any'][:1])[:200]}"
            for one in found
            for node in one["nodes"][:4]
        ]


@pytest.fixture
def desk(world: World, browse: Browse, sign_in: Enter) -> Desk:
    return Desk(world, browse, sign_in)


@pytest.mark.parametrize("half", range(HALVES))
def test_every_page_is_sound_by_day_and_by_night(half: int, world: World, desk: Desk) -> None:
    wrong: list[str] = []

    def note(screen: Screen, what: str, found: list[str]) -> None:
        wrong.extend(f"{screen.label}, {what}: {one}" for one in found)

    for screen in screens(world)[half::HALVES]:
        page = desk.open(screen)
        note(screen, "light", desk.violations(page, AXE))
        note(screen, "too small", page.evaluate(TOO_SMALL, SMALLEST))
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        note(screen, "dark", desk.violations(page, COLOURS))
        page.set_viewport_size({"width": 320, "height": 800})
        note(screen, "too wide at 320 px", page.evaluate(TOO_WIDE))
        note(screen, "too small at 320 px", page.evaluate(TOO_SMALL, SMALLEST))
        page.set_viewport_size(DESKTOP)
    assert not wrong, "\n".join(wrong)


def test_the_main_pages_can_be_read_in_any_brand(world: World, desk: Desk) -> None:
    wrong = []
    for theme in THEMES:
        if not theme.brand:
            continue
        District.objects.filter(pk=world.home.district.pk).update(brand=theme.brand)
        for screen in screens(world):
            if screen.title not in MAIN:
                continue
            page = desk.open(screen)
            page.emulate_media(color_scheme=theme.scheme, reduced_motion="reduce")
            found = desk.violations(page, COLOURS)
            wrong += [f"{screen.label} in {theme.name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)
