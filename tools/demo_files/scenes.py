# ruff: noqa: E501, INP001 - a drawing reads best with its coordinates on one line
"""The drawn films: a check in grade 5, a class closing its lids, a how-to, the front page's."""

from __future__ import annotations

import math

from film import Line, Track
from screens import FACE, TEAL, assignment, box, text

W, H = 1280, 720
WALL, BOARD, INK = "#29434a", "#eef4ee", "#16282c"
SKIN = ("#c98f6b", "#8d5a3c", "#e0b08c", "#6b4330", "#b9794f")
HAIR = ("#2b1d18", "#140f10", "#5a3a22", "#1b1514", "#3a2a20")
SHIRT = ("#3d7d6e", "#b5573d", "#4a5f9e", "#c69a2e", "#7a4b8c")


def ease(t: float, start: float, length: float = 0.6) -> float:
    """0 before, 1 after, smooth between."""
    k = min(1.0, max(0.0, (t - start) / length))
    return k * k * (3 - 2 * k)


def svg(*parts: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="854" height="480" viewBox="0 0 {W} {H}">'
        + "".join(parts)
        + "</svg>"
    )


def path(d: str, fill: str = "none", line: str = "none", width: float = 0) -> str:
    return (
        f'<path d="{d}" fill="{fill}" stroke="{line}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def at(x: float, y: float, *parts: str, turn: float = 0, grow: float = 1, seen: float = 1) -> str:
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({grow:.3f})" '
        f'opacity="{seen:.2f}">' + "".join(parts) + "</g>"
    )


def room(board: str) -> str:
    return (
        box(0, 0, W, H, WALL)
        + box(0, 560, W, 160, "#203439")
        + box(236, 52, 724, 384, "#c9d4cf", r=14)
        + box(248, 64, 700, 360, BOARD, r=8)
        + at(248, 64, board)
        + box(248, 430, 700, 12, "#9fb0aa", r=4)
        + box(60, 92, 120, 160, "#f0d9a8", r=4)
        + "".join(
            box(76, 112 + 30 * i, 88 - 16 * (i % 2), 12, c, r=3)
            for i, c in enumerate(("#2f8f7b", "#c06c42", "#5577aa", "#c06c42"))
        )
        + '<circle cx="120" cy="48" r="30" fill="#f5f3ec" stroke="#16282c" stroke-width="4"/>'
        + path("M120 48V30M120 48l14 8", line=INK, width=4)
    )


def teacher(
    x: float,
    arm: float,
    t: float,
    *,
    top: str = "#7d4f9e",
    skin: str = SKIN[0],
    hair: str = HAIR[0],
    long: bool = True,
) -> str:
    """`arm` 0 hangs, 1 points at the board."""
    bob = 2.5 * math.sin(t * 2.2)
    hand = (-112 - 92 * arm, 262 - 214 * arm)
    head = f'<circle cx="0" cy="0" r="52" fill="{skin}"/>'
    hood = (
        path(
            "M-58 62C-74 -30 -40 -68 2 -66C48 -66 72 -28 58 62C40 74 34 20 26 -14C0 -6 -30 -8 -40 -22C-44 20 -40 68 -58 62Z",
            hair,
        )
        if long
        else path(
            "M-54 -8C-52 -60 -20 -68 4 -66C40 -66 58 -40 54 -6C40 -34 10 -34 -20 -36C-40 -34 -46 -22 -54 -8Z",
            hair,
        )
    )
    return at(
        x,
        300 + bob,
        path("M46 104C92 160 84 240 70 290", line=top, width=44),
        path("M-86 420C-92 176 -66 66 0 66S92 176 86 420Z", top),
        path("M-18 40h36v46q-18 16-36 0Z", skin),
        hood if long else "",
        head,
        path("M-40 -14C-30 -40 30 -44 44 -6C30 -30 -20 -34 -40 -14Z", hair) if long else hood,
        '<circle cx="-20" cy="4" r="5" fill="#1b1514"/><circle cx="14" cy="4" r="5" fill="#1b1514"/>',
        path("M-16 24q12 9 24 0", line="#7a3b2c", width=4),
        path(
            f"M-52 116Q{-112 - 30 * arm:.1f} {168 - 10 * arm:.1f} {hand[0]:.1f} {hand[1]:.1f}",
            line=top,
            width=38,
        ),
        f'<circle cx="{hand[0]:.1f}" cy="{hand[1]:.1f}" r="20" fill="{skin}"/>',
    )


