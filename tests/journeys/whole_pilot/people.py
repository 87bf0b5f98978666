"""What teachers and reviewers do: some with a phone or at a desk, the others by the same pages
without a browser around them."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.test_main_job import add_photo, review_by_keyboard, submit
from tests.journeys.whole_pilot.stage import BADGE, Somebody, Stage, come_in
from tests.visitor import Visitor

NEXT_STEP = "Say which stop makes them think."


def come_by_phone(stage: Stage, who: Somebody) -> Page:
    """From the link in the letter to home."""
    page = stage.on_a_phone()
    page.goto(stage.post.invitation(who))
    expect(page.get_by_role("heading", name=f"{who.called}, you’re invited")).to_be_visible()
    expect(page.get_by_text(BADGE).first).to_be_visible()
    page.get_by_role("button", name="Sign in to start").click()
    page.get_by_role("link", name="E-mail me a six-digit code").click()
    expect(page.get_by_label("School e-mail")).to_have_value(who.email)
    come_in(stage, page, who)
    return page


def hand_in_a_picture(page: Page, folder: Path) -> tuple[str, str]:
    """From the catalog to the promise of a day; gives the addresses of work and picture."""
    page.goto("/catalog")
    page.get_by_role("link", name=BADGE).first.click()
    page.get_by_role("button", name="Start").locator("visible=true").first.click()
    page.wait_for_url("**/work/*")
    add_photo(page, folder / "IMG_0001.png", number=1, piece=1)
    picture = page.locator("#piece-1-files .item").get_by_role("link", name="Open").first
    addresses = page.url, picture.get_attribute("href") or ""
    submit(page)
    return addresses


def hand_in_another_picture(page: Page, place: str, folder: Path) -> None:
    """To what came back."""
    page.goto(place)
    expect(page.get_by_text(NEXT_STEP).first).to_be_visible()
    add_photo(page, folder / "IMG_0002.png", number=2, piece=1)
    submit(page)


def show_what_is_done_already(page: Page, where: str) -> None:
    """Without a lesson."""
    page.goto(where)
    page.get_by_role("button", name="Show us").click()
    page.wait_for_url("**/work/*")
    page.get_by_label("Or type it here").fill("At 1:20, 2:05 and 3:40 they answer first.")
    submit(page)


def review_at_a_desk(page: Page, who: Somebody, levels: list[str], feedback: str = "") -> None:
    review_by_keyboard(page, levels, feedback, what=f"{BADGE}, {who.name}")


def share_by_phone(page: Page, title: str) -> str:
    """Gives the public address."""
    page.goto("/badges")
    page.get_by_role("link", name=title).first.click()
    page.get_by_label("Anyone with the link").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Anyone with this address sees the badge.")).to_be_visible()
    return page.locator("a.address").inner_text()


def come(stage: Stage, who: Somebody) -> Visitor:
    """As `come_by_phone`."""
    came = stage.visitor()
    came.open(stage.post.invitation(who))
    came.says(f"{who.called}, you’re invited")
    came.send("/i/", {"answer": "coming"})
    came.follow("E-mail me a six-digit code")
    came.send("/login/code/", {})
    came.send("/confirm/", {"code": stage.post.code(who)})
    return came


def stay_away(stage: Stage, who: Somebody) -> None:
    came = stage.visitor()
    came.open(stage.post.invitation(who))
    came.send("/i/", {"answer": "not_now"})
    came.says("that is fine")


def start(teacher: Visitor) -> None:
    teacher.open("/catalog")
    teacher.follow(BADGE)
    teacher.send("/earn/", {})


def hand_in(teacher: Visitor, words: str) -> None:
    """On the page of the work."""
    teacher.send("/work/", {"words-1-0": words, "then": "submit"})
    teacher.says("You’ll hear by")


def hand_in_again(teacher: Visitor, words: str) -> None:
    teacher.open(teacher.url)
    teacher.says(NEXT_STEP)
    hand_in(teacher, words)


def review(reviewer: Visitor, who: Somebody, *levels: str, says: str) -> None:
    """Every row that is open, in order."""
    _take(reviewer, who)
    rows = [name for name in reviewer.form("/score").fields if name.startswith("level-")]
    typed = dict(zip(rows, levels, strict=True))
    for name, level in list(typed.items()):
        if level == "not_yet":
            typed[name.replace("level-", "comment-")] = NEXT_STEP
    reviewer.send("/score", typed | {"then": "decide"})
    reviewer.send("/decide", {"then": "send"})
    reviewer.says(says)


def send_back_to_complete(reviewer: Visitor, who: Somebody) -> None:
    """Nothing is decided: what was meant to be there cannot be opened."""
    _take(reviewer, who)
    reviewer.open(f"{reviewer.url}/decide?verdict=incomplete")
    reviewer.send("/decide", {"note": "The link shows an empty page.", "then": "send"})
    reviewer.says("It does not count as a try.")


def _take(reviewer: Visitor, who: Somebody) -> None:
    reviewer.open("/review")
    reviewer.follow(who.name)
    reviewer.send("/start", {})


def share(teacher: Visitor) -> str:
    """The one badge that there is; gives its public address."""
    teacher.open("/badges")
    teacher.follow(BADGE)
    teacher.send("/badges/", {"visibility": "public"})
    teacher.says("Anyone with this address sees the badge.")
    return str(next(iter(teacher.page.find_class("address"))).text_content())
