"""What a file is comes from its content; what is not taken is said with what to do instead."""

from pathlib import Path

import pytest

from tests.evidence.intake import crafted
from tests.evidence.intake.arriving import Refusal
from waypost.evidence.intake import LIMITS, Kind, Refused, clean, sniff
from waypost.evidence.intake.refusals import REFUSALS, too_large


def test_nothing_at_all(refusal: Refusal) -> None:
    refused = refusal(b"")
    assert refused.code == "empty"
    assert "0 bytes, so nothing arrived" in refused.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90\x00" + bytes(60), "program"),
        (b"\x7fELF" + bytes(60), "program"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b"<!DOCTYPE html><html><script>", "web_page"),
        (b'\xef\xbb\xbf  <svg xmlns="http://www.w3.org/2000/svg">', "web_page"),
        (b'<?xml version="1.0"?><svg>', "web_page"),
        (crafted.package({"IMG_1.jpg": b"x"}), "archive"),
        (b"PK\x05\x06" + bytes(18), "archive"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (bytes(257) + b"ustar" + bytes(200), "archive"),
        (b"Dear reviewer, here is my lesson.", "text"),
        (b"{\\rtf1 x}", "document_format"),
        (crafted.package({"Index/Document.iwa": b"x"}), "document_format"),
        (crafted.package({"mimetype": b"application/epub+zip"}), "document_format"),
        (b"II*\x00" + bytes(20), "photo_format"),
        (crafted.box(b"ftyp", b"avif", bytes(4), b"avif"), "photo_format"),
        (b"8BPS\x00\x01" + bytes(20), "photo_format"),
        (b"RIFF\x10\x00\x00\x00AVI LIST", "recording_format"),
        (b"fLaC\x00\x00\x00\x22", "recording_format"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "recording_format"),
        (b"\x02\x03\x9f\xee" * 30, "unknown"),
    ],
)
def test_what_is_not_taken_is_named(refusal: Refusal, data: bytes, code: str) -> None:
    assert refusal(data, name="IMG_0001.jpg").code == code


def test_an_open_document_whose_first_part_is_damaged_is_sent_back(refusal: Refusal) -> None:
    data = crafted.package({"mimetype": "application/vnd.oasis.opendocument.text"})
    start = data.index(b"mimetype") + len("mimetype")
    assert refusal(data[:start] + b"\xff" * 20 + data[start + 20 :]).code == "document_broken"


def test_a_refusal_names_what_this_piece_takes(refusal: Refusal) -> None:
    refused = refusal(crafted.jpeg(), Kind.VIDEO, Kind.AUDIO)
    assert refused.code == "not_here"
    assert refused.message == (
        "This is a photo (JPEG, PNG, HEIC, WebP or GIF). This piece takes a sound recording (M4A,"
        " MP3, WAV, OGG or WebM) or a video (MP4, MOV or WebM)."
    )


def test_a_name_is_never_believed(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(crafted.film())
    assert sniff(path) == (Kind.VIDEO, "video/quicktime")
    path.write_bytes(b"MZ" + crafted.jpeg())
    with pytest.raises(Refused):
        sniff(path)


@pytest.mark.parametrize("kind", list(LIMITS))
def test_each_kind_has_a_limit_said_in_megabytes(kind: Kind) -> None:
    refused = too_large(kind, LIMITS[kind] + 1)
    limit = LIMITS[kind] // 1024 // 1024
    assert f"{limit + 1} MB" in refused.message
    assert f"up to {limit} MB" in refused.message


def test_a_photo_that_is_too_large_is_sent_back_unread(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(crafted.jpeg())
    with path.open("r+b") as stream:
        stream.truncate(LIMITS[Kind.PHOTO] + 1)
    with pytest.raises(Refused) as caught:
        clean(path, tmp_path / "cleaned", allowed=[Kind.PHOTO])
    assert caught.value.code == "too_large_photo"


def test_every_refusal_reads_as_a_sentence() -> None:
    for code, message in REFUSALS.items():
        text = str(message)
        assert text[0].isupper(), code
        assert text.endswith((".", "…")), code
        assert "  " not in text, code


def test_a_full_disk_is_not_the_files_fault(tmp_path: Path) -> None:
    path, full = tmp_path / "sound.mp3", Path("/dev/full")
    if not full.exists():
        pytest.skip("this machine has no full disk to offer")
    path.write_bytes(crafted.mp3())
    (tmp_path / "cleaned").symlink_to(full)
    with pytest.raises(Refused) as caught:
        clean(path, tmp_path / "cleaned", allowed=[Kind.AUDIO])
    assert caught.value.code == "disk_full"
    assert path.exists()
