"""Three questions: on earning, on stopping, and what those who run the program read of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import shot
from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.review.work import begun
from waypost.people.models import District, Person
from waypost.surveys.actions import answer
from waypost.surveys.asking import token_for
from waypost.surveys.models import Occasion

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Person], None]
Look = Callable[[Page], None]


@pytest.fixture
def cast(pecan_flats: Cast, caliche: Cast, address: Callable[..., str]) -> Cast:
    """The links in it lead to the server of this test."""
    here = address("").rstrip("/")
    District.objects.filter(pk=pecan_flats.district.pk).update(address=here)
    pecan_flats.district.address = here
    return pecan_flats


@pytest.mark.one_size
def test_an_earner_says_what_they_think_once_and_the_lead_reads_it_among_others(
    page: Page, sign_in: SignIn, cast: Cast, axe: Look, fits: Look
) -> None:
    made = award(cast, to=cast.ortiz)
    sign_in(page, cast.ortiz)
    page.goto(f"/badges/{made.pk}")
    page.get_by_role("link", name="Answer them").click()
    page.get_by_label("What one thing should change?").fill("Fewer steps on the first page.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("How useful was it for your teaching?")
    expect(page.get_by_label("What one thing should change?")).to_have_value(
        "Fewer steps on the first page."
    )
    axe(page)
    fits(page)
    shot(page, "evaluate")
    page.get_by_label("4", exact=True).check()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer is here.")
    axe(page)
    page.goto(f"/badges/{made.pk}")
    expect(page.get_by_role("link", name="Answer them")).to_have_count(0)

    sign_in(page, cast.lead)
    page.goto("/program")
    page.get_by_role("link", name="What people say").click()
    expect(page.get_by_text("Too few answers to show.")).to_be_visible()
    for who in (cast.reyes, cast.wells):
        token = token_for(Occasion.AWARD, award(cast, to=who).pk)
        answer(district=cast.district, token=token, useful=2, tell="no", change="", at=NOW)
    page.reload()
    expect(page.get_by_text("3 answers, 1 found it useful (4 or 5).")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Google Forms: a quiz that grades itself").click()
    expect(page.get_by_text("Fewer steps on the first page.")).to_be_visible()
    expect(page.get_by_text("María")).to_have_count(0)
    axe(page)
    fits(page)
    shot(page, "what-people-say")


@pytest.mark.one_size
def test_a_teacher_sets_work_aside_says_why_and_takes_it_up_again(
    page: Page, sign_in: SignIn, cast: Cast, axe: Look, fits: Look
) -> None:
    work = begun(cast, cast.ortiz)
    sign_in(page, cast.ortiz)
    page.goto(f"/work/{work.pk}")
    page.get_by_role("link", name="I don’t want to go on with this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set “Check and change” aside?")
    axe(page)
    page.get_by_role("button", name="Set it aside").click()
    expect(page.get_by_text("You set this aside on")).to_be_visible()
    expect(page.get_by_label("Which answer surprised you?")).to_have_value(
        "Answer 1 to Looking back."
    )
    axe(page)
    fits(page)
    shot(page, "set-aside")
    page.get_by_role("link", name="Answer them").click()
    page.get_by_label("2", exact=True).check()
    page.get_by_label("Maybe").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer is here.")
    page.goto("/work")
    expect(page.get_by_text("Set aside")).to_be_visible()
    page.get_by_role("link", name="Open").click()
    expect(page.get_by_role("link", name="Answer them")).to_have_count(0)
    page.get_by_role("button", name="Take it up again").click()
    expect(page.get_by_text("You set this aside on")).to_have_count(0)
    page.goto("/home")
    expect(page.get_by_role("heading", name="Check and change")).to_be_visible()
