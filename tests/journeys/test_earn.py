"""A teacher earns with a phone and a laptop: write, add, lose the connection, hand it in."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser import cut_off, shot
from tests.cast import NOW, PASSWORD, Cast
from tests.evidence import scene
from tests.evidence.intake.test_memory import sparse_film
from tests.evidence.test_submit import decided
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Status, Submission, Upload, Writing
from waypost.people.models import Person
from waypost.review import actions as review

SignIn = Callable[[Page, Person], None]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.one_size
def test_what_is_typed_survives_a_closed_tab(page: Page, started: Callable[[Page], str]) -> None:
    place = started(page)
    shot(page, "earn/fresh")
    page.get_by_label("Which answer surprised you?").fill("Half of them chose the soil.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(place)
    expect(again.get_by_label("Which answer surprised you?")).to_have_value(
        "Half of them chose the soil."
    )
    shot(again, "earn/again")


@pytest.mark.one_size
def test_two_tabs_show_both_versions_and_the_teacher_chooses(
    page: Page, started: Callable[[Page], str]
) -> None:
    place = started(page)
    other = page.context.new_page()
    other.goto(place)
    page.get_by_label("Or type it here").fill("From the first tab.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    other.get_by_label("Or type it here").fill("From the second tab.")
    box = other.get_by_role("group", name="Changed in two places")
    expect(box).to_be_visible()
    expect(box.get_by_label("Saved from the other place")).to_have_value("From the first tab.")
    shot(other, "earn/two-tabs")
    assert Writing.objects.get().text == "From the first tab."
    box.get_by_label("Join both, this one last").check()
    box.get_by_role("button", name="Keep that").click()
    expect(other.get_by_text("Saved just now")).to_be_visible()
    assert Writing.objects.get().text == "From the second tab.\n\nFrom the first tab."


@pytest.mark.one_size
def test_a_lost_connection_keeps_the_words_on_the_device(
    page: Page, started: Callable[[Page], str]
) -> None:
    place = started(page)
    page.context.set_offline(True)
    page.get_by_label("Which answer surprised you?").fill("Written on the bus.")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    shot(page, "earn/offline")
    cut_off(page)
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(place)
    expect(again.get_by_label("Which answer surprised you?")).to_have_value("Written on the bus.")
    expect(again.get_by_text("Saved just now")).to_be_visible()
    assert Writing.objects.get().text == "Written on the bus."
    assert draft_keys(again) == []


@pytest.mark.one_size
def test_an_expired_sign_in_keeps_the_words_and_goes_on_after_signing_in(
    page: Page, started: Callable[[Page], str], pecan_flats: Cast, sign_in: SignIn
) -> None:
    started(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Which answer surprised you?").fill("An hour of thought.")
    link = page.get_by_role("link", name="Sign in (opens a new tab)")
    expect(link).to_be_in_viewport()  # wherever on the page somebody writes
    shot(page, "earn/signed-out")
    sign_in(page, pecan_flats.ortiz)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    expect(link).to_have_count(0)
    assert Writing.objects.get().text == "An hour of thought."


def test_words_that_are_too_long_say_so_and_submit_leads_to_them(
    phone: Page, started: Callable[[Page], str]
) -> None:
    started(phone)
    area = phone.get_by_label("Which answer surprised you?")
    area.fill("x" * 100_001)
    expect(phone.locator("#words-3-0-state")).to_contain_text("100,001 characters long")
    expect(phone.get_by_text("Not saved: something to fix")).to_be_visible()
    phone.get_by_label("Or type it here").focus()
    phone.get_by_role("button", name="Submit").click()
    expect(area).to_be_focused()
    area.fill("Short.")
    expect(phone.get_by_text("Saved just now")).to_be_visible()
    expect(phone.locator("#words-3-0-state")).to_be_empty()


def test_two_taps_on_add_link_are_one(phone: Page, started: Callable[[Page], str]) -> None:
    started(phone)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.method))
    phone.get_by_label("Add a link").fill("https://example.org/clip")
    phone.get_by_role("button", name="Add link").evaluate("e => { e.click(); e.click(); }")
    expect(phone.locator("#piece-2-files .item")).to_have_count(1)
    phone.wait_for_load_state("networkidle")
    assert sent.count("POST") == 1
    expect(phone.get_by_text("This is already here")).to_have_count(0)


@pytest.mark.one_size
def test_the_back_button_after_submitting_shows_what_became_of_it(
    page: Page, started: Callable[[Page], str], pecan_flats: Cast, tmp_path: Path
) -> None:
    place = started(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Not submitted yet.")).to_be_visible()
    scene.complete(Submission.objects.get(), tmp_path)
    page.goto(f"{place}?check")
    expect(page.get_by_text("Not submitted yet.")).to_have_count(0)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You’ll hear by")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("You’ll hear by")).to_be_visible()
    assert Submission.objects.get().attempts.count() == 1


@pytest.mark.one_size
def test_the_next_person_on_a_shared_laptop_sees_nothing(
    page: Page, started: Callable[[Page], str], pecan_flats: Cast, sign_in: SignIn
) -> None:
    started(page)
    page.route("**/words", lambda route: route.abort())
    page.get_by_label("Which answer surprised you?").fill("Mine alone.")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert len(draft_keys(page)) == 1
    sign_in(page, pecan_flats.reyes)
    page.goto(f"/earn/{pecan_flats.versions['check-and-change'].pk}")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url(re.compile("/work/"))
    expect(page.get_by_label("Which answer surprised you?")).to_have_value("")
    page.get_by_role("button", name=re.compile("Account menu")).click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    # They wait for the one who typed them.
    assert len(draft_keys(page)) == 1


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Account menu")).click()
    page.get_by_role("button", name="Sign out", exact=True).click()


@pytest.mark.one_size
def test_signing_out_waits_while_words_are_on_this_device_only(
    page: Page, started: Callable[[Page], str]
) -> None:
    started(page)
    area = page.get_by_label("Which answer surprised you?")
    area.fill("Saved before the page is left.")
    sign_out(page)
    page.wait_for_url(re.compile(r":\d+/$"))
    assert draft_keys(page) == []


@pytest.mark.one_size
def test_signing_out_is_held_without_a_connection_and_forgets_when_somebody_says_so(
    page: Page, started: Callable[[Page], str]
) -> None:
    place = started(page)
    page.context.set_offline(True)
    page.get_by_label("Which answer surprised you?").fill("Nowhere else yet.")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    sign_out(page)
    expect(page.get_by_text("You’re still signed in")).to_be_visible()
    assert len(draft_keys(page)) == 1
    page.context.set_offline(False)
    page.route("**/words", lambda route: route.abort())
    page.get_by_role("button", name="Sign out without saving it").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    assert draft_keys(page) == []
    assert place


@pytest.mark.one_size
def test_a_sign_out_that_did_not_arrive_forgets_nothing(
    page: Page, started: Callable[[Page], str]
) -> None:
    place = started(page)
    page.route("**/words", lambda route: route.abort())
    page.get_by_label("Which answer surprised you?").fill("Still mine.")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.route("**/logout/", lambda route: route.fulfill(status=500, body="<p>Broken</p>"))
    sign_out(page)
    page.get_by_role("button", name="Sign out without saving it").click()
    expect(page.get_by_text("Broken")).to_be_visible()
    assert len(draft_keys(page)) == 1
    page.unroute("**/words")
    page.goto(place)
    expect(page.get_by_label("Which answer surprised you?")).to_have_value("Still mine.")


def draft_keys(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter(key => /^(waypost:|tus)/.test(key))"
    )
    return found


@pytest.mark.one_size
def test_everything_from_the_first_file_to_submit(
    page: Page,
    started: Callable[[Page], str],
    tmp_path: Path,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    started(page)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Submit").click()
    summary = page.get_by_role("alert").filter(has_text="Not submitted yet")
    expect(summary).to_be_visible()
    shot(page, "earn/missing")
    axe(page)
    summary.get_by_role("link", name="answer “Which answer surprised you?”").click()
    expect(page.get_by_label("Which answer surprised you?")).to_be_focused()
    page.keyboard.type("Half of them.")
    page.get_by_label("What will you ask differently?").fill("About air.")
    page.get_by_label("Or type it here").fill("Where does the mass come from?")
    page.locator("#file-2").set_input_files(picture(tmp_path, "IMG_0001.png"))
    item = page.locator("#piece-2-files .item")
    expect(item).to_have_count(1)
    item.get_by_label("Their work only, names covered").check()
    expect(page.get_by_text("Everything is here").or_(page.locator("#left"))).to_have_count(1)
    expect(page.locator("#left")).to_have_text("Everything is here")
    shot(page, "earn/ready")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Submit").dblclick()
    expect(page.get_by_text("You’ll hear by")).to_be_visible()
    shot(page, "earn/waiting")
    axe(page)
    fits(page)
    submission = Submission.objects.get()
    assert submission.status == Status.WAITING
    assert submission.attempts.count() == 1
    page.goto("/work")
    expect(page.get_by_text("You’ll hear by")).to_be_visible()
    shot(page, "earn/list")
    axe(page)
    fits(page)


def picture(folder: Path, name: str) -> Path:
    Image.effect_noise((900, 600), 60).convert("RGB").save(folder / name)
    return folder / name


@pytest.mark.one_size
def test_files_that_cannot_be_taken_are_told_and_lose_nothing(
    page: Page, started: Callable[[Page], str], tmp_path: Path
) -> None:
    started(page)
    page.get_by_label("Or type it here").fill("Kept.")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "program.jpg").write_bytes(b"MZ\x90\x00" * 400)
    page.locator("#file-2").set_input_files(tmp_path / "empty.jpg")
    expect(page.get_by_text("0 bytes")).to_be_visible()
    page.locator("#file-2").set_input_files(tmp_path / "program.jpg")
    failed = page.locator("#piece-2 [data-arriving] [data-state=failed]")
    expect(failed).to_have_count(2)
    good = picture(tmp_path, "a.png")
    page.locator("#file-2").set_input_files(good)
    expect(page.locator("#piece-2-files .item")).to_have_count(1)
    page.locator("#file-2").set_input_files(good)
    expect(page.get_by_text("already here, as Photo 1")).to_be_visible()
    shot(page, "earn/refused")
    failed.first.get_by_role("button", name="Remove").click()
    expect(failed).to_have_count(2)
    expect(page.get_by_label("Or type it here")).to_have_value("Kept.")


@pytest.mark.one_size
def test_a_link_is_added_described_and_removed_by_keyboard(
    page: Page, started: Callable[[Page], str]
) -> None:
    started(page)
    page.get_by_label("Add a link").focus()
    page.keyboard.type("https://example.org/clip")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    item = page.locator("#piece-2-files .item")
    expect(item).to_have_count(1)
    expect(item.get_by_text("private window")).to_be_visible()
    item.get_by_label("No", exact=True).focus()
    page.keyboard.press("Space")
    expect(item.get_by_label("No", exact=True)).to_be_checked()
    page.wait_for_timeout(600)
    assert Artifact.objects.get().students == "none"
    item.get_by_role("link", name="Remove").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(item).to_have_count(0)
    assert Artifact.objects.get().removed_at


@pytest.mark.one_size
def test_a_large_video_goes_on_where_it_stopped(
    page: Page, started: Callable[[Page], str], film: Path
) -> None:
    place = started(page)
    stopped: list[str] = []

    def cut(route: Route) -> None:
        """Lets the first part through, and then the connection breaks."""
        if route.request.method == "PATCH" and (
            stopped or route.request.headers["upload-offset"] != "0"
        ):
            stopped.append(route.request.headers["upload-offset"])
            route.abort()
        else:
            route.fallback()

    page.route("**/uploads/*", cut)
    page.locator("#file-2").set_input_files(film)
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("No connection", timeout=20_000)
    shot(page, "earn/video-stopped")
    assert Upload.objects.get().offset > 0
    page.goto(place)
    page.unroute("**/uploads/*")
    expect(row).to_contain_text("Choose the same file again")
    shot(page, "earn/video-again")
    sent: list[str] = []
    page.on(
        "request",
        lambda r: sent.append(r.headers["upload-offset"]) if r.method == "PATCH" else None,
    )
    page.locator("#file-2").set_input_files(film)
    item = page.locator("#piece-2-files .item")
    expect(item).to_contain_text("Video 1", timeout=20_000)
    assert "0" not in sent
    expect(page.locator("video.player")).to_have_count(1)
    assert Artifact.objects.get().size > 5 * 1024 * 1024
    assert draft_keys(page) == []


@pytest.mark.one_size
def test_a_server_in_trouble_is_not_called_a_missing_connection(
    page: Page, started: Callable[[Page], str], tmp_path: Path
) -> None:
    started(page)
    page.route(
        "**/uploads/*",
        lambda r: r.fulfill(status=500) if r.request.method == "PATCH" else r.fallback(),
    )
    page.locator("#file-2").set_input_files(picture(tmp_path, "a.png"))
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("The server cannot take this right now. It goes on by itself")
    page.unroute("**/uploads/*")
    expect(page.locator("#piece-2-files .item")).to_contain_text("Photo 1", timeout=20_000)


@pytest.mark.one_size
def test_what_is_chosen_without_a_connection_goes_on_by_itself(
    page: Page, started: Callable[[Page], str], tmp_path: Path
) -> None:
    started(page)
    page.context.set_offline(True)
    page.locator("#file-2").set_input_files(picture(tmp_path, "a.png"))
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("a.png")
    expect(row).to_contain_text("No connection. It goes on by itself")
    shot(page, "earn/chosen-offline")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("A file is still arriving")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#piece-2-files .item")).to_contain_text("Photo 1")
    expect(row).to_have_count(0)
    assert Artifact.objects.count() == 1


@pytest.mark.one_size
def test_what_waits_for_a_connection_can_be_taken_away_again(
    page: Page, started: Callable[[Page], str], tmp_path: Path
) -> None:
    started(page)
    page.context.set_offline(True)
    page.locator("#file-2").set_input_files(picture(tmp_path, "a.png"))
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("No connection")
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("^2. "))).to_be_focused()
    page.context.set_offline(False)
    page.wait_for_timeout(5000)
    assert not Upload.objects.exists()


@pytest.mark.one_size
@pytest.mark.parametrize(
    "gone",
    [
        "**/js/uploads*.js*",
        pytest.param("**/tus*.js*", marks=pytest.mark.only_with_all),
    ],
)
def test_a_page_that_an_update_has_overtaken_says_so_beside_the_file(
    page: Page, started: Callable[[Page], str], tmp_path: Path, gone: str
) -> None:
    started(page)
    page.route(gone, lambda route: route.fulfill(status=404))
    page.get_by_label("Which answer surprised you?").fill("Half of them.")
    page.locator("#file-2").set_input_files(picture(tmp_path, "a.png"))
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("Waypost was updated while this page was open")
    shot(page, f"earn/outdated-{'tool' if 'uploads' in gone else 'library'}")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    page.unroute(gone)
    page.reload()
    expect(page.get_by_label("Which answer surprised you?")).to_have_value("Half of them.")
    page.locator("#file-2").set_input_files(picture(tmp_path, "a.png"))
    expect(page.locator("#piece-2-files .item")).to_contain_text("Photo 1")


@pytest.mark.one_size
def test_an_upload_that_was_left_behind_is_taken_away_from_any_page(
    page: Page, started: Callable[[Page], str]
) -> None:
    place = started(page)
    submission = Submission.objects.get()
    evidence.begin(
        submission=submission,
        piece=submission.requirement.pieces.get(position=2),
        size=40 * 1024 * 1024,
        by=submission.person,
        at=NOW,
    )
    page.goto(place)
    row = page.locator("#piece-2 [data-arriving] .file")
    expect(row).to_contain_text("0 of 40 MB arrived")
    shot(page, "earn/left-behind")
    page.context.set_offline(True)
    row.get_by_role("button", name="Remove").click()
    expect(row).to_contain_text("No connection, so this cannot start")
    page.context.set_offline(False)
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("^2. "))).to_be_focused()
    page.wait_for_timeout(500)
    assert not Upload.objects.exists()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video that needs three parts."""
    path = tmp_path_factory.mktemp("film") / "IMG_0042.MOV"
    sparse_film(path, 12 * 1024 * 1024)
    return path


