"""Photos are drawn anew, upright and without a word about where they were taken."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms

from tests.evidence.intake import crafted
from tests.evidence.intake.arriving import Arrive, Refusal
from waypost.evidence.intake import Kind, photos
from waypost.evidence.intake.notes import NOTES


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def test_a_jpeg_loses_camera_place_comment_and_trailer(arrive: Arrive) -> None:
    data = crafted.jpeg()
    assert len(crafted.telling(data)) >= 4
    cleaned, after = arrive(data, Kind.PHOTO)
    assert crafted.telling(after) == []
    assert b"Exif" not in after
    assert (cleaned.content_type, cleaned.extension) == ("image/jpeg", "jpg")
    assert opened(after).size == (64, 48)
    assert opened(after).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                         "progressive", "progression"}  # fmt: skip


def test_a_photo_held_upright_is_turned(arrive: Arrive) -> None:
    _, after = arrive(crafted.jpeg(turn=6))
    assert opened(after).size == (48, 64)
    colour = opened(after).convert("RGB").getpixel((24, 5))
    assert isinstance(colour, tuple)
    red, _, blue = colour
    assert red > blue


def test_a_photo_is_at_most_3000_pixels_long(arrive: Arrive) -> None:
    _, after = arrive(crafted.jpeg(4200, 1000))
    assert opened(after).size == (3000, 714)


def test_an_iphone_photo_becomes_a_jpeg(arrive: Arrive) -> None:
    data = crafted.heic()
    assert b"SECRETCAM" in data
    cleaned, after = arrive(data, name="IMG_0001.HEIC")
    assert (cleaned.content_type, cleaned.note) == ("image/jpeg", "heic")
    assert opened(after).size == (16, 12)
    assert b"SECRET" not in after
    assert "HEIC" in str(NOTES["heic"])


def test_a_portrait_with_its_depth_behind_it_is_one_photo(arrive: Arrive) -> None:
    both = [crafted.picture(), crafted.picture(32, 24)]
    data = saved(both[0], "MPO", save_all=True, append_images=both[1:], exif=crafted.exif())
    cleaned, after = arrive(data)
    assert (cleaned.content_type, opened(after).size) == ("image/jpeg", (64, 48))
    assert b"MPF" not in after
    assert crafted.telling(after) == []


def test_a_screenshot_stays_png(arrive: Arrive) -> None:
    text = Image.Image.getexif(crafted.picture())
    text[0x010F] = crafted.CAMERA
    data = saved(crafted.picture(mode="RGBA"), "PNG", exif=text)
    cleaned, after = arrive(data)
    assert cleaned.content_type == "image/png"
    assert crafted.telling(after) == []
    assert opened(after).mode == "RGBA"


@pytest.mark.parametrize(
    ("form", "mode", "expected", "note"),
    [
        ("WEBP", "RGB", "image/jpeg", "webp"),
        ("WEBP", "RGBA", "image/png", "webp"),
        ("GIF", "P", "image/png", "gif"),
        ("PNG", "P", "image/png", ""),
        ("PNG", "1", "image/png", ""),
        ("PNG", "LA", "image/png", ""),
        ("PNG", "I;16", "image/png", ""),
        ("JPEG", "CMYK", "image/jpeg", ""),
        ("JPEG", "L", "image/jpeg", ""),
    ],
)
def test_every_mode_is_drawn(
    arrive: Arrive, form: str, mode: str, expected: str, note: str
) -> None:
    made = crafted.picture().convert(mode) if mode != "I;16" else Image.new(mode, (64, 48), 40_000)
    if mode == "RGBA":
        made.putalpha(100)
    cleaned, after = arrive(saved(made, form))
    assert (cleaned.content_type, cleaned.note) == (expected, note)
    opened(after).load()


def test_the_first_picture_of_a_gif_is_kept(arrive: Arrive) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"Maribel")
    _, after = arrive(data)
    assert opened(after).convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert crafted.telling(after) == []


def test_a_colour_profile_becomes_plain_colours(arrive: Arrive) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _, after = arrive(saved(crafted.picture(), "JPEG", icc_profile=profile))
    assert "icc_profile" not in opened(after).info
    _, after = arrive(saved(crafted.picture(), "JPEG", icc_profile=b"Maribel"))
    assert crafted.telling(after) == []


def test_a_picture_of_too_many_pixels_is_sent_back_unopened(refusal: Refusal) -> None:
    data = saved(Image.new("1", (12_000, 12_000)), "PNG")
    refused = refusal(data)
    assert refused.code == "photo_pixels"
    assert "144 megapixels" in refused.message
    enormous = data[:16] + (60_000).to_bytes(4) * 2 + data[24:]
    assert refusal(enormous).code in {"photo_pixels", "photo_broken"}


@pytest.mark.parametrize("make", [crafted.jpeg, crafted.heic])
def test_half_a_photo_is_sent_back(refusal: Refusal, make: Callable[[], bytes]) -> None:
    data = make()
    refused = refusal(data[: len(data) // 2])
    assert refused.code == "photo_broken"
    assert "iCloud" in refused.message


def test_damaged_camera_data_does_not_cost_the_photo(arrive: Arrive) -> None:
    data = saved(crafted.picture(), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xffMaribel")
    _, after = arrive(data)
    assert crafted.telling(after) == []


def test_a_large_photo_is_decoded_small() -> None:
    """A quarter of the memory: libjpeg halves the picture while it reads it."""
    picture = Image.open(io.BytesIO(crafted.jpeg(6200, 400)))
    prepared = photos._prepare(picture, "JPEG")
    assert picture.width < 6200
    assert prepared.width == 3000
