"""Reviewing in a real browser: by keyboard alone, by touch, without JavaScript, and in trouble."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import Browse, cut_off, shot
from tests.cast import NOW, Cast
from tests.review.work import LATER, decided, handed_in, photo, say, score_all, started
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint, EvidenceText, PieceText, RowText
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Submission
from waypost.people.models import Person
from waypost.review import actions
from waypost.review.models import Decision, Review, RowScore

pytestmark = pytest.mark.journey

SignIn = Callable[[Page, Person], None]
Check = Callable[[Page], None]

# As long as real rubrics are.
ROWS = [
    (
        "The question",
        "Wrong answers are fillers or slips, or a student could answer correctly without it.",
        (
            "Every wrong answer is matched in writing to one specific misunderstanding in this "
            "content. The item asks one thing and fits on one screen."
        ),
        (1,),
    ),
    (
        "Everyone answers",
        "Volunteers only, or the count of answers isn’t shown.",
        (
            "The result screen shows answers from at least nine in ten students present, and piece "
            "1 or 3 says how a student without a working device answered."
        ),
        (2, 3),
    ),
    (
        "Acting on it, same lesson",
        "The lesson goes on as planned, the answer is told again, or the change comes later.",
        (
            "Video, captioned photos or a visitor’s note show one move made after the results were "
            "seen and in the same class period."
        ),
        (2,),
    ),
    (
        "What changed",
        "Only one sample, samples from different students, or nothing pointed at.",
        (
            "Two samples from the same student are shown, and the teacher points at the exact "
            "place where the second differs and says what that tells."
        ),
        (1, 3),
    ),
]
FOUR = Blueprint(
    kind="micro_credential",
    slug="four-rows",
    title="Check and change",
    sentence="I ask every student a question whose wrong answers tell me something.",
    public_sentence="Uses a quick digital check with every student.",
    beginner_minutes=240,
    beginner_time="About 4 hours over 2 weeks",
    why="Exit tickets tell you at 3:30 what you needed at 9:40.",
    already="Send the pieces.",
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="scallop",
    hue="assess",
    icon="messages-square",
    requirements=(
        EvidenceText(
            pieces=(
                PieceText(title="Your question", text="Half a page.", kinds=("photo", "text")),
                PieceText(title="What happened", text="Photos.", kinds=("photo", "link")),
                PieceText(
                    title="Looking back",
                    text="Two questions.",
                    kinds=("text", "audio"),
                    prompts=("Which answer surprised you?", "What will you ask differently?"),
                ),
            ),
            rows=tuple(
                RowText(
                    title=title,
                    not_yet=not_yet,
                    demonstrated=demonstrated,
                    saved_comment="Circle the spot where you see the change.",
                    pieces=pieces,
                )
                for title, not_yet, demonstrated, pieces in ROWS
            ),
        ),
    ),
)


@pytest.fixture
def four(pecan_flats: Cast) -> Attempt:
    draft = catalog.write(blueprint=FOUR, by=pecan_flats.system, at=NOW)
    version = catalog.publish(version=draft, by=pecan_flats.system, at=NOW)
    pecan_flats.versions[version.achievement.slug] = version
    return handed_in(pecan_flats, pecan_flats.ortiz, "four-rows")


def bench(page: Page, attempt: Attempt) -> None:
    page.goto(f"/review/{attempt.pk}")


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved just now")).to_be_visible()


def choose(page: Page, title: str, level: str) -> None:
    row(page, title).get_by_role("radio", name=level).check()


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=title)


def test_a_review_from_the_list_to_the_letter_by_keyboard_alone(
    desktop: Page, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    sign_in(desktop, pecan_flats.dana)
    desktop.goto("/review")
    keys = desktop.keyboard

    def tab_to(name: str) -> None:
        for _press in range(60):
            keys.press("Tab")
            focused = desktop.locator(":focus")
            told = focused.get_attribute("aria-label") or focused.inner_text()
            if name in told:
                return
        pytest.fail(f"Tab never came to {name}")

    tab_to("Check and change, María Ortiz")
    keys.press("Enter")
    desktop.wait_for_url("**/review/*")
    tab_to("Start reviewing")
    keys.press("Enter")
    expect(desktop.get_by_text("0 of 4 scored")).to_be_visible()
    expect(desktop.get_by_label("Score with keys")).to_be_visible()
    keys.press("2")
    keys.press("2")
    keys.press("2")
    fourth = row(desktop, "What changed").get_by_role("radio", name="Not yet")
    expect(fourth).to_be_focused()
    in_sight = (
        "() => { const box = document.activeElement.getBoundingClientRect();"
        " const there = document.elementFromPoint(box.x + box.width / 2, box.bottom - 8);"
        " return box.top > 0 && box.bottom < innerHeight && there === document.activeElement }"
    )
    for _moment in range(30):
        if desktop.evaluate(in_sight):
            break
        desktop.wait_for_timeout(100)
    else:
        pytest.fail("the fourth row is covered or out of the screen")
    keys.press("k")
    expect(row(desktop, "Acting on it").get_by_role("radio", name="Demonstrated")).to_be_focused()
    keys.press("j")
    keys.press("1")
    keys.press("c")
    keys.type("Point at the spot: 1 or 2 words are enough.")
    keys.press("Escape")
    expect(fourth).to_be_focused()
    expect(desktop.get_by_text("4 of 4 scored")).to_be_visible()
    saved(desktop)
    shot(desktop, "review/scored")
    keys.press("Control+Enter")
    desktop.wait_for_url("**/decide")
    expect(desktop.get_by_text("Point at the spot: 1 or 2 words are enough.")).to_be_visible()
    shot(desktop, "review/decide")
    for _press in range(30):
        keys.press("Tab")
        if desktop.locator(":focus").evaluate("e => e.matches('button.primary')"):
            break
    keys.press("Enter")
    desktop.wait_for_url("**/review")
    expect(desktop.get_by_text("Sent back with the next steps")).to_be_visible()
    assert Decision.objects.get().verdict == "not_yet"
    assert desktop.evaluate("Object.keys(localStorage).filter(k => k !== 'review:keys')") == []


def test_an_award_by_touch(
    phone: Page, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    sign_in(phone, pecan_flats.dana)
    phone.goto("/review")
    shot(phone, "review/queue")
    phone.get_by_role("link", name="Review Check and change").tap()
    phone.get_by_role("button", name="Start reviewing").last.tap()
    phone.get_by_role("link", name="What happened", exact=True).tap()
    expect(phone.get_by_role("img", name="The board at 9:41")).to_be_visible()
    phone.get_by_role("link", name="To the rubric").tap()
    for title, *_more in ROWS:
        choose(phone, title, "Demonstrated")
    saved(phone)
    shot(phone, "review/scored")
    phone.get_by_role("button", name="Decide").tap()
    phone.wait_for_url("**/decide")
    phone.get_by_label("A note to the teacher").fill("Your question does the work.")
    shot(phone, "review/decide")
    phone.get_by_role("button", name="Award").tap()
    phone.wait_for_url("**/review")
    assert Award.objects.get().person == pecan_flats.ortiz
    phone.get_by_role("link", name="Read Check and change").tap()
    expect(phone.get_by_text("Your question does the work.")).to_be_visible()
    shot(phone, "review/decided")


def test_a_child_s_name_goes_back_to_complete_without_javascript(
    plain: Page, host: str, sign_in: SignIn, pecan_flats: Cast
) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    sign_in(plain, pecan_flats.dana)
    plain.goto("/review")
    plain.get_by_role("link", name="Review Google Forms").click()
    plain.get_by_role("button", name="Start reviewing").last.click()
    names = row(plain, "Names safe")
    expect(names.get_by_text("Does something private show?")).to_be_hidden()
    choose(plain, "Names safe", "Not yet")
    expect(names.get_by_text("Does something private show?")).to_be_visible()
    names.locator("summary").click()
    names.get_by_role("button", name="Use a saved comment").click()
    names.get_by_role("button", name="A name shows in picture 1.").click()
    expect(names.get_by_role("textbox")).to_have_value("A name shows in picture 1.")
    choose(plain, "Used with students", "Demonstrated")
    plain.get_by_role("button", name="Decide").click()
    plain.wait_for_url("**/decide")
    expect(plain.get_by_role("button", name="Send back to complete")).to_be_visible()
    plain.get_by_role("button", name="Send back to complete").click()
    expect(plain.get_by_role("link", name="choose what shows it")).to_be_visible()
    plain.get_by_label("Photo 1").check()
    plain.get_by_role("button", name="Send back to complete").click()
    plain.wait_for_url("**/review")
    assert Decision.objects.get().verdict == "incomplete"
    assert attempt.artifacts.get().hidden_at
    plain.get_by_role("link", name="Read Google Forms").click()
    expect(plain.get_by_text("Hidden from everyone").first).to_be_visible()


def test_nothing_is_promised_before_the_script_that_keeps_it_has_come(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    """On a slow line a key that does nothing yet is not offered, and nothing is called saved."""
    started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/review/*.js", hold)
    page.goto(f"/review/{four.pk}", wait_until="commit")
    expect(page.get_by_text("0 of 4 scored")).to_be_visible()
    expect(page.get_by_label("Score with keys")).to_be_hidden()
    expect(page.get_by_text("Saved just now")).to_be_hidden()
    for route in late:
        route.continue_()
    expect(page.get_by_label("Score with keys")).to_be_visible()
    page.keyboard.press("2")
    expect(page.get_by_text("1 of 4 scored")).to_be_visible()
    saved(page)


def test_the_keys_can_be_switched_off_and_stay_off(
    desktop: Page, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    sign_in(desktop, pecan_flats.dana)
    bench(desktop, four)
    desktop.get_by_role("button", name="Show the keys").click()
    expect(desktop.get_by_text("Next row, row before")).to_be_visible()
    desktop.keyboard.press("Escape")
    desktop.get_by_label("Score with keys").uncheck()
    desktop.keyboard.press("2")
    expect(desktop.get_by_text("0 of 4 scored")).to_be_visible()
    desktop.reload()
    expect(desktop.get_by_label("Score with keys")).not_to_be_checked()
    desktop.keyboard.press("2")
    expect(desktop.get_by_text("0 of 4 scored")).to_be_visible()


def test_a_lost_connection_and_a_closed_tab_lose_nothing(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    page.context.set_offline(True)
    choose(page, "The question", "Not yet")
    row(page, "The question").get_by_role("textbox").fill("Kept through the tunnel")
    expect(page.locator("[data-saved]")).to_have_text("Kept on this device")
    shot(page, "review/offline")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("[data-saved]")).to_contain_text("nothing was sent")
    assert "/decide" not in page.url
    cut_off(page)
    again = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    bench(again, four)
    expect(row(again, "The question").get_by_role("textbox")).to_have_value(
        "Kept through the tunnel"
    )
    saved(again)
    assert RowScore.objects.get().comment == "Kept through the tunnel"
    assert again.evaluate("Object.keys(localStorage)") == []


def test_words_that_came_through_while_the_tab_closed_are_called_saved(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    """What a closing tab sends arrives, and nobody is left there to be told."""
    review = started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    page.context.set_offline(True)
    choose(page, "The question", "Not yet")
    row(page, "The question").get_by_role("textbox").fill("Kept through the tunnel")
    expect(page.locator("[data-saved]")).to_have_text("Kept on this device")
    page.goto("about:blank")
    score_all(review, "not_yet", "", "", "", comment="Kept through the tunnel")
    page.context.set_offline(False)
    bench(page, four)
    expect(row(page, "The question").get_by_role("textbox")).to_have_value(
        "Kept through the tunnel"
    )
    saved(page)
    assert RowScore.objects.get().comment == "Kept through the tunnel"
    assert page.evaluate("Object.keys(localStorage)") == []


def test_decide_leaves_the_reason_why_words_were_not_kept_in_sight(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    words = row(page, "The question").get_by_role("textbox")
    choose(page, "The question", "Not yet")
    words.fill("x" * 10_001)
    refusal = row(page, "The question").get_by_text("Shorten this to 10,000 characters.")
    expect(refusal).to_be_visible()
    page.get_by_role("button", name="Decide").click()
    expect(words).to_be_focused()
    expect(refusal).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text("Not saved: something to fix")
    choose(page, "Everyone answers", "Demonstrated")
    expect(page.locator("[data-saved]")).to_have_text("Not saved: something to fix")
    shot(page, "review/refused")
    words.fill("x" * 10_000)
    expect(refusal).to_be_hidden()
    saved(page)
    page.context.clear_cookies()
    words.fill("Written a moment too late")
    expect(page.locator("[data-saved]")).to_contain_text("You are signed out")
    with page.expect_response("**/score"):
        page.get_by_role("button", name="Decide").click()
    page.wait_for_timeout(300)
    expect(page.locator("[data-saved]")).to_contain_text("You are signed out")
    assert "/decide" not in page.url


def test_words_come_back_when_the_lead_puts_the_review_back_meanwhile(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    review = started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    actions.put_back(review=review, by=pecan_flats.lead, at=LATER)
    row(page, "The question").locator("summary").click()
    row(page, "The question").get_by_role("textbox").fill("An hour of thought")
    expect(page.locator("[data-saved]")).to_contain_text("This is not with you any more")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", name="This is not with you any more")).to_be_visible()
    expect(page.get_by_label("What you typed")).to_have_value("An hour of thought")
    shot(page, "review/words-back")
    for _visit in range(2):
        page.goto("/review")
        expect(page.get_by_label("Your words")).to_have_value("An hour of thought")
    shot(page, "review/left-on-device")
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_label("Your words")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_stands_beside_another_tab_s_words_outlives_a_reload(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    first = browse()
    sign_in(first, pecan_flats.dana)
    bench(first, four)
    second = first.context.new_page()
    bench(second, four)
    theirs = row(first, "The question").get_by_role("textbox")
    choose(first, "The question", "Not yet")
    theirs.fill("From the first tab")
    saved(first)
    choose(second, "The question", "Not yet")
    mine = row(second, "The question").get_by_role("textbox")
    mine.fill("From the second tab")
    told = row(second, "The question").get_by_text("Changed in another tab")
    expect(told).to_be_visible()
    theirs.fill("From the first tab, and more")
    saved(first)
    second.reload()
    expect(told).to_be_visible()
    expect(mine).to_have_value("From the second tab")
    row(second, "The question").get_by_role("button", name="Keep what is here").click()
    saved(second)
    assert RowScore.objects.get().comment == "From the second tab"
    assert second.evaluate("Object.keys(localStorage)") == []


def test_an_expired_sign_in_loses_nothing(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    page.context.clear_cookies()
    choose(page, "The question", "Not yet")
    row(page, "The question").get_by_role("textbox").fill("Still here after lunch")
    expect(page.locator("[data-saved]")).to_contain_text("You are signed out")
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    expect(row(page, "The question").get_by_role("textbox")).to_have_value("Still here after lunch")
    saved(page)
    assert RowScore.objects.get().comment == "Still here after lunch"


def test_two_tabs_never_overwrite_each_other_silently(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    started(four, pecan_flats.dana)
    first = browse()
    sign_in(first, pecan_flats.dana)
    bench(first, four)
    second = first.context.new_page()
    bench(second, four)
    choose(first, "The question", "Not yet")
    row(first, "The question").get_by_role("textbox").fill("From the first tab")
    saved(first)
    choose(second, "The question", "Demonstrated")
    told = row(second, "The question")
    expect(told.get_by_text("Changed in another tab")).to_be_visible()
    expect(told.get_by_text("Not yet: From the first tab")).to_be_visible()
    shot(second, "review/conflict")
    told.get_by_role("button", name="Use the other").click()
    expect(told.get_by_role("textbox")).to_have_value("From the first tab")
    saved(second)
    assert RowScore.objects.get().comment == "From the first tab"


def test_the_back_button_and_a_second_tab_do_not_decide_twice(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    review = started(four, pecan_flats.dana)
    score_all(review, *["demonstrated"] * 4)
    first = browse()
    sign_in(first, pecan_flats.dana)
    first.goto(f"/review/{four.pk}/decide")
    second = first.context.new_page()
    second.goto(f"/review/{four.pk}/decide?verdict=incomplete")
    first.get_by_role("button", name="Award").dblclick()
    first.wait_for_url("**/review")
    second.get_by_label("What is missing?").fill("The link is broken.")
    second.get_by_role("button", name="Send back to complete").click()
    expect(second.get_by_text("You have decided this already")).to_be_visible()
    first.go_back()
    expect(first.get_by_text("You have decided this already")).to_be_visible()
    assert (Decision.objects.get().verdict, Award.objects.count()) == ("award", 1)


def test_two_reviewers_in_two_browsers_start_the_same_try(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    pages = {who: browse() for who in ("dana", "wells")}
    for who, page in pages.items():
        sign_in(page, pecan_flats.people[who])
        bench(page, four)
    for page in pages.values():
        # Sent without waiting for an answer, so that both are on their way at once.
        page.evaluate("document.querySelector('.decide form').requestSubmit()")
    ends = sorted(
        page.get_by_text(re.compile("0 of 4 scored|Somebody else was a moment faster")).inner_text()
        for page in pages.values()
    )
    assert ends[0].endswith("0 of 4 scored")
    assert "a moment faster" in ends[1]
    assert Review.objects.get().reviewer_id in {p.pk for p in pecan_flats.people.values()}


def test_what_was_decided_while_a_page_stood_open_is_said(
    browse: Browse, host: str, sign_in: SignIn, pecan_flats: Cast, four: Attempt
) -> None:
    review = started(four, pecan_flats.dana)
    page = browse()
    sign_in(page, pecan_flats.dana)
    bench(page, four)
    actions.put_back(review=review, by=pecan_flats.lead, at=LATER)
    choose(page, "The question", "Demonstrated")
    expect(page.locator("[data-saved]")).to_contain_text("This is not with you any more")


@pytest.mark.one_size
def test_every_page_of_review_is_for_everyone(
    page: Page,
    host: str,
    sign_in: SignIn,
    pecan_flats: Cast,
    four: Attempt,
    axe: Check,
    fits: Check,
) -> None:
    decided(four, pecan_flats.wells, *["demonstrated"] * 3, "not_yet")
    submission = Submission.objects.get(pk=four.submission_id)
    photo(submission, 2, caption="After the move")
    say(submission, pecan_flats.ortiz, 3, "I would ask it with a picture. نعم", prompt=1)
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=LATER)
    handed_in(pecan_flats, pecan_flats.reyes, "forms-quiz")
    sign_in(page, pecan_flats.dana)
    addresses = {
        "list": "/review",
        "look": f"/review/{again.pk}",
        "decided": f"/review/{four.pk}",
        "bench": f"/review/{again.pk}",
        "earlier": f"/review/{again.pk}#earlier",
        "decision": f"/review/{again.pk}/decide",
        "incomplete": f"/review/{again.pk}/decide?verdict=incomplete",
        "hide": f"/review/{again.pk}/hide/{again.artifacts.first().pk}",  # type: ignore[union-attr]  # there are some
        "back": f"/review/{again.pk}/put-back",
        "trail": f"/review/{again.pk}/trail",
    }
    for name, address in addresses.items():
        if name == "bench":
            started(again, pecan_flats.dana)
        page.goto(address)
        page.wait_for_timeout(250)
        shot(page, name)
        axe(page)
        fits(page)