def back_of(i: int, x: float, y: float, t: float, *, hand_up: float = 0, lid: float = 1) -> str:
    """A student from behind: hair, shoulders, the lid of a laptop. Nobody has a face."""
    sway = 3 * math.sin(t * 1.3 + i * 1.9)
    hair, shirt, skin = HAIR[i % 5], SHIRT[i % 5], SKIN[(i * 2 + 1) % 5]
    arm = (
        path(
            f"M70 70Q{104} {20 - 60 * hand_up:.0f} {96} {70 - 190 * hand_up:.0f}",
            line=skin,
            width=26,
        )
        if hand_up > 0.05
        else ""
    )
    screen = ""
    if lid >= 0:
        tall = max(7, 74 * lid)
        screen = box(-128, -20 - tall, 116, tall, "#3a3f45", r=6) + box(
            -134, -22, 128, 10, "#2a2e33", r=4
        )
    return at(
        x + sway,
        y,
        screen,
        arm,
        path("M-100 240C-104 108 -64 62 0 62S104 108 100 240Z", shirt),
        box(-20, 30, 40, 46, skin, r=10),
        f'<circle cx="0" cy="0" r="56" fill="{hair}"/>',
        path("M-50 20Q-58 76 -30 66Q0 76 30 66Q58 76 50 20Z", hair) if i % 2 else "",
    )


def subtitle(track: Track, t: float) -> str:
    return ""  # captions are a text track, so that they can be turned off and read aloud


# ---- a check in grade 5 -------------------------------------------------------------------

CHECK = [
    Line("teacher", "Okay. Nine of us said two fifths.", 0.5),
    Line("teacher", "Don't change it yet. Lay your strips.", 0.5),
    Line(
        "teacher",
        "Is two fifths more, or less, than the half you started with?",
        1.4,
        "Is two fifths more or less than the half you started with?",
    ),
    Line("student", "It's less.", 0.5),
    Line("student2", "But we added to it. It can't be smaller.", 0.8),
    Line("teacher", "Say that again, so the back table hears you.", 0.5),
    Line("student2", "It can't be smaller than what you started with.", 0.9),
    Line("teacher", "New question on your screens. Two minutes, on your own.", 0.5),
    Line("", "", 0.2, "(Students answer. The chart fills in.)", silent=4.2),
    Line(
        "teacher", "Eighteen of us. Somebody who changed their mind: tell me what changed it.", 0.6
    ),
]


def _chart(values: tuple[int, ...], grown: float, right: int, ask: str) -> str:
    parts = [text(36, 62, ask, 38, weight=700)]
    for i, n in enumerate(values):
        y = 92 + 64 * i
        parts += [
            text(36, y + 34, "ABCD"[i], 30, weight=700),
            box(80, y, 520, 46, "#dbe5df", r=6),
            box(
                80,
                y,
                max(8, 520 * n / 22 * grown),
                46,
                TEAL if i == right else "#e3a83b" if n > 6 else "#9db5b0",
                r=6,
            ),
            text(618, y + 34, str(round(n * grown)), 28, weight=700),
        ]
    return "".join(parts)


def _table(t: float, track: Track) -> str:
    """Close up: two hands lay two fifths under a half."""
    a = ease(t, track.starts[2] - 0.2, 0.8)
    b = ease(t, track.starts[2] + 1.0, 0.8)
    fall = ease(t, track.ends[2] + 0.5, 0.5)

    def strip(x: float, y: float, w: float, color: str, top: str, low: str, turn: float = 0) -> str:
        return at(
            x,
            y,
            box(4, 7, w, 104, "#000000", r=2).replace("/>", ' opacity=".2"/>'),
            box(0, 0, w, 104, color, r=2),
            text(w / 2, 46, top, 36, weight=600, end="middle"),
            box(w / 2 - 18, 54, 36, 4, "#202124"),
            text(w / 2, 92, low, 36, weight=600, end="middle"),
            turn=turn,
        )

    hand = lambda x, y: (
        path(
            f"M{x + 250} {y + 420}C{x + 190} {y + 240} {x + 150} {y + 150} {x + 84} {y + 70}",
            line=SKIN[1],
            width=96,
        )
        + path(f"M{x + 84} {y + 74}l-58 -34", line=SKIN[1], width=38)
        + path(f"M{x + 110} {y + 64}l-30 -50", line=SKIN[1], width=34)
    )
    x1, y1 = 900 - 720 * a, 560 - 200 * a
    x2, y2 = 1000 - 580 * b, 600 - 240 * b
    marks = (
        path("M660 330v150M660 480l-16 -22M660 480l16 -22", line="#b3261e", width=0)
        + at(
            0,
            0,
            path("M668 350V476", line="#b3261e", width=6),
            path("M420 496H668", line="#b3261e", width=0),
            seen=fall,
        )
        + at(690, 440, text(0, 0, "?", 110, fill="#b3261e", weight=700), seen=fall)
    )
    return (
        box(0, 0, W, H, "#c9a878")
        + "".join(box(0, 60 + 120 * i, W, 3, "#bb9967") for i in range(6))
        + strip(180, 100, 960, "#f4f2ec", "1", "1")
        + strip(180, 224, 480, "#f08a68", "1", "2")
        + strip(x1, y1 if a < 1 else 360, 192, "#58b894", "1", "5", 10 * (1 - a))
        + strip(x2 - 48 * b, y2, 192, "#58b894", "1", "5", -8 * (1 - b))
        + marks
        + (
            hand(x1 + 90, y1 + 40)
            if a < 1 or t < track.starts[2] + 1
            else hand(x2 + 40, y2 + 40)
            if b < 1
            else hand(860, 560 + 160 * fall)
        )
    )


