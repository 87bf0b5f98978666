"""Every word on a page is a message that can be translated, or somebody's own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from tests.browser import Browse
from tests.cast import as_demo
from tests.house import pseudo
from tests.house.desk import Desk, complaints
from tests.house.screens import screens
from tests.house.states import people_on_stage, states
from tests.house.steps import TYPED
from tests.house.world import build
from waypost.notices.models import Letter
from waypost.people.models import Person

ROOT = Path(__file__).resolve().parents[2]
# For the people who build the product, in their words.
FOR_DEVELOPERS = {"ui:components"}


WIDTHS = (1280, 390, 320)
PARTS = 2


@pytest.fixture
def host() -> str:
    return "pecanflats.localhost"


@pytest.mark.journey
@pytest.mark.one_theme
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_can_be_spoken_in_another_language_with_longer_words(
    part: int,
    transactional_db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    browse: Browse,
    sign_in: Callable[[Page, Person], None],
    address: Callable[..., str],
    everything: bool,
) -> None:
    settings.SHOW_COMPONENTS = True
    pseudo.speak(monkeypatch)
    world = build()
    as_demo(world.home)
    people_on_stage(world)
    walk = [*screens(world), *(one for one in states(world) if everything or one.then is None)]
    data = pseudo.written(TYPED)
    desk, wrong = Desk(world, browse, sign_in, address), []
    for screen, page in desk.walk(walk[part::PARTS]):
        if screen.name not in FOR_DEVELOPERS:
            texts = "\n".join(page.evaluate(pseudo.TEXTS)).splitlines()
            found = pseudo.unwrapped(texts, data)
            for label in page.evaluate(pseudo.LABELS):
                found += pseudo.unwrapped([label], data)
            wrong += [f"{screen.label}: {text[:100]}" for text in dict.fromkeys(found)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            found = complaints(page, "misfits")
            wrong += [f"{screen.label} at {width} px: {one}" for one in found]
    wrong += desk.lost
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_no_letter_is_spoken_in_one_language_only(monkeypatch: pytest.MonkeyPatch) -> None:
    pseudo.speak(monkeypatch)
    build()
    data = pseudo.written()
    wrong = []
    for letter in Letter.objects.all():
        html = re.sub(r"<style>.*?</style>|<[^>]*>", "\n", letter.html, flags=re.DOTALL)
        for text in (letter.subject, letter.text, html):
            found = pseudo.unwrapped(text.splitlines(), data)
            wrong += [f"letter {letter.occasion.split(':')[0]}: {one[:100]}" for one in found]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_every_message_can_be_collected_for_translators(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "src" / "waypost",
        tmp_path / "src" / "waypost",
        ignore=shutil.ignore_patterns("fonts", "content", "*.woff2", "*.mp4", "*.webm"),
    )
    (tmp_path / "src" / "waypost" / "locale").mkdir(exist_ok=True)
    shutil.copy(ROOT / "manage.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "es"],
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "waypost.config.settings"}
        | {"WAYPOST_DATA": str(tmp_path / "data"), "WAYPOST_DATABASE": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower(), done.stderr
    catalog = next(tmp_path.rglob("django.po")).read_text()
    assert 'msgid "Sign in"' in catalog
    assert catalog.count("\nmsgid ") > 300


def test_nothing_hides_behind_a_message_that_was_cut_or_a_word_somebody_once_used() -> None:
    data = pseudo.Written(frozenset({"Review"}), "Review\nLook at the Badge again")
    assert pseudo.unwrapped(["⟦All⟧ Review", "Look at the Badge again"], data) == []
    assert pseudo.unwrapped(["⟦All⟧", "Badge"], data) == ["Badge"]
    assert "was cut" in pseudo.unwrapped(["⟦All of", "Badge"], data)[0]
    assert "never began" in pseudo.unwrapped(["All⟧ of", "⟦it⟧"], data)[0]