def test_a_phone_without_javascript_does_it_all(
    plain: Page,
    started: Callable[[Page], str],
    tmp_path: Path,
    pecan_flats: Cast,
    sign_in: SignIn,
    fits: Callable[[Page], None],
) -> None:
    place = started(plain)
    shot(plain, "earn/plain")
    fits(plain)
    plain.get_by_label("Or type it here").fill("Where does the mass come from?")
    plain.locator("#file-2").set_input_files(picture(tmp_path, "Ava.png"))
    plain.get_by_role("button", name="Add the chosen file").nth(1).click()
    item = plain.locator("#piece-2-files .item")
    expect(item).to_have_count(1)
    expect(plain.get_by_label("Or type it here")).to_have_value("Where does the mass come from?")
    item.get_by_label("Their work only, names covered").check()
    plain.get_by_label("Which answer surprised you?").fill("Half of them.")
    plain.context.clear_cookies(name="sessionid")
    plain.get_by_role("button", name="Save draft").last.click()
    plain.wait_for_url(re.compile("/account/login"))
    plain.get_by_label("E-mail", exact=False).first.fill(pecan_flats.ortiz.email)
    plain.get_by_label("Password").fill(PASSWORD)
    plain.get_by_role("button", name="Sign in").click()
    plain.wait_for_url(re.compile("/work/"))
    expect(plain.get_by_text("You were signed out while you were writing.")).to_be_visible()
    expect(plain.get_by_label("Which answer surprised you?")).to_have_value("Half of them.")
    shot(plain, "earn/plain-back")
    plain.locator("#piece-2-files").get_by_label("Their work only, names covered").check()
    plain.get_by_label("What will you ask differently?").fill("About air.")
    plain.get_by_role("button", name="Submit").click()
    expect(plain.get_by_text("You’ll hear by")).to_be_visible()
    plain.get_by_role("button", name="Take it back").click()
    expect(plain.get_by_label("Or type it here")).to_have_value("Where does the mass come from?")
    assert plain.url == place
    assert Submission.objects.get().attempts.get().outcome == "taken_back"


