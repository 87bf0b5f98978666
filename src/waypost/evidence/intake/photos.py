"""Photos are drawn anew: only the picture survives, upright, in sRGB, at most 3000 pixels long."""

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps

from waypost.evidence.intake import sealed
from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.refusals import Refused, is_fault, is_full

LONG_SIDE: Final = 3000
QUALITY: Final = 85
MEGAPIXEL: Final = 1_000_000
# JPEG is decoded smaller than it is and HEIC holds three bytes a pixel; the others hold four.
MOST_MEGAPIXELS: Final = {"JPEG": 80, "HEIF": 80, "PNG": 50, "WEBP": 50, "GIF": 50}
FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
}


def clean(source: Path, target: Path, content_type: str) -> Facts:
    """Runs in the sealed process: the decoders are large, and written in C."""
    name = FORMATS[content_type]
    try:
        with _open(source, name) as picture:
            upright = _prepare(picture, name)
        return _save(upright, target, name)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused("photo_pixels", megapixels="180+", limit=MOST_MEGAPIXELS[name]) from error
    except MemoryError as error:
        raise Refused("too_hard") from error
    except Exception as error:  # a damaged file makes a decoder raise nearly anything
        if is_full(error) or is_fault(error):
            raise
        raise Refused("photo_broken") from error


def _open(source: Path, name: str) -> Image.Image:
    if name == "HEIF":
        import pi_heif  # a native library that only iPhone photos need

        pi_heif.register_heif_opener(thumbnails=False)
    picture = Image.open(source, formats=[name])
    pixels = picture.width * picture.height
    limit = MOST_MEGAPIXELS[name]
    if pixels > limit * MEGAPIXEL:
        raise Refused("photo_pixels", megapixels=-(-pixels // MEGAPIXEL), limit=limit)
    return picture


def _prepare(picture: Image.Image, name: str) -> Image.Image:
    turn = _turn(picture)
    profile = picture.info.get("icc_profile")
    if name == "JPEG":
        scale = min(1.0, LONG_SIDE / max(picture.size))
        picture.draft(None, (int(picture.width * scale), int(picture.height * scale)))
    picture.load()
    plain = _plain(picture, profile)
    plain.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    if turn in range(2, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        plain.info["exif"] = exif.tobytes()
        plain = ImageOps.exif_transpose(plain)
    plain.info = {}
    return plain


def _turn(picture: Image.Image) -> int:
    try:
        turn = picture.getexif().get(0x0112, 1)
    except Exception:  # a picture with damaged camera data is still a picture
        return 1
    return turn if isinstance(turn, int) else 1


def _plain(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """sRGB with or without transparency, or shades of grey."""
    clear = picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    elif picture.mode == "L" and not profile:
        return picture if not clear else picture.convert("RGBA")
    elif profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        picture = _to_srgb(picture, profile)
    return picture.convert("RGBA" if clear else "RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile nobody can read changes no colour
    return changed or picture


def _save(picture: Image.Image, target: Path, name: str) -> Facts:
    """Screenshots stay sharp as PNG; so does whatever can be seen through."""
    note = {"HEIF": "heic", "WEBP": "webp", "GIF": "gif"}.get(name, "")
    if name in {"PNG", "GIF"} or picture.mode == "RGBA":
        picture.save(target, "PNG", optimize=False, compress_level=6)
        content_type = "image/png"
    else:
        picture.save(target, "JPEG", quality=QUALITY, progressive=True, optimize=True)
        content_type = "image/jpeg"
    return Facts(content_type, note=note)


if __name__ == "__main__":
    sealed.run(clean)
