"""Large files in parts: stop, go on, finish once, whatever breaks between."""

import base64
import datetime as dt
import errno
import io
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from tests.cast import NOW, Cast
from tests.evidence import scene
from tests.evidence.intake.test_memory import sparse_film
from waypost.evidence import actions as evidence
from waypost.evidence import parts
from waypost.evidence.intake import jail
from waypost.evidence.models import Artifact, Submission, Upload

pytestmark = pytest.mark.django_db
TUS: dict[str, Any] = {"HTTP_TUS_RESUMABLE": "1.0.0"}
PART = "application/offset+octet-stream"


def create(client: Client, submission: Submission, size: int, piece: int = 2) -> Any:
    metadata = f"piece {base64.b64encode(str(piece).encode()).decode()},filename QXZhLm1wNA=="
    return client.post(
        f"/work/{submission.pk}/uploads",
        HTTP_UPLOAD_LENGTH=str(size),
        HTTP_UPLOAD_METADATA=metadata,
        **TUS,
    )


def patch(client: Client, place: str, offset: int, body: bytes, **more: Any) -> Any:
    headers = {"HTTP_UPLOAD_OFFSET": str(offset), **TUS}
    return client.patch(place, body, content_type=PART, **headers, **more)


def offset_of(client: Client, place: str) -> int:
    answer = client.head(place, **TUS)
    assert answer.status_code == 200
    return int(answer["Upload-Offset"])


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def client(pecan_flats: Cast) -> Client:
    return scene.client_of(pecan_flats, "ortiz")


@pytest.fixture
def submission(pecan_flats: Cast) -> Submission:
    return scene.begun(pecan_flats, pecan_flats.ortiz)


def left_on_disk() -> list[str]:
    return [path.name for path in (Path(settings.DATA) / "uploads").glob("*")]


def test_a_file_in_three_parts_becomes_one_artifact(client: Client, submission: Submission) -> None:
    body = scene.photo()
    place = create(client, submission, len(body))["Location"]
    part = Path(settings.DATA) / "uploads" / Upload.objects.get().part
    assert patch(client, place, 0, body[:10]).status_code == 204
    assert os.stat(part).st_mode & 0o777 == 0o600
    assert patch(client, place, 10, body[10:20])["Upload-Offset"] == "20"
    assert offset_of(client, place) == 20
    assert patch(client, place, 20, body[20:]).status_code == 204
    artifact = Artifact.objects.get()
    assert (artifact.kind, artifact.name) == ("photo", "Photo 1")
    assert client.get(place).json()["state"] == "done"
    assert left_on_disk() == []
    assert os.stat(artifact.file.path).st_mode & 0o777 == 0o600


def test_a_wrong_offset_is_told_where_it_goes_on(client: Client, submission: Submission) -> None:
    place = create(client, submission, 100)["Location"]
    patch(client, place, 0, b"x" * 40)
    answer = patch(client, place, 0, b"y" * 40)
    assert answer.status_code == 409
    assert answer.json()["offset"] == 40


def test_more_than_was_promised_is_not_taken(client: Client, submission: Submission) -> None:
    body = scene.photo()
    place = create(client, submission, len(body))["Location"]
    assert patch(client, place, 0, body + b"more").status_code == 204
    assert Upload.objects.get().offset == len(body)


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (600 * 1024 * 1024, "500 MB"), (10**15, "500 MB")]
)
def test_a_size_that_cannot_be_is_refused_before_a_byte_is_sent(
    client: Client, submission: Submission, size: int, words: str
) -> None:
    answer = create(client, submission, size)
    assert answer.status_code == 422
    assert words in answer.json()["message"] or "nothing" in answer.json()["message"]
    assert not Upload.objects.exists()


def test_a_file_of_the_wrong_kind_is_told_and_asked_for_later(
    client: Client, submission: Submission
) -> None:
    body = b"MZ\x90\x00" + b"\x00" * 100
    place = create(client, submission, len(body))["Location"]
    assert patch(client, place, 0, body).status_code == 204
    told = client.get(place).json()
    assert told["state"] == "refused"
    assert told["message"]
    assert left_on_disk() == []
    page = client.get(f"/work/{submission.pk}").content.decode()
    assert f'data-url="{place}"' in page
    assert escape(told["message"]) in page
    assert client.delete(place, **TUS).status_code == 204
    assert f'data-url="{place}"' not in client.get(f"/work/{submission.pk}").content.decode()


def test_what_is_still_on_its_way_stands_in_the_page_of_its_teacher_alone(
    client: Client, submission: Submission, pecan_flats: Cast
) -> None:
    body = scene.photo()
    place = create(client, submission, 3 * 1024 * 1024)["Location"]
    patch(client, place, 0, body)
    page = client.get(f"/work/{submission.pk}").content.decode()
    assert f'data-url="{place}" data-size="3145728" data-state="left"' in page
    assert "0 of 3 MB arrived. Choose the same file again" in page
    other = scene.begun(pecan_flats, pecan_flats.reyes)
    assert pecan_flats.reyes.account
    client.force_login(pecan_flats.reyes.account)
    assert place not in client.get(f"/work/{other.pk}").content.decode()


