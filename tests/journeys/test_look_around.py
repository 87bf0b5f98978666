"""Looking around: a stranger finds something worth earning; a teacher sees what is next."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import NOW, Cast
from tests.keys import Keys
from tests.pages.stage import begin, earn, fill_catalog, hand_in, move, write
from waypost.credentials import actions as credentials
from waypost.people import actions as people
from waypost.people.models import Person, Role

Check = Callable[[Page], None]
SignIn = Callable[[Page, Person], None]


@pytest.fixture
def lively(pecan_flats: Cast, caliche: Cast) -> Cast:
    """Work in every state, and one public badge."""
    ortiz = pecan_flats.ortiz
    award = earn(pecan_flats, pecan_flats.reyes, "forms-quiz")
    credentials.share(award=award, visibility="front_page", shown=[], by=award.person, at=NOW)
    earn(pecan_flats, ortiz, "forms-quiz")
    work = begin(pecan_flats, ortiz, "check-and-change")
    write(work, ortiz, 1)
    hand_in(pecan_flats, pecan_flats.rep)
    return pecan_flats


@pytest.mark.one_size
def test_a_stranger_finds_something_to_earn(page: Page, lively: Cast, axe: Check) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Earn a badge")
    expect(page.get_by_text("Mateo Reyes earned")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Browse the catalog").click()
    expect(page.get_by_text("3 to earn")).to_be_visible()
    axe(page)

    page.get_by_label("Search the catalog").fill("CHÉCK")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="1 found")).to_be_visible()
    page.get_by_role("link", name="Check and change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check and change")
    expect(page.get_by_text("The lesson goes on as planned.")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Sign in to start").locator("visible=true").first.click()
    page.wait_for_url("**/account/login/?next=/catalog/check-and-change")


def test_a_public_badge_is_one_step_from_the_front_page(page: Page, lively: Cast) -> None:
    page.goto("/")
    page.get_by_role("link", name="Check this badge").click()
    page.wait_for_url("**/c/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_scripts_search_filters_and_starting_work(
    plain: Page, lively: Cast, sign_in: SignIn
) -> None:
    sign_in(plain, lively.reyes)
    plain.goto("/catalog")
    plain.get_by_text("Filters", exact=True).click()
    plain.get_by_label("Time").select_option("day")
    plain.get_by_role("button", name="Show").click()
    assert "time=day" in plain.url
    expect(plain.get_by_role("heading", name="1 found")).to_be_visible()
    plain.reload()
    expect(plain.get_by_label("Time")).to_have_value("day")
    plain.get_by_role("link", name="Check and change").click()
    start = plain.get_by_role("button", name="Start", exact=True).locator("visible=true").first
    start.click()
    plain.wait_for_url("**/work/*")
    assert lively.reyes.submissions.get().version == lively.versions["check-and-change"]


def test_with_the_keyboard_alone(desktop: Page, lively: Cast) -> None:
    keys = Keys(desktop)
    desktop.goto("/catalog")
    keys.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to main content")).to_be_focused()
    keys.press("Enter", "Tab")
    expect(desktop.get_by_label("Search the catalog")).to_be_focused()
    keys.type("quiz")
    keys.press("Enter")
    expect(desktop.get_by_role("heading", name="1 found")).to_be_visible()
    keys.to_name("Google Forms: a quiz that grades itself")
    keys.press("Enter")
    desktop.wait_for_url("**/catalog/forms-quiz")


@pytest.mark.one_size
def test_home_says_what_is_next(
    page: Page, lively: Cast, sign_in: SignIn, axe: Check, fits: Check
) -> None:
    sign_in(page, lively.ortiz)
    page.goto("/")
    page.wait_for_url("**/home")
    expect(page.get_by_role("heading", name="Check and change")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Continue")).to_be_in_viewport()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Continue").click()
    page.wait_for_url("**/work/*")


def test_every_role_has_a_clean_home(
    browse: Callable[..., Page], lively: Cast, sign_in: SignIn, axe: Check, fits: Check
) -> None:
    move(begin(lively, lively.wells, "check-and-change"), "sent_back", rows_done=2)
    people.place(
        person=lively.wells,
        role=Role.PRINCIPAL,
        campus=lively.campus,
        since=dt.date(2026, 8, 1),
        by=lively.system,
    )
    for name in ("wells", "dana", "lead", "principal", "hr", "rep"):
        page = browse()
        sign_in(page, getattr(lively, name))
        page.goto("/home")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Good ")
        axe(page)
        fits(page)
        page.context.close()


@pytest.mark.one_size
def test_a_long_catalog_pages_through(page: Page, lively: Cast, axe: Check, fits: Check) -> None:
    fill_catalog(lively, 60)
    page.goto("/catalog?kind=badge")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
    assert "kind=badge" in page.url
    axe(page)
    fits(page)
    page.get_by_role("link", name="Previous").click()
    expect(page.get_by_text("Page 1 of 3")).to_be_visible()


def test_it_prints_without_buttons(desktop: Page, lively: Cast) -> None:
    desktop.goto("/catalog/check-and-change")
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("link", name="Sign in to start").first).to_be_hidden()
    expect(desktop.get_by_role("heading", level=1)).to_be_visible()
    expect(desktop.get_by_text("The lesson goes on as planned.")).to_be_visible()