@pytest.mark.one_size
def test_a_voice_note_answers_the_questions(page: Page, started: Callable[[Page], str]) -> None:
    page.context.grant_permissions(["microphone"])
    started(page)
    page.get_by_role("button", name="Record a voice note").click()
    expect(page.get_by_text("Recording 0:0")).to_be_visible()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You are still recording.")).to_be_visible()
    page.get_by_role("button", name="Stop and add").click()
    item = page.locator("#piece-3-files .item")
    expect(item).to_contain_text("Recording 1", timeout=15_000)
    expect(page.locator("audio.player")).to_have_count(1)
    item.get_by_label("No", exact=True).check()
    expect(page.locator("#piece-3-tag")).to_have_text("Done")


def test_a_full_piece_says_so_before_somebody_speaks(
    phone: Page, started: Callable[[Page], str]
) -> None:
    phone.context.grant_permissions(["microphone"])
    place = started(phone)
    submission = Submission.objects.get()
    for n in range(scene.piece(submission, 3).max_items):
        Artifact.objects.create(
            district=submission.district,
            submission=submission,
            piece=scene.piece(submission, 3),
            kind="audio",
            name=f"Recording {n + 1}",
            students="none",
            added_at=NOW,
        )
    phone.goto(place)
    phone.get_by_role("button", name="Record a voice note").click()
    expect(phone.get_by_text("This piece is full. Remove something, then record.")).to_be_visible()