def test_a_full_piece_takes_no_more(client: Client, submission: Submission) -> None:
    for _n in range(6):
        assert create(client, submission, 100).status_code == 201
    answer = create(client, submission, 100)
    assert answer.status_code == 422
    assert "takes 6" in answer.json()["message"]


def test_a_full_server_says_so(
    client: Client, submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "RESERVE", 10**18)
    answer = create(client, submission, 1000)
    assert answer.status_code == 507
    assert answer.json()["message"].startswith("There is no room to keep")


def test_a_disk_that_fills_up_on_the_way_keeps_what_arrived(
    submission: Submission, pecan_flats: Cast
) -> None:
    class Source:
        blocks = [b"x" * 10]

        def read(self, size: int = -1, /) -> bytes:
            if self.blocks:
                return self.blocks.pop()
            raise OSError(errno.ENOSPC, "full")

    upload = begin(submission, 100)
    with pytest.raises(evidence.Full):
        evidence.receive(upload=upload, offset=0, source=Source(), by=pecan_flats.ortiz, at=NOW)
    upload.refresh_from_db()
    assert upload.offset == 10


def stored() -> set[Path]:
    root = Path(default_storage.path(""))
    return {path for path in root.rglob("*") if path.is_file()}


def begin(submission: Submission, size: int) -> Upload:
    return evidence.begin(
        submission=submission,
        piece=scene.piece(submission, 2),
        size=size,
        by=submission.person,
        at=NOW,
    )


def test_a_broken_connection_keeps_what_arrived(submission: Submission, pecan_flats: Cast) -> None:
    class Source:
        blocks = [b"x" * 30, b"x" * 10]

        def read(self, size: int = -1, /) -> bytes:
            if self.blocks:
                return self.blocks.pop()
            raise ConnectionResetError

    upload = begin(submission, 100)
    with pytest.raises(ConnectionResetError):
        evidence.receive(upload=upload, offset=0, source=Source(), by=pecan_flats.ortiz, at=NOW)
    upload.refresh_from_db()
    assert upload.offset == 40


def test_two_writers_at_once_do_not_mix(submission: Submission, pecan_flats: Cast) -> None:
    upload = begin(submission, 100)
    with parts.writing(upload.part), pytest.raises(evidence.Locked):
        evidence.receive(upload=upload, offset=0, source=Source(b"x"), by=pecan_flats.ortiz, at=NOW)


class Source:
    """Bytes as a request brings them."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self, size: int = -1, /) -> bytes:
        block, self.body = self.body[:size], self.body[size:]
        return block


def arrived(submission: Submission, body: bytes) -> Upload:
    """All bytes are here, and the server died before it looked at them."""
    upload = begin(submission, len(body))
    evidence.receive(upload=upload, offset=0, source=Source(body), by=submission.person, at=NOW)
    return upload


def test_finishing_again_makes_no_second_artifact(
    submission: Submission, pecan_flats: Cast
) -> None:
    upload = arrived(submission, scene.photo())
    first = evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW)
    assert evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW) == first
    assert Artifact.objects.count() == 1


def test_however_long_a_check_takes_nobody_begins_a_second_one(
    client: Client, submission: Submission
) -> None:
    upload = arrived(submission, scene.photo())
    place = f"/uploads/{upload.pk}"
    Upload.objects.update(touched_at=timezone.now() - dt.timedelta(hours=1))
    with parts.writing(upload.part):
        assert client.get(place).json()["state"] == "checking"
        assert not Artifact.objects.exists()
    assert client.get(place).json()["state"] == "done"
    assert Artifact.objects.count() == 1


def test_a_server_killed_while_checking_is_taken_over_at_once(
    client: Client, submission: Submission
) -> None:
    upload = arrived(submission, scene.photo())
    for left in (".11aa22bb", ".11aa22bb.33cc44dd.clean"):
        parts.path(f"{upload.part}{left}").write_bytes(b"half")
    assert client.get(f"/uploads/{upload.pk}").json()["state"] == "done"
    assert Artifact.objects.count() == 1
    assert left_on_disk() == []


def test_a_video_that_was_cleaned_where_it_lay_is_checked_again_after_a_kill(
    client: Client,
    submission: Submission,
    pecan_flats: Cast,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Its cleaner uses up what it is given: the part itself has to stay until the row is there."""
    film = tmp_path / "film"
    sparse_film(film, 200_000)
    upload = arrived(submission, film.read_bytes())

    def die(self: Artifact, **_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Artifact, "save", die)
        with pytest.raises(KeyboardInterrupt):
            evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW)
    assert client.get(f"/uploads/{upload.pk}").json()["state"] == "done"
    assert Artifact.objects.get().kind == "video"
    assert left_on_disk() == []


@pytest.fixture
def all_places_taken() -> Iterator[None]:
    taken = 0
    while jail.AT_ONCE.acquire(blocking=False):
        taken += 1
    yield
    for _n in range(taken):
        jail.AT_ONCE.release()


