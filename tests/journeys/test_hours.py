"""Hours: the teacher says when they were, prints the certificate, and HR takes the file."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect
from pypdf import PdfReader

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import NOW, Cast, confirm
from tests.credentials.made import award
from tests.journeys.test_main_job import enter
from tests.pages.stage import visitor
from waypost.credentials.models import Award
from waypost.people.models import District

pytestmark = pytest.mark.journey


@pytest.fixture
def earned(pecan_flats: Cast) -> Award:
    """Four hours, real, in a district that wrote down who it is as a provider."""
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    District.objects.filter(pk=pecan_flats.district.pk).update(
        provider_name="Pecan Flats ISD", provider_number="500123"
    )
    for person in pecan_flats.people.values():
        person.refresh_from_db()
    return award(pecan_flats, "check-and-change", to=pecan_flats.ortiz)


@pytest.mark.parametrize(
    "size",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.only_with_all)],
    ids=["phone", "desktop"],
)
def test_from_a_missing_number_to_a_certificate_and_a_file(
    size: ViewportSize, browse: Browse, pecan_flats: Cast, earned: Award
) -> None:
    page, hr = browse(size), browse(size)
    enter(page, pecan_flats.ortiz)
    page.goto(f"/badges/{earned.pk}")
    expect(page.get_by_text("Texas wants:")).to_be_visible()
    expect(page.get_by_role("link", name="Certificate (PDF)")).to_have_count(0)
    page.get_by_label("Hours outside contract time").fill("1.5")
    page.get_by_role("button", name="Save hours").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_text("Texas wants:")).to_have_count(0)
    expect(page.get_by_role("link", name="Certificate (PDF)")).to_be_visible()
    # A browser without a window shows no PDF, so it is fetched as the link would.
    printed = visitor(pecan_flats, pecan_flats.ortiz).get(f"/c/{earned.public_id}.pdf")
    said = " ".join(PdfReader(io.BytesIO(printed.content)).pages[0].extract_text().split())
    assert "Provider number 500123" in said
    assert "Outside contract time 1.5 h" in said
    page.goto("/badges")
    expect(page.get_by_text("Clock-hours: 4")).to_be_visible()

    enter(hr, pecan_flats.hr)
    hr.goto("/program")
    hr.get_by_role("link", name="Hours").click()
    hr.get_by_label("Name or title").fill("nobody")
    hr.get_by_role("button", name="Show").click()
    expect(hr.get_by_role("heading", name="No hours like that")).to_be_visible()
    hr.get_by_role("link", name="Show all").first.click()
    expect(hr.get_by_role("link", name="María Ortiz")).to_be_visible()
    with hr.expect_download() as saved:
        hr.get_by_role("button", name="Save the file").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["educator"], row["outside_contract_hours"]) == ("María Ortiz", "1.50")

    page.goto(f"/badges/{earned.pk}")
    expect(page.get_by_text("HR has handed these hours on.")).to_be_visible()
    hr.goto(f"/badges/{earned.pk}")
    hr.get_by_label("Hours outside contract time").fill("2")
    hr.get_by_label("Why it changes").fill("The calendar says so.")
    hr.get_by_role("button", name="Save hours").click()
    expect(hr.get_by_text("Hours outside contract time: 2")).to_be_visible()
