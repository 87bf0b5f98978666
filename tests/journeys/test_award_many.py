"""A lead awards everyone on a list: looks it over, types how many, watches, reads the report, and
takes it all back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import NOW, Cast
from tests.credentials.lists import crowd
from tests.credentials.made import award
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award, AwardList
from waypost.journal.actions import deliver_all
from waypost.people.models import Person

SignIn = Callable[[Page, Person], None]
Checked = Callable[[Page], None]
pytestmark = pytest.mark.django_db(transaction=True)

LINES = """E-mail,Name,Date,Note
ortiz@pecanflats.example,,5/14/2019,Binder 3
,Mateo Reyes,,
ortiz@pecanflats.example,,,
wells@pecanflats.example,,,
nobody@pecanflats.example,,,
lead@pecanflats.example,,,
hr@pecanflats.example,,May 2019,
rep@pecanflats.example,,,
"""


@pytest.mark.one_size
def test_a_list_is_looked_over_awarded_reported_and_withdrawn(
    page: Page, pecan_flats: Cast, sign_in: SignIn, fits: Checked, axe: Checked, tmp_path: Path
) -> None:
    cast = pecan_flats
    award(cast, to=cast.wells)
    file = tmp_path / "spring workshop.csv"
    file.write_text(LINES)
    sign_in(page, cast.lead)
    page.goto("/program")
    page.get_by_role("link", name="Award many").click()
    page.get_by_label("What is awarded").select_option(
        "Google Forms: a quiz that grades itself (Badge)"
    )
    page.get_by_label("In place of a paper certificate").check()
    page.get_by_label("Where is the list from?").fill("The binder of the spring workshop.")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("Choose the file with the list, or paste it").first).to_be_visible()
    page.get_by_label("CSV file").set_input_files(file)
    shot(page, "many/bring")
    axe(page)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", name="3 people would have it")).to_be_visible()
    expect(page.get_by_text("The same person as in line 2.")).to_be_visible()
    expect(page.get_by_text("Nobody awards themselves.")).to_be_visible()
    expect(page.get_by_text("“May 2019” names no day")).to_be_visible()
    shot(page, "many/look")
    fits(page)
    axe(page)
    page.get_by_label("Ana Sosa").uncheck()
    page.get_by_role("button", name="Save who is ticked").click()
    expect(page.get_by_text("Left out now: 1.")).to_be_visible()
    page.get_by_label("Ana Sosa").check()
    page.get_by_role("button", name="Save who is ticked").click()
    expect(page.get_by_text("Left out now: 0.")).to_be_visible()
    # What was unticked and not saved by itself is saved on the way.
    page.get_by_label("Ana Sosa").uncheck()
    page.get_by_role("button", name="Go on to awarding").click()
    expect(page.get_by_text("Nobody reviewed evidence for it here.")).to_be_visible()
    page.get_by_label("How many people will have it?").fill("3")
    page.get_by_role("button", name="Award them").click()
    expect(page.get_by_text("It is 2 people now.").first).to_be_visible()
    shot(page, "many/begin")
    fits(page)
    axe(page)
    assert not Award.objects.filter(award_list__isnull=False).exists()
    page.get_by_label("How many people will have it?").fill("2")
    page.get_by_role("button", name="Award them").click()
    expect(page.get_by_role("heading", name="Awarding")).to_be_visible()
    shot(page, "many/running")
    page.get_by_role("button", name="Stop for now").click()
    expect(page.get_by_role("heading", name="Stopped for now")).to_be_visible()
    deliver_all(at=timezone.now())
    assert not Award.objects.filter(award_list__isnull=False).exists()
    page.get_by_role("button", name="Go on").click()
    deliver_all(at=timezone.now())
    # Nobody asks: the page looks by itself.
    expect(page.get_by_role("heading", name="Done")).to_be_visible(timeout=15_000)
    shot(page, "many/report")
    fits(page)
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Every line as a file").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 8
    assert "2,ortiz@pecanflats.example,María Ortiz,2019-05-14,Binder 3,awarded" in rows[1]
    page.get_by_role("link", name="Withdraw the whole list").click()
    page.get_by_label("A few words to the earners").fill("It was the list of another badge.")
    page.get_by_label("How many badges are withdrawn?").fill("2")
    shot(page, "many/withdraw")
    page.get_by_role("button", name="Withdraw them").click()
    expect(page.get_by_role("heading", name="Being withdrawn")).to_be_visible()
    deliver_all(at=timezone.now())
    expect(page.get_by_role("heading", name="Withdrawn", exact=True)).to_be_visible(timeout=15_000)
    shot(page, "many/withdrawn")
    assert Award.objects.filter(award_list__isnull=False).active().count() == 0


@pytest.mark.one_size
def test_people_are_chosen_and_a_stranger_reads_how_it_was_decided(
    page: Page, plain: Page, pecan_flats: Cast, sign_in: SignIn, fits: Checked
) -> None:
    cast = pecan_flats
    crowd(cast, 60)
    sign_in(plain, cast.lead)
    plain.goto("/award-many")
    plain.get_by_role("link", name="Choose people instead").click()
    plain.get_by_label("Role").select_option("Teacher")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_text("4 people")).to_be_visible()
    shot(plain, "many/people")
    plain.get_by_label("What is awarded").select_option("Check and change (Micro-credential)")
    plain.get_by_label("They attended a session").check()
    plain.get_by_label("Where is the list from?").fill("The kickoff in August.")
    plain.get_by_role("button", name="Look it over").click()
    plain.get_by_role("button", name="Go on to awarding").click()
    plain.get_by_label("How many people will have it?").fill("4")
    plain.get_by_label("Write to each of them").uncheck()
    plain.get_by_role("button", name="Award them").click()
    deliver_all(at=timezone.now())
    plain.get_by_role("link", name="See how far it is").click()
    expect(plain.get_by_text("No letters were sent.")).to_be_visible()

    made = Award.objects.get(person=cast.ortiz)
    assert made.award_list == AwardList.objects.get()
    credentials.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    page.goto(f"/c/{made.public_id}")
    expect(
        page.get_by_text("Awarded by the district from a list of those who attended")
    ).to_be_visible()
    expect(page.get_by_text("Demonstrated")).to_have_count(0)
    expect(page.get_by_text("Clock-hours")).to_have_count(0)
    shot(page, "many/proof")
    fits(page)
    sign_in(page, cast.ortiz)
    page.goto(f"/badges/{made.pk}")
    expect(page.get_by_text("Awarded by the district from a list", exact=True)).to_be_visible()
    expect(page.get_by_text("The kickoff in August.")).to_be_visible()
    shot(page, "many/badge")
