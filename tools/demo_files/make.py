# ruff: noqa: INP001 - a drawing reads best with its coordinates on one line
"""Makes the demo district's evidence files once; the results are committed.

    python tools/demo_files/make.py [NAME ...]

Needs, on the machine that makes them only: numpy, Pillow, PyAV (av), pillow-heif, typst, resvg-py,
espeak-ng, and Debian's fonts-noto-core, fonts-liberation, fonts-dkg-handwriting, fonts-rufscript,
fonts-sjfonts, fonts-breip and fonts-bwht (point DEMO_FONTS at another folder to take them from).
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import film
import paper
import papers
import photos
import pillow_heif
import resvg_py
import scenes
import screens
from invitation import INVITATION, invitation
from logo import LOGO
from PIL import Image

OUT = Path(__file__).resolve().parents[2] / "src" / "waypost" / "demo" / "assets"
HOME = OUT.parent
PUBLIC = Path(__file__).resolve().parents[2] / "src" / "waypost" / "demo" / "static" / "demo"

LOOKING_BACK = [
    film.Line("teacher", "Okay, looking back, while I remember it.", 0.7),
    film.Line(
        "teacher",
        "What surprised me: eleven picked, wood is light. I thought they were past that.",
        0.6,
    ),
    film.Line(
        "teacher",
        "So I dropped the big log and the tiny nail again, and they argued for three minutes.",
        0.7,
    ),
    film.Line(
        "teacher",
        "The ship did it. Somebody said, a ship is way heavier than a nail, and it floats.",
        0.6,
    ),
    film.Line("teacher", "Next time I'd ask it with two boats, and no nail at all.", 0.4),
]


def _camera(image: Image.Image) -> Image.Exif:
    """A phone's own notes, location too: what Waypost must take out on arrival."""
    exif = image.getexif()
    exif[0x010F], exif[0x0110] = "Example", "Phone 3"
    exif[0x9003] = "2026:10:06 09:47:12"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (32.0, 5.0, 10.0), "W", (99.0, 30.0, 20.0)
    return exif


def _photo(name: str) -> bytes:
    image = photos.PHOTOS[name]()
    out = io.BytesIO()
    if name == "strips-desk.jpg":
        pillow_heif.register_heif_opener()
        image.save(out, "HEIF", quality=55, exif=_camera(image).tobytes())
    else:
        image.save(out, "JPEG", quality=72, optimize=True, exif=_camera(image))
    return out.getvalue()


def _screen(svg: str) -> bytes:
    out = io.BytesIO()
    film.raster(svg).quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: list[str]) -> None:
    if folder := os.environ.get("DEMO_FONTS"):
        paper.FONTS = Path(folder)
    OUT.mkdir(parents=True, exist_ok=True)
    PUBLIC.mkdir(parents=True, exist_ok=True)
    wanted = lambda name: not names or name in names  # noqa: E731
    for name in filter(wanted, photos.PHOTOS):
        (OUT / name.replace("strips-desk.jpg", "strips-desk.heic")).write_bytes(_photo(name))
    for name, svg in screens.screens().items():
        if wanted(name):
            (OUT / name).write_bytes(_screen(svg))
    for name, data in (*papers.pdfs().items(), ("how-to-script.docx", papers.docx())):
        if wanted(name):
            (OUT / name).write_bytes(data)
    for name, (lines, make) in scenes.FILMS.items():
        if wanted(name):
            track = film.record(lines)
            suffix = ".webm" if name == "how-to" else ".mp4"
            film.film(OUT / f"{name}{suffix}", track, make(track))
    if wanted("looking-back.m4a"):
        film.voice_note(OUT / "looking-back.m4a", film.record(LOOKING_BACK))
    if wanted("logo"):
        drawn = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=LOGO))))
        drawn.save(HOME / "logo.png", optimize=True)
    if wanted("invitation"):
        track = film.record(INVITATION)
        draw = invitation(track)
        for suffix in (".mp4", ".webm"):
            film.film(PUBLIC / f"invitation{suffix}", track, draw, quality=28)
        poster = film.raster(draw(track.starts[7] + 3))
        poster.quantize(32, dither=Image.Dither.NONE).save(PUBLIC / "invitation.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