def check(track: Track) -> object:
    def draw(t: float) -> str:
        close_up = track.starts[2] - 0.4 < t < track.ends[4] + 0.4
        if close_up:
            return svg(_table(t, track))
        second = t > track.starts[7]
        grown = ease(t, track.starts[8] + 0.4, 3.4)
        board = (
            _chart((2, 18, 2, 0), grown, 1, "1/4 + 2/3 = ?")
            if second
            else _chart((9, 8, 3, 2), 1, -1, "1/2 + 1/3 = ?")
        )
        arm = max(
            ease(t, 0.4) - ease(t, track.ends[1]),
            ease(t, track.starts[9]) - ease(t, track.ends[9] + 0.2),
        )
        up = ease(t, track.starts[9] + 2.0)
        answering = track.starts[8] < t < track.ends[8]
        seats = ((0, 130, 620), (1, 400, 648), (2, 690, 640), (3, 960, 650))
        return svg(
            room(board),
            teacher(1090, arm, t),
            *[
                back_of(i, x, y + (8 if answering else 0), t, hand_up=up if i in (0, 2) else 0)
                for i, x, y in seats
            ],
        )

    return draw


# ---- lids closed --------------------------------------------------------------------------

CLOSE = [
    Line("teacher2", "Eyes up. Lids at forty five.", 1.6, "Eyes up. Lids at 45."),
    Line("teacher2", "Good. We close in three, two, one. Timer's running.", 0.3),
    Line("", "", 0.2, "(Lids close. Students carry Chromebooks to the cart.)", silent=6.0),
    Line(
        "teacher2",
        "Forty one seconds. Who fixed something today without me?",
        0.7,
        "41 seconds. Who fixed something today without me?",
    ),
    Line("student", "My battery died, so I got the paper copy and put my red card up.", 0.6),
    Line("student2", "I was on the wrong page. My partner showed me.", 0.8),
    Line("teacher2", "That's the routine. Thank you.", 0.4),
]


