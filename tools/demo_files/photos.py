# ruff: noqa: INP001 - a drawing reads best with its coordinates on one line
"""The photos a teacher would send: student work on a desk, a poster on a wall."""

from __future__ import annotations

import numpy as np
from paper import BLACK, GRAPHITE, ORANGE, RED, TEAL, Sheet, desk, lay, photograph
from PIL import Image, ImageDraw, ImageFilter

YELLOW, PINK = (250, 228, 110), (248, 170, 186)


def _on_desk(
    sheet: Sheet, seed: int, *, size: tuple[int, int] = (1200, 1500), tone: str = "oak"
) -> Image.Image:
    w, h = size
    rng = np.random.default_rng(seed)
    j = lambda n: float(rng.uniform(-n, n))  # noqa: E731
    fit = min(w * 0.86 / sheet.size[0], h * 0.9 / sheet.size[1])
    pw, ph = sheet.size[0] * fit, sheet.size[1] * fit
    x0, y0 = (w - pw) / 2, (h - ph) / 2
    tilt = j(22)
    corners = [
        (x0 + 26 + j(12), y0 + 10 + tilt),
        (x0 + pw - 26 + j(12), y0 + 14 - tilt),
        (x0 + pw + 12 + j(10), y0 + ph - tilt),
        (x0 - 12 + j(10), y0 + ph + tilt),
    ]
    scene = lay(desk(size, seed, tone), sheet.image(), corners)
    return photograph(scene, seed)


def _worksheet(seed: int) -> Sheet:
    sheet = Sheet((1100, 1380), (246, 244, 238), seed)
    pen = {"jitter": 0.0, "color": (44, 44, 46)}
    sheet.write((84, 110), "Math warm-up", hand="bold", size=44, **pen)
    sheet.write((600, 110), "Name ____________________", hand="print", size=32, **pen)
    sheet.line([(84, 140), (1016, 140)], color=(90, 90, 90), width=3, wobble=0)
    sheet.note((690, 40, 1010, 190), YELLOW)
    return sheet


def strips_before() -> Image.Image:
    s = _worksheet(11)
    pen = {"jitter": 0.0, "color": (44, 44, 46), "hand": "print"}
    s.write((84, 230), "1.  Add. Show how you know.", size=36, **pen)
    s.fraction((150, 330), "1", "2", size=50, **pen)
    s.write((205, 348), "+", size=46, **pen)
    s.fraction((290, 330), "1", "3", size=50, **pen)
    s.write((345, 348), "=", size=46, **pen)
    s.fraction((500, 322), "2", "5", size=84)
    s.circle((415, 205, 600, 440), width=5)
    s.write((190, 560), "1 + 1 = 2", size=64, slope=-0.02)
    s.write((190, 670), "2 + 3 = 5", size=64, slope=-0.012)
    s.line([(500, 535), (560, 590), (640, 600)], width=4)
    s.line([(615, 575), (640, 600), (608, 618)], width=4)
    s.fraction((710, 600), "2", "5", size=66)
    s.write((84, 860), "2.  How do you know your answer makes sense?", size=36, **pen)
    for y in (950, 1040, 1130):
        s.line([(84, y), (1016, y)], color=(150, 150, 150), width=2, wobble=0)
    s.write((110, 938), "l add the tops and", size=56, slope=0.006)
    s.write((110, 1030), "l add the botoms", size=56, slope=-0.006)
    return _on_desk(s, 21)


