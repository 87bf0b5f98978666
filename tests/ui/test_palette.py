"""One brand colour gives readable pages, whatever it is."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waypost.ui import palette
from waypost.ui.palette import DEFAULT_BRAND, THEMES, contrast, tokens

GROUNDS = ["bg", "surface", "inset"]
TINTS = ["brand-tint", "gold-tint", "good-tint", "bad-tint", "info-tint"]
STATES = ["gold", "good", "bad", "info"]
TEXT = [
    *product(["ink", "ink-2", "ink-3", "brand-ink"], [*GROUNDS, *TINTS]),
    *product(["ink", "ink-2", "brand-ink"], ["brand-tint-2"]),
    *product([f"{state}-ink" for state in STATES], GROUNDS),
    *((f"{state}-ink", f"{state}-tint") for state in STATES),
    *product(["on-deep", "on-deep-2", "gold"], ["deep", "deep-2"]),
    *product(["on-brand"], ["brand-solid", "brand-hover"]),
    *product(["on-gold"], ["gold", "gold-hover"]),
    ("bg", "ink"),
    ("surface", "ink-2"),
]
EDGES = [
    *product(["line-strong"], GROUNDS),
    *product(["brand-solid"], [*GROUNDS, "brand-tint", "brand-tint-2"]),
    *product(["bad-ink", "ink-2"], GROUNDS),
    ("deep-edge", "deep"),
    ("gold", "deep"),
]
colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(brand=colors, accent=st.one_of(st.just(""), colors))
@example(brand="#ffffff", accent="")
@example(brand="#000000", accent="")
@example(brand="#ffff00", accent="")
@example(brand="#00ffff", accent="#ff00ff")
@example(brand="#00ff00", accent="")
@example(brand="#0000ff", accent="#ffff00")
@example(brand="#fefefe", accent="#010101")
def test_text_and_edges_stand_out_under_every_brand(brand: str, accent: str) -> None:
    for theme in THEMES:
        made = tokens(brand, accent, theme)
        for pairs, least in ((TEXT, 4.5), (EDGES, 3.0)):
            for over, under in pairs:
                ratio = contrast(made[over], made[under])
                assert ratio >= least, (theme, over, under, ratio)


def test_a_yellow_brand_leads_with_charcoal_instead_of_brown() -> None:
    made = tokens("#ffd100", "", "light")
    red, blue = int(made["brand-solid"][1:3], 16), int(made["brand-solid"][5:7], 16)
    assert red - blue < 32
    assert palette.turns_brown("#ffd100")
    assert not palette.turns_brown("#8a1538")


def test_an_accent_leads_in_bands_and_buttons_while_the_brand_keeps_its_tints() -> None:
    alone, led = tokens("#ffd100", "", "light"), tokens("#ffd100", "#1b3a6b", "light")
    assert led["brand-tint"] == alone["brand-tint"]
    assert led["deep"] != alone["deep"]
    assert led["deep"] == tokens("#1b3a6b", "", "light")["deep"]


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#12345g", "#fff;}body{", "0d6b5e"])
def test_anything_but_six_hex_digits_is_not_a_color(wrong: str) -> None:
    with pytest.raises(palette.NotAColorError):
        palette.clean(wrong)


def test_three_digits_and_capitals_are_spelled_out() -> None:
    assert palette.clean(" #FA0 ") == "#ffaa00"


def test_a_stylesheet_holds_hex_alone() -> None:
    text = palette.stylesheet("#8a1538")
    assert "oklch" not in text
    assert "light-dark" not in text
    assert text.count("--ink:") == 3


def test_the_static_stylesheet_has_the_default_brand() -> None:
    from django.contrib.staticfiles import finders

    with open(str(finders.find("ui/ui.css"))) as source:
        text = source.read()
    for theme in THEMES:
        for name, value in tokens(DEFAULT_BRAND, "", theme).items():
            assert f"--{name}: {value};" in text


def test_another_color_has_another_address() -> None:
    assert palette.digest("#8a1538") != palette.digest("#8a1539")
    assert palette.digest("#8A1538") == palette.digest("#8a1538")
