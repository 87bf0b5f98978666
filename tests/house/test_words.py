"""Every word on a page is a message that can be translated, or somebody's own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.html import strip_tags
from playwright.sync_api import Page
from pytest_django import Settings

from tests.browser import DESKTOP, Browse
from tests.house import pseudo
from tests.house.screens import screens
from tests.house.world import build
from waypost.notices.models import Letter
from waypost.people.models import Person

ROOT = Path(__file__).resolve().parents[2]
# For the people who build the product, in their words.
FOR_DEVELOPERS = {"ui:components"}


@pytest.fixture
def host() -> str:
    return "pecanflats.localhost"


@pytest.mark.journey
def test_no_word_on_any_page_is_spoken_in_one_language_only(
    transactional_db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    browse: Browse,
    sign_in: Callable[[Page, Person], None],
) -> None:
    settings.DEMO = True
    pseudo.speak(monkeypatch)
    world = build()
    data = pseudo.written()
    pages, wrong = {}, []
    for screen in screens(world):
        if screen.name in FOR_DEVELOPERS:
            continue
        if screen.who not in pages:
            pages[screen.who] = browse(DESKTOP, reduced_motion="reduce")
            if person := world.who[screen.who]:
                sign_in(pages[screen.who], person)
        page = pages[screen.who]
        page.goto(screen.path)
        found = pseudo.unwrapped(page.evaluate(pseudo.TEXTS), data)
        for label in page.evaluate(pseudo.LABELS):
            found += pseudo.unwrapped([label], data)
        wrong += [f"{screen.label}: {text[:100]}" for text in dict.fromkeys(found)]
    for letter in Letter.objects.all():
        html = re.sub(r"<style>.*?</style>", "", letter.html, flags=re.DOTALL)
        for text in (letter.subject, letter.text, strip_tags(html)):
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
