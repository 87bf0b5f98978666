"""A small picture of a photo, so that a page with eight of them is quick on a phone."""

import io

from django.core.files.base import ContentFile

from waypost.evidence.models import Artifact

SMALL = ".small.jpg"
EDGE = 480


def small(photo: Artifact) -> bytes:
    """Made when it is first looked at, and kept beside the photo."""
    storage, name = photo.file.storage, f"{photo.file.name}{SMALL}"
    if not storage.exists(name):
        storage.save(name, ContentFile(_draw(photo)))
    with storage.open(name) as kept:
        content: bytes = kept.read()
    return content


def _draw(photo: Artifact) -> bytes:
    from PIL import Image  # heavy, and only needed here

    out = io.BytesIO()
    with photo.file.open("rb") as file, Image.open(file) as image:
        # Evidence was drawn anew when it arrived, so this is a picture that we made ourselves.
        image.draft("RGB", (EDGE * 2, EDGE * 2))
        image.thumbnail((EDGE, EDGE))
        image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