@pytest.mark.usefixtures("all_places_taken")
def test_no_request_waits_while_as_many_files_as_may_be_are_opened(
    client: Client, submission: Submission
) -> None:
    body = scene.photo()
    place = create(client, submission, len(body))["Location"]
    assert patch(client, place, 0, body).status_code == 204
    assert client.get(place).json()["state"] == "checking"
    jail.AT_ONCE.release()
    assert client.get(place).json()["state"] == "done"
    assert jail.AT_ONCE.acquire(blocking=False), "the place was given back"


@pytest.mark.usefixtures("all_places_taken")
def test_a_form_that_finds_no_place_says_when_to_come_again(
    client: Client, submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jail, "PATIENCE", 0)
    page = client.post(
        f"/work/{submission.pk}",
        {"file-2": SimpleUploadedFile("a.jpg", scene.photo()), "then": "add-2"},
    )
    assert "Many files are being checked right now" in page.content.decode()
    assert not Artifact.objects.exists()


def test_what_is_dropped_while_it_is_checked_leaves_nothing(
    client: Client, submission: Submission, pecan_flats: Cast
) -> None:
    upload = arrived(submission, scene.photo())
    with parts.writing(upload.part):
        assert client.delete(f"/uploads/{upload.pk}", **TUS).status_code == 204
    with pytest.raises(evidence.NotPossible):
        evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW)
    assert not Artifact.objects.exists()
    assert left_on_disk() == []


def test_a_fault_of_the_disk_is_no_broken_connection(
    client: Client, submission: Submission, caplog: pytest.LogCaptureFixture
) -> None:
    place = create(client, submission, 100)["Location"]
    parts.path(Upload.objects.get().part).mkdir()
    client.raise_request_exception = False
    assert patch(client, place, 0, b"x" * 100).status_code == 500
    assert "IsADirectoryError" in caplog.text


def test_a_connection_that_breaks_is_nobodys_fault(
    client: Client, submission: Submission, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    place = create(client, submission, 100)["Location"]
    answer = patch(client, place, 0, b"x" * 100, **{"wsgi.input": Broken()})
    assert answer.status_code == 400
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("told", ["piece Mg=\xe9", "piece M", "piece /w=="])
def test_a_header_that_cannot_be_read_is_answered_with_a_sentence(
    client: Client, submission: Submission, told: str
) -> None:
    answer = client.post(
        f"/work/{submission.pk}/uploads",
        HTTP_UPLOAD_LENGTH="100",
        HTTP_UPLOAD_METADATA=told,
        **TUS,
    )
    assert answer.status_code == 400
    assert answer.json()["message"] == "This did not work. Please try again."


def test_a_database_that_fails_leaves_the_upload_to_try_again(
    submission: Submission, pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, before = arrived(submission, scene.photo()), stored()

    def fail(self: Artifact, **_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(Artifact, "save", fail)
        with pytest.raises(RuntimeError):
            evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW)
    assert stored() == before
    assert evidence.finish(upload=upload, by=pecan_flats.ortiz, at=NOW)


def test_what_nobody_goes_on_with_is_swept_after_a_week(submission: Submission) -> None:
    old, fresh = begin(submission, 100), begin(submission, 100)
    for upload in (old, fresh):
        evidence.receive(
            upload=upload, offset=0, source=Source(b"abc"), by=submission.person, at=NOW
        )
    Upload.objects.filter(pk=old.pk).update(touched_at=NOW - dt.timedelta(days=8))
    assert evidence.sweep(at=NOW) == 1
    assert left_on_disk() == [fresh.part]


def test_nobody_elses_upload_exists(
    client: Client, submission: Submission, pecan_flats: Cast, caliche: Cast
) -> None:
    place = create(client, submission, 100)["Location"]
    for cast, name in ((pecan_flats, "dana"), (pecan_flats, "lead"), (caliche, "teacher")):
        other = scene.client_of(cast, name)
        assert other.head(place, **TUS).status_code == 404
        assert patch(other, place, 0, b"x").status_code == 404
        assert other.delete(place, **TUS).status_code == 404
        assert create(other, submission, 100).status_code == 404
    nobody = Client(HTTP_HOST=pecan_flats.district.host, HTTP_ACCEPT="application/json")
    assert patch(nobody, place, 0, b"x").status_code == 401
    assert client.head(f"/uploads/{uuid.uuid4()}", **TUS).status_code == 404


def test_work_that_was_handed_in_takes_no_more(
    client: Client, submission: Submission, tmp_path: Path
) -> None:
    scene.complete(submission, tmp_path)
    body = scene.photo((1, 2, 3))
    place = create(client, submission, len(body))["Location"]
    evidence.submit(submission=submission, by=submission.person, at=NOW)
    assert create(client, submission, 100).status_code == 410
    assert patch(client, place, 0, body).status_code == 204
    assert client.get(place).json()["state"] == "refused"


def test_an_unknown_protocol_is_told_the_version(client: Client, submission: Submission) -> None:
    answer = client.post(f"/work/{submission.pk}/uploads", HTTP_UPLOAD_LENGTH="10")
    assert answer.status_code == 412
    assert answer["Tus-Version"] == "1.0.0"
