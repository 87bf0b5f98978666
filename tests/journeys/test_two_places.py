"""The same words in two places: every version is shown, and only a choice lets one of them go."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import DESKTOP, Browse, cut_off
from tests.cast import Cast
from tests.evidence import scene
from tests.review.work import handed_in
from tests.review.work import started as reviewing
from waypost.evidence.models import Submission, Writing
from waypost.people.models import Person
from waypost.review.models import RowScore

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_with_all]
SignIn = Callable[[Page, Person], None]
Started = Callable[[Page], str]


def area(page: Page) -> Locator:
    return page.get_by_label("Or type it here")


def conflict(page: Page) -> Locator:
    return page.get_by_role("group", name="Changed in two places")


def other(page: Page) -> Locator:
    return conflict(page).get_by_label("Saved from the other place")


def choose(page: Page, what: str) -> None:
    conflict(page).get_by_label(what).check()
    conflict(page).get_by_role("button", name="Keep that").click()


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved just now")).to_be_visible()


def again(page: Page, place: str) -> Page:
    """The tab is dropped, and the page opened once more on the same device."""
    fresh = page.context.new_page()
    page.close()
    fresh.goto(place)
    return fresh


def drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('waypost:'))"
    )
    return found


@pytest.fixture
def apart(phone: Page, started: Started, browse: Browse, pecan_flats: Cast, sign_in: SignIn) -> str:
    """A phone that is asked to choose between its own words and those of a laptop."""
    place = started(phone)
    area(phone).fill("Begun.")
    saved(phone)
    laptop = browse(DESKTOP)
    sign_in(laptop, pecan_flats.ortiz)
    laptop.goto(place)
    area(laptop).fill("From the laptop.")
    saved(laptop)
    area(phone).fill("From the phone.")
    expect(other(phone)).to_have_value("From the laptop.")
    return place


def test_a_tab_that_is_dropped_before_the_choice_asks_again_and_overwrites_nothing(
    phone: Page, apart: str
) -> None:
    for words in ("From the phone.", "From the phone, and more.", "Still undecided."):
        expect(area(phone)).not_to_have_value("From the laptop.")
        area(phone).fill(words)
        phone = again(phone, apart)
        expect(area(phone)).to_have_value(words)
        expect(other(phone)).to_have_value("From the laptop.")
        phone.wait_for_timeout(1500)  # longer than it takes to save
        assert Writing.objects.get().text == "From the laptop."
    choose(phone, "Keep what is above")
    saved(phone)
    assert Writing.objects.get().text == "Still undecided."
    assert drafts(phone) == []


def test_a_choice_that_did_not_arrive_is_not_asked_for_twice(phone: Page, apart: str) -> None:
    phone = again(phone, apart)
    cut_off(phone)
    choose(phone, "Join both, this one last")
    expect(phone.get_by_text("Kept on this device")).to_be_visible()
    fresh = again(phone, apart)
    saved(fresh)
    expect(conflict(fresh)).to_have_count(0)
    assert Writing.objects.get().text == "From the phone.\n\nFrom the laptop."


@pytest.mark.one_size
def test_every_tab_that_was_closed_without_a_connection_is_shown(
    page: Page, started: Started
) -> None:
    place = started(page)
    tabs = [page, page.context.new_page(), page.context.new_page()]
    for tab in tabs[1:]:
        tab.goto(place)
    for number, tab in enumerate(tabs, start=1):
        cut_off(tab)
        area(tab).fill(f"Tab {number}.")
        expect(tab.get_by_text("Kept on this device")).to_be_visible()
    fresh = page.context.new_page()
    for tab in tabs:
        tab.close()
    fresh.goto(place)
    expect(area(fresh)).to_have_value("Tab 3.")
    expect(other(fresh)).to_have_value("Tab 2.")
    choose(fresh, "Join both, this one last")
    expect(other(fresh)).to_have_value("Tab 1.")
    assert not Writing.objects.exists()
    fresh = again(fresh, place)  # what is chosen stays chosen, what is not is asked again
    expect(area(fresh)).to_have_value("Tab 3.\n\nTab 2.")
    expect(other(fresh)).to_have_value("Tab 1.")
    choose(fresh, "Keep the other one")
    saved(fresh)
    assert Writing.objects.get().text == "Tab 1."
    assert drafts(fresh) == []


@pytest.mark.one_size
def test_a_tab_that_saved_at_the_last_moment_takes_nothing_from_another(
    page: Page, started: Started
) -> None:
    place = started(page)
    last = page.context.new_page()
    last.goto(place)
    for tab, words in ((page, "Never arrived."), (last, "Arrived at the last moment.")):
        cut_off(tab)
        area(tab).fill(words)
        expect(tab.get_by_text("Kept on this device")).to_be_visible()
    # The tab was gone before it heard of it.
    scene.write(Submission.objects.get(), 1, 0, "Arrived at the last moment.")
    last.close()
    fresh = again(page, place)
    expect(area(fresh)).to_have_value("Never arrived.")
    expect(other(fresh)).to_have_value("Arrived at the last moment.")
    choose(fresh, "Keep the other one")
    saved(fresh)
    assert drafts(fresh) == []


def test_words_that_the_browser_itself_puts_back_are_not_taken_for_saved(
    phone: Page, started: Started
) -> None:
    started(phone)
    cut_off(phone)
    area(phone).fill("Never arrived.")
    expect(phone.get_by_text("Kept on this device")).to_be_visible()
    # As Firefox does, and Chromium after a crash: before any script of the page runs.
    phone.add_init_script(
        "document.addEventListener('readystatechange', () => {"
        " const area = document.getElementById('words-1-0');"
        " if (area) area.value = 'Never arrived.'; }, { once: true });"
    )
    phone.reload()
    expect(area(phone)).to_have_value("Never arrived.")
    saved(phone)
    assert Writing.objects.get().text == "Never arrived."
    assert drafts(phone) == []


@pytest.fixture
def bench(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast
) -> Callable[[], tuple[Page, Locator]]:
    """Opens one review in one more tab of the same reviewer: the page, and the row to score."""
    attempt = handed_in(pecan_flats, pecan_flats.ortiz, "check-and-change")
    reviewing(attempt, pecan_flats.dana)
    first = browse()
    sign_in(first, pecan_flats.dana)

    def open_it() -> tuple[Page, Locator]:
        tab = first.context.new_page()
        tab.goto(f"/review/{attempt.pk}")
        return tab, tab.get_by_role("group", name="The question")

    return open_it


def test_a_tab_that_saves_a_row_does_not_forget_what_another_one_still_asks_about(
    bench: Callable[[], tuple[Page, Locator]],
) -> None:
    (first, seen), (second, scored) = bench(), bench()
    seen.get_by_role("radio", name="Not yet").check()
    seen.get_by_role("textbox").fill("From the first tab.")
    saved(first)
    scored.get_by_role("radio", name="Not yet").check()
    expect(scored.get_by_text("Not yet: From the first tab.")).to_be_visible()
    scored.get_by_role("textbox").fill("From the second tab, undecided.")
    seen.get_by_role("textbox").fill("From the first tab, and more.")
    saved(first)
    second.close()
    third, row = bench()
    expect(row.get_by_role("textbox")).to_have_value("From the second tab, undecided.")
    expect(row.get_by_text("Not yet: From the first tab, and more.")).to_be_visible()
    third.reload()
    expect(row.get_by_role("textbox")).to_have_value("From the second tab, undecided.")
    expect(row.get_by_text("Not yet: From the first tab, and more.")).to_be_visible()
    assert RowScore.objects.get().comment == "From the first tab, and more."
    third.get_by_role("button", name="Decide").click()
    expect(third.locator("[data-saved]")).to_have_text("Changed in another tab")
    row.get_by_role("button", name="Keep what is here").click()
    saved(third)
    assert RowScore.objects.get().comment == "From the second tab, undecided."
    assert third.evaluate("Object.keys(localStorage)") == []


def test_a_reviewer_chooses_between_all_that_closed_tabs_left(
    bench: Callable[[], tuple[Page, Locator]],
) -> None:
    tabs = [bench() for _tab in range(3)]
    for number, (tab, row) in enumerate(tabs, start=1):
        cut_off(tab)
        row.get_by_role("radio", name="Not yet").check()
        row.get_by_role("textbox").fill(f"Tab {number}.")
        expect(tab.locator("[data-saved]")).to_have_text("Kept on this device")
    for tab, _row in tabs:
        tab.close()
    page, row = bench()
    expect(row.get_by_role("textbox")).to_have_value("Tab 3.")
    expect(row.get_by_text("Not yet: Tab 2.")).to_be_visible()
    row.get_by_role("button", name="Use the other").click()
    expect(row.get_by_text("Not yet: Tab 1.")).to_be_visible()
    assert not RowScore.objects.exists()
    page.reload()
    expect(row.get_by_role("textbox")).to_have_value("Tab 2.")
    expect(row.get_by_text("Not yet: Tab 1.")).to_be_visible()
    row.get_by_role("button", name="Keep what is here").click()
    saved(page)
    assert RowScore.objects.get().comment == "Tab 2."
    assert page.evaluate("Object.keys(localStorage)") == []
