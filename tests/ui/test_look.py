"""The components page in a browser: every theme and size, menus, dialogs, no JavaScript."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.browser import Browse
from tests.cast import Cast
from waypost.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WAYS = ["theme=light", "theme=dark", "brand=8a1538", "brand=14213d&theme=dark", "brand=ffd100"]
VERDICTS = ["real", "withdrawn", "expired", "future", "changed"]
VERDICTS += ["practice", "not_found", "elsewhere", "unknown"]


@pytest.fixture(autouse=True)
def shown(settings: LazySettings) -> None:
    settings.SHOW_COMPONENTS = True


@pytest.mark.parametrize("way", [*WAYS, *(f"verdict={name}" for name in VERDICTS)])
def test_every_component_is_accessible(
    page: Page, way: str, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/ui/?{way}")
    axe(page)
    fits(page)
    small = page.evaluate(
        """[...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter(e => e.checkVisibility() && getComputedStyle(e).display !== "inline")
        .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24 })
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_the_header_and_its_menu_are_accessible_to_whoever_signed_in(
    page: Page,
    pecan_flats: Cast,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    sign_in(page, pecan_flats.dana)
    page.goto("/ui/?verdict=real")
    fits(page)
    page.goto("/ui/")
    page.get_by_role("button", name="Account menu").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    axe(page)


def test_a_dialog_asks_and_gives_the_focus_back(desktop: Page, axe: Callable[[Page], None]) -> None:
    desktop.goto("/ui/")
    opener = desktop.get_by_role("link", name="Withdraw this badge")
    opener.focus()
    desktop.keyboard.press("Enter")
    dialog = desktop.get_by_role("dialog", name="Withdraw this badge?")
    expect(dialog).to_be_visible()
    axe(desktop)
    desktop.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_theme_is_remembered(desktop: Page) -> None:
    desktop.emulate_media(color_scheme="light")
    desktop.goto("/ui/")
    desktop.get_by_role("button", name="Switch between light and dark").click()
    desktop.goto("/ui/")
    expect(desktop.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_menu_and_every_field_work_without_javascript(plain: Page) -> None:
    plain.goto("/ui/")
    plain.get_by_role("button", name="Options for this file").click()
    expect(plain.get_by_role("link", name="Rename")).to_be_visible()
    expect(plain.get_by_role("button", name="Save draft")).to_be_visible()
    expect(plain.get_by_role("button", name="Close")).to_have_count(0)


def test_selection_survives_forced_colors(browse: Browse) -> None:
    page = browse(forced_colors="active")
    page.goto("/ui/")
    chosen = page.locator(".levels label:has(:checked)").first
    assert chosen.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_words_are_counted_once_typing_stops(desktop: Page) -> None:
    desktop.goto("/ui/")
    desktop.locator("#id_looking_back").fill("one two three")
    expect(desktop.locator("#id_looking_back-count")).to_have_text(
        "3 words. About 97 more to reach 100."
    )
