"""Every letter has a kind, and only what nobody asked for is stopped by one click."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template

from tests.cast import NOW, Cast
from tests.program.scene import invited, lettered
from waypost.journal.actions import deliver_all
from waypost.notices.actions import be_quiet
from waypost.notices.kinds import KINDS, kind_of, kinds_for
from waypost.notices.models import Letter, QuietKey
from waypost.program import actions

SOON = NOW + dt.timedelta(hours=1)
BASE: Any = get_template("notices/letters/base.html")
FOLDER = Path(str(BASE.origin)).parent
LETTERS = sorted({path.stem for path in FOLDER.iterdir()} - {"base"})


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_has_a_kind_and_both_twins_are_made_of_the_same_base(name: str) -> None:
    assert kind_of(name).name == name
    for ending in ("html", "txt"):
        words = (FOLDER / f"{name}.{ending}").read_text()
        assert words.startswith("{% extends "), "the base says how to stop it"


def test_one_click_stops_only_what_is_not_about_ones_own_work() -> None:
    assert {kind.name for kind in KINDS.values() if kind.one_click} == {
        *("invitation", "message", "evaluation"),
        *("monday_lead", "monday_rep"),
    }


def test_an_invitation_says_in_both_twins_how_to_stop_all_of_them(pecan_flats: Cast) -> None:
    invited(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=SOON)
    letter = Letter.objects.get()
    stop = f"/quiet/{QuietKey.objects.get(person=pecan_flats.ortiz).token}/invitation"
    for words in (letter.text, letter.html):
        assert stop in words
        assert "#not-this-time" in words
        assert "not part of your appraisal" in words


def test_whoever_stopped_invitations_still_reads_their_own_first(pecan_flats: Cast) -> None:
    be_quiet(person=pecan_flats.lead, kind=KINDS["invitation"], at=NOW)
    be_quiet(person=pecan_flats.ortiz, kind=KINDS["invitation"], at=NOW)
    made = lettered(pecan_flats, pecan_flats.ortiz)
    actions.try_text(group=made, by=pecan_flats.lead, at=NOW)
    actions.invite(group=made, by=pecan_flats.lead, at=NOW)
    deliver_all(at=SOON)
    assert [letter.to for letter in Letter.objects.all()] == [pecan_flats.lead]


def test_the_help_person_cannot_turn_off_what_teachers_count_on(pecan_flats: Cast) -> None:
    assert "asked" not in {kind.name for kind in kinds_for(pecan_flats.lead)}
