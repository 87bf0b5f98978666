# ruff: noqa: E501, INP001 - a drawing reads best with its coordinates on one line
"""The front page's film: what this is, in under a minute."""

from __future__ import annotations

import math

from film import Line, Track
from scenes import H, W, _paper, at, ease, path, svg, teacher
from screens import TEAL, box, text

DEEP, PALE, GOLD, CREAM = "#0f3f3a", "#cfe9e2", "#f2c14e", "#f6f4ee"

INVITATION = [
    Line(
        "narrator",
        "A quarter to four. Another session, another sign-in sheet.",
        0.7,
        "3:45. Another session, another sign-in sheet.",
    ),
    Line("narrator", "You already teach things worth showing. Here, that is what counts.", 0.6),
    Line("narrator", "A badge is one app, and about one evening.", 0.4),
    Line(
        "narrator",
        "A micro-credential is one teaching skill, used with your own students.",
        0.6,
        "A micro-credential is one teaching skill, used with your own students.",
    ),
    Line("narrator", "Send what you have. A photo of their work, a short video, your voice.", 0.7),
    Line(
        "narrator", "A colleague looks, row by row, and says what is there and what isn't yet.", 0.5
    ),
    Line("narrator", "You only redo that row.", 0.8),
    Line("narrator", "Then it's yours. It is signed, and anyone can check it.", 0.7),
    Line("narrator", "Start with something you can use tomorrow.", 0.6),
]


def _scallop(n: int = 14, radius: float = 45) -> str:
    points = [
        (radius * math.sin(2 * math.pi * i / n), -radius * math.cos(2 * math.pi * i / n))
        for i in range(n)
    ]
    r = radius * math.sin(math.pi / n) * 1.12
    rest = "".join(f"A{r:.1f} {r:.1f} 0 0 1 {x:.1f} {y:.1f}" for x, y in [*points[1:], points[0]])
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}{rest}Z"


def _hex(radius: float) -> str:
    points = [
        (radius * math.sin(math.pi * i / 3), -radius * math.cos(math.pi * i / 3)) for i in range(6)
    ]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def patch(kind: str, sewn: float, filled: float, color: str = TEAL) -> str:
    """The sewn patch: an outline, then stitches, then cloth."""
    outer = _scallop() if kind == "badge" else _hex(45)
    inner = "M0 -35A35 35 0 1 1 -0.1 -35" if kind == "badge" else _hex(36)
    around = 220.0 if kind == "badge" else 216.0
    stitches = 25
    step = around / stitches
    dashes = " ".join(f"{step * 0.58:.2f} {step * 0.42:.2f}" for _ in range(round(stitches * sewn)))
    sew = (
        f'<path d="{inner}" fill="none" stroke="{GOLD}" stroke-width="3.4" stroke-linecap="round" '
        f'stroke-dasharray="{dashes} 0 400"/>'
        if dashes
        else ""
    )
    pic = (
        path("M-13 -10H7M-13 0H13M-13 10H3", line=CREAM if filled > 0.5 else PALE, width=4)
        if kind == "badge"
        else path(
            "M-17 11H-6L5 -9H16M8 -18L17 -9L8 0", line=CREAM if filled > 0.5 else PALE, width=4
        )
    )
    return (
        f'<path d="{outer}" fill="{color}" opacity="{filled:.2f}"/>'
        f'<path d="{outer}" fill="none" stroke="{PALE}" stroke-width="1.8" stroke-dasharray="4 3.4"/>'
        + sew
        + pic
    )


def _empty_room(t: float) -> str:
    chairs = "".join(
        at(
            220 + 150 * c,
            330 + 120 * r,
            path("M-36 0H36V-60H-36ZM-30 0V46M30 0V46", "#31646a", "#31646a", 8),
        )
        for r in range(3)
        for c in range(6)
    )
    minute = 6 * (45 + t)
    hand = path(
        f"M0 0L{52 * math.sin(math.radians(minute)):.1f} {-52 * math.cos(math.radians(minute)):.1f}",
        line="#16282c",
        width=6,
    )
    hour = path("M0 0L30 -16", line="#16282c", width=8).replace(
        "30 -16", f"{36 * math.sin(math.radians(112)):.1f} {-36 * math.cos(math.radians(112)):.1f}"
    )
    clock = at(
        1090, 130, f'<circle r="76" fill="{CREAM}" stroke="#16282c" stroke-width="8"/>', hand, hour
    )
    sheet = at(
        640,
        96,
        box(-130, -60, 260, 150, CREAM, r=4),
        text(-104, -22, "Sign in", 28, weight=600),
        *[box(-104, 4 + 26 * i, 208, 2, "#b8c4c0") for i in range(3)],
        path("M-98 0q14 -16 22 0t24 -2", line="#30568f", width=3),
        turn=-3,
    )
    return box(0, 0, W, H, "#234d52") + box(0, 610, W, 110, "#1b3d42") + chairs + clock + sheet


