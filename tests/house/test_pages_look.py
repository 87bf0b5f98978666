"""Every page in every state and colour, in a real browser: nothing that axe finds, nothing too
wide, nothing too small, and no word that cannot be translated."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import ViewportSize

from tests.browser import PHONE, THEMES, Theme
from tests.house import pseudo
from tests.house.desk import Desk, complaints, stylesheet, violations
from tests.house.screens import Screen, screens
from tests.house.states import states
from tests.house.steps import OWN, TOO_LONG, TYPED
from tests.house.world import World
from waypost.people.models import District

pytestmark = pytest.mark.journey

PARTS = 2
SMALLEST = 24
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
NARROW: ViewportSize = {"width": 320, "height": 800}
# For the people who build the product, in their words.
FOR_DEVELOPERS = {"ui:components"}


@pytest.fixture
def longer(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> bool:
    """The walk of every run is in longer words, between brackets; those of --all are in ours."""
    if theme == THEMES[0]:
        pseudo.speak(monkeypatch)
    return theme == THEMES[0]


@pytest.fixture
def stage(longer: bool, stage: World) -> World:
    """Built in the language that is walked: letters are in it too."""
    return stage


@pytest.fixture
def host(stage: World) -> str:
    return stage.home.district.host


def dressed(theme: Theme, turn: int) -> tuple[Sequence[Theme], Sequence[Theme]]:
    """The themes at a desk and on a phone. In every run each screen is read by axe once: in one
    theme after the other, at a desk and on a phone in turns. With --all every theme has a walk of
    its own: by day at a desk, by night on a phone."""
    if theme == THEMES[0]:
        worn = THEMES[turn % len(THEMES) :][:1]
        return (worn, ()) if turn % 2 else ((), worn)
    day, night = (replace(theme, name=f"{theme.name}, {one}", scheme=one) for one in SCHEMES)
    return (day,), (night,)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_and_state_is_sound_in_every_theme_and_in_longer_words(
    part: int, theme: Theme, longer: bool, stage: World, desk: Desk
) -> None:
    wrong: list[str] = []
    data = pseudo.written(TYPED, OWN, TOO_LONG)

    def note(screen: Screen, what: str, found: list[str]) -> None:
        wrong.extend(f"{screen.label}, {what}: {one}" for one in found)

    walk = desk.walk([*screens(stage), *states(stage)][part::PARTS])
    for turn, (screen, page) in enumerate(walk):
        at_a_desk, on_a_phone = dressed(theme, turn)
        if longer and screen.name not in FOR_DEVELOPERS:
            note(screen, "in no message", pseudo.unspoken(page, data))
        note(screen, "said of nobody", complaints(page, "dangling"))
        note(screen, "too small", complaints(page, "small", least=SMALLEST))
        note(screen, "at a desk", complaints(page, "misfits") + violations(page, at_a_desk))
        page.set_viewport_size(PHONE)
        note(screen, "on a phone", complaints(page, "misfits") + violations(page, on_a_phone))
        page.set_viewport_size(NARROW)
        note(screen, "at 320 px", complaints(page, "misfits"))
        note(screen, "too small at 320 px", complaints(page, "small", least=SMALLEST))
    wrong += desk.lost
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_page_links_to_its_own_district_s_brand(stage: World) -> None:
    """What the test above puts over a page is what a page of that brand brings along itself."""
    for theme in THEMES:
        if not theme.brand:
            continue
        District.objects.filter(pk=stage.home.district.pk).update(brand=theme.brand)
        client = Client(headers={"host": stage.home.district.host})
        for path in ("/", "/nowhere", "/account/login/", f"/c/{stage.withdrawn_id}", "/check"):
            link = re.search(r'href="(/brand/\w+\.css)"', client.get(path).content.decode())
            assert link, f"{path} in {theme.name}"
            assert client.get(link[1]).content.decode() == stylesheet(theme)
