"""Sound and video keep what is seen and heard, and nothing about who, where and with what."""

import io
import wave
from collections.abc import Callable

import pytest

from tests.evidence.intake import crafted
from tests.evidence.intake.arriving import Arrive, Refusal
from waypost.evidence.intake import Kind, ogg
from waypost.evidence.intake.patches import Patches

QUICKTIME = "video/quicktime"


@pytest.mark.parametrize("last", [False, True])
def test_a_phone_film_loses_place_camera_and_name(arrive: Arrive, last: bool) -> None:
    data = crafted.film(last=last)
    assert len(crafted.telling(data)) >= 5
    cleaned, after = arrive(data)
    assert crafted.telling(after) == []
    assert crafted.WHEN not in after
    assert (cleaned.kind, cleaned.content_type, cleaned.extension) == (Kind.VIDEO, QUICKTIME, "mov")
    assert cleaned.duration == 6


def test_sound_and_picture_do_not_move(arrive: Arrive) -> None:
    data = crafted.film(last=True)
    _, after = arrive(data)
    assert len(after) == len(data)
    assert after.index(crafted.SEEN + crafted.HEARD) == data.index(crafted.SEEN + crafted.HEARD)


def test_cleaning_twice_changes_nothing_more(arrive: Arrive) -> None:
    _, once = arrive(crafted.film())
    _, twice = arrive(once)
    assert once == twice


def test_a_film_held_upright_stays_so(arrive: Arrive) -> None:
    _, after = arrive(crafted.film(matrix=crafted.UPRIGHT))
    assert crafted.UPRIGHT in after


def test_captions_inside_are_left_out_and_the_teacher_is_told(arrive: Arrive) -> None:
    cleaned, after = arrive(crafted.film(handler=b"sbtl"))
    assert cleaned.note == "inner_captions"
    assert crafted.telling(after) == []


def test_an_encoders_mark_without_its_count_is_passed_over(arrive: Arrive) -> None:
    cleaned, _ = arrive(crafted.mp3(counted=True))
    assert cleaned.duration == 1


