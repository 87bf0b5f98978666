"""A browser for each person who looks, and what is looked for on a page."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Error, Page

from tests.browser import AXE, DESKTOP, Browse, Theme
from tests.house.screens import Screen
from tests.house.world import World
from waypost.ui import palette

SIGHT = Path(__file__).with_name("sight.js").read_text()
# The letters' own pages are screens of their own, so frames need not be looked into.
OPTIONS = {**AXE, "iframes": False}
RUN_AXE = """async ([sheets, options]) => {
    const found = [];
    for (const [name, css] of sheets) {
        sight.wear(css);
        const { violations } = await axe.run(options);
        for (const one of violations) for (const node of one.nodes.slice(0, 4)) {
            found.push([name, one.id, node.html, JSON.stringify(node.any.slice(0, 1))]);
        }
    }
    sight.wear('');
    return found;
}"""


class Desk:
    """Opens screens; one signed-in page a person, unless a screen must have a browser to itself."""

    def __init__(
        self,
        world: World,
        browse: Browse,
        sign_in: Callable[..., None],
        address: Callable[..., str],
    ) -> None:
        self.world, self.browse, self.sign_in, self.address = world, browse, sign_in, address
        self.pages: dict[tuple[str, bool], Page] = {}
        self.lost: list[str] = []

    def walk(self, screens: list[Screen]) -> Iterator[tuple[Screen, Page]]:
        """Each screen that comes to be; the others are left in `lost`."""
        for screen in screens:
            try:
                page = self.open(screen)
            except (AssertionError, Error) as why:
                self.lost.append(f"{screen.label} did not come: {why}")
                continue
            yield screen, page
            if screen.apart:
                page.unroute_all(behavior="ignoreErrors")
                page.context.close()

    def open(self, screen: Screen) -> Page:
        page = self._page(screen)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        answer = page.goto(self.address(screen.path, host=self._host(screen)), wait_until="load")
        assert answer, screen.label
        assert answer.status == screen.status, f"{screen.label} answers {answer.status}"
        wanted = screen.path.split("?")[0]
        assert wanted in page.url, f"{screen.label} leads to {page.url}"
        if screen.then:
            screen.then(page)
        else:
            page.evaluate("sight.unfold()")
        return page

    def _host(self, screen: Screen) -> str:
        return self.world.bare.host if screen.bare else self.world.home.district.host

    def _page(self, screen: Screen) -> Page:
        key = (screen.who, screen.plain)
        if screen.apart or key not in self.pages:
            page = self.browse(DESKTOP, reduced_motion="reduce")
            equip(page.context, plain=screen.plain)
            if person := self.world.who[screen.who]:
                self.sign_in(page, person, host=self._host(screen))
            if screen.apart:
                return page
            self.pages[key] = page
        return self.pages[key]


def equip(context: BrowserContext, *, plain: bool) -> None:
    """axe and `sight` in every page; `plain` keeps the product's own scripts away."""
    context.add_init_script(AXE_SCRIPT)
    context.add_init_script(SIGHT)
    if plain:
        context.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())


def violations(page: Page, themes: Sequence[Theme]) -> list[str]:
    """What axe finds in each theme, every rule in all of them; the brand is put over the page."""
    found: dict[str, list[str]] = {}
    for scheme in dict.fromkeys(theme.scheme for theme in themes):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        worn = [theme for theme in themes if theme.scheme == scheme]
        sheets = [(theme.name, stylesheet(theme)) for theme in worn]
        for name, rule, html, why in page.evaluate(RUN_AXE, [sheets, OPTIONS]):
            found.setdefault(f"{rule}: {html[:120]} {why[:200]}", []).append(name)
    return [f"in {', '.join(names)}: {what}" for what, names in found.items()]


def stylesheet(theme: Theme) -> str:
    """What a district of this brand links to; nothing where the district's own brand stays."""
    return palette.stylesheet(theme.brand) if theme.brand else ""


def complaints(page: Page, what: str, **given: Any) -> list[str]:
    arguments = ", ".join(json.dumps(value) for value in given.values())
    return list(page.evaluate(f"sight.{what}({arguments})"))
