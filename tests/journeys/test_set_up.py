"""From an empty folder to a confirmed address: a program lead, alone, in a browser."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, Browse, shot
from tests.front import proxy_to, serving
from tests.serving import certificate
from waypost.founding import door, reach
from waypost.people.models import Campus, DayOff, District
from waypost.support.models import HelpDesk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_theme]


@pytest.fixture
def host() -> str:
    """This machine, on which no district lives yet."""
    return "localhost"


@pytest.fixture
def key(settings: Settings, tmp_path: Path) -> str:
    settings.KEYS = tmp_path / "keys"
    return door.key()


@pytest.fixture
def front(
    live_server: LiveServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A name with TLS in front of the server; this machine stands for one out in the world."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    pem = certificate(tmp_path, "localhost")
    with serving(proxy_to(int(live_server.url.rsplit(":", 1)[1])), pem) as port:
        there = f"localhost:{port}"
        monkeypatch.setattr(reach, "ask", partial(reach.ask, allow_private=[there]))
        # Nobody trusts its certificate until the test says so.
        monkeypatch.setenv("WAYPOST_TEST_CERTIFICATE", str(pem))
        yield f"https://{there}"


def begin(page: Page, key: str) -> None:
    page.goto("/catalog")
    expect(page.get_by_role("heading", name="This server has no district yet")).to_be_visible()
    page.goto(f"/setup?key={key}")
    page.get_by_label("District", exact=True).fill("Live Oak ISD")
    page.get_by_label("Your full name").fill("Ada Moreno")
    page.get_by_label("Your school e-mail").fill("ada@liveoak.example")
    page.get_by_label("A password for you").fill("short")
    page.get_by_role("button", name="Make the district").click()
    expect(page.get_by_role("alert")).to_contain_text("too short")
    page.get_by_label("A password for you").fill("a purple pecan river")
    page.get_by_role("button", name="Make the district").click()
    expect(page.get_by_role("heading", name="Set up", exact=True)).to_be_visible()


def step(page: Page, name: str) -> None:
    page.get_by_role("link", name=f"Next {name}").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


@pytest.mark.one_size
def test_a_lead_sets_a_district_up_and_confirms_its_address(
    page: Page,
    key: str,
    front: str,
    browse: Browse,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin(page, key)
    axe(page)
    fits(page)
    shot(page, "set-up")
    step(page, "Campuses")
    page.get_by_label("Add campuses").fill("Acorn Elementary\nLive Oak High")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="2 campuses")).to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    step(page, "Add people")
    page.get_by_label("Addresses, one a line").fill("Rio Vega <rio@liveoak.example>")
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Add this person").click()
    page.goto("/setup")
    step(page, "Colors and logo")
    before = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--deep')")
    page.get_by_label("Brand color").fill("#7a0019")
    page.wait_for_function(
        "old => getComputedStyle(document.documentElement).getPropertyValue('--deep') !== old",
        arg=before,
    )
    Image.new("RGB", (900, 600), "#7a0019").save(tmp_path / "logo.png")
    page.get_by_label("Logo", exact=False).first.set_input_files(tmp_path / "logo.png")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("header img.logo")).to_be_visible()
    step(page, "Days off")
    page.get_by_label("Days off").fill("2026-12-21 to 2027-01-01 Winter break\nSpring break")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2, “Spring break”: begin with a date")
    page.get_by_label("Days off").fill("2026-12-21 to 2027-01-01 Winter break")
    page.get_by_role("button", name="Save").click()
    step(page, "Clock-hours")
    page.get_by_label("Provider number").fill("500123")
    page.get_by_role("button", name="Save").click()
    step(page, "Help person")
    page.get_by_label("Their school e-mail").fill("ada@liveoak.example")
    page.get_by_role("button", name="Save").click()
    step(page, "Mail server")
    page.get_by_label("Mail server", exact=True).fill("smtp.liveoak.example")
    page.get_by_label("Sender address").fill("learning@liveoak.example")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Set up", exact=True).click()
    step(page, "Public address")
    confirm_address(page, front, browse, monkeypatch)
    axe(page)
    fits(page)
    page.goto("/setup")
    page.get_by_role("button", name="Put this list away").click()
    expect(page.get_by_role("link", name="Set up", exact=True)).to_have_count(0)
    made = District.objects.get()
    assert (made.address, made.practice, made.brand) == (front, False, "#7a0019")
    counts = (Campus.objects.count(), DayOff.objects.count(), HelpDesk.objects.count())
    assert counts == (2, 12, 1)


def confirm_address(
    page: Page, front: str, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(page.get_by_text("Badges carry this address for good")).to_be_visible()
    page.get_by_label("Public address").fill(front)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("signed by nobody whom browsers know")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm this address")).to_have_count(0)
    monkeypatch.setenv("SSL_CERT_FILE", os.environ["WAYPOST_TEST_CERTIFICATE"])
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("This server answers there")).to_be_visible()
    link = page.get_by_text(f"{front}/address/").inner_text()
    phone = browse(PHONE, ignore_https_errors=True)
    phone.goto(link)
    expect(phone.get_by_role("heading", name="It works from here")).to_be_visible()
    page.get_by_role("button", name="I opened it").click()
    expect(page.get_by_text("It was opened from outside")).to_be_visible()
    page.get_by_label("I know that this address can’t be changed later").check()
    shot(page, "public-address")
    page.get_by_role("button", name="Confirm this address").click()
    expect(page.get_by_text("So it can’t be changed.")).to_be_visible()


@pytest.mark.one_size
def test_it_begins_without_javascript_too(plain: Page, key: str) -> None:
    begin(plain, key)
    step(plain, "Campuses")
    plain.get_by_label("Add campuses").fill("Acorn Elementary")
    plain.get_by_role("button", name="Add").click()
    plain.get_by_role("link", name="Back to the list").click()
    step(plain, "Add people")
    plain.get_by_label("Addresses, one a line").fill("Rio Vega <rio@liveoak.example>")
    plain.get_by_role("button", name="Show what would happen").click()
    plain.get_by_role("button", name="Add this person").click()
    plain.goto("/setup")
    step(plain, "Colors and logo")
    plain.get_by_label("Brand color").fill("#7a0019")
    plain.get_by_role("button", name="Save").click()
    plain.goto("/settings/look")
    expect(plain.get_by_label("Brand color")).to_have_value("#7a0019")
    assert District.objects.get().brand == "#7a0019"
