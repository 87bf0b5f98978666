"""What readers change for themselves: larger letters, wider spacing, their own colours, paper."""

import pytest

from tests.browser import DESKTOP
from tests.house.desk import Desk, complaints
from tests.house.screens import MAIN, Screen, screens
from tests.house.world import World
from waypost.ui import palette

pytestmark = [pytest.mark.journey, pytest.mark.one_theme]

# WCAG 1.4.4 and 1.4.12, at the widths where there is least room for them.
LARGER = ("letters twice as large", "html { font-size: 200% }", (1280,))
SPACED = (
    "wider spacing",
    """* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important }
    p { margin-bottom: 2em !important }""",
    (1280, 390),
)
# A phone, a phone on its side, and a small window at four times its size (WCAG 1.4.10).
LOW = ((390, 844), (640, 450), (320, 256))
ALSO = {
    "bench, decided",
    "work, not yet",
    "review:decide",
    "review:queue",
    "catalog, signed in",
    "writing pieces",
}
# Buttons and bars are for a screen; a sheet of paper has neither, and no night.
ON_PAPER = """() => [
    ...[...document.querySelectorAll('button, .btn, .top, .tabs, .savebar, .toasts, .skip')]
        .filter(e => e.checkVisibility()),
    ...[...document.querySelectorAll('.deepband')]
        .filter(e => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)'),
].map(e => e.cloneNode(false).outerHTML.slice(0, 100))"""
TOKENS = """() => {
    document.documentElement.dataset.theme = 'dark';
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(['--ink', '--ink-3', '--surface', '--brand-ink']
        .map(name => [name.slice(2), style.getPropertyValue(name)]));
}"""


@pytest.fixture
def host(stage: World) -> str:
    return stage.home.district.host


def main_screens(stage: World) -> list[Screen]:
    return [s for s in screens(stage) if (s.title or s.name) in MAIN | ALSO]


def test_the_main_pages_bend_to_their_readers(stage: World, desk: Desk) -> None:
    wrong: list[str] = []
    day = palette.tokens(palette.DEFAULT_BRAND, "", "light")
    for screen, page in desk.walk(main_screens(stage)):
        for what, css, widths in (LARGER, SPACED):
            page.evaluate("css => sight.wear(css)", css)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                found = complaints(page, "misfits")
                wrong += [f"{screen.label}, {what} at {width} px: {one}" for one in found]
        page.evaluate("sight.wear('')")
        for width, height in LOW:
            page.set_viewport_size({"width": width, "height": height})
            found = complaints(page, "covered")
            wrong += [f"{screen.label}, {width} by {height}: {one}" for one in found]
        page.set_viewport_size(DESKTOP)
        moving = page.evaluate("document.getAnimations().map(one => one.animationName)")
        wrong += [f"{screen.label} moves for whoever asked for stillness: {moving}"] * bool(moving)
        page.emulate_media(media="print", color_scheme="dark")
        wrong += [f"{screen.label} on paper: {one}" for one in page.evaluate(ON_PAPER)]
        worn = page.evaluate(TOKENS)
        if worn != {name: day[name] for name in worn}:
            wrong.append(f"{screen.label} on paper in the colours of the night: {worn}")
        page.emulate_media(media="screen")
    assert not wrong + desk.lost, "\n".join(wrong + desk.lost)


@pytest.mark.only_with_all
def test_what_is_chosen_and_what_is_scanned_survive_a_reader_s_own_colours(
    stage: World, desk: Desk
) -> None:
    chosen = {
        "bench": ".levels label:has(:checked)",
        "bench, decided": ".levels.read .on",
        "catalog, signed in": ".kinds [aria-current]",
        "review:decide": ".ways [aria-current]",
        "home": ".nav [aria-current]",
    }
    for screen, page in desk.walk(main_screens(stage)):
        page.emulate_media(forced_colors="active", color_scheme="dark")
        name = screen.title or screen.name
        if name in chosen:
            style = page.locator(chosen[name]).first.evaluate(
                "e => getComputedStyle(e).outlineStyle"
            )
            assert style == "solid", screen.label
        if name in {"badge", "proof"}:
            ground = page.locator(".qr").first.evaluate("e => getComputedStyle(e).backgroundColor")
            assert ground == "rgb(255, 255, 255)", screen.label
        page.emulate_media(forced_colors="none")
    assert not desk.lost
