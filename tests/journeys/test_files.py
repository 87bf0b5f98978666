"""She takes her badge in every form, signs evidence into it, and a stranger checks her files."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import NOW, Cast
from tests.credentials.made import confirmed
from tests.credentials.test_showing import earned
from tests.journeys.test_main_job import enter
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.openbadges import OlderBadge, unbake

pytestmark = pytest.mark.journey


@pytest.fixture
def badge(pecan_flats: Cast) -> Award:
    """Real and public; nothing is shown beside it yet, though one photo could be."""
    made, _ = earned(confirmed(pecan_flats), shown=False)
    return made


@pytest.mark.parametrize(
    "size",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.only_with_all)],
    ids=["phone", "desktop"],
)
def test_every_form_is_there_by_name_and_evidence_is_signed_when_she_asks(
    size: ViewportSize, browse: Browse, pecan_flats: Cast, badge: Award, tmp_path: Path
) -> None:
    page, stranger = browse(size), browse(size, java_script_enabled=False)
    enter(page, pecan_flats.ortiz)
    page.goto(f"/badges/{badge.pk}")
    first = save(page, "Badge file (JSON)", tmp_path)
    assert "evidence" not in json.loads(first.read_bytes())
    with pytest.raises(OlderBadge):
        unbake(save(page, "For older backpacks (PNG)", tmp_path).read_bytes())
    assert b"openbadgecredential" in save(page, "Picture (PNG)", tmp_path).read_bytes()
    address = page.get_by_role("link", name="For older backpacks (address)")
    assert str(address.get_attribute("href")).endswith(f"/ob2/assertions/{badge.public_id}.json")

    page.get_by_label("Photo 1").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Put it into the signed badge too").click()
    page.get_by_label("Photo 1").fill("Two answers surprised me.")
    page.get_by_role("button", name="Put into the signed badge").click()
    expect(page.get_by_text("Signed anew, with 1 piece in it.")).to_be_visible()
    second = save(page, "Badge file (JSON)", tmp_path)
    assert (
        json.loads(second.read_bytes())["evidence"][0]["narrative"] == "Two answers surprised me."
    )

    says(stranger, second, "This badge is real")
    says(stranger, first, "This file was replaced by a newer one")
    page.goto("/badges")
    says(stranger, save(page, "Save your record", tmp_path), "This badge is real")


def save(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("link", name=name).click()
    place = folder / f"{len(list(folder.iterdir()))}-{found.value.suggested_filename}"
    found.value.save_as(place)
    return place


def says(page: Page, file: Path, heading: str) -> None:
    page.goto("/check")
    page.get_by_label("Badge file").set_input_files(file)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_what_was_withdrawn_is_offered_to_no_older_backpack(
    browse: Browse, pecan_flats: Cast, badge: Award
) -> None:
    actions.withdraw(award=badge, reason="error", note="x", by=pecan_flats.lead, at=NOW)
    page = browse(PHONE)
    enter(page, pecan_flats.ortiz)
    page.goto(f"/badges/{badge.pk}")
    expect(page.get_by_role("link", name="Badge file (JSON)")).to_be_visible()
    expect(page.get_by_text("For older backpacks")).to_have_count(0)
