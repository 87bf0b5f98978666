"""The lead brings what teachers earned before; a teacher finds it, and adds one from elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from tests.credentials.test_earlier import COUNTS, offered
from tests.openbadges import made
from waypost.credentials.models import EarlierRecord, OutsideBadge
from waypost.openbadges import bake, dump
from waypost.people.models import Person

SignIn = Callable[[Page, Person], None]
pytestmark = pytest.mark.django_db(transaction=True)

LINES = """E-mail;Name;Badge;Date;Issuer
ortiz@pecanflats.example;;Forms quizzes;5/14/2019;Region 12
;María Ortiz;Seesaw Pioneer;2018;Seesaw
ortis@pecanflats.example;;Seesaw Pioneer;2018;
reyes@pecanflats.example;;Seesaw Pioneer;spring 2019;
"""


@pytest.mark.one_size
def test_old_badges_come_in_are_looked_over_added_and_taken_back(
    page: Page, pecan_flats: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    file = tmp_path / "old badges.csv"
    file.write_bytes(LINES.encode("utf-16"))
    sign_in(page, cast.lead)
    page.goto("/program")
    page.get_by_role("link", name="Earned before").click()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("Did you mean ortiz@pecanflats.example?")).to_be_visible()
    expect(page.get_by_text("“spring 2019” can’t be read as a date.")).to_be_visible()
    expect(page.get_by_role("button", name="Add")).to_have_count(0)
    shot(page, "earlier/undecided")
    page.get_by_role("link", name="Decide the titles").click()
    page.get_by_label("Forms quizzes").select_option(
        "Google Forms: a quiz that grades itself (Badge)"
    )
    shot(page, "earlier/titles")
    page.get_by_role("button", name="let all others count as themselves").click()
    expect(page.get_by_text("Counts as “Google Forms: a quiz that grades itself”")).to_be_visible()
    assert not EarlierRecord.objects.exists()
    shot(page, "earlier/decided")
    page.get_by_role("button", name="Add these 2 records").click()
    expect(page.get_by_role("heading", name="2 records were added")).to_be_visible()
    expect(page.get_by_text("Line 5: a date that can’t be read")).to_be_visible()
    shot(page, "earlier/report")
    page.go_back()
    page.go_back()
    page.goto("/earlier")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", name="Nothing would be added")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, cast.ortiz)
    page.goto("/badges")
    expect(page.get_by_text("On record at Pecan Flats ISD.")).to_be_visible()
    expect(page.get_by_text("May 14, 2019, Region 12")).to_be_visible()
    shot(page, "earlier/shelf")
    page.goto("/catalog/counts")
    path = page.get_by_role("list").filter(has=page.get_by_text("Earned before", exact=True))
    expect(path.first).to_be_visible()
    expect(page.get_by_text("Still to go: Check and change").first).to_be_visible()
    shot(page, "earlier/path")

    page.context.clear_cookies()
    sign_in(page, cast.hr)
    page.goto("/earlier")
    page.get_by_role("link", name="old badges.csv").last.click()
    page.get_by_role("link", name="Take this file back").click()
    page.get_by_label("Why are they taken back?").fill("The list of another district.")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The list of another district.")).to_be_visible()
    assert EarlierRecord.objects.active().count() == 0


@pytest.mark.one_size
def test_a_teacher_adds_a_badge_from_elsewhere_and_takes_it_away(
    page: Page, pecan_flats: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    picture = tmp_path / "polls.png"
    picture.write_bytes(bake(made.png(), dump(made.badge())))
    sign_in(page, pecan_flats.ortiz)
    page.goto("/badges")
    page.get_by_role("link", name="Add a badge from elsewhere").click()
    page.get_by_label("What is it called?").fill("Polls")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Choose the badge file, or paste a link").first).to_be_visible()
    expect(page.get_by_label("What is it called?")).to_have_value("Polls")
    page.get_by_label("Badge file").set_input_files(picture)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Checking for understanding")).to_be_visible()
    expect(page.get_by_text("which is not María Ortiz’s name here")).to_be_visible()
    shot(page, "earlier/elsewhere")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("Checked again.")).to_be_visible()
    page.goto("/badges")
    page.get_by_role("link", name="Checking for understanding").click()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Your badges")).to_be_visible()
    assert not OutsideBadge.objects.exists()
