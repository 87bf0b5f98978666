"""Developers see every part of the look in one place, and none that nothing uses."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.pages.stage import visitor
from waypost.ui.samples import VERDICTS

ROOT = Path(__file__).resolve().parents[2] / "src" / "waypost"
SHOWS_ONLY = {"ui/components.html", "ui/sample_verdict.html", "pages/samples.html"}
SHOWS_ONLY |= {"review/samples.html"}
# Larger parts that belong to a room, in the states that a developer has to see.
OF_ROOMS = {f"pages/work/{name}.html" for name in ("item", "arriving", "field", "bar")}
OF_ROOMS |= {"pages/work/status.html", "pages/parts/lead.html", "pages/parts/card.html"}
OF_ROOMS |= {"review/parts/row.html", "review/parts/row_done.html"}


def templates() -> dict[str, str]:
    """Name and source of every template of the product, without those that only show parts."""
    found = {}
    for folder in ROOT.glob("*/templates"):
        for file in folder.rglob("*.html"):
            found[str(file.relative_to(folder))] = file.read_text()
    return found


def parts() -> set[str]:
    return {name for name in templates() if name.startswith("ui/parts/")}


def included(source: str) -> set[str]:
    return set(re.findall(r'(?:include|inclusion_tag\()\s*"([^"]+)"', source))


def test_every_part_is_used_by_a_page_of_the_product() -> None:
    sources = {name: text for name, text in templates().items() if name not in SHOWS_ONLY}
    used = included((ROOT / "ui" / "templatetags" / "ui.py").read_text())
    waiting = {name for name in sources if not name.startswith("ui/parts/")} | used
    while waiting:
        name = waiting.pop()
        more = included(sources[name]) - used
        used |= more
        waiting |= more & set(sources)
    assert parts() - used == set()


@pytest.mark.django_db
def test_every_part_is_shown_to_developers(pecan_flats: Cast, settings: Settings) -> None:
    settings.SHOW_COMPONENTS = True
    client = visitor(pecan_flats, pecan_flats.ortiz)
    shown: set[str | None] = set()
    for address in ("/ui/", *(f"/ui/?verdict={verdict}" for verdict in VERDICTS)):
        answer = client.get(address)
        assert answer.status_code == 200
        shown |= {template.name for template in answer.templates}
    assert (parts() | OF_ROOMS) - shown == set()
