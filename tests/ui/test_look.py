"""The components page in a browser: menus, dialogs, no JavaScript, a reader's own colours."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.browser import Browse
from tests.cast import Cast
from waypost.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def shown(settings: LazySettings) -> None:
    settings.SHOW_COMPONENTS = True


@pytest.mark.one_size
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
    plain.get_by_role("button", name="Use a saved comment").last.click()
    expect(plain.get_by_role("button", name="Name the numbers.").last).to_be_visible()
    expect(plain.get_by_role("button", name="Save draft").first).to_be_visible()
    expect(plain.get_by_role("button", name="Close")).to_have_count(0)


def test_selection_survives_forced_colors(browse: Browse) -> None:
    page = browse(forced_colors="active")
    page.goto("/ui/")
    chosen = page.locator(".levels label:has(:checked)").first
    assert chosen.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_words_are_counted_once_typing_stops(desktop: Page) -> None:
    desktop.goto("/ui/")
    desktop.locator("#id_looking_back").fill("one two three")
    expect(desktop.locator("#id_looking_back-count")).to_have_text("3 of about 100 words")
