"""The working page over plain HTTP, as a browser without scripts uses it."""

import errno
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from PIL import Image

from tests.cast import PASSWORD, Cast
from waypost.evidence.models import Status, Submission
from waypost.people.models import District

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def client_of(cast: Cast, name: str) -> Client:
    client = Client(HTTP_HOST=cast.district.host)
    account = getattr(cast, name).account
    assert account
    client.force_login(account)
    return client


def begin(cast: Cast, client: Client, slug: str = "check-and-change") -> str:
    version = cast.versions[slug]
    answer = client.post(f"/earn/{version.pk}")
    assert answer.status_code == 302
    return answer["Location"]


def form_of(page: Any) -> dict[str, str]:
    """Every field of the page's form as a browser would send it."""
    html = page.content.decode()
    form = html[html.index('id="work"') : html.index("</form>", html.index('id="work"'))]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if not name or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] == "radio" and "checked" not in tag:
            continue
        value = re.search(r'value="([^"]*)"', tag)
        fields[name[1]] = value[1] if value else ""
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    fields |= dict(areas)
    return fields


def test_a_teacher_starts_once_however_often_the_button_is_pressed(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    first = begin(pecan_flats, client)
    assert begin(pecan_flats, client) == first
    assert Submission.objects.filter(person=pecan_flats.ortiz).count() == 1
    page = client.get(first)
    assert page.status_code == 200
    assert "Looking back" in page.content.decode()


def test_each_piece_says_what_it_takes_and_how_large(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    page = client.get(begin(pecan_flats, client)).content.decode()
    for said in (
        "This is not part of your T-TESS appraisal.",
        "Your principal doesn’t see drafts, tries or feedback.",
        "hotos (HEIC too) up to 25 MB",
        "ideo up to 500 MB",
        "One is enough; up to 6. Record at 720p; three minutes is about 120 MB.",
        "Without JavaScript, files up to 50 MB.",
        "Share it with your whole district, or with anyone who has the link.",
    ):
        assert said in page, said


def test_an_appraisal_has_its_name_only_where_it_is_called_so(pecan_flats: Cast) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(state="New Mexico")
    client = client_of(pecan_flats, "ortiz")
    for address in (begin(pecan_flats, client), "/work"):
        page = client.get(address).content.decode()
        assert "This is not part of your appraisal." in page
        assert "T-TESS" not in page


def test_the_list_shows_it(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    assert "Nothing started yet" in client.get("/work").content.decode()
    begin(pecan_flats, client)
    assert "Check and change" in client.get("/work").content.decode()
    assert Submission.objects.get().status == Status.DRAFT


def png(color: tuple[int, int, int] = (20, 90, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "PNG")
    return out.getvalue()


def picture(color: tuple[int, int, int] = (20, 90, 80)) -> SimpleUploadedFile:
    return SimpleUploadedFile("Ava Jones.png", png(color), content_type="image/png")


def fill(client: Client, place: str) -> None:
    """Everything that the micro-credential asks for."""
    sent = form_of(client.get(place))
    sent |= {
        "words-1-0": "A question about plants.",
        "words-3-0": "Half of them.",
        "words-3-1": "The other question.",
        "then": "add-2",
    }
    assert client.post(place, {**sent, "file-2": picture()}).status_code == 302
    sent = form_of(client.get(place))
    for name in list(sent):
        if name.startswith("caption-"):
            sent[name.replace("caption-", "students-")] = "work"
    assert client.post(place, {**sent, "then": "save"}).status_code == 302


def test_a_phone_without_scripts_writes_adds_and_submits(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    sent = form_of(client.get(place))
    assert client.post(place, {**sent, "then": "submit"}).status_code == 302
    page = client.get(place).content.decode()
    assert "You’ll hear by" in page
    assert "Take it back" in page
    submission = Submission.objects.get()
    assert submission.status == Status.WAITING
    attempt = submission.attempts.get()
    assert attempt.words[0]["text"] == "A question about plants."
    assert [a.name for a in attempt.artifacts.all()] == ["Photo 1"]


def test_submitting_early_names_what_is_missing_and_links_to_it(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-3-0": "Half of them.", "then": "submit"}
    answer = client.post(place, sent, follow=True)
    assert answer.redirect_chain == [(f"{place}?check", 302)]
    page = answer.content.decode()
    assert "Not submitted yet." in page
    for href in ("#file-1", "#file-2", "#words-3-1"):
        assert f'href="{href}"' in page
        assert f'id="{href[1:]}"' in page
    assert "Half of them." in page
    assert 'href="#words-3-0"' not in page
    # Loaded again later, it names what is still missing then.
    client.post(place, form_of(answer) | {"words-3-1": "About air.", "then": "save"})
    later = client.get(f"{place}?check").content.decode()
    assert 'href="#file-1"' in later
    assert 'href="#words-3-1"' not in later


def test_submitting_twice_is_one_try(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    sent = form_of(client.get(place)) | {"then": "submit"}
    assert client.post(place, sent).status_code == 302
    assert client.post(place, sent).status_code == 302
    assert Submission.objects.get().attempts.count() == 1


def test_taking_it_back_opens_the_page_again(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    client.post(place, form_of(client.get(place)) | {"then": "submit"})
    client.post(f"{place}/take-back")
    submission = Submission.objects.get()
    assert (submission.status, submission.tries) == (Status.DRAFT, 0)
    page = client.get(place).content.decode()
    assert "A question about plants." in page
    assert "Taken back by you" in page


def test_two_tabs_show_both_versions_and_the_teacher_chooses(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    one, two = form_of(client.get(place)), form_of(client.get(place))
    client.post(place, one | {"words-1-0": "from the phone", "then": "save"})
    answer = client.post(place, two | {"words-1-0": "from the laptop", "then": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "from the phone" in page
    assert "from the laptop" in page
    both = form_of(answer) | {"choice-words-1-0": "both", "then": "save"}
    assert client.post(place, both).status_code == 302
    kept = Submission.objects.get().writings.get().text
    assert kept == "from the laptop\n\nfrom the phone"


def test_a_stale_tab_that_did_not_touch_a_field_is_no_conflict(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    one, two = form_of(client.get(place)), form_of(client.get(place))
    client.post(place, one | {"words-1-0": "from the phone", "then": "save"})
    assert client.post(place, two | {"words-3-0": "other field", "then": "save"}).status_code == 302
    texts = {w.text for w in Submission.objects.get().writings.all()}
    assert texts == {"from the phone", "other field"}


def test_words_posted_after_the_sign_in_ran_out_come_back_to_their_writer(
    pecan_flats: Cast,
) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "an hour of thought", "then": "save"}
    client.cookies.clear()
    answer = client.post(place, sent)
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    sign_in(client, pecan_flats, "ortiz")
    page = client.get(place)
    assert "an hour of thought" in page.content.decode()
    assert client.post(place, form_of(page) | {"then": "save"}).status_code == 302
    assert Submission.objects.get().writings.get().text == "an hour of thought"
    assert "You were signed out" not in client.get(place).content.decode()


def test_a_caption_and_a_link_posted_after_the_sign_in_ran_out_come_back_too(
    pecan_flats: Cast,
) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    client.post(place, {**form_of(client.get(place)), "file-2": picture(), "then": "add-2"})
    item = Submission.objects.get().artifacts.get().pk
    sent = form_of(client.get(place)) | {
        f"caption-{item}": "At 1:20 it splits",
        f"students-{item}": "work",
        "link-2": "https://example.org/clip",
        "then": "save",
    }
    client.cookies.clear()
    client.post(place, sent)
    sign_in(client, pecan_flats, "ortiz")
    page = client.get(place)
    assert "At 1:20 it splits" in page.content.decode()
    assert client.post(place, form_of(page) | {"then": "add-2"}).status_code == 302
    work = Submission.objects.get().artifacts
    assert (work.get(pk=item).caption, work.get(pk=item).students) == ("At 1:20 it splits", "work")
    assert work.get(kind="link").url == "https://example.org/clip"


def test_nobody_else_who_signs_in_there_sees_them(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "an hour of thought", "then": "save"}
    client.cookies.clear()
    client.post(place, sent)
    sign_in(client, pecan_flats, "reyes")
    assert client.get(place).status_code == 404
    assert b"an hour of thought" not in client.get(begin(pecan_flats, client)).content


def sign_in(client: Client, cast: Cast, name: str) -> None:
    answer = client.post(
        "/account/login/", {"login": getattr(cast, name).email, "password": PASSWORD}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]


@pytest.mark.parametrize("who", ["reyes", "dana", "lead", "principal"])
def test_somebody_elses_work_answers_like_none(pecan_flats: Cast, who: str) -> None:
    place = begin(pecan_flats, client_of(pecan_flats, "ortiz"))
    other = client_of(pecan_flats, who)
    assert other.get(place).status_code == 404
    assert other.post(place, {"then": "save"}).status_code == 404
    assert other.post(f"{place}/take-back").status_code == 404


def test_another_district_answers_like_none(pecan_flats: Cast, caliche: Cast) -> None:
    place = begin(pecan_flats, client_of(pecan_flats, "ortiz"))
    other = client_of(caliche, "teacher")
    assert other.get(place).status_code == 404
    assert other.post(f"/earn/{pecan_flats.versions['forms-quiz'].pk}").status_code == 404


def test_the_same_file_twice_is_told_and_kept_once(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"then": "add-2"}
    client.post(place, {**sent, "file-2": picture()})
    sent["words-1-0"] = "kept all the same"
    answer = client.post(place, {**sent, "file-2": picture()})
    assert answer.status_code == 422
    assert "already here, as Photo 1" in answer.content.decode()
    assert Submission.objects.get().artifacts.count() == 1
    assert Submission.objects.get().writings.get().text == "kept all the same"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 bytes"), (b"MZ\x90\x00 not a photo", "photo")],
)
def test_a_bad_file_is_named_beside_its_field(
    pecan_flats: Cast, content: bytes, words: str
) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "kept", "then": "add-2"}
    bad = SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg")
    answer = client.post(place, {**sent, "file-2": bad})
    assert answer.status_code == 422
    assert 'id="piece-2-file-error"' in answer.content.decode()
    assert "kept" in answer.content.decode()


def test_a_file_too_large_for_a_form_does_not_take_the_words_with_it(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.evidence.arrivals.MOST_BY_FORM", 1000)
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "kept", "then": "add-2"}
    large = SimpleUploadedFile("v.mp4", b"x" * 200_000, content_type="video/mp4")
    answer = client.post(place, {**sent, "file-2": large})
    assert answer.status_code == 422
    assert "larger than 50 MB" in answer.content.decode()
    assert Submission.objects.get().writings.get().text == "kept"


def test_files_that_are_too_large_only_together_are_told_so(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.evidence.arrivals.MOST_TOGETHER", 150_000)
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "kept", "then": "add-2"}
    clips = [SimpleUploadedFile(f"{n}.mp4", b"x" * 100_000) for n in range(2)]
    page = client.post(place, {**sent, "file-2": clips}).content.decode()
    assert "Together these files are larger than" in page
    assert "larger than 50 MB" not in page
    assert Submission.objects.get().writings.get().text == "kept"


def test_a_file_that_finds_the_disk_full_does_not_take_the_words_with_it(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"words-1-0": "kept", "then": "add-2"}
    answer = client.post(place, {**sent, "file-2": picture()})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("There is no room to keep this file right now.") == 2
    assert 'id="piece-2-file-error"' in page
    assert Submission.objects.get().writings.get().text == "kept"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its pages can be counted out")
def test_words_that_the_database_has_no_room_for_are_given_back(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    client.raise_request_exception = False
    place = begin(pecan_flats, client)
    typed = "Half of the class chose the answer that said plants eat soil. " * 1500
    sent = form_of(client.get(place)) | {"words-1-0": typed, "then": "save"}
    here = {"origin": f"http://{pecan_flats.district.host}"}
    # No fewer than there are already: from here on there is no room for one more.
    connection.connection.execute("PRAGMA max_page_count = 1")
    try:
        answer = client.post(place, sent, headers=here)
    finally:
        connection.connection.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "The server has no room left" in page
    assert typed.strip() in page
    assert sent["whose"] not in page


def test_a_link_is_kept_and_said_how_to_check(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    sent = form_of(client.get(place)) | {"link-2": "https://example.org/clip", "then": "add-2"}
    assert client.post(place, sent).status_code == 302
    assert "private window" in client.get(place).content.decode()
    wrong = form_of(client.get(place)) | {"link-2": "ftp://x", "then": "add-2"}
    answer = client.post(place, wrong)
    assert answer.status_code == 422
    assert 'value="ftp://x"' in answer.content.decode()


def test_removing_asks_first_and_a_second_tap_does_no_harm(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    client.post(place, {**form_of(client.get(place)), "file-2": picture(), "then": "add-2"})
    artifact = Submission.objects.get().artifacts.get()
    gone = f"{place}/{artifact.pk}/remove"
    assert "Remove Photo 1?" in client.get(gone).content.decode()
    assert client.post(gone).status_code == 302
    assert client.post(gone).status_code == 302
    assert "Photo 1" not in client.get(place).content.decode()


@pytest.mark.parametrize("state", ["fresh", "full", "waiting"])
def test_the_page_asks_the_database_a_fixed_number_of_times(
    pecan_flats: Cast, state: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    if state != "fresh":
        fill(client, place)
    if state == "waiting":
        client.post(place, form_of(client.get(place)) | {"then": "submit"})
    with django_assert_max_num_queries(12):
        client.get(place)
    with django_assert_max_num_queries(12):
        client.get("/work")


def test_a_second_tap_on_submit_with_fresh_words_is_no_mistake(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    sent = form_of(client.get(place)) | {"words-3-1": "A last thought.", "then": "submit"}
    assert client.post(place, sent).status_code == 302
    assert client.post(place, sent).status_code == 302
    assert Submission.objects.get().attempts.get().words[-1]["text"] == "A last thought."


def test_words_that_come_after_handing_in_are_shown_to_copy(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    old_tab = form_of(client.get(place))
    client.post(place, old_tab | {"then": "submit"})
    answer = client.post(place, old_tab | {"words-1-0": "written too late", "then": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "written too late" in page
    assert "came after it was handed in" in page
    assert Submission.objects.get().attempts.count() == 1


def closed(cast: Cast) -> tuple[Client, str, dict[str, Any]]:
    """Handed in, with a tab of before still open: its page's address and its fields."""
    client = client_of(cast, "ortiz")
    place = begin(cast, client)
    fill(client, place)
    old_tab: dict[str, Any] = dict(form_of(client.get(place)))
    assert client.post(place, old_tab | {"then": "submit"}).status_code == 302
    return client, place, old_tab


def test_a_link_a_caption_and_a_file_that_come_after_handing_in_are_shown_too(
    pecan_flats: Cast,
) -> None:
    client, place, old_tab = closed(pecan_flats)
    item = Submission.objects.get().artifacts.get().pk
    late = {
        "link-2": "https://example.org/clip",
        f"caption-{item}": "At 1:20 it splits",
        f"students-{item}": "faces",
        "file-2": picture(),
    }
    answer = client.post(place, old_tab | late | {"then": "submit"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "came after it was handed in" in page
    for said in (
        "https://example.org/clip",
        "At 1:20 it splits",
        "Their faces",
        str(picture().name),
    ):
        assert said in page, said


def test_a_second_tap_that_brings_nothing_new_is_silent(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    fill(client, place)
    old_tab = form_of(client.get(place)) | {"link-2": "example.org/clip", "words-1-0": "Again."}
    client.post(place, old_tab | {"then": "add-2"})
    link = Submission.objects.get().artifacts.get(kind="link")
    client.post(
        place, form_of(client.get(place)) | {f"students-{link.pk}": "none", "then": "submit"}
    )
    assert Submission.objects.get().status == Status.WAITING
    assert client.post(place, old_tab | {"then": "submit"}).status_code == 302


def test_a_second_take_back_says_nothing_untrue(pecan_flats: Cast) -> None:
    client, place, _fields = closed(pecan_flats)
    for _tap in range(2):
        client.post(f"{place}/take-back")
    assert "Somebody has started" not in client.get(place).content.decode()
    client.post(place, form_of(client.get(place)) | {"then": "submit"})
    Submission.objects.update(status=Status.IN_REVIEW)
    client.post(f"{place}/take-back")
    assert "Somebody has started" in client.get(place).content.decode()


def test_words_held_for_two_works_wait_for_each(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    places = [begin(pecan_flats, client, slug) for slug in ("check-and-change", "forms-quiz")]
    pages = [form_of(client.get(place)) for place in places]
    names = [next(name for name in page if name.startswith("words-")) for page in pages]
    client.cookies.clear()
    for place, page, name in zip(places, pages, names, strict=True):
        client.post(place, page | {name: f"typed into {name}", "then": "save"})
    sign_in(client, pecan_flats, "ortiz")
    first, second = places
    assert f"typed into {names[0]}" in client.get(first).content.decode()
    client.post(second, form_of(client.get(second)) | {"then": "save"})
    assert "You were signed out" in client.get(first).content.decode()
    assert "You were signed out" not in client.get(second).content.decode()


def test_two_tabs_of_one_work_do_not_push_each_other_out(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    place = begin(pecan_flats, client)
    tab = form_of(client.get(place))
    client.cookies.clear()
    client.post(place, tab | {"words-1-0": "from the first tab", "then": "save"})
    client.post(place, tab | {"words-3-0": "from the second tab", "then": "save"})
    client.post(place, tab | {"words-1-0": "and from a third", "then": "save"})
    sign_in(client, pecan_flats, "ortiz")
    page = client.get(place).content.decode()
    assert "from the first tab" in page
    assert "from the second tab" in page
    assert "and from a third" in page


def test_words_held_for_work_that_was_handed_in_meanwhile_are_shown_to_copy(
    pecan_flats: Cast,
) -> None:
    client, place, old_tab = closed(pecan_flats)
    client.cookies.clear()
    client.post(place, old_tab | {"words-1-0": "typed at night", "then": "save"})
    sign_in(client, pecan_flats, "ortiz")
    page = client.get(place).content.decode()
    assert "came after it was handed in" in page
    assert "typed at night" in page
    client.post(f"{place}/take-back")
    opened = client.get(place).content.decode()
    assert "You were signed out" in opened
    assert "typed at night" in opened
    client.post(place, form_of(client.get(place)) | {"then": "submit"})
    assert "came after" not in client.get(place).content.decode()