def test_each_chunk_is_compared_with_the_media_it_may_lie_in_alone(
    arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand chunks times as many stretches would keep the server busy for hours."""
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(Patches, "zero", lambda self, start, end: asked.append((start, end)))
    arrive(crafted.places_in_chunks(chunks=1000, stretches=1000))
    assert len(asked) < 2000


@pytest.mark.parametrize(
    "crafty",
    [
        {"chunks": 1_000_001, "stretches": 1},
        {"chunks": 1000, "stretches": 1000, "samples": 100_000},
    ],
    ids=["more chunks than a day has seconds", "each chunk over everything"],
)
def test_a_film_that_asks_for_endless_work_is_sent_back(
    refusal: Refusal, crafty: dict[str, int]
) -> None:
    assert refusal(crafted.places_in_chunks(**crafty)).code == "too_hard"


def test_what_a_phone_wrote_after_the_film_goes(arrive: Arrive) -> None:
    cleaned, after = arrive(crafted.film() + b"\x00\x00\x01\x00\xff\xd8" + crafted.NAME.encode())
    assert crafted.telling(after) == []
    assert cleaned.kind is Kind.VIDEO


@pytest.mark.parametrize(
    ("brand", "video", "expected"),
    [
        (b"isom", True, ("video/mp4", "mp4")),
        (b"M4A ", False, ("audio/mp4", "m4a")),
        (b"qt  ", False, ("audio/mp4", "m4a")),
        (b"3gp4", False, ("audio/3gpp", "3gp")),
        (b"3gp5", True, ("video/3gpp", "3gp")),
    ],
)
def test_tracks_tell_sound_from_video(
    arrive: Arrive, brand: bytes, video: bool, expected: tuple[str, str]
) -> None:
    cleaned, after = arrive(crafted.film(brand=brand, video=video))
    assert (cleaned.content_type, cleaned.extension) == expected
    assert cleaned.kind is (Kind.VIDEO if video else Kind.AUDIO)
    assert crafted.telling(after) == []


@pytest.mark.parametrize("cut", [200, 0.5, 0.97])
def test_a_film_that_is_cut_off_is_sent_back(refusal: Refusal, cut: float) -> None:
    data = crafted.film(last=True)
    refused = refusal(data[: cut if isinstance(cut, int) else int(len(data) * cut)])
    assert refused.code in {"cut_off", "recording_broken"}
    assert "720p" in refusal(crafted.film(last=True)[:400]).message


def test_a_film_without_sound_or_picture_is_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.film(video=False, sound=False)).code == "recording_empty"


def test_a_film_in_pieces_with_camera_data_is_sent_back(refusal: Refusal) -> None:
    data = crafted.film() + crafted.box(b"moof", crafted.full(b"mfhd", bytes(4)))
    assert refusal(data).code == "recording_data"


def test_a_film_in_pieces_is_cleaned(arrive: Arrive) -> None:
    piece = crafted.box(b"traf", crafted.full(b"tfhd", bytes(4)), crafted.box(b"udta", b"Maribel"))
    data = crafted.film(places=False) + crafted.box(b"moof", piece)
    _, after = arrive(data)
    assert crafted.telling(after) == []


@pytest.mark.parametrize("live", [False, True])
def test_webm_loses_titles_tags_and_attachments(arrive: Arrive, live: bool) -> None:
    data = crafted.webm(live=live)
    cleaned, after = arrive(data)
    assert crafted.telling(after) == []
    assert len(after) == len(data)
    assert after.count(crafted.SEEN) == 2
    assert after.count(b"\x4d\x80") == after.count(b"\x57\x41") == 1  # the format asks for both
    assert (cleaned.content_type, cleaned.duration) == ("video/webm", 6)


def test_webm_with_sound_alone_is_sound(arrive: Arrive) -> None:
    cleaned, _ = arrive(crafted.webm(video=False))
    assert (cleaned.kind, cleaned.extension) == (Kind.AUDIO, "weba")


def test_other_matroska_files_are_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.webm(doc_type=b"matroska")).code == "recording_format"


def test_webm_cut_off_is_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.webm()[:600]).code == "cut_off"


def test_wav_keeps_its_sound_alone(arrive: Arrive) -> None:
    cleaned, after = arrive(crafted.wav())
    assert crafted.telling(after) == []
    assert (cleaned.content_type, cleaned.duration) == ("audio/wav", 2)
    with wave.open(io.BytesIO(after)) as sound:
        assert sound.getnframes() == 16_000


def test_wav_of_unknown_length_is_sound_to_its_end(arrive: Arrive) -> None:
    cleaned, _ = arrive(crafted.wav(data_size=0xFFFFFFFF))
    assert cleaned.duration == 2


def test_wav_cut_off_is_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.wav()[:5000]).code == "cut_off"


def test_mp3_loses_every_tag(arrive: Arrive) -> None:
    cleaned, after = arrive(crafted.mp3())
    assert after == crafted.mp3_frames()
    assert (cleaned.content_type, cleaned.duration) == ("audio/mpeg", 1)


def test_a_tag_without_sound_is_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.mp3()[:40]).code in {"cut_off", "recording_broken"}
    assert refusal(b"ID3\x04\x00\x00\x00\x00\x00\x02ab" + b"x" * 99).code == "recording_broken"


@pytest.mark.parametrize("made", [crafted.opus, crafted.vorbis_over_two_pages])
def test_ogg_loses_its_comments_and_every_page_still_adds_up(
    arrive: Arrive, made: Callable[[], bytes]
) -> None:
    data = made()
    cleaned, after = arrive(data)
    assert crafted.telling(after) == []
    assert len(after) == len(data)
    assert cleaned.duration == 2
    at = 0
    while at < len(after):
        count = after[at + 26]
        end = at + 27 + count + sum(after[at + 27 : at + 27 + count])
        page = bytearray(after[at:end])
        told = int.from_bytes(page[22:26], "little")
        page[22:26] = bytes(4)
        assert ogg.checksum(page) == told
        at = end


def test_ogg_checksum_is_the_one_that_the_format_names() -> None:
    # CRC-32 with polynomial 04C11DB7, no reflection, from zero and without a final turn.
    assert ogg.checksum(b"123456789") == 0x89A1897F


def test_ogg_cut_off_is_sent_back(refusal: Refusal) -> None:
    assert refusal(crafted.opus()[:150]).code == "cut_off"


def test_amr_stays_and_what_follows_it_goes(arrive: Arrive) -> None:
    cleaned, after = arrive(crafted.AMR + b"\xf4" + crafted.NAME.encode())
    assert after.startswith(crafted.AMR)
    assert crafted.telling(after) == []
    assert (cleaned.content_type, cleaned.duration) == ("audio/amr", 2)
