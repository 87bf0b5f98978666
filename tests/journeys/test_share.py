"""A teacher has earned a badge and takes it along: a link, a card for her site, a wallet."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Browse
from tests.cast import Cast
from tests.credentials.made import award
from tests.journeys.test_main_job import enter
from waypost.credentials.models import Award
from waypost.openbadges import dump, verify
from waypost.openbadges.verify import Outcome

pytestmark = pytest.mark.journey


def test_a_badge_goes_along_in_every_way_its_earner_chooses(
    browse: Browse, pecan_flats: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    page = browse(PHONE, permissions=["clipboard-read", "clipboard-write"])
    enter(page, pecan_flats.ortiz)
    page.goto(f"/badges/{made.pk}/share")
    expect(page.get_by_role("heading", name="It’s private now")).to_be_visible()
    page.get_by_role("link", name="Choose who sees it").click()
    page.get_by_label("Anyone with the link").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Share it").click()

    place = f"{pecan_flats.district.address}/c/{made.public_id}"
    assert copied(page, "Copy the link") == place
    signature = copied(page, "Copy the signature")
    assert signature.splitlines() == [made.version.title, place]
    frame = copied(page, "Copy the HTML")
    assert frame.startswith(f'<iframe src="{place}/frame"')
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading", name=made.version.title)).to_be_visible()
    expect(card.get_by_text("María Ortiz")).to_be_visible()
    page.locator("[data-copy-rich]").focus()
    while page.evaluate("document.activeElement.tagName") != "IFRAME":
        page.keyboard.press("Tab")
    expect(card.locator(".badge-card")).to_have_css("outline-style", "solid")

    page.get_by_role("link", name="Show a code for my wallet").click()
    expect(page.get_by_role("img", name="QR code that hands the badge to a wallet")).to_be_visible()
    link = page.get_by_role("link", name="Open in the wallet on this phone")
    taken(pecan_flats, made, str(link.get_attribute("href")))


def copied(page: Page, button: str) -> str:
    page.get_by_role("button", name=button).click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def taken(cast: Cast, award: Award, link: str) -> None:
    """As a wallet takes it, with nothing but the link, and checked like any badge."""
    asked = parse_qs(urlsplit(link).query)["vc_request_url"][0]
    wallet = Client(headers={"host": cast.district.host})
    answer = wallet.post(urlsplit(asked).path, data="{}", content_type="application/json")
    (badge,) = answer.json()["verifiablePresentation"]["verifiableCredential"]
    assert verify(dump(badge), now=timezone.now()).outcome is Outcome.PRACTICE
    assert badge["id"] == award.urn
