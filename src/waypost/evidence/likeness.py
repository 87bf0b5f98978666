"""A logo or a portrait: cleaned like every photo that arrives, and then made small."""

from pathlib import Path

from waypost.evidence import intake


def draw(source: Path, desk: Path, *, height: int) -> Path:
    """The small picture, in the folder `desk`; its ending says what it is.

    Raises intake.Refused and intake.Busy. `source` may be consumed.
    """
    from PIL import Image  # heavy, and only needed here

    clean = desk / "clean"
    cleaned = intake.clean(source, clean, allowed=[intake.Kind.PHOTO])
    small = desk / f"small.{cleaned.extension}"
    # Drawn anew by the sealed process, so this is a picture that we made ourselves.
    with Image.open(clean) as picture:
        picture.thumbnail((height * 4, height), Image.Resampling.LANCZOS)
        picture.save(small, quality=88, optimize=True)
    return small