def close(track: Track) -> object:
    def draw(t: float) -> str:
        run = ease(t, track.starts[2] - 0.6, 6.6)
        counting = t > track.starts[2] - 0.6
        seconds = round(41 * run)
        board = (
            text(36, 62, "CLOSE", 40, weight=700, fill="#70407e")
            + text(36, 116, "1  Turn in or save", 30)
            + text(36, 162, "2  Close every tab", 30)
            + text(36, 208, "3  Lid down, plug in your number", 30)
            + box(430, 24, 240, 110, "#16282c", r=12)
            + text(
                550,
                102,
                f"0:{seconds:02}" if counting else "0:00",
                72,
                fill="#ffd37a",
                weight=700,
                end="middle",
            )
            + text(36, 310, "Goal: 60 seconds", 28, fill="#4a5a5e")
        )
        half = 1 - 0.5 * ease(t, track.starts[0] + 1.2, 0.6)
        seats = ((0, 150, 620), (1, 410, 650), (2, 690, 640), (3, 960, 652))
        people = []
        for i, x, y in seats:
            shut = ease(t, track.starts[2] - 0.2 + 0.5 * i, 0.5)
            away = ease(t, track.starts[2] + 1.6 + 0.7 * i, 0.4)
            lid = -1 if away > 0.9 else half * (1 - shut)
            up = 0.0
            if i == 1:
                up = ease(t, track.starts[3] + 1.6) - ease(t, track.ends[4])
            if i == 3:
                up = ease(t, track.starts[3] + 2.0) - ease(t, track.ends[5])
            people.append(back_of(i, x, y, t, hand_up=max(0, up), lid=lid))
        filled = sum(1 for i in range(4) if t > track.starts[2] + 2.0 + 0.7 * i)
        cart = box(20, 320, 150, 210, "#51626a", r=8) + "".join(
            box(36, 340 + 44 * k, 118, 30, "#3a3f45" if k < filled else "#6d7f87", r=4)
            + text(95, 362 + 44 * k, str(14 + k), 18, fill="#ffffff", end="middle")
            for k in range(4)
        )
        return svg(
            room(board),
            cart,
            teacher(
                1100,
                ease(t, 0.2) - ease(t, track.starts[2]),
                t,
                top="#2f6f8f",
                skin=SKIN[2],
                hair=HAIR[2],
                long=False,
            ),
            *people,
            at(
                430,
                560,
                box(0, 0, 46, 62, "#c8323a", r=4),
                turn=-8,
                seen=ease(t, track.starts[4] - 0.2),
            ),
        )

    return draw


# ---- a how-to -----------------------------------------------------------------------------

HOWTO = [
    Line(
        "narrator", "This shows you how to turn in a photo of your paper. It takes one minute.", 0.5
    ),
    Line("narrator", "Start in Classwork. Open the assignment with today's date.", 0.8),
    Line("narrator", "Press Add or create. Then press File.", 1.2),
    Line("narrator", "Choose Camera. Hold your paper flat and take the photo.", 1.2),
    Line("narrator", "Press Turn in. Press it again to say yes.", 1.2),
    Line(
        "narrator",
        "You know it worked when you see the words, Turned in.",
        0.9,
        "You know it worked when you see “Turned in”.",
    ),
    Line(
        "narrator",
        "If you see Mark as done instead, your photo isn't attached. Add it first.",
        0.8,
        "If you see “Mark as done” instead, your photo isn’t attached. Add it first.",
    ),
]
STEPS = [
    "You will show the water cycle and explain one arrow.",
    "1.  Draw it on paper. Label four places.",
    "2.  Write one sentence about one arrow.",
    "3.  Turn in a photo of your paper.",
]


def _cursor(x: float, y: float, press: float) -> str:
    ring = (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{12 + 26 * press:.0f}" fill="none" stroke="{TEAL}" stroke-width="5" opacity="{max(0, 1 - press):.2f}"/>'
        if 0 < press < 1
        else ""
    )
    return ring + path(
        f"M{x:.0f} {y:.0f}l0 34 9 -8 7 16 8 -4 -7 -15 12 -1Z", "#111111", "#ffffff", 2
    )


def _between(t: float, stops: list[tuple[float, float, float]]) -> tuple[float, float]:
    x, y = stops[0][1:]
    for when, nx, ny in stops:
        k = ease(t, when, 0.9)
        x, y = x + (nx - x) * k, y + (ny - y) * k
    return x, y


