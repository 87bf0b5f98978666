"""Words, saved by compare-and-set: nothing is overwritten, nothing is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.evidence import scene
from tests.racing import at_once
from waypost.evidence import actions as evidence
from waypost.evidence.models import Submission, Writing


def save(client: Client, submission: Submission, **sent: Any) -> Any:
    place = f"/work/{submission.pk}/words"
    body = {"piece": 1, "prompt": 0, "text": "", "revision": 0} | sent
    return client.post(
        place, json.dumps(body), content_type="application/json", HTTP_ACCEPT="application/json"
    )


@pytest.mark.django_db
def test_each_save_moves_the_revision_on(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    client = scene.client_of(pecan_flats, "ortiz")
    assert save(client, submission, text="one").json() == {"revision": 1}
    assert save(client, submission, text="two", revision=1).json() == {"revision": 2}
    assert save(client, submission, text="two", revision=1).json() == {"revision": 2}


@pytest.mark.django_db
def test_an_older_revision_gets_both_versions_back(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    client = scene.client_of(pecan_flats, "ortiz")
    save(client, submission, text="from the phone")
    answer = save(client, submission, text="from the laptop")
    assert answer.status_code == 409
    told = answer.json()
    assert (told["error"], told["text"], told["revision"]) == ("overwritten", "from the phone", 1)
    assert Writing.objects.get().text == "from the phone"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Đặng Thị Thanh Hằng 🎉 مرحبا بالعالم שלום",
        "a" * 50_000,
        "line\ntab\tend",
        "\u202bright to left\u202c",
        "<script>alert(1)</script>",
    ],
)
def test_any_language_survives_as_it_was_typed(pecan_flats: Cast, text: str) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    assert save(scene.client_of(pecan_flats, "ortiz"), submission, text=text).status_code == 200
    assert Writing.objects.get().text == text


@pytest.mark.django_db
def test_what_word_pastes_invisibly_is_left_out(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    save(scene.client_of(pecan_flats, "ortiz"), submission, text="a\r\nb\x0bc\x00d\x07\ud800")
    assert Writing.objects.get().text == "a\nb\ncd"


@pytest.mark.django_db
def test_far_too_much_is_refused_in_words(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    answer = save(scene.client_of(pecan_flats, "ortiz"), submission, text="a" * 100_001)
    assert answer.status_code == 422
    assert "100,001" in answer.json()["message"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"piece": 9},
        {"prompt": 7, "text": "x"},
        {"prompt": -1, "text": "x"},
        {"text": None},
        {"piece": "1; DROP"},
    ],
)
def test_nonsense_is_refused(pecan_flats: Cast, sent: dict[str, Any]) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    answer = save(scene.client_of(pecan_flats, "ortiz"), submission, **sent)
    assert answer.status_code in {400, 409}
    assert not Writing.objects.exists()


@pytest.mark.django_db
def test_somebody_else_and_nobody(pecan_flats: Cast, caliche: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    for cast, name in ((pecan_flats, "dana"), (pecan_flats, "lead"), (caliche, "teacher")):
        assert save(scene.client_of(cast, name), submission, text="x").status_code == 404
    nobody = Client(HTTP_HOST=pecan_flats.district.host)
    assert save(nobody, submission, text="x").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    ['{"students": []}', '{"students": {}}', '{"caption": 1}', "[" * 50_000, "null", "\\"],
    ids=["a list", "a table", "a number", "too deep", "nothing", "no JSON"],
)
def test_what_a_script_would_never_send_is_told_or_passed_over(
    pecan_flats: Cast, tmp_path: Path, sent: str
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    artifact = scene.add_photo(submission, tmp_path)
    client = scene.client_of(pecan_flats, "ortiz")
    for place in (f"/evidence/{artifact.pk}/told", f"/work/{submission.pk}/words"):
        answer = client.post(place, sent, content_type="application/json")
        assert answer.status_code in {200, 400}
    assert not Writing.objects.exists()


@pytest.mark.django_db
def test_students_and_caption_are_told(pecan_flats: Cast, caliche: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    artifact = scene.add_photo(submission, tmp_path, students="")
    place = f"/evidence/{artifact.pk}/told"
    body = json.dumps({"students": "faces", "caption": "At 1:20\x00"})

    def tell(cast: Cast, name: str) -> int:
        client = scene.client_of(cast, name)
        return client.post(place, body, content_type="application/json").status_code

    assert tell(caliche, "teacher") == tell(pecan_flats, "dana") == 404
    assert tell(pecan_flats, "ortiz") == 200
    artifact.refresh_from_db()
    assert (artifact.students, artifact.caption) == ("faces", "At 1:20")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_kept_and_one_is_told(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.write(submission, 1, 0, "before")

    def save(text: str) -> Callable[[], object]:
        return lambda: evidence.write(
            submission=submission,
            piece=scene.piece(submission, 1),
            prompt=0,
            text=text,
            revision=1,
            by=pecan_flats.ortiz,
            at=NOW,
        )

    assert at_once(save("left"), save("right")) == ["Overwritten", "done"]
    assert Writing.objects.get().revision == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_submits_at_once_one_becomes_a_try(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)

    def submit() -> None:
        evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)

    assert at_once(submit, submit) == ["NotPossible", "done"]
    assert submission.attempts.count() == 1