@pytest.mark.one_size
def test_a_voice_note_begins_only_when_it_can_be_kept(
    page: Page, started: Callable[[Page], str]
) -> None:
    page.context.grant_permissions(["microphone"])
    started(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Record a voice note").click()
    expect(page.get_by_text("No connection, so this cannot start")).to_be_visible()
    shot(page, "earn/voice-offline")
    page.context.set_offline(False)
    page.get_by_role("button", name="Record a voice note").click()
    expect(page.get_by_text("Recording 0:0")).to_be_visible()
    page.context.set_offline(True)
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop and add").click()
    row = page.locator("#piece-3 [data-arriving] .file")
    expect(row).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(page.locator("#piece-3-files .item")).to_contain_text("Recording 1")


@pytest.mark.one_size
def test_after_not_yet_only_the_rest_is_asked_for(
    page: Page,
    pecan_flats: Cast,
    sign_in: SignIn,
    tmp_path: Path,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    decided(pecan_flats, attempt, "not_yet", "not_yet", note="You are close.")
    sign_in(page, pecan_flats.ortiz)
    page.goto(f"/work/{submission.pk}")
    expect(page.locator("#piece-1-tag")).to_have_text("Demonstrated")
    expect(page.locator("#piece-2-tag")).to_have_text("Feedback")
    expect(page.get_by_text("There is nothing to redo here.")).to_be_visible()
    page.get_by_text("Try 1: Not yet").click()
    shot(page, "earn/not-yet")
    axe(page)
    fits(page)
    page.get_by_label("Which answer surprised you?").fill("A better answer.")
    expect(page.get_by_text("Saved just now")).to_be_visible()
    page.reload()
    expect(page.locator("#piece-3-tag")).to_have_text("Done")
    expect(page.locator("#piece-2-tag")).to_have_text("Feedback")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("You’ll hear by")).to_be_visible()
    again = Submission.objects.get().attempts.get(outcome="")
    assert (again.try_number, again.number) == (2, 2)


@pytest.mark.one_size
def test_what_was_hidden_is_told_and_something_else_is_asked_for(
    page: Page, pecan_flats: Cast, sign_in: SignIn, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    review.decide(
        review=review.start(attempt=attempt, by=pecan_flats.dana, at=NOW),
        verdict="incomplete",
        note="A last name is on the whiteboard in the photo.",
        hidden=[submission.artifacts.get()],
        by=pecan_flats.dana,
        at=NOW + dt.timedelta(hours=1),
    )
    sign_in(page, pecan_flats.ortiz)
    page.goto(f"/work/{submission.pk}")
    expect(page.get_by_text("A last name is on the whiteboard").first).to_be_visible()
    expect(page.locator("#piece-2 .gone")).to_contain_text("Hidden from everyone")
    shot(page, "earn/incomplete")
    axe(page)


def test_the_whole_way_by_keyboard(
    desktop: Page, started: Callable[[Page], str], tmp_path: Path
) -> None:
    started(desktop)
    # Asked for long before the key: the browser is told without waiting for its answer.
    with desktop.expect_file_chooser() as chooser:
        reach(desktop, "#file-2")
        desktop.keyboard.press("Space")
    chooser.value.set_files(picture(tmp_path, "a.png"))
    expect(desktop.locator("#piece-2-files .item")).to_have_count(1)
    reach(desktop, "#piece-2-files [type=radio]", back=True)
    desktop.keyboard.press("Space")
    for field, text in (("words-1-0", "Mass?"), ("words-3-0", "Half."), ("words-3-1", "Air.")):
        reach(desktop, f"#{field}", back=field == "words-1-0")
        desktop.keyboard.type(text)
    expect(desktop.locator("#left")).to_have_text("Everything is here")
    reach(desktop, "[name=then][value=submit]")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("You’ll hear by")).to_be_visible()


def reach(page: Page, selector: str, back: bool = False) -> None:
    """Only with the Tab key, as somebody without a mouse; a trap would never end."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{selector} cannot be reached with the keyboard")
