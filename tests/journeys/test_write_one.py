"""A badge from nothing: written by one, talked over with another, published, started, changed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESKTOP, Browse
from tests.cast import NOW, PASSWORD, Cast
from tests.catalog.manuscripts import sound
from waypost.catalog.models import Manuscript, Version
from waypost.evidence.models import Submission
from waypost.people.models import Group, Membership, Person

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Person], None]

QUESTIONS = {
    "The sentence for the teacher": "I stop a video to make students think.",
    "Already do this? Show us": "Send the link.",
    "Minutes, about": "45",
    "The same in words": "About 45 minutes",
    "Lessons": "Cut a video (4 min).",
    "Reviewed by": "Instructional Media",
    "Follow-up": "None",
}
WORDS = {
    "The sentence for everyone": "Stops videos where students have to think.",
    "Why bother": "They watch, and you see what they made of it.",
    "Use it tomorrow (optional)": "Copy our three stops.",
}
PIECE = {"Name of the piece": "The stops", "What to hand in": "A picture of the timeline."}
ROW = {
    "Name of the row": "Asks back",
    "Demonstrated": "Understands where to stop.",
    "Not yet": "It plays to the end.",
    "Saved comment": "Where do they stop to think? Send that picture.",
}


def write(page: Page, fields: dict[str, str]) -> None:
    for label, words in fields.items():
        page.get_by_label(label, exact=True).fill(words)


def go_on(page: Page, to: str) -> None:
    page.locator(".savebar .primary").click()
    page.wait_for_url(re.compile(to))


@pytest.mark.one_size
def test_one_writes_another_reads_and_a_teacher_starts_it(
    page: Page, browse: Browse, sign_in: SignIn, host: str, pecan_flats: Cast
) -> None:
    sign_in(page, pecan_flats.reyes)
    page.goto("/program")
    page.get_by_role("main").get_by_role("link", name="Writing").click()
    page.get_by_role("link", name="Write a new badge").click()
    page.get_by_label("Title").fill("Edpuzzle: a video that asks back")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/questions")
    write(page, QUESTIONS)
    go_on(page, "/words$")
    write(page, WORDS)
    go_on(page, "/pieces$")
    write(page, PIECE)
    page.get_by_label("Photo or screenshot").check()
    go_on(page, "/rows$")
    write(page, ROW)
    expect(page.get_by_text("“Understands” cannot be seen")).to_be_visible()
    page.get_by_label("Demonstrated", exact=True).fill("Three stops ask a question.")
    expect(page.get_by_text("“Understands” cannot be seen")).to_have_count(0)
    page.get_by_label("This row is about privacy").check()
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url("**/preview")
    page.get_by_role("link", name="Reviewing").first.click()
    expect(page.get_by_text("Three stops ask a question.").first).to_be_visible()
    page.get_by_role("link", name="Its page").first.click()
    expect(page.get_by_text("This is a draft.")).to_be_visible()
    expect(page.get_by_text("They watch, and you see what they made of it.")).to_be_visible()
    made = Manuscript.objects.get()
    place = f"/write/{made.pk}"
    page.goto(place)
    expect(page.get_by_text("Nothing is missing, and nothing stands out.")).to_be_visible()
    expect(page.get_by_text("Your program lead publishes it.")).to_be_visible()

    lead = browse(DESKTOP)
    sign_in(lead, pecan_flats.lead)
    lead.goto(f"{place}/rows")
    lead.get_by_role("link", name="Comment on Demonstrated").click()
    lead.get_by_label("Your comment").fill("Which stops? Say how many are open.")
    lead.get_by_role("button", name="Send comment").click()
    expect(lead.get_by_role("link", name="1 comment on Demonstrated")).to_be_visible()
    page.goto(f"{place}/rows")
    expect(page.get_by_text("Which stops? Say how many are open.")).to_be_visible()
    page.get_by_role("button", name="Resolved").click()
    expect(page.get_by_text("Nothing is open.")).to_be_visible()

    publish(lead, place)
    version = Version.objects.get(achievement__slug=made.slug)
    assert (version.written_by, version.achievement.audience) == (pecan_flats.reyes, "pilot")

    teacher = browse()
    sign_in(teacher, pecan_flats.ortiz)
    assert not Version.objects.visible_to(pecan_flats.ortiz).filter(pk=version.pk).exists()
    invite(pecan_flats.ortiz)
    teacher.goto(f"/catalog/{made.slug}")
    teacher.get_by_role("button", name="Start").locator("visible=true").first.click()
    teacher.wait_for_url(re.compile("/work/"))

    page.goto("/write")
    page.get_by_role("button", name="New version of Edpuzzle").click()
    page.wait_for_url("**/words")
    page.get_by_label("What changed", exact=True).fill("Two stops are enough now.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    following = Manuscript.objects.get(published=None)
    publish(lead, f"/write/{following.pk}")
    teacher.goto(f"/catalog/{made.slug}")
    expect(teacher.get_by_text("You started version 1, and you finish on it")).to_be_visible()
    expect(teacher.get_by_text("What changed: Two stops are enough now.")).to_be_visible()
    assert Submission.objects.get().version == version


def publish(lead: Page, place: str) -> None:
    lead.goto(place)
    lead.get_by_role("link", name="Go to publishing").click()
    expect(lead.get_by_label("Pilot group only")).to_be_checked()
    expect(lead.get_by_text("Mateo Reyes")).to_be_visible()
    lead.get_by_role("button", name="Publish it").click()
    lead.wait_for_url("**/catalog/*")


def invite(person: Person) -> None:
    group = Group.objects.create(
        district=person.district, name="Pilot 1", starts_on=person.district.day_of(NOW)
    )
    Membership.objects.create(district=person.district, group=group, person=person, joined_at=NOW)


@pytest.mark.one_size
def test_two_authors_of_one_sentence_both_see_it_and_choose(
    page: Page, browse: Browse, sign_in: SignIn, host: str, pecan_flats: Cast
) -> None:
    made = sound(pecan_flats, pecan_flats.reyes)
    lead = browse()
    sign_in(page, pecan_flats.reyes)
    sign_in(lead, pecan_flats.lead)
    for one in (page, lead):
        one.goto(f"/write/{made.pk}/words")
    page.get_by_label("Why bother", exact=True).fill("From the author.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    lead.get_by_label("Why bother", exact=True).fill("From the lead.")
    choice = lead.get_by_role("group", name="Changed in two places")
    expect(choice.get_by_label("Saved from the other place")).to_have_value("From the author.")
    lead.locator(".savebar .primary").click()
    expect(lead.get_by_text("Choose which to keep, then go on.")).to_be_visible()
    choice.get_by_label("Join both, this one last").check()
    choice.get_by_role("button", name="Keep that").click()
    expect(lead.get_by_text("Saved just now")).to_be_visible()
    made.refresh_from_db()
    assert made.body["why"] == "From the lead.\n\nFrom the author."


@pytest.mark.one_size
def test_without_a_script_a_section_is_saved_and_nothing_typed_is_lost(
    plain: Page, sign_in: SignIn, host: str, pecan_flats: Cast
) -> None:
    made = sound(pecan_flats, pecan_flats.reyes)
    sign_in(plain, pecan_flats.reyes)
    plain.goto(f"/write/{made.pk}/rows")
    plain.get_by_label("Name of the row").fill("Names kept safe")
    plain.get_by_role("button", name="Add a row").click()
    assert [row.get("title") for row in reread(made).body["rows"]] == ["Names kept safe", None]
    plain.get_by_role("button", name="Move up: Row 2").click()
    assert reread(made).body["rows"][1]["title"] == "Names kept safe"
    plain.get_by_role("button", name="Take out: Names kept safe").click()
    plain.get_by_role("button", name="Take it out").click()
    assert len(reread(made).body["rows"]) == 1
    plain.goto(f"/write/{made.pk}/words")
    plain.context.clear_cookies(name="sessionid")
    plain.get_by_label("Why bother", exact=True).fill("Typed after the sign-in ran out.")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain).to_have_url(re.compile("/account/login/"))
    plain.get_by_label("School e-mail").fill(pecan_flats.reyes.email)
    plain.get_by_label("Password", exact=True).fill(PASSWORD)
    plain.get_by_role("button", name="Sign in", exact=True).click()
    expect(plain.get_by_text("What you typed is back, and is not saved yet.")).to_be_visible()
    plain.get_by_role("button", name="Save", exact=True).click()
    assert reread(made).body["why"] == "Typed after the sign-in ran out."
    plain.goto(f"/write/{made.pk}")
    plain.get_by_role("button", name="Put it away").click()
    expect(plain.get_by_text("every word and comment of it is kept")).to_be_visible()
    plain.get_by_role("button", name="Bring it back").click()
    expect(plain.get_by_role("button", name="Put it away")).to_be_visible()


def reread(made: Manuscript) -> Manuscript:
    made.refresh_from_db()
    return made
