"""Half a gigabyte costs as little memory as a minute of sound; hostile files stay in their cell."""

import io
import os
import resource
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.evidence.intake import crafted
from waypost.evidence.intake import LIMITS, Kind, Refused, clean, jail, sniff

MB = 1024 * 1024


def sparse_film(path: Path, size: int) -> None:
    """A film whose picture is a hole in the disk, with its index behind it."""
    head = crafted.box(b"ftyp", b"isom", bytes(4))
    entry = crafted.picture_entry()
    index = crafted.box(
        b"moov",
        crafted.full(b"mvhd", crafted.WHEN * 2, (1000).to_bytes(4), (6000).to_bytes(4), bytes(80)),
        crafted.track(b"vide", entry, len(head) + 16, [1000]),
        crafted.box(b"udta", crafted.PLACE.encode()),
    )
    media = size - len(head) - len(index)
    with path.open("wb") as out:
        out.write(head + (1).to_bytes(4) + b"mdat" + media.to_bytes(8))
        out.seek(len(head) + media)
        out.write(index)


def test_a_film_of_500_megabytes_is_cleaned_in_a_few(tmp_path: Path) -> None:
    source, target = tmp_path / "film", tmp_path / "cleaned"
    sparse_film(source, LIMITS[Kind.VIDEO])
    tracemalloc.start()
    cleaned = clean(source, target, allowed=[Kind.VIDEO])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert cleaned.size == LIMITS[Kind.VIDEO]
    assert peak < 8 * MB
    with target.open("rb") as stream:
        stream.seek(-20_000, os.SEEK_END)
        assert crafted.telling(stream.read()) == []


def renamed_bomb(packing: int) -> bytes:
    """What packs to a thousandth, behind a claim of a few bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        made.writestr("mimetype", bytes(40 * MB))
    size = (40 * MB).to_bytes(4, "little")
    return out.getvalue().replace(size, (40).to_bytes(4, "little"))


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_lies_about_its_size_is_not_unpacked_to_be_recognized(
    tmp_path: Path, packing: int
) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(renamed_bomb(packing))
    tracemalloc.start()
    with pytest.raises(Refused):
        sniff(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * MB


def test_the_tables_of_a_dropped_track_cost_little_more_than_they_are_long(tmp_path: Path) -> None:
    source = tmp_path / "film"
    source.write_bytes(crafted.places_in_chunks(chunks=500_000, stretches=1))
    size = source.stat().st_size
    tracemalloc.start()
    clean(source, tmp_path / "cleaned", allowed=[Kind.VIDEO])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * size


def test_a_film_of_one_byte_more_is_sent_back(tmp_path: Path) -> None:
    source = tmp_path / "film"
    sparse_film(source, LIMITS[Kind.VIDEO] + 1)
    with pytest.raises(Refused) as caught:
        clean(source, tmp_path / "cleaned", allowed=[Kind.VIDEO])
    assert caught.value.code == "too_large_video"
    assert "720p" in caught.value.message


def test_another_disk_costs_a_copy_and_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", refuse)
    source = tmp_path / "film"
    source.write_bytes(crafted.film())
    clean(source, tmp_path / "cleaned", allowed=[Kind.VIDEO])
    assert not source.exists()


def test_the_server_never_loads_the_decoders() -> None:
    code = (
        "import sys, waypost.evidence.intake;"
        "print([name for name in ('PIL', 'pikepdf', 'lxml', 'pi_heif') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env=jail._environment(), capture_output=True
    )
    assert ended.stdout.strip() == b"[]"


def test_the_sealed_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYPOST_SECRET", "hush")
    assert "hush" not in jail._environment().values()


def test_a_decoder_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jail, "JAIL_SECONDS", 0.01)
    path = tmp_path / "photo"
    path.write_bytes(crafted.jpeg())
    with pytest.raises(Refused) as caught:
        clean(path, tmp_path / "cleaned", allowed=[Kind.PHOTO])
    assert caught.value.code == "too_hard"


def test_a_decoder_that_crashes_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = tmp_path / "crash.sh"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", os.fspath(crash))
    path = tmp_path / "photo"
    path.write_bytes(crafted.jpeg())
    with pytest.raises(Refused) as caught:
        clean(path, tmp_path / "cleaned", allowed=[Kind.PHOTO])
    assert caught.value.code == "photo_broken"


def test_the_largest_photo_fits_into_the_sealed_process(tmp_path: Path) -> None:
    source, target = tmp_path / "photo", tmp_path / "cleaned"
    Image.new("RGB", (10_000, 8_000), "green").save(source, "JPEG")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    clean(source, target, allowed=[Kind.PHOTO])
    assert Image.open(target).size == (3000, 2400)
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 900 * 1024


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reading it is EIO on Linux alone")
def test_a_disk_that_cannot_be_read_is_not_called_a_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Input/output error"):
        clean(Path("/proc/self/mem"), tmp_path / "clean", allowed=list(Kind))