def strips_after(*, marked: bool) -> Image.Image:
    s = Sheet((1100, 1380), (248, 247, 243), 12)
    s.rules(170, 66, 150)
    s.write((190, 162), "1/2 + 1/3", size=66)
    left, width = 200, 760
    for row, (parts, shaded, label) in enumerate(((2, 1, "1/2"), (3, 1, "1/3"), (6, 5, "5/6"))):
        top = 250 + row * 150
        low = top + 92
        s.line(
            [
                (left, top),
                (left + width, top + 4),
                (left + width + 3, low),
                (left, low - 3),
                (left, top),
            ]
        )
        for i in range(1, parts):
            x = left + width * i / parts
            s.line([(x, top), (x + 3, low)])
        for i in range(shaded):
            a = left + width * i / parts
            s.hatch((a + 5, top + 4, a + width / parts - 5, low - 6), 16)
        s.write((985, low - 18), label, size=44)
    s.fraction((290, 800), "2", "5", size=84)
    s.line([(215, 725), (372, 890)], width=7)
    s.line([(370, 722), (220, 884)], width=7)
    s.write((420, 838), "cant be smaller", size=70, slope=-0.015)
    s.write((190, 1010), "than 1/2", size=62)
    s.line([(195, 1028), (400, 1022)], width=4)
    s.write((190, 1160), "so it is", size=62)
    s.fraction((520, 1130), "5", "6", size=82)
    s.line([(450, 1235), (600, 1228)], width=5)
    s.line([(452, 1247), (598, 1242)], width=5)
    s.note((760, 1190, 1040, 1340), PINK)
    if marked:
        s.circle((395, 745, 1000, 900), color=ORANGE, width=9, turns=1.05)
        s.line([(700, 985), (690, 915)], color=ORANGE, width=8)
        s.line([(668, 940), (690, 912), (716, 936)], color=ORANGE, width=8)
        s.write((560, 1050), "here!", hand="adult", size=70, color=ORANGE)
    return _on_desk(s, 22)


def _strip(width: int, parts: int, color: tuple[int, int, int], label: str, seed: int) -> Sheet:
    s = Sheet((width, 120), color, seed)
    for i in range(parts):
        x = width * i / parts
        if i:
            s.line([(x, 0), (x + 2, 120)], width=3)
        s.fraction((x + width / parts / 2, 60), "1", label, size=44, hand="child2")
    return s


def strips_desk() -> Image.Image:
    """Pairs laying paper strips: two fifths under one half."""
    size = (1500, 1125)
    scene = desk(size, 33, "grey")
    whole = Sheet((1200, 120), (240, 240, 236), 1)
    whole.write((570, 84), "1", size=64, hand="child2")
    fifth = (96, 190, 160)
    laid = (
        (whole, 150, 170, -14, 1200),
        (_strip(600, 1, (244, 148, 116), "2", 2), 152, 340, 10, 600),
        (_strip(240, 1, fifth, "5", 3), 150, 515, -4, 240),
        (_strip(240, 1, fifth, "5", 4), 392, 512, 6, 240),
        (_strip(400, 1, (130, 168, 226), "3", 5), 770, 360, 26, 400),
        (_strip(400, 1, (130, 168, 226), "3", 6), 980, 560, -70, 400),
        (_strip(200, 1, (238, 206, 96), "6", 7), 240, 800, 34, 200),
        (_strip(200, 1, (238, 206, 96), "6", 8), 480, 850, -20, 200),
        (_strip(200, 1, (238, 206, 96), "6", 9), 800, 830, 12, 200),
    )
    for sheet, x, y, turn, width in laid:
        corners = [
            (x, y),
            (x + width, y + turn),
            (x + width - turn * 0.1, y + 120 + turn),
            (x - turn * 0.1, y + 120),
        ]
        scene = lay(scene, sheet.image(), corners, lift=6)
    scene = lay(scene, _pencil(), [(640, 690), (1330, 830), (1324, 858), (634, 718)], lift=9)
    return photograph(scene, 34)


def _pencil() -> Image.Image:
    p = Sheet((690, 30), (236, 178, 44), 44)
    px = p.pixels
    px[:8] *= 1.08
    px[20:] *= 0.8
    px[:, :46] = np.array([226, 138, 146])
    px[:, 46:72] = np.array([176, 178, 180])
    px[:, 640:] = np.array([226, 190, 146])
    px[8:22, 676:] = np.array([50, 50, 52])
    return p.image()


