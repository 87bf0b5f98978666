"""Every colour of a district from its one brand colour, as hex, readable whatever the brand is.

Each token has a fixed OKLCH lightness per theme; only hue and chroma come from the brand. Hex is
served because mail, PDF and older school laptops know no relative colours.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coloraide import Color

DEFAULT_BRAND = "#0d6b5e"
# Raise it when a recipe below changes, so that browsers fetch the new stylesheet.
EDITION = 2

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")
_HEX = re.compile(r"#[0-9a-f]{6}")


class NotAColorError(ValueError):
    """A brand is written as six hex digits, such as #0d6b5e."""


@dataclass(frozen=True)
class Tint:
    """A neutral: the brand's hue at this chroma, or plain grey when the brand is grey."""

    lightness: float
    chroma: float


@dataclass(frozen=True)
class Tone:
    """The lead colour at this lightness, with no more chroma than `cap`."""

    lightness: float
    cap: float


@dataclass(frozen=True)
class Wash:
    """The brand itself, pale or dim, even where a darker accent leads."""

    lightness: float
    cap: float


@dataclass(frozen=True)
class Fixed:
    """The same in every district: states mean the same everywhere."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class Mix:
    """So much of one token laid over another, as one opaque colour."""

    top: str
    under: str
    share: float


Recipe = Tint | Tone | Wash | Fixed | Mix
_WHITE = Fixed(1, 0, 0)
_GOLD = Fixed(0.83, 0.155, 82)

RECIPES: dict[str, tuple[Recipe, Recipe]] = {
    "bg": (Tint(0.975, 0.008), Tint(0.195, 0.014)),
    "surface": (_WHITE, Tint(0.24, 0.016)),
    "inset": (Tint(0.962, 0.010), Tint(0.285, 0.018)),
    "line": (Tint(0.905, 0.014), Tint(0.35, 0.02)),
    "line-strong": (Tint(0.59, 0.025), Tint(0.62, 0.025)),
    "ink": (Tint(0.235, 0.022), Tint(0.955, 0.008)),
    "ink-2": (Tint(0.405, 0.022), Tint(0.82, 0.014)),
    "ink-3": (Tint(0.475, 0.020), Tint(0.74, 0.016)),
    "brand-ink": (Tone(0.44, 0.16), Tone(0.82, 0.13)),
    "brand-solid": (Tone(0.455, 0.16), Tone(0.80, 0.13)),
    "brand-hover": (Tone(0.39, 0.15), Tone(0.86, 0.11)),
    "on-brand": (_WHITE, Tint(0.18, 0.03)),
    "brand-tint": (Wash(0.953, 0.028), Wash(0.30, 0.045)),
    "brand-tint-2": (Wash(0.905, 0.05), Wash(0.37, 0.06)),
    "deep": (Tone(0.335, 0.10), Tone(0.29, 0.06)),
    "deep-2": (Tone(0.41, 0.10), Tone(0.37, 0.07)),
    "on-deep": (Tint(0.985, 0.008), Tint(0.985, 0.008)),
    "on-deep-2": (Tint(0.90, 0.03), Tint(0.90, 0.03)),
    "deep-edge": (Mix("on-deep", "deep", 0.55), Mix("on-deep", "deep", 0.55)),
    "deep-seam": (Mix("on-deep", "deep", 0.34), Mix("on-deep", "deep", 0.34)),
    "gold": (_GOLD, _GOLD),
    "gold-hover": (Fixed(0.87, 0.14, 86), Fixed(0.87, 0.14, 86)),
    "on-gold": (Fixed(0.24, 0.05, 75), Fixed(0.24, 0.05, 75)),
    "halo": (_GOLD, Fixed(0.44, 0.095, 78)),
    "gold-ink": (Fixed(0.46, 0.095, 72), Fixed(0.86, 0.12, 84)),
    "gold-tint": (Fixed(0.965, 0.045, 90), Fixed(0.31, 0.045, 80)),
    "good-ink": (Fixed(0.44, 0.105, 152), Fixed(0.83, 0.13, 155)),
    "good-tint": (Fixed(0.955, 0.04, 155), Fixed(0.30, 0.05, 155)),
    "bad-ink": (Fixed(0.47, 0.165, 27), Fixed(0.82, 0.10, 25)),
    "bad-tint": (Fixed(0.958, 0.022, 25), Fixed(0.30, 0.055, 25)),
    "info-ink": (Fixed(0.45, 0.12, 255), Fixed(0.83, 0.09, 250)),
    "info-tint": (Fixed(0.957, 0.022, 250), Fixed(0.30, 0.05, 255)),
}


def clean(brand: str) -> str:
    """Lower-case `#rrggbb`; raises NotAColorError for anything else."""
    value = brand.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(digit * 2 for digit in value[1:])
    if not _HEX.fullmatch(value):
        raise NotAColorError(brand)
    return value


def turns_brown(brand: str) -> bool:
    """Yellow has no dark form: at the lightness of text it is brown, so a darker accent leads."""
    lightness, chroma, hue = _parts(clean(brand))
    return 60 <= hue <= 115 and chroma > 0.07 and lightness > 0.62


@lru_cache(maxsize=64)
def tokens(brand: str, accent: str, theme: Theme) -> dict[str, str]:
    """Token name to hex; the accent, when there is one, leads in buttons, links and bands."""
    base = _parts(clean(brand))
    lead = _parts(clean(accent)) if accent else base
    if not accent and turns_brown(brand):
        lead = (lead[0], 0.018, lead[2])
    column = THEMES.index(theme)
    made: dict[str, str] = {}
    for name, recipes in RECIPES.items():
        made[name] = _cook(recipes[column], base, lead, made)
    return made


def digest(brand: str, accent: str = "") -> str:
    """What a stylesheet's address carries, so that a browser may keep it for good."""
    return hashlib.sha256(f"{EDITION} {clean(brand)} {accent}".encode()).hexdigest()[:16]