def howto(track: Track) -> object:
    s = track.starts

    def draw(t: float) -> str:
        menu, camera = t > s[2] + 1.5, s[3] + 1.0 < t < s[4] - 0.4
        attached, sure = t > s[4] - 0.4, s[4] + 1.4 < t < s[4] + 2.6
        done = t > s[4] + 2.9
        if t < s[1] + 2.4:
            main = at(140, 70, _list())
        else:
            inner = assignment(
                "Tue: The water cycle, drawn",
                "Due Tuesday",
                STEPS,
                "How I'll grade it",
                "View only",
            )
            main = at(30, 70, f'<g transform="scale(.86)">{inner[inner.index(">") + 1 : -6]}</g>')
            main += _your_work(attached, done)
            if menu and not attached and not camera:
                main += (
                    box(914, 250, 270, 150, "#ffffff", r=10, line="#b7bdc3")
                    + text(946, 296, "Link", 22)
                    + text(946, 338, "File", 22)
                    + text(946, 380, "Camera", 22)
                )
        over = ""
        if camera:
            over = (
                box(340, 130, 600, 470, "#111417", r=16)
                + at(420, 170, _paper())
                + '<circle cx="640" cy="566" r="24" fill="#ffffff"/>'
            )
        if sure:
            over = (
                box(420, 270, 440, 190, "#ffffff", r=14, line="#9aa3a8")
                + text(452, 322, "Turn in your work?", 26, weight=600)
                + text(452, 358, "1 photo attached", 20, fill="#5f6368")
                + box(700, 390, 130, 48, TEAL, r=8)
                + text(765, 422, "Turn in", 20, fill="#ffffff", weight=600, end="middle")
            )
        stops = [
            (0, 620, 420),
            (s[1] + 0.6, 420, 300),
            (s[2] + 0.3, 1040, 226),
            (s[2] + 2.0, 980, 334),
            (s[3] + 0.2, 980, 374),
            (s[3] + 1.4, 640, 566),
            (s[4] + 0.1, 1040, 330),
            (s[4] + 1.6, 765, 414),
            (s[5], 1030, 190),
        ]
        presses = [s[1] + 1.9, s[2] + 1.3, s[3] + 0.95, s[3] + 2.8, s[4] + 1.2, s[4] + 2.6]
        x, y = _between(t, stops)
        press = next((min(1, (t - p) / 0.5) for p in reversed(presses) if t >= p), 0)
        bar = (
            box(0, 0, W, 58, "#e8eaed")
            + box(20, 12, 300, 46, "#ffffff", r=10)
            + text(44, 42, "Class: Science 6", 19)
            + box(350, 14, 880, 34, "#ffffff", r=17)
            + text(376, 38, "classes.pecanflats.example", 17, fill="#5f6368")
        )
        return svg(box(0, 0, W, H, "#ffffff"), main, over, bar, _cursor(x, y, press))

    return draw


def _list() -> str:
    rows = [text(0, 50, "This week", 34, fill=TEAL, weight=600), box(0, 68, 1000, 2, TEAL)]
    for i, (title, due) in enumerate(
        (
            ("Mon: Vocabulary sort", "Closed"),
            ("Tue: The water cycle, drawn", "Due today"),
            ("Thu: Check, 5 questions", "Due Thursday"),
        )
    ):
        y = 96 + 84 * i
        rows += [
            f'<circle cx="30" cy="{y + 34}" r="24" fill="#dcefea"/>',
            text(80, y + 43, title, 27),
            text(990, y + 43, due, 22, fill="#5f6368", end="end"),
            box(0, y + 76, 1000, 1, "#dadce0"),
        ]
    return "".join(rows)


def _your_work(attached: bool, done: bool) -> str:
    h = 330 if attached else 190
    parts = [
        box(890, 90, 340, h, "#ffffff", r=12, line="#c4c9cd"),
        text(914, 136, "Your work", 26, weight=600),
    ]
    parts.append(
        text(
            1206,
            136,
            "Turned in" if done else "Assigned",
            20,
            fill=TEAL if done else "#5f6368",
            weight=700 if done else 400,
            end="end",
        )
    )
    if attached:
        parts += [
            box(914, 160, 290, 96, "#f6f8f7", r=8, line="#dadce0"),
            at(922, 166, f'<g transform="scale(.2)">{_paper()}</g>'),
            text(1030, 216, "Photo 1", 20),
        ]
    label = "Unsubmit" if done else "Turn in" if attached else "+ Add or create"
    y = 300 if attached else 200
    color = "#ffffff" if done or not attached else TEAL
    parts += [
        box(914, y, 290, 52, color, r=8, line=TEAL),
        text(
            1059,
            y + 34,
            label,
            21,
            fill=TEAL if color == "#ffffff" else "#ffffff",
            weight=600,
            end="middle",
        ),
    ]
    return "".join(parts)


def _paper() -> str:
    return (
        box(0, 0, 440, 340, "#fbfaf5", r=3)
        + path("M40 260q60 -40 120 0t120 0 120 0", line="#3f74b5", width=6)
        + '<circle cx="350" cy="70" r="36" fill="none" stroke="#d79a1e" stroke-width="6"/>'
        + path(
            "M90 110q-30 0 -30 -26 0 -26 30 -24 8 -26 36 -22 26 2 28 26 26 0 24 24 0 22 -26 22Z",
            line="#555555",
            width=5,
        )
        + path("M200 240V130M200 130l-14 20M200 130l14 20", line="#b3261e", width=6)
        + text(226, 190, "evaporates", 30, fill="#444444")
    )


FILMS = {"move": (CHECK, check), "close-lids": (CLOSE, close), "how-to": (HOWTO, howto)}
__all__ = ["FACE", "FILMS"]
