"""From what was earned before, over a micro-credential and the own piece, to a degree that anyone
can check."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import Browse, shot
from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.credentials.test_earlier import COUNTS, added, offered
from tests.review import work
from waypost.credentials.models import Award
from waypost.evidence.models import Attempt
from waypost.journal.actions import deliver_all
from waypost.people.models import Person

SignIn = Callable[[Page, Person], None]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.one_size
def test_a_degree_is_awarded_by_itself_and_says_what_it_rests_on(
    page: Page, browse: Browse, pecan_flats: Cast, sign_in: SignIn
) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    added(cast, "ortiz@pecanflats.example,,Google Forms: a quiz that grades itself,2018")
    sign_in(page, cast.ortiz)
    page.goto("/catalog/counts")
    expect(
        page.get_by_text("Still to go: Check and change, then “Pass it on”.").first
    ).to_be_visible()
    shot(page, "degree/path")
    page.get_by_role("button", name="Start “Pass it on”").first.click()
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}"))
    page.get_by_label("Or type it here").fill("She tried the sorting game because of me.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    page.goto("/catalog/counts")
    expect(page.get_by_text("In progress").first).to_be_visible()
    page.get_by_role("link", name="Continue").first.click()
    page.get_by_role("button", name="Submit").first.click()
    expect(page.get_by_text("You’ll hear by").first).to_be_visible()

    attempt = Attempt.objects.get()
    work.decided(attempt, cast.dana, "demonstrated", verdict="award")
    deliver_all(at=timezone.now())
    degree = Award.objects.filter(person=cast.ortiz, version__achievement__slug="counts")
    assert not degree.exists(), "something is still to go"
    page.goto("/home")
    expect(page.get_by_text("Still to go: Check and change.")).to_be_visible()
    award(cast, "check-and-change", to=cast.ortiz)
    deliver_all(at=timezone.now())
    made = degree.get()
    page.goto(f"/badges/{made.pk}")
    expect(page.get_by_text("1 micro-credential and 1 that the district has")).to_be_visible()
    page.get_by_label("Anyone with the link").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    stranger = browse()
    stranger.goto(f"/c/{made.public_id}")
    rests = stranger.get_by_role("region", name="What it rests on")
    expect(rests).to_contain_text("1 micro-credential and 1 that the district has on record")
    expect(rests).to_contain_text("reviewed row by row")
    expect(rests).not_to_contain_text("Google Forms")
    shot(stranger, "degree/proof")
    stranger.goto("/catalog/counts")
    expect(stranger.get_by_text("What was earned before counts here")).to_be_visible()
    expect(stranger.get_by_text("Still to go")).to_have_count(0)
    shot(stranger, "degree/stranger")
    assert made.awarded_at >= NOW
