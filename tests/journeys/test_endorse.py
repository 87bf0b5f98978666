"""A university signs that a badge is good; the lead brings it, and everybody reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import Cast
from tests.credentials.made import confirmed
from tests.credentials.test_endorse import COMMENT, at_its_address
from tests.credentials.test_outside import issuer
from waypost.credentials.models import Endorsement
from waypost.openbadges import dump
from waypost.people import actions as people
from waypost.people.models import Person

__all__ = ["issuer"]  # a fixture

SignIn = Callable[[Page, Person], None]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_theme]


@pytest.mark.one_size
def test_what_others_say_of_a_badge_is_brought_looked_at_shown_and_taken_out(
    page: Page, pecan_flats: Cast, sign_in: SignIn, issuer: str
) -> None:
    cast = confirmed(pecan_flats)
    people.choose(district=cast.district, try_links=True, by=cast.system)
    signed = dump(at_its_address(issuer)).decode()
    sign_in(page, cast.lead)
    page.goto("/program")
    page.get_by_role("link", name="Endorsements").click()
    expect(page.get_by_text("Nobody has endorsed a badge yet")).to_be_visible()
    page.get_by_text("What they have to name").click()
    expect(page.get_by_text("/catalog/forms-quiz#v1")).to_be_visible()
    shot(page, "endorse/empty")
    page.get_by_role("button", name="Check it").click()
    page.get_by_label("Or what is in it").fill(signed.replace("one hour", "ten hours"))
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_label("Or what is in it")).to_have_value(
        signed.replace("one hour", "ten hours")
    )
    shot(page, "endorse/changed")
    page.get_by_label("Or what is in it").fill("")
    page.get_by_label("Their file").set_input_files(
        {"name": "e.json", "mimeType": "application/json", "buffer": signed.encode()}
    )
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="Little Fork University")).to_be_visible()
    expect(page.get_by_text("Not shown yet")).to_be_visible()
    shot(page, "endorse/look")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("Shown on the badge’s page")).to_be_visible()
    page.get_by_role("link", name="version 1").click()
    expect(page.get_by_role("heading", name="What others say")).to_be_visible()
    expect(page.get_by_text(COMMENT)).to_be_visible()
    shot(page, "endorse/catalog")
    page.goto("/endorsements")
    page.get_by_role("link", name="Little Fork University").click()
    page.get_by_role("link", name="Take it out").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("Taken out").first).to_be_visible()
    assert Endorsement.objects.get().taken_out_by == cast.lead
    shot(page, "endorse/taken-out")
