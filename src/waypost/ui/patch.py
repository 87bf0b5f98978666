# SPDX-License-Identifier: Apache-2.0
"""A badge's art: a sewn patch with one of six outlines, in one of six fabrics.

`draw` makes a standalone picture from attributes alone, the same bytes each time, for files, mail
and print. Pages use the `patch` tag, which leaves the colours to the stylesheet.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import lucide

STATES = ("todo", "going", "earned", "withdrawn")
STITCHES = 25
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnknownArtError(ValueError):
    """There is no such outline, fabric, icon or state."""


@dataclass(frozen=True)
class Fabric:
    """The colours of one domain: fixed in every district, so that a wall of badges stays varied."""

    field: str
    edge: str
    sew: str
    pic: str
    pale: str
    pale_edge: str
    pale_sew: str
    sewn: str
    pale_pic: str


# OKLCH at fixed lightness: (hue) assess 168, media 278, voice 32, culture 352, data 242, design 66.
HUES: dict[str, Fabric] = {
    "assess": Fabric(
        *("#006d4f", "#004e36", "#aaebd1", "#ebfbf4"),
        *("#d9f2e7", "#a6cfbe", "#86b7a4", "#006f4e", "#005f41"),
    ),
    "media": Fabric(
        *("#4e5395", "#35396e", "#ced7ff", "#f3f6ff"),
        *("#e6eaff", "#bcc2e5", "#a1a8d1", "#4c519c", "#404488"),
    ),
    "voice": Fabric(
        *("#8c4133", "#672a1f", "#ffc9bc", "#fff2ee"),
        *("#ffe4df", "#e3b9b0", "#ce9d93", "#923c2d", "#7e3124"),
    ),
    "culture": Fabric(
        *("#863f61", "#622945", "#ffc7e0", "#fff2f8"),
        *("#fce3ed", "#dfb7c7", "#ca9caf", "#8b3a62", "#782f53"),
    ),
    "data": Fabric(
        *("#106090", "#00446b", "#afe2ff", "#ecf9ff"),
        *("#daeefe", "#a8c9e2", "#8ab0ce", "#006098", "#005283"),
    ),
    "design": Fabric(
        *("#824d00", "#5f3400", "#fed2a6", "#fff4e9"),
        *("#fae8d7", "#dbbea3", "#c5a483", "#874a00", "#743d00"),
    ),
}


def _ring(count: int, radius: float, turn: float = 0) -> list[tuple[float, float]]:
    angles = (2 * math.pi * i / count - math.pi / 2 + turn for i in range(count))
    return [(50 + radius * math.cos(a), 50 + radius * math.sin(a)) for a in angles]


def _polygon(count: int, radius: float, turn: float = 0) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _ring(count, radius, turn)) + "Z"


def _scallop(count: int, radius: float) -> str:
    points = _ring(count, radius)
    bow = radius * math.sin(math.pi / count) * 1.12
    arcs = "".join(
        f"A{bow:.1f} {bow:.1f} 0 0 1 {x:.1f} {y:.1f}" for x, y in [*points[1:], points[0]]
    )
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}{arcs}Z"


def _circle(radius: float) -> str:
    return f"M50 {50 - radius:g}A{radius:g} {radius:g} 0 1 1 49.99 {50 - radius:g}Z"


# Outline; inside it the line where the stitches run; that line's length, because not every
# renderer knows `pathLength`.
SHAPES: dict[str, tuple[str, str, float]] = {
    "scallop": (_scallop(14, 43), _circle(36), 2 * math.pi * 36),
    "hex": (_polygon(6, 45), _polygon(6, 37), 6 * 37),
    "oct": (
        _polygon(8, 46, math.pi / 8),
        _polygon(8, 38, math.pi / 8),
        16 * 38 * math.sin(math.pi / 8),
    ),
    "round": (_circle(45), _circle(37), 2 * math.pi * 37),
    "shield": (
        "M50 4C64 11 77 13 89 13C90 50 80 80 50 96C20 80 10 50 11 13C23 13 36 11 50 4Z",
        "M50 14C62 19 71 21 80.5 21C80.5 50 73 74 50 86.5C27 74 19.5 50 19.5 21C29 21 38 19 50 14Z",
        215.41,
    ),
    "square": (
        "M18 6H82A12 12 0 0 1 94 18V82A12 12 0 0 1 82 94H18A12 12 0 0 1 6 82V18A12 12 0 0 1 18 6Z",
        "M21 14H79A7 7 0 0 1 86 21V79A7 7 0 0 1 79 86H21A7 7 0 0 1 14 79V21A7 7 0 0 1 21 14Z",
        4 * 58 + 14 * math.pi,
    ),
}


def dashes(length: float) -> str:
    """One stitch and the gap behind it, 25 to the round."""
    return f"{length * 0.023:.2f} {length * 0.017:.2f}"


def sewn_dashes(length: float, done: float) -> str:
    """As many stitches as so many percent, then nothing."""
    count = round(max(0, min(100, done)) / 100 * STITCHES)
    return f"{dashes(length)} " * count + f"0 {length:.2f}"


@lru_cache(maxsize=512)
def icon_svg(name: str, **attributes: str) -> str:
    """A Lucide icon as one line of SVG; raises UnknownArtError."""
    try:
        # The package's public door marks its answer safe for Django; here it is plain text.
        drawn = lucide._render_icon(name, None, **attributes)
    except lucide.IconDoesNotExist as missing:
        raise UnknownArtError(name) from missing
    return str(drawn).replace("\n", "")


def is_icon(name: str) -> bool:
    try:
        icon_svg(name)
    except UnknownArtError:
        return False
    return True


def draw(
    shape: str, hue: str, icon: str, title: str, state: str = "earned", done: float = 0
) -> str:
    """A standalone SVG that says its title to a screen reader; raises UnknownArtError."""
    if shape not in SHAPES or hue not in HUES or state not in STATES:
        raise UnknownArtError(f"{shape}, {hue}, {state}")
    label = _NOT_XML.sub("", title)
    ink, body = _cloth(HUES[hue], shape, state, done)
    picture = icon_svg(icon, x="31", y="31", width="38", height="38").replace("currentColor", ink)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400"'
        f' role="img" aria-label={quoteattr(label)}><title>{escape(label)}</title>'
        f"{body}{picture}</svg>"
    )


def _cloth(fabric: Fabric, shape: str, state: str, done: float) -> tuple[str, str]:
    """The icon's colour and everything that lies under the icon."""
    outline, seam, length = SHAPES[shape]
    if state in {"todo", "withdrawn"}:
        grey = "#6b7280" if state == "todo" else "#83878d"
        return grey, (
            f'<path d="{outline}" fill="none" stroke="{grey}" stroke-width="1.6"'
            ' stroke-dasharray="4 3.4" stroke-linecap="round"/>'
        )
    if state == "going":
        field, edge, sew, pic = fabric.pale, fabric.pale_edge, fabric.pale_sew, fabric.pale_pic
        weave, sewn = "", _stitches(seam, fabric.sewn, "3.2", sewn_dashes(length, done))
    else:
        field, edge, sew, pic = fabric.field, fabric.edge, fabric.sew, fabric.pic
        weave = (
            '<defs><pattern id="weave" width="6" height="6" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(38)"><path d="M0 1.5H6M0 4.5H6" stroke="#fff"'
            ' stroke-opacity=".075" stroke-width="1.1"/></pattern></defs>'
            f'<path d="{outline}" fill="url(#weave)"/>'
        )
        sewn = ""
    return pic, (
        f'<path d="{outline}" fill="{field}"/>{weave}'
        f'<path d="{outline}" fill="none" stroke="{edge}" stroke-width="5"'
        ' stroke-linejoin="round"/>'
        f"{_stitches(seam, sew, '1.9', dashes(length))}{sewn}"
    )


def _stitches(seam: str, color: str, width: str, pattern: str) -> str:
    return (
        f'<path d="{seam}" fill="none" stroke="{color}" stroke-width="{width}"'
        f' stroke-linecap="round" stroke-dasharray="{pattern}"/>'
    )
