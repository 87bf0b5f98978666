"""A badge is suspended and restored, renewed, and followed by a newer version: the lead acts, a
stranger looks after each step."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import DESKTOP, PHONE, Browse
from tests.cast import BADGE, NOW, Cast, confirm, publish
from tests.journeys.test_main_job import enter
from waypost.catalog import actions as catalog
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter

pytestmark = pytest.mark.journey


@pytest.fixture
def made(pecan_flats: Cast) -> Award:
    """Real and public; two months, of which few days are left or none."""
    cast, when = pecan_flats, timezone.now() - dt.timedelta(days=57)
    confirm(cast.district, "https://learn.pecanflats.example", by=cast.lead, at=NOW)
    cast.ortiz.refresh_from_db()
    blueprint = replace(BADGE, slug="for-now", title="For now", valid_months=2)
    cast.versions["for-now"] = publish(catalog.write(blueprint=blueprint, by=cast.system, at=when))
    found = show(cast, "for-now", when)
    assert found
    actions.share(award=found, visibility="public", shown=[], by=cast.ortiz, at=when)
    return found


def show(cast: Cast, slug: str, at: dt.datetime) -> Award | None:
    return actions.meet_requirement(
        requirement=cast.versions[slug].requirements.get(),
        person=cast.ortiz,
        basis={},
        by=cast.dana,
        at=at,
    )


@pytest.mark.parametrize(
    "size",
    [PHONE, pytest.param(DESKTOP, marks=pytest.mark.only_with_all)],
    ids=["phone", "desktop"],
)
def test_a_badge_lives_through_all_of_it(
    size: ViewportSize, browse: Browse, pecan_flats: Cast, made: Award
) -> None:
    lead, stranger = browse(size), browse(size, java_script_enabled=False)
    enter(lead, pecan_flats.lead)

    def sees(*words: str) -> None:
        stranger.goto(f"/c/{made.public_id}")
        for each in words:
            expect(stranger.get_by_text(each).first).to_be_visible()

    sees("This badge is real")
    suspend(lead, made)
    sees("This badge is suspended", "while something is cleared up")
    expect(stranger.get_by_text("Whose class is it?")).to_have_count(0)
    restore(lead, made)
    sees("This badge is real", "Badge suspended", "Badge restored")

    renew(lead, made)
    sees("This badge is real", "Badge renewed")
    deliver_all(at=timezone.now())
    written = Letter.objects.filter(to=pecan_flats.ortiz).values_list("kind", flat=True)
    assert {"suspended", "restored", "renewed"} <= set(written)

    newer = replace(BADGE, slug="for-now", title="For now", changes="It asks for more.")
    cast = pecan_flats
    cast.versions["newer"] = publish(
        catalog.write(blueprint=newer, by=cast.system, at=timezone.now())
    )
    earner = browse(size)
    enter(earner, pecan_flats.ortiz)
    invited(earner, made)
    new = show(cast, "newer", timezone.now())
    assert new
    actions.share(award=new, visibility="public", shown=[], by=cast.ortiz, at=timezone.now())
    sees("This badge is real", "Version 2 was earned")
    stranger.get_by_role("link", name="See the badge of version 2").click()
    expect(stranger.get_by_role("heading", name="This badge is real")).to_be_visible()


def suspend(page: Page, made: Award) -> None:
    page.goto(f"/badges/{made.pk}")
    page.get_by_role("link", name="Suspend this badge").click()
    page.get_by_label("There is a question about the evidence").check()
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_label("There is a question about the evidence")).to_be_checked()
    page.get_by_label("A few words to the earner").fill("Whose class is it?")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("The earner gets an e-mail that says why.")).to_be_visible()
    expect(page.get_by_text("Whose class is it?").first).to_be_visible()


def restore(page: Page, made: Award) -> None:
    page.get_by_role("link", name="Restore this badge").click()
    expect(page.get_by_text("Whose class is it?")).to_be_visible()
    page.get_by_label("A few words to the earner").fill("It is hers.")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Restored. It counts again")).to_be_visible()


def renew(page: Page, made: Award) -> None:
    page.goto(f"/badges/{made.pk}")
    page.get_by_role("link", name="Renew it").click()
    page.get_by_label("Still used in class").check()
    page.get_by_label("A few words to the earner").fill("Every Friday.")
    page.get_by_role("button", name="Renew").click()
    expect(page.get_by_text("The earner gets an e-mail with the new file.")).to_be_visible()


def invited(page: Page, made: Award) -> None:
    page.goto(f"/badges/{made.pk}")
    expect(page.get_by_text("It asks for more.")).to_be_visible()
    page.get_by_role("link", name="Open version 2").click()
    expect(page.get_by_role("button", name="Earn version 2").first).to_be_visible()
