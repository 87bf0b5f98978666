"""A badge's art: a sewn patch with one of six outlines, in one of six fabrics.

`draw` makes a standalone picture from attributes alone, the same bytes each time, for files, mail
and print. Pages use the `patch` tag, which leaves the colours to the stylesheet.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

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

# The word PRACTICE as an outline: a file is drawn where no font may be installed.
_PRACTICE = (
    "M28 83.1V77.1H30.2Q30.8 77.1 31.3 77.4Q31.8 77.7 32.1 78.1Q32.4 78.5 32.4 79.1Q32.4 79.7 32."
    "1 80.2Q31.8 80.6 31.4 80.9Q30.9 81.1 30.3 81.1H29.2V83.1ZM29.2 80.1H30.3Q30.7 80.1 30.9 79.8"
    "Q31.2 79.5 31.2 79.1Q31.2 78.7 30.9 78.5Q30.6 78.2 30.2 78.2H29.2ZM33.7 83.1V77.1H35.9Q36.5 "
    "77.1 37 77.4Q37.5 77.6 37.8 78.1Q38 78.5 38 79.1Q38 79.6 37.7 80.1Q37.4 80.5 36.9 80.8L38.3 "
    "83.1H37L35.7 81Q35.7 81 35.6 81Q35.6 81 35.5 81H34.8V83.1ZM34.8 79.9H35.9Q36.2 79.9 36.4 79."
    "8Q36.6 79.7 36.7 79.5Q36.8 79.3 36.8 79.1Q36.8 78.7 36.5 78.5Q36.3 78.2 35.8 78.2H34.8ZM39.1"
    " 83.1 41.5 77.1H42.7L45.1 83.1H43.8L43.3 81.8H40.9L40.4 83.1ZM41.3 80.8H42.9L42.1 78.6ZM49 8"
    "3.2Q48.1 83.2 47.4 82.8Q46.8 82.4 46.4 81.7Q46 81 46 80.1Q46 79.2 46.4 78.5Q46.8 77.8 47.4 7"
    "7.4Q48.1 77 49 77Q49.6 77 50.1 77.3Q50.6 77.5 51 77.9Q51.4 78.3 51.6 78.8L50.5 79.2Q50.4 78."
    "8 50.2 78.6Q49.9 78.4 49.6 78.2Q49.3 78.1 49 78.1Q48.4 78.1 48 78.4Q47.6 78.6 47.4 79.1Q47.2"
    " 79.5 47.2 80.1Q47.2 80.7 47.4 81.2Q47.6 81.6 48.1 81.9Q48.5 82.1 49 82.1Q49.3 82.1 49.6 82Q"
    "50 81.9 50.2 81.6Q50.4 81.4 50.6 81L51.6 81.4Q51.4 82 51 82.4Q50.6 82.8 50.1 83Q49.6 83.2 49"
    " 83.2ZM54.3 83.1V78.2H52.5V77.1H57.2V78.2H55.5V83.1ZM58.6 83.1V77.1H59.7V83.1ZM64.2 83.2Q63."
    "3 83.2 62.7 82.8Q62 82.4 61.6 81.7Q61.2 81 61.2 80.1Q61.2 79.2 61.6 78.5Q62 77.8 62.7 77.4Q6"
    "3.3 77 64.2 77Q64.8 77 65.3 77.3Q65.9 77.5 66.2 77.9Q66.6 78.3 66.8 78.8L65.8 79.2Q65.6 78.8"
    " 65.4 78.6Q65.2 78.4 64.9 78.2Q64.5 78.1 64.2 78.1Q63.7 78.1 63.3 78.4Q62.9 78.6 62.6 79.1Q6"
    "2.4 79.5 62.4 80.1Q62.4 80.7 62.6 81.2Q62.9 81.6 63.3 81.9Q63.7 82.1 64.2 82.1Q64.6 82.1 64."
    "9 82Q65.2 81.9 65.4 81.6Q65.6 81.4 65.8 81L66.9 81.4Q66.7 82 66.3 82.4Q65.9 82.8 65.3 83Q64."
    "8 83.2 64.2 83.2ZM68.3 83.1V77.1H72V78.2H69.4V79.6H71.7V80.6H69.4V82H72.1V83.1Z"
)


def dashes(length: float) -> str:
    """One stitch and the gap behind it, 25 to the round."""
    return f"{length * 0.023:.2f} {length * 0.017:.2f}"


def sewn_dashes(length: float, done: float) -> str:
    """As many stitches as so many percent, then one gap to the end; empty for none."""
    count = round(max(0, min(100, done)) / 100 * STITCHES)
    if count == 0:
        return ""
    # A dash of no length would still be drawn, as a dot: its ends are round.
    return f"{dashes(length)} " * (count - 1) + f"{length * 0.023:.2f} {length:.2f}"


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


@lru_cache(maxsize=1)
def _every_icon() -> tuple[str, ...]:
    """From the package's own archive, which has no list of its own."""
    with resources.files(lucide).joinpath("lucide.zip").open("rb") as packed:
        names = ZipFile(packed).namelist()
    return tuple(sorted(n.removesuffix(".svg") for n in names if n.endswith(".svg")))


# What a badge is mostly about, so that the picture can be chosen without searching.
FAVOURITES = (
    "award", "list-checks", "messages-square", "message-circle", "pencil", "pen-line", "book-open",
    "notebook-pen", "presentation", "video", "mic", "camera", "image", "palette", "music",
    "headphones", "laptop", "tablet", "monitor-play", "mouse-pointer-click", "keyboard", "bot",
    "sparkles", "lightbulb", "puzzle", "shapes", "calculator", "chart-column", "chart-line",
    "clock", "timer", "calendar-days", "users", "hand-helping", "heart-handshake", "languages",
    "globe", "map", "search", "shield-check", "folder-open", "layers", "route", "rocket", "star",
    "trophy", "graduation-cap", "school",
)  # fmt: skip


def icon_names(words: str) -> list[str]:
    """Icons whose names hold every word; without words, what most badges are about."""
    asked = words.casefold().replace("-", " ").split()
    if not asked:
        return [name for name in FAVOURITES if is_icon(name)]
    return [name for name in _every_icon() if all(word in name for word in asked)]


def draw(
    shape: str,
    hue: str,
    icon: str,
    title: str,
    state: str = "earned",
    done: float = 0,
    practice: bool = False,
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
        f"{body}{picture}{_label(HUES[hue]) if practice else ''}</svg>"
    )


def _label(fabric: Fabric) -> str:
    """A sewn-on label, so that a practice badge is never taken for a real one."""
    return (
        f'<rect x="20" y="74.5" width="60" height="12" rx="3" fill="#ffffff" stroke="{fabric.edge}"'
        f' stroke-width="1.5"/><path d="{_PRACTICE}" fill="{fabric.edge}"/>'
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
        pattern = sewn_dashes(length, done)
        weave, sewn = "", _stitches(seam, fabric.sewn, "3.2", pattern) if pattern else ""
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
