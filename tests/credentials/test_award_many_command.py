"""`manage.py award_many`: the same actions from a shell: look-over, progress, report."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, Cast
from tests.credentials.lists import addresses, begin, crowd
from waypost.credentials.many import actions, pieces
from waypost.credentials.models import Award, AwardList
from waypost.journal.models import Entry

pytestmark = pytest.mark.any_database
LEAD = "lead@pecanflats.example"


def command(file: Path, **options: object) -> str:
    out = StringIO()
    told = {"slug": "forms-quiz", "by": LEAD, "note": "The binder.", **options}
    call_command("award_many", str(file), stdout=out, **told)
    return out.getvalue()


@pytest.fixture
def five(pecan_flats: Cast, caliche: Cast, tmp_path: Path) -> Path:
    crowd(pecan_flats, 5)
    file = tmp_path / "list.csv"
    file.write_text(addresses(5) + "nobody@pecanflats.example\n")
    return file


def test_a_dry_run_says_all_and_changes_nothing(five: Path) -> None:
    said = command(five, dry_run=True)
    assert "6  nobody@pecanflats.example: refused unknown_email" in said
    assert "To be awarded: 5; Not awarded: 1." in said
    assert "Nothing was changed." in said
    assert not AwardList.objects.exists()
    assert not Entry.objects.filter(kind__startswith="credentials.AwardList").exists()


def test_it_awards_and_reports(five: Path) -> None:
    said = command(five, count=5)
    assert "6 of 6" in said
    assert "Awarded: 5" in said
    assert "/award-many/" in said
    again = command(five, dry_run=True)
    assert "Already held: 5" in again
    with pytest.raises(CommandError, match="Nobody is left"):
        command(five, count=0)
    assert Award.objects.count() == 5


def test_another_number_awards_nobody(five: Path) -> None:
    with pytest.raises(CommandError, match="Nobody is awarded"):
        command(five, count=6)
    assert not AwardList.objects.exists()


def test_it_finishes_what_was_stopped_half_way(five: Path, pecan_flats: Cast) -> None:
    """By a kill, which leaves it running, or by somebody who paused it."""
    whole = actions.bring(
        version=pecan_flats.versions["forms-quiz"],
        source=five.read_bytes(),
        file_name="list.csv",
        ground="record",
        note="The binder.",
        by=pecan_flats.lead,
        at=NOW,
    )
    begin(pecan_flats, whole)
    pieces.next_piece(award_list=whole, turn=1, by=pecan_flats.system, at=NOW, most=2)
    assert Award.objects.count() == 2
    actions.pause(award_list=whole, by=pecan_flats.lead, at=NOW)
    said = command(five)
    assert "it goes on where it stopped" in said
    assert Award.objects.count() == 5
    assert AwardList.objects.get().state == AwardList.State.DONE


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"by": "dana@pecanflats.example"}, "does not run the program"),
        ({"by": "x@y.example"}, "Nobody has the address"),
        ({"slug": "nothing"}, "There is no nothing. There is: check-and-change, forms-quiz."),
        ({"slug": "digital-classroom"}, "It is a rule over other badges"),
        ({"note": " "}, "Say where the list is from"),
        ({"file": "missing.csv"}, "cannot be read"),
        ({"host": "caliche.localhost"}, "Nobody has the address"),
    ],
)
def test_a_wrong_word_says_what_to_do(five: Path, told: dict[str, str], said: str) -> None:
    file = five.with_name(told.pop("file", five.name))
    with pytest.raises(CommandError, match=said):
        command(file, count=5, **told)
    assert not Award.objects.exists()
