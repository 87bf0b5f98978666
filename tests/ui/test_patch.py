"""A badge's art stands alone: attributes, a name, the same bytes each time."""

from xml.etree import ElementTree as ET

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st

from waypost.ui import patch
from waypost.ui.palette import contrast, hexadecimal

SVG = "{http://www.w3.org/2000/svg}"
HUES = {"assess": 168, "media": 278, "voice": 32, "culture": 352, "data": 242, "design": 66}


@pytest.mark.parametrize("state", patch.STATES)
@pytest.mark.parametrize("shape", patch.SHAPES)
@pytest.mark.parametrize("hue", patch.HUES)
def test_every_patch_is_drawn_from_attributes_alone(shape: str, hue: str, state: str) -> None:
    drawn = patch.draw(shape, hue, "award", "Live polls", state, 56)
    assert drawn == patch.draw(shape, hue, "award", "Live polls", state, 56)
    assert "class=" not in drawn
    assert "style=" not in drawn
    assert "currentColor" not in drawn
    root = ET.fromstring(drawn)  # noqa: S314  # we drew it
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Live polls"


@given(st.text())
def test_any_title_leaves_the_picture_well_formed(title: str) -> None:
    root = ET.fromstring(patch.draw("hex", "data", "award", title))  # noqa: S314  # we drew it
    assert root.tag == f"{SVG}svg"


def test_a_renderer_of_files_draws_it() -> None:
    png = bytes(resvg_py.svg_to_bytes(svg_string=patch.draw("shield", "voice", "mic", "Title")))
    assert png.startswith(b"\x89PNG")


def test_a_practice_badge_says_so_on_its_face() -> None:
    real, practice = (
        patch.draw("round", "media", "award", "Title", practice=flag) for flag in (False, True)
    )
    assert len(practice) > len(real) + 1000


@pytest.mark.parametrize(
    ("shape", "hue", "icon", "state"),
    [
        ("star", "data", "award", "earned"),
        ("hex", "gold", "award", "earned"),
        ("hex", "data", "no-such-icon", "earned"),
        ("hex", "data", "award", "lost"),
    ],
)
def test_unknown_art_is_refused(shape: str, hue: str, icon: str, state: str) -> None:
    with pytest.raises(patch.UnknownArtError):
        patch.draw(shape, hue, icon, "Title", state)


def test_as_many_stitches_are_sewn_as_the_work_is_done() -> None:
    pairs = [patch.sewn_dashes(100, done).count("2.30") for done in (-5, 0, 2, 56, 100, 400)]
    assert pairs == [0, 0, 0, 14, 25, 25]


@pytest.mark.parametrize("hue", patch.HUES)
def test_fabrics_have_the_lightness_that_was_designed(hue: str) -> None:
    made = patch.HUES[hue]
    assert made.field == hexadecimal(0.47, 0.105, HUES[hue])
    assert made.pale == hexadecimal(0.94, 0.03, HUES[hue])
    assert contrast(made.pic, made.field) > 4.5
    assert contrast(made.pale_pic, made.pale) > 4.5
    assert contrast(made.sewn, made.pale) > 3
