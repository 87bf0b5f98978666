"""The badge as a picture: SVG, and PNG made from it."""

import base64
import hashlib
from functools import lru_cache

from waypost.catalog.models import Version
from waypost.ui import patch


def svg(version: Version, *, state: str = "earned", practice: bool = False) -> bytes:
    """A practice badge has the word sewn into it, so that no copy of the picture can lose it."""
    return _svg(version.shape, version.hue, version.icon, version.title, state, practice)


def digest(version: Version, *, practice: bool) -> str:
    """The same as long as the picture is, also after a release that draws otherwise."""
    return _digest(svg(version, practice=practice))


def png(version: Version, *, width: int = 600, practice: bool = False) -> bytes:
    return _png(svg(version, practice=practice), width)


# What is drawn is kept, as each badge of a version is the same picture: 128 of them, at most some
# 10 MB.
@lru_cache(maxsize=128)
def _svg(shape: str, hue: str, icon: str, title: str, state: str, practice: bool) -> bytes:
    return patch.draw(shape, hue, icon, title, state, practice=practice).encode()


@lru_cache(maxsize=128)
def _digest(drawing: bytes) -> str:
    return hashlib.sha256(drawing).hexdigest()[:32]


@lru_cache(maxsize=128)
def _png(drawing: bytes, width: int) -> bytes:
    import resvg_py  # a compiled library that only picture requests need

    return bytes(resvg_py.svg_to_bytes(svg_string=drawing.decode(), width=width, height=width))


def data_url(version: Version, *, practice: bool) -> str:
    """Inside the credential, so that the picture outlives every server."""
    picture = png(version, width=200, practice=practice)
    return "data:image/png;base64," + base64.b64encode(picture).decode()
