"""What is said about files, and pages that do not come: nothing is lost, nothing untrue is said."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.cast import NOW, Cast
from tests.evidence import scene
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Submission

expect.set_options(timeout=20_000)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_with_all]
Started = Callable[[Page], str]
HANDED_IN = "This work has been handed in meanwhile"
NOT_ARRIVED = "This could not be saved yet. What you typed or chose still stands here."


@pytest.fixture
def two_links(phone: Page, started: Started) -> str:
    """Work with two links in its second piece, open on a phone."""
    place = started(phone)
    submission = Submission.objects.get()
    for number in (1, 2):
        evidence.add_link(
            submission=submission,
            piece=scene.piece(submission, 2),
            url=f"https://example.org/{number}",
            by=submission.person,
            at=NOW + dt.timedelta(minutes=number),
        )
    phone.goto(place)
    return place


def item(page: Page, number: int) -> Locator:
    return page.locator("#piece-2-files .item").nth(number - 1)


def say(page: Page, number: int, words: str) -> None:
    """What to look at in one of them."""
    box = item(page, number)
    box.evaluate("box => { box.querySelector('details').open = true; }")
    box.get_by_role("textbox").fill(words)


def told() -> list[tuple[str, str]]:
    return list(Artifact.objects.order_by("added_at").values_list("caption", "students"))


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved just now")).to_be_visible()


def answer(status: int) -> Callable[[Route], None]:
    """A server, or something before it, that is not well."""
    return lambda route: route.fulfill(status=status, body="<h1>Something</h1>")


def test_what_is_said_about_two_files_at_once_is_kept_for_both(phone: Page, two_links: str) -> None:
    say(phone, 1, "At 1:20 the class splits.")
    item(phone, 2).get_by_label("Voices").check()
    saved(phone)
    assert told() == [("At 1:20 the class splits.", ""), ("", "voices")]


def test_what_is_said_about_a_file_arrives_though_the_page_is_left_at_once(
    phone: Page, two_links: str
) -> None:
    say(phone, 2, "The last thing typed.")
    phone.get_by_role("link", name="My work").first.click()
    phone.wait_for_url("**/work")
    # Sent while the page was left, and nobody waited for the answer.
    for _moment in range(100):
        if told()[1][0]:
            break
        phone.wait_for_timeout(100)
    phone.goto(two_links)
    expect(item(phone, 2).get_by_role("textbox")).to_have_value("The last thing typed.")


def test_what_is_said_about_a_file_is_sent_until_it_has_arrived(
    phone: Page, two_links: str
) -> None:
    phone.route("**/told", answer(503))
    item(phone, 1).get_by_label("Voices").check()
    say(phone, 1, "Listen to the third answer.")
    expect(phone.get_by_text("Not saved yet. We keep trying.")).to_be_visible()
    expect(phone.get_by_text("it was not submitted")).to_have_count(0)
    phone.unroute("**/told")
    saved(phone)
    assert told()[0] == ("Listen to the third answer.", "voices")


def test_what_was_chosen_stays_chosen_when_another_file_comes(phone: Page, two_links: str) -> None:
    phone.route("**/told", answer(503))
    item(phone, 1).get_by_label("Voices").check()
    say(phone, 1, "Listen.")
    phone.get_by_label("Add a link").fill("https://example.org/three")
    phone.get_by_role("button", name="Add link").click()
    expect(phone.locator("#piece-2-files .item")).to_have_count(3)
    expect(item(phone, 1).get_by_label("Voices")).to_be_checked()
    expect(item(phone, 1).get_by_role("textbox")).to_be_visible()
    phone.unroute("**/told")
    saved(phone)
    assert told()[0] == ("Listen.", "voices")


@pytest.mark.parametrize("status", [429, 500, 502])
def test_a_link_that_could_not_be_added_says_so_and_stands_where_it_was_typed(
    phone: Page, started: Started, status: int
) -> None:
    place = started(phone)
    phone.route(place, answer(status))
    phone.get_by_label("Add a link").fill("https://example.org/clip")
    phone.get_by_role("button", name="Add link").click()
    expect(phone.get_by_text(NOT_ARRIVED)).to_be_visible()
    expect(phone.get_by_text(HANDED_IN)).to_have_count(0)
    expect(phone.get_by_text("submitted")).to_have_count(0)
    expect(phone.get_by_label("Add a link")).to_have_value("https://example.org/clip")
    phone.unroute(place)
    phone.get_by_role("button", name="Add link").click()
    expect(phone.locator("#piece-2-files .item")).to_have_count(1)
    expect(phone.get_by_text(NOT_ARRIVED)).to_have_count(0)


def test_a_file_that_could_not_be_removed_says_so(phone: Page, two_links: str) -> None:
    phone.route("**/remove", answer(500))
    item(phone, 1).get_by_role("link", name="Remove").click()
    phone.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(phone.get_by_text(NOT_ARRIVED)).to_be_visible()
    expect(phone.locator("#piece-2-files .item")).to_have_count(2)


def test_work_that_was_handed_in_elsewhere_says_so(
    phone: Page, two_links: str, pecan_flats: Cast, tmp_path: Path
) -> None:
    submission = Submission.objects.get()
    scene.complete(submission, tmp_path)
    submission.artifacts.update(students="none")
    evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    phone.get_by_label("Add a link").fill("https://example.org/late")
    phone.get_by_role("button", name="Add link").click()
    expect(phone.get_by_text(HANDED_IN)).to_be_visible()
    expect(phone.get_by_text(NOT_ARRIVED)).to_have_count(0)


def test_a_file_stays_in_sight_until_the_page_can_show_it(
    phone: Page, started: Started, two_links: str
) -> None:
    phone.route(two_links, answer(502))
    phone.locator("#file-2").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": scene.photo()}
    )
    row = phone.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("All of it is here.", timeout=20_000)
    phone.wait_for_timeout(3000)
    expect(row).to_be_visible()
    phone.unroute(two_links)
    expect(phone.locator("#piece-2-files .item")).to_have_count(3, timeout=20_000)
    expect(row).to_have_count(0)


def test_what_was_said_about_a_file_goes_with_the_work_when_it_is_handed_in(
    phone: Page, two_links: str, tmp_path: Path
) -> None:
    submission = Submission.objects.get()
    scene.complete(submission, tmp_path)
    submission.artifacts.update(students="none")
    phone.goto(two_links)
    phone.route("**/told", answer(503))
    say(phone, 1, "Listen.")
    expect(phone.get_by_text("Not saved yet. We keep trying.")).to_be_visible()
    phone.get_by_role("button", name="Submit").click()
    expect(phone.get_by_text("You’ll hear by")).to_be_visible()
    assert told()[0] == ("Listen.", "none")


MICROPHONES = """
    window.streams = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        await new Promise(done => setTimeout(done, 400));  // the permission is asked for
        const stream = await ask(wanted);
        window.streams.push(stream);
        return stream;
    };
"""


def test_two_taps_on_record_leave_no_microphone_on(phone: Page, started: Started) -> None:
    phone.context.grant_permissions(["microphone"])
    phone.add_init_script(MICROPHONES)
    started(phone)
    button = phone.get_by_role("button", name="Record a voice note")
    button.click()
    button.click()
    expect(phone.get_by_text("Recording 0:0")).to_be_visible()
    phone.wait_for_timeout(1500)
    stop = phone.get_by_role("button", name="Stop and add")
    stop.evaluate("e => { e.click(); e.click(); }")
    expect(phone.locator("#piece-3-files .item")).to_have_count(1, timeout=20_000)
    live = "streams.flatMap(s => s.getTracks()).filter(t => t.readyState === 'live').length"
    assert phone.evaluate(f"[streams.length, {live}]") == [1, 0]
    expect(button).to_be_visible()