def _evidence(track: Track, t: float) -> str:
    s = track.starts[4]
    moments = (s + 1.5, s + 3.0, s + 4.2)
    sewn = sum(ease(t, m + 0.7, 0.6) for m in moments) / 3 * 0.8
    parts = [box(0, 0, W, H, DEEP), at(640, 380, patch("micro", sewn, 0), grow=4.2)]
    homes = ((150, 120), (960, 130), (150, 430))
    drawings = (
        f'<g transform="scale(.52)">{_paper()}</g>',
        box(0, 0, 230, 150, "#29434a", r=12) + path("M94 46L150 76L94 106Z", CREAM),
        box(0, 0, 230, 120, CREAM, r=60)
        + "".join(
            box(40 + 16 * i, 60 - h / 2, 8, h, TEAL, r=4)
            for i, h in enumerate((18, 40, 62, 30, 74, 46, 22, 56, 34, 16))
        ),
    )
    for m, (x, y), drawing in zip(moments, homes, drawings, strict=True):
        come, go = ease(t, m - 0.7, 0.6), ease(t, m + 0.3, 0.7)
        px, py = x + (600 - x) * go, y + (340 - y) * go
        parts.append(
            at(
                px,
                py,
                drawing,
                grow=(0.9 + 0.1 * come) * (1 - 0.8 * go),
                seen=come * (1 - go * 0.9),
            )
        )
    return "".join(parts)


def _rubric(track: Track, t: float) -> str:
    s, redo = track.starts[5], track.starts[6]
    rows = ("The question", "Everyone answers", "Acting on it, same lesson", "What changed")
    parts = [box(0, 0, W, H, "#e9f3f0"), box(190, 70, 900, 580, "#ffffff", r=22, line="#c9d8d3")]
    for i, row in enumerate(rows):
        y = 110 + 128 * i
        parts += [text(240, y + 52, row, 34, weight=600)]
        shown = ease(t, s + 1.2 + 0.7 * i, 0.4)
        fixed = ease(t, redo + 1.2, 0.4) if i == 3 else 1
        good = at(
            770,
            y + 14,
            box(0, 0, 280, 60, "#d9f2e6", r=30),
            path("M26 30l10 12 20 -24", line="#137333", width=6),
            text(74, 40, "Demonstrated", 25, fill="#0d5a2b", weight=600),
            seen=shown * fixed,
        )
        later = (
            at(
                880,
                y + 14,
                box(0, 0, 170, 60, "#e8ebee", r=30),
                text(85, 40, "Not yet", 26, weight=600, end="middle"),
                seen=shown * (1 - fixed),
            )
            if i == 3
            else ""
        )
        parts += [good, later]
        if i < 3:
            parts.append(box(240, y + 104, 800, 2, "#e3e9e7"))
    note = at(
        240,
        590,
        text(0, 26, "Circle the spot where you see the change.", 26, fill="#30568f"),
        seen=ease(t, s + 4.2) * (1 - ease(t, redo + 1.0)),
    )
    return "".join([*parts, note])


def _signed(track: Track, t: float) -> str:
    s = track.starts[7]
    full = ease(t, s - 0.1, 0.9)
    card = ease(t, s + 1.6, 0.6)
    x = 640 - 260 * card
    return (
        box(0, 0, W, H, DEEP)
        + at(x, 360, patch("micro", 0.8 + 0.2 * full, full), grow=4.6)
        + at(
            640,
            250,
            box(0, 0, 520, 220, "#ffffff", r=18),
            '<circle cx="62" cy="66" r="30" fill="#d9f2e6"/>',
            path("M48 66l10 12 20 -24", line="#137333", width=7),
            text(112, 78, "This badge is real.", 34, weight=700),
            text(36, 136, "Issued by Pecan Flats ISD", 27, fill="#44525a"),
            text(36, 178, "Check and change", 27, fill="#44525a"),
            seen=card,
        )
    )


def invitation(track: Track) -> object:
    s = track.starts

    def draw(t: float) -> str:
        if t < s[1] - 0.3:
            return svg(_empty_room(t))
        if t < s[2] - 0.3:
            return svg(
                box(0, 0, W, H, "#29434a"),
                box(0, 600, W, 120, "#203439"),
                box(150, 90, 660, 380, "#eef4ee", r=10),
                at(220, 116, _paper()),
                teacher(980, ease(t, s[1]), t),
            )
        if t < s[4] - 0.3:
            second = ease(t, s[3] - 0.3)
            return svg(
                box(0, 0, W, H, DEEP),
                at(640 - 270 * second, 310, patch("badge", 0, 0), grow=3.6),
                at(
                    640 - 270 * second,
                    560,
                    text(0, 0, "Badge: one app", 40, fill=CREAM, weight=600, end="middle"),
                ),
                at(910, 310, patch("micro", 0, 0), grow=3.6, seen=second),
                at(
                    910,
                    560,
                    text(
                        0,
                        0,
                        "Micro-credential: one skill",
                        40,
                        fill=CREAM,
                        weight=600,
                        end="middle",
                    ),
                    seen=second,
                ),
            )
        if t < s[5] - 0.3:
            return svg(_evidence(track, t))
        if t < s[7] - 0.3:
            return svg(_rubric(track, t))
        if t < s[8] - 0.3:
            return svg(_signed(track, t))
        return svg(
            box(0, 0, W, H, DEEP),
            at(640, 250, patch("micro", 1, 1), grow=2.6),
            text(
                640, 480, "Something you can use tomorrow", 56, fill=CREAM, weight=700, end="middle"
            ),
            text(640, 548, "Pecan Flats ISD Professional Learning", 32, fill=PALE, end="middle"),
        )

    return draw
