"""Bytes that a killed server left behind are put away; what belongs to somebody never is."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.cast import Cast
from tests.evidence import scene
from waypost.evidence import parts
from waypost.evidence.actions import begin, receive
from waypost.evidence.leftovers import AGE, sweep_files, sweep_parts
from waypost.evidence.models import Artifact
from waypost.evidence.thumbnails import small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


def later(extra: dt.timedelta = dt.timedelta(minutes=1)) -> dt.datetime:
    """When what is made now is old enough; nobody can set back when a file came to its place."""
    return timezone.now() + AGE + extra


def files() -> set[str]:
    root = Path(default_storage.path(""))
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def photos(pecan_flats: Cast, caliche: Cast, tmp_path: Path) -> list[Artifact]:
    """One of each district, the first one looked at."""
    made = [
        scene.add_photo(scene.begun(pecan_flats, pecan_flats.ortiz), tmp_path),
        scene.add_photo(scene.begun(caliche, caliche.people["teacher"]), tmp_path),
    ]
    small(made[0])
    return made


def orphan(name: str = "evidence/ab/abcdef.jpg") -> str:
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left behind")
    return name


def test_a_file_without_its_row_is_removed_and_all_others_stay(photos: list[Artifact]) -> None:
    before = files()
    left = {orphan(), orphan("evidence/ab/abcdef.jpg.small.jpg")}
    assert files() == before | left
    assert sweep_files(at=later()) == 2
    assert files() == before


def test_a_young_file_stays_because_its_row_may_still_come(photos: list[Artifact]) -> None:
    left = orphan()
    assert sweep_files(at=timezone.now() + dt.timedelta(hours=25)) == 0
    assert left in files()


def test_what_was_removed_or_hidden_keeps_its_file(photos: list[Artifact]) -> None:
    now = timezone.now()
    Artifact.objects.filter(pk=photos[0].pk).update(removed_at=now, hidden_at=now)
    before = files()
    assert sweep_files(at=later()) == 0
    assert files() == before


def test_a_folder_of_another_database_is_left_alone(
    photos: list[Artifact], caplog: pytest.LogCaptureFixture
) -> None:
    """An empty database beside a full folder is a mistake, and no reason to empty the folder."""
    left = {orphan(f"evidence/ab/{number}.jpg") for number in range(3)}
    assert sweep_files(at=later()) == 0
    assert left <= files()
    assert "3 files belong to no evidence" in caplog.text


def test_a_sweep_that_was_killed_is_finished_by_the_next(
    photos: list[Artifact], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {orphan(f"evidence/ab/{number}.jpg") for number in range(2)}

    def killed(path: Path, missing_ok: bool = False) -> None:
        real(path, missing_ok=missing_ok)
        raise SystemExit

    real = Path.unlink
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", killed)
        with pytest.raises(SystemExit):
            sweep_files(at=later())
    assert len(left & files()) == 1
    assert sweep_files(at=later()) == 1
    assert not left & files()


class Source:
    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self, size: int = -1, /) -> bytes:
        sent, self.content = self.content[:size], self.content[size:]
        return sent


def test_a_part_without_its_upload_is_removed_and_all_others_stay(
    pecan_flats: Cast, caliche: Cast
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    now = timezone.now()
    piece = submission.requirement.pieces.all()[1]
    upload = begin(submission=submission, piece=piece, size=10, by=pecan_flats.ortiz, at=now)
    receive(upload=upload, offset=0, source=Source(b"abc"), by=pecan_flats.ortiz, at=now)
    folder = Path(settings.DATA) / "uploads"
    beside = folder / f"{upload.part}.clean"
    left = [folder / ("0" * 32), folder / f"{'0' * 32}.clean.1a2b"]
    for path in (beside, *left):
        path.write_bytes(b"x")
    assert sweep_parts(at=timezone.now() + dt.timedelta(hours=25)) == 0
    assert sweep_parts(at=later()) == 2
    assert {path.name for path in parts.folder().iterdir()} == {upload.part, beside.name}
