"""A credential inside a picture, by the picture's own kind."""

from __future__ import annotations

from waypost.openbadges.documents import Unreadable
from waypost.openbadges.png import SIGNATURE, bake_png, older_in_png, unbake_png
from waypost.openbadges.svg import bake_svg, older_in_svg, unbake_svg

__all__ = ["bake", "bake_png", "bake_svg", "older_in", "unbake", "unbake_png", "unbake_svg"]


def bake(picture: bytes, credential: bytes) -> bytes:
    """The PNG or SVG picture with the credential's exact bytes in it."""
    if picture.startswith(SIGNATURE):
        return bake_png(picture, credential)
    if _is_markup(picture):
        return bake_svg(picture, credential)
    raise Unreadable("damaged_picture", "neither PNG nor SVG")


def unbake(source: bytes) -> bytes:
    """The credential's bytes from a picture, or the source itself when it is no picture."""
    if source.startswith(SIGNATURE):
        return unbake_png(source)
    if _is_markup(source):
        return unbake_svg(source)
    return source


def older_in(source: bytes) -> bytes:
    """An Open Badges 2.0 assertion, or its address, from a picture; empty where there is none."""
    try:
        if source.startswith(SIGNATURE):
            return older_in_png(source)
        return older_in_svg(source) if _is_markup(source) else b""
    except Unreadable:
        return b""


def _is_markup(source: bytes) -> bool:
    return source[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
