# ruff: noqa: INP001 - a drawing reads best with its coordinates on one line
"""Draws paper, pencil and a phone's photo of both. Everything comes from a seed."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts")
HANDS = {
    "child": "dkg.ttf",
    "child2": "Rufscript010.ttf",
    "adult": "SteveHand.ttf",
    "pen": "Breip.ttf",
    "marker": "BecauseWeConnect-Regular.otf",
    "print": "LiberationSans-Regular.ttf",
    "bold": "LiberationSans-Bold.ttf",
}
GRAPHITE, BLUE, RED, BLACK = (62, 62, 68), (38, 62, 140), (186, 40, 48), (28, 28, 32)
TEAL, ORANGE = (0, 128, 128), (226, 106, 20)


def font(hand: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(FONTS.rglob(HANDS[hand]))), round(size))


def noise(rng: np.random.Generator, size: tuple[int, int], blur: float) -> np.ndarray:
    """Smooth noise around 0, spread about 1."""
    w, h = size
    step = max(1, int(blur))
    small = rng.normal(size=(h // step + 2, w // step + 2)).astype(np.float32)
    image = Image.fromarray(small).resize((w, h), Image.Resampling.BICUBIC)
    field = np.asarray(image)
    return (field - field.mean()) / (field.std() + 1e-6)


class Sheet:
    """One flat thing to write on; `ink` adds a mask of strokes in one colour."""

    def __init__(
        self, size: tuple[int, int], color: tuple[int, int, int], seed: int, rough: float = 1
    ) -> None:
        self.size = size
        self.rng = np.random.default_rng(seed)
        fibres = noise(self.rng, size, 2) * 1.6 + noise(self.rng, size, 60) * 2.2
        base = np.ones((size[1], size[0], 3), np.float32) * np.array(color, np.float32)
        self.pixels = base + rough * fibres[..., None]

    def ink(
        self, mask: Image.Image, color: tuple[int, int, int], grain: float, dark: float
    ) -> None:
        a = np.asarray(mask, np.float32) / 255
        if grain:
            tooth = np.clip(0.86 + grain * noise(self.rng, self.size, 1.5), 0.1, 1.15)
            pressure = np.clip(0.92 + 0.1 * noise(self.rng, self.size, 90), 0.6, 1.1)
            a = a * tooth * pressure
        a = np.clip(a * dark, 0, 1)[..., None]
        self.pixels = self.pixels * (1 - a) + np.array(color, np.float32) * a

    def mask(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        image = Image.new("L", self.size, 0)
        return image, ImageDraw.Draw(image)

    def write(
        self,
        xy: tuple[float, float],
        text: str,
        *,
        hand: str = "child",
        size: float = 60,
        color: tuple[int, int, int] = GRAPHITE,
        jitter: float = 1.0,
        slope: float = 0.0,
        dark: float = 0.93,
        weight: int = 0,
    ) -> float:
        """Letter by letter, none twice the same; answers where the pen stopped."""
        mask, _ = self.mask()
        x, y = xy
        for letter in text:
            turn = float(self.rng.normal(0, 2.0 * jitter))
            grow = 1 + float(self.rng.normal(0, 0.03 * jitter))
            face = font(hand, size * grow)
            if letter != " ":
                box = int(size * 2.4)
                glyph = Image.new("L", (box, box), 0)
                ImageDraw.Draw(glyph).text(
                    (box / 2, box * 0.65), letter, 255, face, anchor="ms", stroke_width=weight
                )
                glyph = glyph.rotate(turn, Image.Resampling.BICUBIC, center=(box / 2, box * 0.65))
                dip = float(self.rng.normal(0, size * 0.018 * jitter))
                at = (x + face.getlength(letter) / 2 - box / 2, y + dip - box * 0.65)
                mask.paste(255, (round(at[0]), round(at[1])), glyph)
            room = 1.7 if letter == " " and hand == "adult" else 1
            x += face.getlength(letter) * room + float(self.rng.normal(0, size * 0.012 * jitter))
            y += slope * face.getlength(letter)
        pencil = color == GRAPHITE
        self.ink(mask.filter(ImageFilter.GaussianBlur(0.6)), color, 0.22 if pencil else 0.06, dark)
        return x

    def line(
        self,
        points: list[tuple[float, float]],
        *,
        color: tuple[int, int, int] = GRAPHITE,
        width: float = 4,
        wobble: float = 2.0,
        dark: float = 0.9,
    ) -> None:
        """A stroke by hand: a little off, thicker where it slows down."""
        mask, draw = self.mask()
        for (x0, y0), (x1, y1) in pairwise(points):
            length = math.hypot(x1 - x0, y1 - y0)
            count = max(2, int(length / 5))
            drift = np.cumsum(self.rng.normal(0, wobble * 0.22, (count + 1, 2)), axis=0)
            drift -= np.linspace(drift[0], drift[-1], count + 1) * 0.8
            spots = [
                (x0 + (x1 - x0) * i / count + drift[i, 0], y0 + (y1 - y0) * i / count + drift[i, 1])
                for i in range(count + 1)
            ]
            for a, b in pairwise(spots):
                w = width * (1 + 0.16 * float(self.rng.normal()))
                draw.line([a, b], fill=255, width=max(1, round(w)))
                r = w / 2
                draw.ellipse([b[0] - r, b[1] - r, b[0] + r, b[1] + r], fill=255)
        self.ink(mask.filter(ImageFilter.GaussianBlur(0.8)), color, 0.2, dark)

    def circle(
        self,
        box: tuple[float, float, float, float],
        *,
        color: tuple[int, int, int] = GRAPHITE,
        width: float = 4,
        turns: float = 1.08,
    ) -> None:
        """Closed the way a hand closes it: past the start, and not quite on it."""
        cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        rx, ry = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        start = float(self.rng.uniform(-2.4, -1.2))
        points = []
        for i in range(61):
            angle = start + 2 * math.pi * turns * i / 60
            swell = 1 + 0.035 * math.sin(angle * 2 + start) + 0.05 * i / 60
            points.append((cx + rx * swell * math.cos(angle), cy + ry * swell * math.sin(angle)))
        self.line(points, color=color, width=width, wobble=0.5)

    def hatch(self, box: tuple[float, float, float, float], step: float = 13) -> None:
        x0, y0, x1, y1 = box
        height = y1 - y0
        x = x0 - height * 0.6
        while x < x1:
            a = max(x, x0)
            b = min(x + height * 0.6, x1)
            if b > a:
                top = y1 - (a - x) / 0.6
                low = y1 - (b - x) / 0.6
                self.line([(a, top), (b, low)], width=3, wobble=1.4, dark=0.6)
            x += step * (1 + 0.25 * float(self.rng.normal()))

    def rules(self, top: int, step: int, margin: int | None = None) -> None:
        mask, draw = self.mask()
        for y in range(top, self.size[1], step):
            draw.line([(0, y), (self.size[0], y)], fill=255, width=2)
        self.ink(mask, (142, 176, 214), 0, 0.62)
        if margin:
            mask, draw = self.mask()
            draw.line([(margin, 0), (margin, self.size[1])], fill=255, width=3)
            self.ink(mask, (222, 130, 140), 0, 0.6)

    def fraction(
        self, xy: tuple[float, float], top: str, low: str, *, size: float = 62, **pen: object
    ) -> None:
        """Stacked, with a bar, as children write it; `xy` is the middle of the bar."""
        x, y = xy
        color = pen.get("color", GRAPHITE)
        hand = str(pen.get("hand", "child"))
        for text, dy in ((top, -size * 0.16), (low, size * 0.92)):
            w = font(hand, size).getlength(text)
            self.write((x - w / 2, y + dy), text, size=size, **pen)  # type: ignore[arg-type]
        bar = size * 0.42 * max(len(top), len(low)) ** 0.5
        self.line([(x - bar, y), (x + bar, y + 2)], color=color, width=4)  # type: ignore[arg-type]

    def note(self, box: tuple[int, int, int, int], color: tuple[int, int, int]) -> None:
        """A sticky note laid over a name."""
        x0, y0, x1, y1 = box
        mask = Image.new("L", self.size, 0)
        ImageDraw.Draw(mask).rectangle([x0 + 5, y0 + 8, x1 + 8, y1 + 12], fill=120)
        self.ink(mask.filter(ImageFilter.GaussianBlur(9)), (40, 36, 30), 0, 0.7)
        mask = Image.new("L", self.size, 0)
        ImageDraw.Draw(mask).polygon([(x0, y0), (x1, y0 + 3), (x1 + 2, y1), (x0 - 3, y1 - 4)], 255)
        self.ink(mask, color, 0, 1)
        shade = noise(self.rng, self.size, 50)[..., None] * (np.asarray(mask)[..., None] / 255)
        self.pixels += shade * 2.5

    def image(self) -> Image.Image:
        return Image.fromarray(np.clip(self.pixels, 0, 255).astype(np.uint8))


def desk(size: tuple[int, int], seed: int, tone: str = "oak") -> np.ndarray:
    """A laminate desk top: grain along x, a few scuffs."""
    rng = np.random.default_rng(seed)
    w, h = size
    colors = {"oak": (176, 134, 92), "grey": (182, 183, 180), "wall": (226, 219, 202)}
    base = np.ones((h, w, 3), np.float32) * np.array(colors[tone], np.float32)
    if tone == "oak":
        rows = np.asarray(
            Image.fromarray(rng.normal(size=(h // 2, w // 60)).astype(np.float32)).resize(
                (w, h), Image.Resampling.BICUBIC
            )
        )
        bend = noise(rng, size, 300) * 14
        index = np.clip(np.arange(h)[:, None] + bend, 0, h - 1).astype(int)
        rows = np.take_along_axis(rows, index, axis=0)
        base += rows[..., None] * np.array([9, 9, 8], np.float32)
        base += noise(rng, size, 120)[..., None] * 5
    elif tone == "grey":
        base += noise(rng, size, 2)[..., None] * 5 + noise(rng, size, 160)[..., None] * 4
    else:
        base += noise(rng, size, 3)[..., None] * 2.4 + noise(rng, size, 240)[..., None] * 3
    return base


def _coefficients(
    target: list[tuple[float, float]], source: list[tuple[float, float]]
) -> list[float]:
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    answer = np.linalg.solve(np.array(rows), np.array(source).reshape(8))
    return [float(n) for n in answer]


def lay(
    scene: np.ndarray, sheet: Image.Image, corners: list[tuple[float, float]], lift: float = 10
) -> np.ndarray:
    """Puts a sheet into the scene seen from the phone, with its shadow."""
    h, w = scene.shape[:2]
    sw, sh = sheet.size
    back = _coefficients(corners, [(0, 0), (sw, 0), (sw, sh), (0, sh)])
    method = Image.Transform.PERSPECTIVE
    seen = sheet.transform((w, h), method, back, Image.Resampling.BICUBIC)
    alpha = Image.new("L", sheet.size, 255).transform((w, h), method, back)
    alpha = alpha.filter(ImageFilter.GaussianBlur(0.9))
    shade = Image.new("L", (w, h), 0)
    shade.paste(alpha, (round(lift * 0.7), round(lift)))
    dark = np.asarray(shade.filter(ImageFilter.GaussianBlur(lift * 0.9)), np.float32) / 255
    scene = scene * (1 - 0.42 * dark[..., None])
    a = np.asarray(alpha, np.float32)[..., None] / 255
    return scene * (1 - a) + np.asarray(seen, np.float32) * a


def photograph(
    scene: np.ndarray, seed: int, *, warm: float = 1.0, shadow: bool = True
) -> Image.Image:
    """What the phone adds: uneven light, its own shadow, soft corners, sensor noise."""
    rng = np.random.default_rng(seed + 7)
    h, w = scene.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    sx, sy = rng.uniform(0.15, 0.85), rng.uniform(-0.1, 0.3)
    lamp = 1.08 - 0.26 * np.hypot((xx / w - sx) * 0.8, yy / h - sy)
    vignette = 1 - 0.16 * (((xx / w - 0.5) ** 2 + (yy / h - 0.5) ** 2) / 0.5) ** 1.3
    light = lamp * vignette
    if shadow:
        edge = (yy / h - 0.78) * 5 + (xx / w - 0.62) * 3.2 + noise(rng, (w, h), 400) * 0.12
        light *= 1 - 0.17 / (1 + np.exp(-edge * 4))
    out = scene * light[..., None] * np.array([1 + 0.018 * warm, 1, 1 - 0.045 * warm], np.float32)
    image = Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))
    soft = image.filter(ImageFilter.GaussianBlur(1.6))
    away = np.clip(((xx / w - 0.5) ** 2 + (yy / h - 0.55) ** 2) * 2.2 - 0.25, 0, 1)
    image = Image.composite(soft, image, Image.fromarray((away * 255).astype(np.uint8)))
    grains = rng.normal(0, 2.1, (h, w, 1)) + rng.normal(0, 0.9, (h, w, 3))
    out = np.asarray(image, np.float32) + grains
    return Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))
