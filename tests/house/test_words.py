"""Every word is a message that can be translated, or somebody's own; pages are walked in
`test_pages_look`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import pseudo
from tests.house.world import build
from waypost.notices.models import Letter

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2]


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
