"""A program lead brings people in, sees each mistake before anything is saved, and places them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from waypost.people.models import Person

LIST = """Name;E-mail;School;Role(s)
Eva Lund;eva.lund@pecanflats.example;Bluestem Elementary;Teacher
"Moss, Ben";ben.moss@pecanflats.example;Bluestem Elem;Teacher, Reviewer
;carla.diaz@pecanflats.example;;
María;ORTIZ@pecanflats.example;;Reviewer
No Address;;;
"""


@pytest.mark.one_size
def test_a_list_is_shown_mended_saved_and_each_person_found(
    page: Page,
    pecan_flats: Cast,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    sign_in(page, pecan_flats.lead)
    page.goto("/program")
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Add people").click()
    page.get_by_label("Addresses, one a line").fill(LIST)
    page.get_by_role("button", name="Show what would happen").click()
    mistakes = page.get_by_role("region", name="Lines with a mistake")
    expect(mistakes).to_contain_text("Did you mean “Bluestem Elementary”?")
    expect(mistakes).to_contain_text("There is no e-mail address in this line")
    others = page.get_by_role("region", name="All other lines")
    expect(others).to_contain_text("Carla Diaz")
    expect(others).to_contain_text("The name is guessed from the address.")
    expect(others).to_contain_text("Here already. Added: Reviewer")
    axe(page)
    fits(page)
    shot(page, "people-tried-out")
    # Not by accident: nothing is saved while a mistake is neither mended nor left out.
    page.get_by_role("button", name="Save this for 3 people").click()
    expect(page.get_by_role("alert")).to_contain_text("Some lines have mistakes")
    assert not Person.objects.filter(email="eva.lund@pecanflats.example").exists()
    box = page.get_by_label("Addresses, one a line")
    expect(box).to_have_value(re.compile("Bluestem Elem;"))
    mended = LIST.replace("Bluestem Elem;", "Bluestem Elementary;")
    box.fill(mended)
    page.get_by_role("button", name="Look again").click()
    page.get_by_label("Leave out the line with a mistake").check()
    page.get_by_role("button", name="Save this for 4 people").click()
    expect(page.get_by_role("status").first).to_contain_text(re.compile("brought in|people"))
    page.get_by_label("Name or e-mail").fill("moss")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Never signed in").last).to_be_visible()
    page.get_by_role("link", name="Ben Moss").click()
    _one_person(page, axe, fits)
    assert Person.objects.filter(district=pecan_flats.district, name="Ben Moss").count() == 1


def _one_person(page: Page, axe: Callable[[Page], None], fits: Callable[[Page], None]) -> None:
    roles = page.get_by_role("region", name="Roles")
    expect(roles.get_by_role("listitem")).to_have_count(2)
    page.get_by_label("Role", exact=True).select_option("Teacher-author")
    page.get_by_role("button", name="Give this role").click()
    expect(roles.get_by_role("listitem")).to_have_count(3)
    axe(page)
    fits(page)
    shot(page, "person")
    page.get_by_role("button", name=re.compile("End Teacher-author")).click()
    expect(roles.get_by_role("listitem")).to_have_count(2)
    page.get_by_label("How we greet them").fill("Benny")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("How we greet them")).to_have_value("Benny")
    page.get_by_role("link", name="They left").click()
    page.get_by_role("dialog").get_by_role("button", name="They left").click()
    expect(page.get_by_role("heading", name=re.compile("Left on"))).to_be_visible()
    page.get_by_role("button", name="They are back").click()
    expect(page.get_by_role("region", name="Roles")).to_contain_text("None today")
