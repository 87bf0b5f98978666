"""The bytes themselves: who may have them, in which parts, and with which headers."""

import uuid
from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from tests.cast import NOW, Cast
from tests.evidence import scene
from tests.evidence.intake.test_memory import sparse_film
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Submission
from waypost.evidence.views import media

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def submission(pecan_flats: Cast) -> Submission:
    return scene.begun(pecan_flats, pecan_flats.ortiz)


@pytest.fixture
def picture(submission: Submission, tmp_path: Path) -> Artifact:
    return scene.add_photo(submission, tmp_path)


@pytest.fixture
def client(pecan_flats: Cast) -> Client:
    return scene.client_of(pecan_flats, "ortiz")


def content(answer: HttpResponseBase) -> bytes:
    return answer.getvalue()


def test_the_teacher_sees_the_bytes_and_nobody_keeps_them(
    client: Client, picture: Artifact
) -> None:
    answer = client.get(f"/evidence/{picture.pk}")
    assert content(answer) == Path(picture.file.path).read_bytes()
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Disposition"] == 'inline; filename="photo.png"'


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, None),
        ("bytes=-5", -5, None),
        ("bytes=5-99999", 5, None),
    ],
)
def test_a_range_brings_that_part(
    client: Client, picture: Artifact, asked: str, first: int, last: int | None
) -> None:
    whole = Path(picture.file.path).read_bytes()
    answer = client.get(f"/evidence/{picture.pk}", HTTP_RANGE=asked)
    assert answer.status_code == 206
    part = content(answer)
    assert part == whole[first : None if last is None else last + 1]
    assert answer["Content-Length"] == str(len(part))
    start = first if first >= 0 else len(whole) + first
    assert answer["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(whole)}"


def test_whoever_asks_to_the_end_gets_a_stretch_and_asks_again(
    client: Client, picture: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paused film must not hold a thread of the server."""
    monkeypatch.setattr(media, "STRETCH", 40)
    whole, got = Path(picture.file.path).read_bytes(), b""
    while len(got) < len(whole):
        answer = client.get(f"/evidence/{picture.pk}", HTTP_RANGE=f"bytes={len(got)}-")
        part = content(answer)
        assert len(part) <= 40
        got += part
    assert got == whole


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=-0", "bytes=9-3"])
def test_a_range_that_is_not_there(client: Client, picture: Artifact, asked: str) -> None:
    answer = client.get(f"/evidence/{picture.pk}", HTTP_RANGE=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{picture.size}"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes=-"])
def test_what_is_not_understood_brings_everything(
    client: Client, picture: Artifact, asked: str
) -> None:
    answer = client.get(f"/evidence/{picture.pk}", HTTP_RANGE=asked)
    assert answer.status_code == 200
    assert len(content(answer)) == picture.size


def test_a_part_of_something_older_brings_everything(client: Client, picture: Artifact) -> None:
    place = f"/evidence/{picture.pk}"
    tag = client.head(place)["ETag"]
    same = client.get(place, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=tag)
    other = client.get(place, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE='"other"')
    assert (same.status_code, other.status_code) == (206, 200)


def test_only_who_may_see_it_gets_an_answer(
    submission: Submission, pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    scene.complete(submission, tmp_path)
    place = f"/evidence/{submission.artifacts.get().pk}"
    reviewer = scene.client_of(pecan_flats, "dana")
    assert reviewer.get(place).status_code == 404
    evidence.submit(submission=submission, by=submission.person, at=NOW)
    assert reviewer.get(place).status_code == 200
    for cast, name in (
        (pecan_flats, "reyes"),
        (pecan_flats, "principal"),
        (pecan_flats, "hr"),
        (caliche, "teacher"),
        (caliche, "reviewer"),
        (caliche, "lead"),
    ):
        assert scene.client_of(cast, name).get(place).status_code == 404, name
    assert Client(HTTP_HOST=pecan_flats.district.host).get(place).status_code == 404
    assert reviewer.get(f"/evidence/{uuid.uuid4()}").status_code == 404


def test_no_header_names_the_teacher(
    submission: Submission, pecan_flats: Cast, tmp_path: Path
) -> None:
    scene.complete(submission, tmp_path)
    evidence.submit(submission=submission, by=submission.person, at=NOW)
    answer = scene.client_of(pecan_flats, "dana").get(f"/evidence/{submission.artifacts.get().pk}")
    heads = str(answer.headers).lower()
    for word in ("ortiz", "maría", "mar\\xeda", str(submission.person_id), str(submission.pk)):
        assert word not in heads


def test_a_hidden_piece_is_gone_for_everyone(
    submission: Submission, pecan_flats: Cast, tmp_path: Path
) -> None:
    scene.complete(submission, tmp_path)
    evidence.submit(submission=submission, by=submission.person, at=NOW)
    artifact = submission.artifacts.get()
    evidence.hide(artifact=artifact, by=pecan_flats.dana, at=NOW)
    for name in ("ortiz", "dana", "lead"):
        client = scene.client_of(pecan_flats, name)
        assert client.get(f"/evidence/{artifact.pk}").status_code == 404
        assert client.get(f"/evidence/{artifact.pk}?small").status_code == 404


def test_a_small_picture_is_small(client: Client, picture: Artifact) -> None:
    answer = client.get(f"/evidence/{picture.pk}?small")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content[:3] == b"\xff\xd8\xff"


def test_captions_stand_beside_a_video(
    client: Client, submission: Submission, tmp_path: Path
) -> None:
    source = tmp_path / "film"
    sparse_film(source, 200_000)
    film = evidence.add_file(
        submission=submission,
        piece=scene.piece(submission, 2),
        source=source,
        by=submission.person,
        at=NOW,
    )
    assert client.get(f"/evidence/{film.pk}/captions.vtt").status_code == 404
    evidence.add_captions(
        artifact=film,
        text="WEBVTT\n\n00:01.000 --> 00:02.000\nTurn and talk\n",
        by=submission.person,
        at=NOW,
    )
    answer = client.get(f"/evidence/{film.pk}/captions.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert b"Turn and talk" in answer.content
    page = client.get(f"/work/{submission.pk}").content.decode()
    assert f"/evidence/{film.pk}/captions.vtt" in page


def test_a_document_is_only_ever_saved_to_disk(client: Client, picture: Artifact) -> None:
    Artifact.objects.update(
        kind="document",
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    answer = client.get(f"/evidence/{picture.pk}")
    assert answer["Content-Disposition"] == 'attachment; filename="document.docx"'
    Artifact.objects.update(content_type="text/html")
    answer = client.get(f"/evidence/{picture.pk}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
