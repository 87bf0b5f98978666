"""A pilot from its first name to the letter to those who did not come, as a lead and a teacher see
it."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, Browse, shot
from tests.cast import PASSWORD, Cast
from tests.program.scene import invited
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.people.models import District, Person
from waypost.program.models import Addressee, Invitation

pytestmark = pytest.mark.django_db(transaction=True)


def deliver() -> None:
    deliver_all(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=1))


def begin_a_group(page: Page, *names: str) -> None:
    page.goto("/program")
    page.get_by_role("link", name="Pilot groups").click()
    page.get_by_label("Name").fill("September pilot")
    page.get_by_role("button", name="Begin the group").click()
    page.get_by_role("link", name="Add people").click()
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Add whom I checked").click()
    expect(page.get_by_role("heading", name=f"{len(names)} people")).to_be_visible()


def write_the_letter(page: Page) -> None:
    page.get_by_role("link", name="Write the letter").click()
    page.get_by_label("Subject").fill("Shall we try it, {name}?")
    body = page.get_by_role("textbox", name="Letter")
    kept = body.input_value()
    body.fill(kept.replace("{stop}", ""))
    page.get_by_role("button", name="Save and see how it reads").click()
    expect(page.get_by_role("alert")).to_contain_text("Put {stop} where")
    body.fill(kept)
    page.get_by_role("button", name="Save and see how it reads").click()
    expect(page.get_by_text("Shall we try it, Priya?")).to_be_visible()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Hi Priya,")).to_be_visible()
    page.get_by_role("button", name="Send me this first").click()
    expect(page.get_by_text("On its way to lead@pecanflats.example.")).to_be_visible()


@pytest.mark.one_size
def test_a_pilot_is_begun_and_those_who_did_not_come_hear_once_more(
    page: Page,
    browse: Browse,
    address: Callable[..., str],
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    pecan_flats: Cast,
) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(address=address(""))
    Person.objects.update(first_seen_at=None, last_seen_at=None)
    sign_in(page, pecan_flats.lead)

    page.goto("/program/offers")
    offered = page.get_by_role("group", name="Google Forms")
    offered.get_by_role("button", name="Pilot group only").click()
    expect(offered.get_by_role("button", name="Pilot group only")).to_have_attribute(
        "aria-pressed", "true"
    )
    begin_a_group(page, "María Ortiz", "Mateo Reyes", "Ana Sosa")
    write_the_letter(page)
    shot(page, "letter-to-a-group")
    page.get_by_role("button", name="Invite these 3 people").click()
    expect(page.get_by_text("3 invitations are on their way.")).to_be_visible()
    expect(page.get_by_text("Everybody here has been invited.")).to_be_visible()
    axe(page)
    fits(page)
    group_page = page.url

    deliver()
    letter = Letter.objects.get(to=pecan_flats.ortiz)
    link = Invitation.objects.get(person=pecan_flats.ortiz).token
    assert f"/i/{link}" in letter.text
    teacher = browse(page.viewport_size or DESKTOP)
    teacher.goto(f"/i/{link}")
    expect(teacher.get_by_role("heading", name="María, you’re invited")).to_be_visible()
    expect(teacher.get_by_text("Google Forms: a quiz that grades itself")).to_be_visible()
    axe(teacher)
    fits(teacher)
    shot(teacher, "invited")
    for _moment in range(60):
        if Invitation.objects.get(token=link).opened_at:
            break
        teacher.wait_for_timeout(250)
    page.goto(group_page)
    expect(page.get_by_role("listitem").filter(has_text="María Ortiz")).to_contain_text("Opened")
    teacher.get_by_role("button", name="Sign in to start").click()
    expect(teacher.get_by_label("School e-mail")).to_have_value("ortiz@pecanflats.example")
    teacher.get_by_label("Password").fill(PASSWORD)
    teacher.get_by_role("button", name="Sign in").click()
    teacher.wait_for_url("**/home")
    teacher.goto("/catalog/forms-quiz")
    teacher.get_by_role("button", name="Start").locator("visible=true").first.click()
    teacher.wait_for_url("**/work/**")

    refuser = browse(page.viewport_size or DESKTOP)
    refuser.goto(f"/i/{Invitation.objects.get(person=pecan_flats.rep).token}")
    refuser.get_by_role("button", name="Not this time").click()
    expect(refuser.get_by_text("that is fine")).to_be_visible()

    page.goto(group_page)
    expect(page.get_by_role("listitem").filter(has_text="María Ortiz")).to_contain_text("Started")
    expect(page.get_by_role("listitem").filter(has_text="Ana Sosa")).to_contain_text(
        "Not this time"
    )
    page.get_by_role("link", name="How far they are").click()
    expect(page.get_by_role("heading", name="Of 3 people invited")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="María Ortiz")).to_contain_text("1")
    axe(page)
    fits(page)
    shot(page, "participation")
    page.get_by_label("Where they are").select_option("Invited, not signed in")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row").filter(has_text="Mateo Reyes")).to_be_visible()
    expect(page.get_by_text("Ana Sosa")).to_have_count(0)
    page.get_by_role("link", name="Write to this 1").click()
    page.get_by_label("Subject").fill("A second word")
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_text("Hi Mateo,")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send this 1 letter").click()
    expect(page.get_by_text("1 letter is on its way.")).to_be_visible()
    deliver()
    assert [one.person for one in Addressee.objects.all()] == [pecan_flats.reyes]
    assert Letter.objects.get(subject="A second word").to == pecan_flats.reyes

    teacher.goto(f"/i/{link}")
    teacher.get_by_role("button", name="Leave this group").click()
    teacher.get_by_role("button", name="Leave the group").click()
    expect(teacher.get_by_role("heading", name="You are no longer in")).to_be_visible()
    axe(teacher)
    fits(teacher)
    shot(teacher, "left-a-pilot")
    teacher.goto("/catalog/forms-quiz")
    expect(teacher.get_by_text("since you started it, you can finish it")).to_be_visible()
    teacher.goto(f"/i/{link}")
    teacher.get_by_role("link", name="Answer them").click()
    expect(teacher.get_by_role("heading", name="How useful was it?")).to_be_visible()


def test_an_invitation_can_be_answered_without_a_script(
    plain: Page, pecan_flats: Cast, address: Callable[..., str]
) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    plain.goto(f"/i/{one.token}")
    one.refresh_from_db()
    assert one.opened_at is None
    plain.get_by_role("button", name="Not this time").click()
    expect(plain.get_by_text("that is fine")).to_be_visible()
    one.refresh_from_db()
    assert one.opened_at
