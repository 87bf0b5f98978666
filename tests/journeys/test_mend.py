"""A name is wrong on a badge, and a teacher changes hers: the lead mends, a stranger checks."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import NOW, Cast, confirm
from tests.credentials.made import award
from tests.journeys.test_main_job import enter
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter

pytestmark = pytest.mark.journey


@pytest.fixture
def earned(pecan_flats: Cast) -> Award:
    """Real and public, a small badge and one with hours beside it."""
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    for person in pecan_flats.people.values():
        person.refresh_from_db()
    made = award(pecan_flats, to=pecan_flats.ortiz)
    award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=pecan_flats.ortiz, at=NOW)
    return made


@pytest.mark.parametrize(
    "size",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.only_with_all)],
    ids=["phone", "desktop"],
)
def test_a_name_is_mended_and_the_old_file_says_that_it_was_replaced(
    size: ViewportSize, browse: Browse, pecan_flats: Cast, earned: Award, tmp_path: Path
) -> None:
    old = tmp_path / "badge.json"
    old.write_bytes(bytes(earned.documents.get().body))
    lead, stranger = browse(size), browse(size, java_script_enabled=False)

    enter(lead, pecan_flats.lead)
    correct_the_name(lead, earned)
    expect(lead.get_by_text("Corrected. The public page says so")).to_be_visible()
    expect(lead.get_by_text("Name corrected")).to_be_visible()
    deliver_all(at=timezone.now())
    assert Letter.objects.get(occasion__startswith="corrected:").subject.startswith("Corrected:")

    stranger.goto(f"/c/{earned.public_id}")
    expect(stranger.get_by_role("heading", name="This badge is real")).to_be_visible()
    expect(stranger.get_by_text("Reason: There was a mistake.")).to_be_visible()
    check(stranger, old)
    replaced = stranger.get_by_role("heading", name="This file was replaced by a newer one")
    expect(replaced).to_be_visible()
    expect(stranger.get_by_role("link", name="Open the badge’s page")).to_be_visible()
    expect(stranger.get_by_text("was withdrawn")).to_have_count(0)

    change_her_name(lead, earned)
    expect(lead.get_by_text("These 2 badges say an earlier name")).to_be_visible()
    lead.get_by_role("button", name="Sign 2 badges anew").click()
    expect(lead.get_by_text("2 badges signed anew")).to_be_visible()
    stranger.goto(f"/c/{earned.public_id}")
    expect(stranger.get_by_text("María Salas", exact=True).first).to_be_visible()


def correct_the_name(page: Page, made: Award) -> None:
    page.goto(f"/badges/{made.pk}")
    page.get_by_role("link", name="Correct the name").click()
    page.get_by_label("Name on the badge").fill("María Ortíz")
    page.get_by_label("There was a mistake").check()
    page.get_by_role("button", name="Sign the corrected badge").click()
    expect(page.get_by_label("Name on the badge")).to_have_value("María Ortíz")
    page.get_by_label("A few words to the earner").fill("The accent was missing.")
    page.get_by_role("button", name="Sign the corrected badge").click()


def change_her_name(page: Page, made: Award) -> None:
    page.goto(f"/badges/{made.pk}")
    page.get_by_role("link", name="All badges of María Ortiz").click()
    page.get_by_role("link", name="Change the name").click()
    page.get_by_label("Full name").fill("María Salas")
    page.get_by_label("A few words to the earner").fill("Congratulations on your wedding.")
    page.get_by_role("button", name="Change the name").click()


def check(page: Page, file: Path) -> None:
    page.goto("/check")
    page.get_by_label("Badge file").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
