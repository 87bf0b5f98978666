"""Whatever arrives ends as a cleaned file or a refusal, never as a fault of ours."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evidence.intake import crafted, test_documents, test_pdfs
from waypost.evidence.intake import (
    Kind,
    Refused,
    clean,
    clean_captions,
    documents,
    mp4,
    normalize_url,
    ogg,
    pdfs,
    photos,
    pictures,
    sniff,
    sounds,
    webm,
)
from waypost.evidence.intake.kinds import Facts

Changes = list[tuple[float, int, bytes]]
Cleaner = Callable[[Path, Path], Facts]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SEEDS: dict[str, tuple[bytes, Cleaner]] = {
    "mov": (crafted.film(), lambda source, _: mp4.clean(source)),
    "mov, index last": (crafted.film(last=True), lambda source, _: mp4.clean(source)),
    "webm": (crafted.webm(), lambda source, _: webm.clean(source)),
    "webm, live": (crafted.webm(live=True), lambda source, _: webm.clean(source)),
    "ogg": (crafted.opus(), lambda source, _: ogg.clean(source)),
    "wav": (crafted.wav(), lambda source, _: sounds.clean_wav(source)),
    "mp3": (crafted.mp3(), sounds.clean_mpeg),
    "mp3, counted": (crafted.mp3(counted=True), sounds.clean_mpeg),
    "amr": (crafted.AMR, lambda source, _: sounds.clean_amr(source)),
    "jpeg": (crafted.jpeg(), lambda a, b: photos.clean(a, b, "image/jpeg")),
    "heic": (crafted.heic(), lambda a, b: photos.clean(a, b, "image/heic")),
    "pdf": (test_pdfs.made(), lambda a, b: pdfs.clean(a, b, "application/pdf")),
    "docx": (
        crafted.package(test_documents.docx()),
        lambda a, b: documents.clean(a, b, DOCX),
    ),
    "odt": (
        crafted.package(test_documents.odt()),
        lambda a, b: documents.clean(a, b, "application/vnd.oasis.opendocument.text"),
    ),
}
# An iPhone photo's decoder crashes on some of what follows, which is why it has a cell of its own.
HERE = [name for name in SEEDS if name != "heic"]
FRAMES = ["{}", "WEBVTT\n\n{}", "WEBVTT\n\n00:01.000 --> 00:02.000\n{}", "https://{}",
          "https://example.org/{}"]  # fmt: skip
# A place, and the bytes put there instead of so many others.
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 8),
        st.one_of(st.binary(max_size=8), st.sampled_from([b"\xff" * 4, b"\x00" * 4, b"\x80" * 8])),
    ),
    min_size=1,
    max_size=6,
)


def reads(refused: Refused) -> None:
    assert refused.message
    assert "%(" not in refused.message


def changed(data: bytes, changes: Changes, keep: float) -> bytes:
    for place, length, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    return data[: int(len(data) * keep)]


@pytest.mark.parametrize("name", HERE)
@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES, keep=st.sampled_from([1.0, 1.0, 1.0, 0.9, 0.5, 0.1]))
def test_a_damaged_file_is_cleaned_or_sent_back(name: str, changes: Changes, keep: float) -> None:
    seed, cleaner = SEEDS[name]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        source.write_bytes(changed(seed, changes, keep))
        try:
            sniff(source)
            cleaner(source, target)
        except Refused as refused:
            reads(refused)


def worn(data: bytes, places: int) -> Iterator[bytes]:
    """Cut off, and with one byte turned over, at so many places from end to end."""
    for at in sorted({number * len(data) // places for number in range(places)}):
        yield data[:at]
        yield data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("name", HERE)
def test_a_file_worn_at_any_place_is_cleaned_or_sent_back(name: str, tmp_path: Path) -> None:
    seed, cleaner = SEEDS[name]
    source, target = tmp_path / "source", tmp_path / "target"
    for data in worn(seed, 100):
        source.write_bytes(data)
        try:
            sniff(source)
            cleaner(source, target)
        except Refused as refused:
            reads(refused)


@pytest.mark.parametrize("name", SEEDS)
def test_the_door_itself_cleans_or_refuses(name: str, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for data in worn(SEEDS[name][0], 2):
        source.write_bytes(data)
        try:
            cleaned = clean(source, target, allowed=tuple(Kind))
        except Refused as refused:
            reads(refused)
            assert not target.exists()
        else:
            assert cleaned.size == target.stat().st_size
        target.unlink(missing_ok=True)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(data=st.binary(max_size=600))
def test_noise_is_sent_back(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.write_bytes(data)
        try:
            kind, _ = sniff(source)
            if kind in {Kind.AUDIO, Kind.VIDEO}:
                clean(source, Path(folder) / "target", allowed=list(Kind))
        except Refused as refused:
            reads(refused)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(text=st.text(max_size=200), frame=st.sampled_from(FRAMES))
def test_text_is_taken_or_sent_back(text: str, frame: str) -> None:
    for take in (clean_captions, normalize_url):
        try:
            once = take(frame.format(text))
        except Refused as refused:
            reads(refused)
        else:
            assert take(once) == once


@settings(max_examples=150, derandomize=True, deadline=None)
@given(changes=CHANGES, keep=st.sampled_from([1.0, 0.6, 0.2]))
def test_a_damaged_picture_inside_something_stays_a_picture_or_not(
    changes: Changes, keep: float
) -> None:
    data = changed(crafted.jpeg(), changes, keep)
    pictures.strip_jpeg(data, keep_turn=True)
    pictures.strip_png(data)
    pictures.strip_jp2(b"\x00\x00\x00\x0cjP  " + data)
    pictures.strip_webp(data)