def stylesheet(brand: str, accent: str = "") -> str:
    """The district's tokens, to be linked after ui.css; on paper it is always day."""
    light, dark = (_declarations(tokens(brand, accent, theme)) for theme in THEMES)
    unless_light = ":root:not([data-theme=light])"
    return (
        "@layer tokens {\n"
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ {unless_light} {{ {dark} }} }}\n"
        f"@media screen {{ :root[data-theme=dark] {{ {dark} }} }}\n"
        "}\n"
    )


def hexadecimal(lightness: float, chroma: float, hue: float) -> str:
    """The nearest sRGB colour of the same lightness, as #rrggbb."""
    color = Color("oklch", [lightness, chroma, hue])
    return str(color.convert("srgb").fit(method="oklch-chroma").to_string(hex=True, fit=False))


def contrast(one: str, other: str) -> float:
    """The WCAG 2 ratio, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def _declarations(made: dict[str, str]) -> str:
    return "; ".join(f"--{name}: {value}" for name, value in made.items())


def _parts(brand: str) -> tuple[float, float, float]:
    lightness, chroma, hue = Color(brand).convert("oklch").coords(nans=False)
    return lightness, chroma, hue


def _cook(
    recipe: Recipe,
    base: tuple[float, float, float],
    lead: tuple[float, float, float],
    made: dict[str, str],
) -> str:
    match recipe:
        case Tint(lightness, chroma):
            # A nearly grey brand has a hue by accident; let it fade instead of turning pink.
            return hexadecimal(lightness, chroma * min(1, base[1] / 0.03), base[2])
        case Tone(lightness, cap):
            return hexadecimal(lightness, min(lead[1], cap), lead[2])
        case Wash(lightness, cap):
            return hexadecimal(lightness, min(base[1], cap), base[2])
        case Fixed(lightness, chroma, hue):
            return hexadecimal(lightness, chroma, hue)
        case Mix(top, under, share):
            laid = Color(made[under]).mix(made[top], share, space="srgb")
            return str(laid.to_string(hex=True))
