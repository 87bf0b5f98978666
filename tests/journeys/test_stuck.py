"""A teacher who is stuck asks the help person from where they are, and hears from them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from waypost.people.models import Person
from waypost.support import actions as support
from waypost.support.models import HelpRequest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_theme]
LINE = "Office hours Tuesdays 3:45, library or Meet"


@pytest.mark.one_size
def test_a_teacher_asks_from_their_work_and_the_coach_answers(
    page: Page,
    started: Callable[[Page], str],
    sign_in: Callable[[Page, Person], None],
    pecan_flats: Cast,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    support.keep_desk(
        person=pecan_flats.dana,
        line=LINE,
        by=pecan_flats.lead,
        at=pecan_flats.district.created_at,
    )
    place = started(page)
    card = page.get_by_role("region", name="Stuck?")
    expect(card).to_contain_text("Dana Whitfield")
    expect(card).to_contain_text(LINE)
    expect(card).to_contain_text("this step: Working on it.")
    card.get_by_label("What are you stuck on?").fill("Does a warm-up count?")
    shot(page, "stuck")
    card.get_by_role("button", name="Ask Dana").click()
    page.wait_for_url(place)
    expect(card).to_contain_text("You’ll hear from Dana.")
    axe(page)
    fits(page)
    page.goto("/catalog/check-and-change")
    expect(page.get_by_role("region", name="Stuck?")).to_contain_text("You’ll hear from Dana.")
    sign_in(page, pecan_flats.dana)
    page.goto("/program/asked")
    expect(page.get_by_text("Does a warm-up count?")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "asked")
    page.get_by_role("button", name="Mark as answered María Ortiz").click()
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    assert HelpRequest.objects.get().answered_by == pecan_flats.dana


@pytest.mark.one_size
def test_it_asks_without_javascript_too(
    plain: Page, sign_in: Callable[[Page, Person], None], pecan_flats: Cast
) -> None:
    support.keep_desk(
        person=pecan_flats.dana,
        line="",
        by=pecan_flats.lead,
        at=pecan_flats.district.created_at,
    )
    sign_in(plain, pecan_flats.ortiz)
    plain.goto("/catalog/check-and-change")
    plain.get_by_role("button", name="Ask Dana").click()
    expect(plain.get_by_text("You’ll hear from Dana.")).to_be_visible()
    plain.get_by_label("What are you stuck on?").fill("One more thing")
    plain.get_by_role("button", name="Ask Dana").click()
    expect(plain.get_by_role("alert")).to_contain_text("Wait a minute")
    expect(plain.get_by_label("What are you stuck on?")).to_have_value("One more thing")
