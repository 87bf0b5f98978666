"""Signing in, holding a badge, checking it and withdrawing it, by keyboard alone; earning and
reviewing by keyboard are journeys of their own."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import PASSWORD, Cast
from tests.keys import Keys
from tests.pages.stage import earn
from waypost.credentials.models import Award

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def award(pecan_flats: Cast) -> Award:
    return earn(pecan_flats, pecan_flats.ortiz, "forms-quiz")


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browse: Browse) -> Page:
    """A phone can have a keyboard too."""
    return browse(request.param)


def with_password(page: Page, email: str) -> Keys:
    keys = Keys(page)
    page.goto("/account/login/")
    keys.to("[name=login]")
    keys.type(email)
    keys.to("[name=password]")
    keys.type(PASSWORD)
    keys.press("Enter")
    return keys


@pytest.mark.one_size
def test_a_code_from_the_mail_signs_in(page: Page, pecan_flats: Cast) -> None:
    keys = Keys(page)
    page.goto("/")
    keys.enter("a[href^='/account/login/']")
    page.wait_for_url("**/account/login/**")
    keys.enter("a[href^='/account/login/code/']")
    page.wait_for_url("**/account/login/code/**")
    keys.to("[name=email]")
    keys.type(pecan_flats.ortiz.email)
    keys.press("Enter")
    page.wait_for_url("**/code/confirm/**")
    code = re.search(r"\b\d{6}\b", str(mail.outbox[0].body))
    assert code
    keys.to("[name=code]")
    keys.type(code[0])
    keys.press("Enter")
    page.wait_for_url("**/home")
    expect(page.get_by_role("heading", level=1)).to_contain_text("María")
    keys.to("[popovertarget]")
    keys.press("Enter")
    keys.enter(":popover-open form[action='/account/logout/'] button")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


@pytest.mark.one_size
def test_a_holder_shows_a_badge_and_keeps_its_files(
    page: Page, browse: Browse, pecan_flats: Cast, award: Award, tmp_path: Path
) -> None:
    keys = with_password(page, pecan_flats.ortiz.email)
    page.wait_for_url("**/home")
    keys.enter("nav a[href='/badges']")
    page.wait_for_url("**/badges")
    keys.enter(f"main a[href='/badges/{award.pk}']")
    page.wait_for_url(f"**/badges/{award.pk}")
    keys.choose("[name=visibility][value=public]")
    keys.enter("main form button.primary")
    address = page.locator("a.address")
    expect(address).to_be_visible()
    files = []
    for kind in ("json", "png", "svg"):
        keys.to(f"main a[href$='.{kind}']")
        with page.expect_download() as coming:
            keys.press("Enter")
        files.append(tmp_path / f"badge.{kind}")
        coming.value.save_as(files[-1])

    stranger = browse(page.viewport_size or DESKTOP, java_script_enabled=False)
    stranger.goto(address.get_attribute("href") or "")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("practice")
    for file in files:
        stranger.goto("/check")
        stranger.locator("[type=file]").set_input_files(file)
        Keys(stranger).enter("main form button.primary")
        expect(stranger.get_by_text(award.version.title).first).to_be_visible()


@pytest.mark.one_size
def test_a_lead_withdraws_a_badge(page: Page, pecan_flats: Cast, award: Award) -> None:
    keys = with_password(page, pecan_flats.lead.email)
    page.wait_for_url("**/second-factor/**")
    keys.to_name("Not now")
    keys.press("Enter")
    page.wait_for_url("**/home")
    page.goto("/awards")
    keys.enter(f"main a[href='/badges/{award.pk}']")
    page.wait_for_url(f"**/badges/{award.pk}")
    keys.enter(f"main a[href='/badges/{award.pk}/withdraw']")
    page.wait_for_url("**/withdraw")
    keys.choose("[name=reason][value=error]")
    keys.to("main textarea")
    keys.type("It was issued to the wrong Ortiz.")
    keys.enter("main form button[type=submit]")
    expect(page.get_by_text("Withdrawn on").first).to_be_visible()
    award.refresh_from_db()
    assert award.withdrawal.note == "It was issued to the wrong Ortiz."