def sticky() -> Image.Image:
    s = Sheet((700, 700), (250, 226, 104), 51)
    s.write((250, 420), "A", size=300, hand="child2", weight=4)
    s.write((90, 600), "add tops add botoms", size=54)
    return _on_desk(s, 52, size=(1000, 1000))


def question_pad() -> Image.Image:
    s = Sheet((1100, 1420), (250, 240, 170), 61)
    s.rules(150, 62, 130)
    say = lambda y, text, x=160: s.write((x, y), text, hand="adult", size=40, color=(34, 44, 96))  # noqa: E731
    say(142, "8th grade  -  density, day 3")
    say(266, "Q: A log and a nail go in the tank.")
    say(328, "The log floats. Why?")
    say(452, "A  wood is light, nails are heavy")
    say(514, "    = thinks weight alone decides", 190)
    say(576, "B  less mass for its size than water")
    say(638, "    = yes", 190)
    say(700, "C  the log has air in it")
    say(762, "    = air does the floating", 190)
    say(824, "D  it is bigger, so more water holds it")
    say(886, "    = big things float", 190)
    say(1010, "7 or more miss: drop the 1 kg log and the")
    say(1072, "2 g nail again, argue with a partner.")
    say(1196, "No device: hold up 1-4 fingers.")
    say(1258, "Read aloud for 3. Spanish on slide 2.")
    s.line([(640, 612), (900, 616)], color=RED, width=5)
    return _on_desk(s, 62)


