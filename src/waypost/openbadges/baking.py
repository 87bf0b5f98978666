"""A credential inside a picture, by the picture's own kind."""

from __future__ import annotations

from waypost.openbadges.documents import Unreadable
from waypost.openbadges.older import OlderBadge
from waypost.openbadges.png import OPEN_BADGES_2_KEYWORD, SIGNATURE, bake_png, unbake_png
from waypost.openbadges.svg import bake_older_svg, bake_svg, unbake_svg

__all__ = [
    "bake",
    "bake_older",
    "bake_png",
    "bake_svg",
    "older_in",
    "unbake",
    "unbake_png",
    "unbake_svg",
]


def bake(picture: bytes, credential: bytes) -> bytes:
    """The PNG or SVG picture with a credential's exact bytes, JSON or a signed token, in it."""
    if picture.startswith(SIGNATURE):
        return bake_png(picture, credential)
    if _is_markup(picture):
        return bake_svg(picture, credential)
    raise Unreadable("damaged_picture", "neither PNG nor SVG")


def bake_older(picture: bytes, assertion: bytes, url: str) -> bytes:
    """The picture with an assertion of Open Badges 2.0 that is hosted at `url`."""
    if picture.startswith(SIGNATURE):
        return bake_png(picture, assertion, keyword=OPEN_BADGES_2_KEYWORD)
    if _is_markup(picture):
        return bake_older_svg(picture, assertion, url)
    raise Unreadable("damaged_picture", "neither PNG nor SVG")


def unbake(source: bytes) -> bytes:
    """The credential's bytes from a picture, or the source itself when it is no picture.

    Raises Unreadable; OlderBadge, with what it holds, for one of Open Badges 2.0.
    """
    if source.startswith(SIGNATURE):
        return unbake_png(source)
    if _is_markup(source):
        return unbake_svg(source)
    return source


def older_in(source: bytes) -> bytes:
    """An Open Badges 2.0 assertion, or its address, from a picture; empty where there is none."""
    try:
        unbake(source)
    except OlderBadge as older:
        return older.held.body or older.held.url.encode()
    except Unreadable:
        return b""
    return b""


def _is_markup(source: bytes) -> bool:
    return source[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
