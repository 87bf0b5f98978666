"""The whole of it, as people do it: earn, be sent back, earn again, show it, have it checked,
have it taken back. Nothing is prepared but the district; nobody is told what to click by code."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import NOW, PASSWORD, Cast, confirm
from tests.keys import Keys
from waypost.credentials.models import Award, Document
from waypost.journal.actions import deliver_one
from waypost.journal.models import Delivery
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.review.models import Decision

pytestmark = pytest.mark.journey

# A photo is cleaned in a process of its own, which takes a while on a busy machine.
SLOW = 30_000


@pytest.fixture
def district(pecan_flats: Cast) -> Cast:
    """A real one, so that its badges are."""
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    return pecan_flats


@pytest.mark.parametrize(
    "size",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.only_with_all)],
    ids=["phone", "desktop"],
)
def test_from_wanting_to_learn_to_a_badge_that_anyone_can_check(
    size: ViewportSize, browse: Browse, district: Cast, tmp_path: Path
) -> None:
    still: dict[str, Any] = {"reduced_motion": "reduce"}  # a page is left faster here than it turns
    page, lead, reviewer = browse(size, **still), browse(size, **still), browse(**still)
    plain = browse(size, java_script_enabled=False)

    enter(page, district.ortiz)
    begin(page)
    work = page.url
    hand_in(page, tmp_path)
    mailed("Got it: Check and change")

    enter(reviewer, district.dana)
    review_by_keyboard(reviewer, ["2", "1", "2"], feedback="Say which answer your move was for.")
    expect(reviewer.get_by_text("Sent back with the next steps")).to_be_visible()
    mailed("Check and change: one row to go")

    page.goto(work)
    expect(page.get_by_text("Say which answer your move was for.").first).to_be_visible()
    add_photo(page, tmp_path / "IMG_0002.png", number=2)
    submit(page)
    review_by_keyboard(reviewer, ["2"])
    expect(reviewer.get_by_text("every row is Demonstrated")).to_be_visible()
    mailed("You earned it: Check and change")

    address = share(page)
    plain.goto(address)
    expect(plain.get_by_role("heading", level=1)).to_have_text("This badge is real")
    expect(plain.get_by_text("Pecan Flats ISD issued it to María Ortiz")).to_be_visible()
    expect(plain.get_by_text("Not withdrawn.")).to_be_visible()
    expect(plain.get_by_text("Acting on it")).to_be_visible()

    enter(lead, district.lead)
    withdraw(lead)
    mailed("Withdrawn: Check and change")
    plain.reload()
    expect(plain.get_by_role("heading", level=1)).to_have_text("This badge was withdrawn")
    expect(plain.get_by_text("Reason: Issued in error").first).to_be_visible()
    assert (Award.objects.count(), Document.objects.count()) == (1, 1)
    assert list(Decision.objects.order_by("decided_at").values_list("verdict", flat=True)) == [
        "not_yet",
        "award",
    ]
    assert not Delivery.objects.filter(done_at=None).exists()


def enter(page: Page, person: Person) -> None:
    page.goto("/account/login/")
    page.get_by_label("School e-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    if Person.objects.with_roles().get(pk=person.pk).has_power:
        # Asked for a second factor, which can wait for two weeks.
        page.get_by_role("link", name="Not now").click()
    page.wait_for_url("**/home")


def begin(page: Page) -> None:
    page.goto("/catalog")
    page.get_by_role("link", name="Check and change").first.click()
    expect(page.get_by_role("heading", level=1, name="Check and change")).to_be_visible()
    page.locator("form[action^='/earn/'] button:visible").first.click()
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}"))


def hand_in(page: Page, folder: Path) -> None:
    page.get_by_label("Or type it here").fill("A plant gains mass. Where does it come from?")
    add_photo(page, folder / "IMG_0001.png", number=1)
    page.get_by_label("Which answer surprised you?").fill("Half of them chose the soil.")
    page.get_by_label("What will you ask differently?").fill("I will ask about air.")
    submit(page)


def add_photo(page: Page, path: Path, number: int, piece: int = 2) -> None:
    Image.effect_noise((900, 600), 60).convert("RGB").save(path)
    page.locator(f"#file-{piece}").set_input_files(path)
    items = page.locator(f"#piece-{piece}-files .item")
    expect(items).to_have_count(number, timeout=SLOW)
    items.last.get_by_label("Their work only, names covered").check()


def submit(page: Page) -> None:
    expect(page.locator("#left")).to_have_text("Everything is here", timeout=SLOW)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You’ll hear by").first).to_be_visible()


def review_by_keyboard(
    page: Page, levels: list[str], feedback: str = "", what: str = "Check and change"
) -> None:
    """From the list to the letter without touching a mouse."""
    keys = Keys(page)
    page.goto("/review")
    keys.to_name(what)
    keys.press("Enter")
    page.wait_for_url("**/review/*")
    keys.to_name("Start reviewing")
    keys.press("Enter")
    expect(page.get_by_label("Score with keys")).to_be_visible()
    keys.press(*levels)
    if feedback:
        keys.press("k", "c")
        keys.type(feedback)
        keys.press("Escape")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    keys.press("Control+Enter")
    page.wait_for_url("**/decide*")
    expect(page.locator("main button.primary")).to_be_visible()
    keys.enter("main button.primary")
    page.wait_for_url("**/review")


def mailed(subject: str) -> None:
    """The delivery loop has come by, and the letter has left once."""
    while deliver_one(at=timezone.now()):
        continue
    assert [letter.subject for letter in mail.outbox].count(subject) == 1
    assert not Letter.objects.filter(sent_at=None).exists()


def share(page: Page) -> str:
    """Gives the public address that the holder's page names."""
    page.goto("/badges")
    page.get_by_role("link", name="Check and change").first.click()
    page.get_by_label("Anyone with the link").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Anyone with this address sees the badge.")).to_be_visible()
    return page.locator("a.address").get_attribute("href") or ""


def withdraw(page: Page) -> None:
    page.goto("/awards")
    page.get_by_role("link", name="María Ortiz").click()
    page.get_by_role("link", name="Withdraw this badge").click()
    page.get_by_label("Issued in error").check()
    page.get_by_label("A few words to the earner").fill("It was issued to the wrong Ortiz.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Withdrawn on").first).to_be_visible()