def _boat(s: Sheet, top: int) -> None:
    s.line([(260, top), (340, top + 110), (700, top + 112), (790, top)], width=5)
    s.line([(260, top), (790, top + 3)], width=5)
    s.line([(430, top), (430, top - 90), (600, top - 92), (602, top)], width=5)
    s.line([(520, top - 92), (520, top - 150)], width=7)
    for row in (0, 60):
        xs = range(140, 960, 60)
        points = [(x, top + 70 + row + (12 if (x // 60) % 2 else -8)) for x in xs]
        s.line(points, width=3, dark=0.6)


def density_before() -> Image.Image:
    s = Sheet((1100, 1380), (248, 247, 243), 71)
    s.rules(170, 66, 110)
    s.write((140, 162), "Why does the log float?", size=54, hand="child2")
    s.write((140, 360), "becuase wood is light", size=62, hand="child2", slope=-0.01)
    s.write((140, 426), "and the nail is HEAVY", size=62, hand="child2")
    s.circle((300, 600, 700, 770), width=5)
    s.write((420, 706), "log", size=60, hand="child2")
    s.line([(120, 720), (300, 716)], width=3)
    s.line([(705, 716), (980, 722)], width=3)
    s.line([(830, 860), (840, 1010)], width=9)
    s.line([(800, 856), (866, 858)], width=9)
    s.write((700, 1080), "nail  (heavy)", size=54, hand="child2")
    s.note((760, 1190, 1040, 1340), YELLOW)
    return _on_desk(s, 72)


def density_after() -> Image.Image:
    s = Sheet((1100, 1380), (248, 247, 243), 73)
    s.rules(170, 66, 110)
    s.write((140, 162), "Try again", size=54, hand="child2")
    _boat(s, 380)
    s.write((140, 690), "a ship is way heavyer than", size=58, hand="child2")
    s.write((140, 756), "a nail and it floats so it", size=58, hand="child2")
    s.write((140, 822), "cant just be heavy.", size=58, hand="child2")
    s.write((140, 954), "its heavy FOR ITS SIZE", size=64, hand="child2")
    s.line([(470, 980), (830, 974)], width=5)
    s.circle((440, 890, 880, 1010), color=TEAL, width=8)
    s.write((140, 1152), "log  600 g / 1000 mL  floats", size=50, hand="child2")
    s.write((140, 1218), "nail  8 g / 1 mL  sinks", size=50, hand="child2")
    return _on_desk(s, 74)


Parts = tuple[tuple[str, tuple[int, int, int], tuple[str, ...]], ...]
GREEN, SKY, VIOLET = (0, 110, 96), (30, 84, 168), (112, 60, 140)
INTERMEDIATE: Parts = (
    (
        "START",
        (0, 110, 96),
        (
            "Two hands, lid closed.",
            "Open. Sign in. Page on the board.",
            "Hands in your lap = ready",
        ),
    ),
    ("EYES UP", (30, 84, 168), ("Lid at 45. Hands off.", "Eyes on who is talking.")),
    (
        "SOMETHING’S BROKEN",
        (186, 40, 48),
        (
            "1  Close the tab, open it again.",
            "2  Ask your elbow partner.",
            "3  Paper copy + red card.",
        ),
    ),
    (
        "CLOSE",
        (112, 60, 140),
        ("Turn in or save. Tabs closed.", "Lid down. Plug in YOUR number."),
    ),
)
GRADE_3: Parts = (
    (
        "START",
        GREEN,
        ("Walk. Two hands. Lid closed.", "Open. Badge in. Green page.", "Show me a thumb."),
    ),
    ("EYES UP", SKY, ("Make a taco (lid at half).", "Hands on your head.")),
    (
        "OH NO!",
        RED,
        ("1  Close it. Open it.", "2  Ask your shoulder buddy.", "3  Paper folder + red cup."),
    ),
    ("CLOSE", VIOLET, ("Save. X on every tab.", "Lid down. Find your number.")),
)


def routine_poster(title: str, parts: Parts, seed: int) -> Image.Image:
    size = (1200, 1560)
    scene = desk(size, seed, "wall")
    for y in range(0, size[1], 230):
        scene[y : y + 7] *= 0.9
    for row, y in enumerate(range(0, size[1], 230)):
        for x in range(160 if row % 2 else 380, size[0], 440):
            scene[y : y + 230, x : x + 7] *= 0.91
    s = Sheet((1000, 1330), (253, 252, 247), seed + 1)
    s.write((150, 128), title, hand="marker", size=110, color=BLACK, weight=2)
    y = 240
    for title, color, lines in parts:
        s.write((60, y), title.replace("’", "'"), hand="marker", size=80, color=color, weight=2)
        s.line([(60, y + 18), (60 + 34 * len(title), y + 14)], color=color, width=5)
        for i, text in enumerate(lines):
            s.write((96, y + 82 + 62 * i), text, hand="marker", size=54, color=BLACK)
        y += 118 + 62 * len(lines) + 22
    _poster_pictures(s)
    scene = lay(scene, s.image(), [(118, 110), (1090, 126), (1078, 1462), (108, 1440)], lift=7)
    for x, yy in ((540, 92), (90, 1400), (1010, 1428)):
        tape = Sheet((120, 46), (232, 226, 196), x)
        scene = lay(
            scene,
            tape.image(),
            [(x, yy), (x + 120, yy + 8), (x + 117, yy + 52), (x - 2, yy + 44)],
            lift=2,
        )
    return photograph(scene, seed + 3, warm=1.6, shadow=False)


def _poster_pictures(s: Sheet) -> None:
    pen = {"color": BLACK, "width": 6.0}
    s.line(
        [
            (830, 270),
            (930, 270),
            (930, 205),
            (830, 205),
            (830, 270),
            (806, 296),
            (954, 296),
            (930, 270),
        ],
        **pen,
    )
    s.circle((800, 565, 850, 615), **pen)
    s.circle((868, 565, 918, 615), **pen)
    s.circle((818, 580, 836, 598), **pen)
    s.circle((886, 580, 904, 598), **pen)
    red = {"color": RED, "width": 10.0}
    s.line([(850, 800), (940, 804), (938, 930), (848, 926), (850, 800)], **red)
    s.line([(866, 830), (922, 900)], **red)
    s.line([(920, 828), (868, 902)], **red)
    s.line([(840, 1170), (950, 1172), (952, 1250), (838, 1248), (840, 1170)], **pen)
    s.write((872, 1232), "17", hand="marker", size=56, color=BLACK)


def red_card() -> Image.Image:
    """What a student does first: paper copy out, red card up, working."""
    size = (1500, 1125)
    scene = desk(size, 91)
    lid = Sheet((620, 430), (74, 78, 84), 92, rough=0.3)
    lid.pixels[:10] *= 1.25
    lid.pixels[-14:] *= 0.75
    label = Sheet((90, 60), (244, 244, 240), 93)
    label.write((20, 48), "17", hand="marker", size=54, color=BLACK)
    scene = lay(scene, lid.image(), [(100, 130), (740, 100), (770, 545), (90, 580)], lift=16)
    scene = lay(scene, label.image(), [(640, 150), (716, 146), (720, 196), (643, 200)], lift=1)
    card = Sheet((190, 270), (204, 44, 50), 94)
    scene = lay(scene, card.image(), [(880, 120), (1074, 150), (1040, 430), (842, 402)], lift=7)
    page = Sheet((760, 540), (247, 245, 240), 95)
    pen = {"jitter": 0.0, "color": (44, 44, 46), "hand": "print"}
    page.write((40, 60), "Ecosystems: paper copy", size=34, **pen)
    page.line([(40, 80), (720, 80)], color=(120, 120, 120), width=2, wobble=0)
    page.write((40, 140), "1.  What eats the grasshopper?", size=28, **pen)
    page.write((70, 210), "the frog and the lizerd", size=46)
    page.write((40, 280), "2.  What happens if the frogs are gone?", size=28, **pen)
    page.write((70, 350), "to many grashopers so", size=46)
    page.write((70, 420), "they eat all the gr", size=46)
    scene = lay(scene, page.image(), [(420, 560), (1290, 520), (1340, 1090), (380, 1120)], lift=8)
    scene = lay(scene, _pencil(), [(1458, 664), (998, 984), (980, 960), (1440, 640)], lift=9)
    return photograph(scene, 96)


def timing_card() -> Image.Image:
    s = Sheet((1000, 1200), (250, 249, 245), 101)
    s.rules(190, 84)
    s.write((60, 120), "Start times, 3rd period (27)", hand="adult", size=58, color=BLACK)
    before, after = ("148", "171", "133", "156", "140"), ("74", "61", "66", "58", "52")
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")
    for i, (day, a, b) in enumerate(zip(days, before, after, strict=True)):
        y = 350 + i * 84
        for x, text in ((90, day), (290, f"{a} s"), (560, day), (760, f"{b} s")):
            s.write((x, y), text, hand="adult", size=52, color=BLACK)
    s.write((270, 262), "before", hand="adult", size=48, color=RED)
    s.write((740, 262), "after", hand="adult", size=48, color=RED)
    s.write((70, 860), "avg 150   ->   62", hand="adult", size=60, color=BLACK)
    s.line([(330, 885), (640, 880)], color=RED, width=5)
    s.write((70, 1028), "4 a day x 5 = 29 min a week", hand="adult", size=50, color=BLACK)
    return _on_desk(s, 102, size=(1200, 1440))


def tank() -> Image.Image:
    """The log and the nail in the tank, on the lab table."""
    w, h = 1400, 1050
    scene = desk((w, h), 201, "grey")
    scene[:520] = desk((w, 520), 203, "wall") * 0.82
    scene[512:530] *= 0.72
    rng = np.random.default_rng(205)
    left, right, top, water, low = 190, 1210, 190, 400, 850
    base = np.clip(scene, 0, 255).astype(np.uint8)
    picture = Image.fromarray(base)
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.ellipse([left - 10, low - 26, right + 30, low + 60], fill=(30, 30, 30, 70))
    picture = picture.filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.rectangle([left, water, right, low], fill=(120, 178, 196, 120))
    draw.rectangle([left, low - 34, right, low], fill=(70, 120, 140, 90))
    draw.line([(left, water), (right, water)], fill=(236, 250, 252, 230), width=6)
    draw.line([(left, water + 9), (right, water + 9)], fill=(80, 130, 150, 120), width=5)
    for x in (left, right):
        draw.line([(x, top), (x, low)], fill=(226, 236, 238, 235), width=9)
        draw.line([(x + 8, top), (x + 8, low)], fill=(60, 90, 100, 90), width=3)
    draw.line([(left, low), (right, low)], fill=(214, 228, 232, 240), width=11)
    draw.line([(left, top), (right, top)], fill=(214, 228, 232, 160), width=5)
    draw.polygon(
        [(left + 60, top), (left + 130, top), (left + 70, low), (left, low)],
        fill=(255, 255, 255, 26),
    )
    bark = np.ones((150, 520, 3), np.float32) * np.array([112, 78, 48], np.float32)
    grain = np.repeat(rng.normal(0, 13, (50, 520)), 3, axis=0)
    round_off = 1.12 - 0.62 * np.abs(np.linspace(-0.75, 1, 150))[:, None] ** 1.6
    bark = (bark + grain[..., None]) * round_off[..., None]
    bark[water + 4 - 318 :] = bark[water + 4 - 318 :] * 0.7 + np.array([96, 160, 184]) * 0.3
    log = Image.fromarray(np.clip(bark, 0, 255).astype(np.uint8))
    shape = Image.new("L", log.size, 0)
    ImageDraw.Draw(shape).rounded_rectangle([0, 0, 519, 149], 60, fill=255)
    picture.paste(log, (430, 318), shape)
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.ellipse(
        [872, 320, 952, 466], fill=(206, 170, 120, 255), outline=(96, 66, 40, 255), width=6
    )
    for r in (54, 38, 22, 8):
        draw.ellipse(
            [912 - r * 0.55, 393 - r, 912 + r * 0.55, 393 + r], outline=(150, 112, 70, 255), width=3
        )
    draw.chord([872, 320, 952, 466], 10, 170, fill=(96, 160, 184, 90))
    draw.line([(330, 838), (470, 826)], fill=(92, 96, 102, 255), width=9)
    draw.line([(331, 835), (469, 823)], fill=(168, 174, 180, 255), width=3)
    draw.line([(326, 824), (334, 852)], fill=(92, 96, 102, 255), width=10)
    scene = np.asarray(picture, np.float32)
    card = Sheet((330, 150), (250, 249, 244), 207)
    card.write((26, 66), "log 600 g", hand="adult", size=50, color=BLACK)
    card.write((26, 126), "nail 8 g", hand="adult", size=50, color=BLACK)
    scene = lay(scene, card.image(), [(980, 880), (1300, 896), (1290, 1030), (966, 1012)], lift=6)
    return photograph(scene, 208, warm=0.6)


PHOTOS = {
    "tank.jpg": tank,
    "strips-before.jpg": strips_before,
    "strips-after.jpg": lambda: strips_after(marked=False),
    "strips-after-circled.jpg": lambda: strips_after(marked=True),
    "strips-desk.jpg": strips_desk,
    "sticky.jpg": sticky,
    "question-pad.jpg": question_pad,
    "density-before.jpg": density_before,
    "density-after.jpg": density_after,
    "routine-poster.jpg": lambda: routine_poster("CHROMEBOOKS", INTERMEDIATE, 81),
    "routine-grade-3.jpg": lambda: routine_poster("OUR CHROMEBOOKS", GRADE_3, 181),
    "red-card.jpg": red_card,
    "timing-card.jpg": timing_card,
}
__all__ = ["GRAPHITE", "PHOTOS"]
