"""When somebody's address is changed, the old one hears of it too, and whom to ask."""

import datetime as dt

import pytest
from django.core import mail

from tests.cast import NOW, Cast
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery
from waypost.notices import actions
from waypost.notices.models import Letter
from waypost.people import mending, staffing
from waypost.people.models import Change, Person
from waypost.support import actions as support

SOON = NOW + dt.timedelta(hours=1)
OLD, NEW = "ortiz@pecanflats.example", "maria@elsewhere.example"


def move(cast: Cast) -> None:
    mending.move_address(
        person=cast.ortiz, email=NEW, note="New school mail.", by=cast.lead, at=NOW
    )


def words(to: str) -> str:
    letter = Letter.objects.get(address=to)
    return f"{letter.text} {letter.html}"


def test_the_old_address_hears_where_letters_go_now_and_whom_to_tell(
    pecan_flats: Cast, caliche: Cast
) -> None:
    support.keep_desk(person=pecan_flats.dana, line="", by=pecan_flats.lead, at=NOW)
    move(pecan_flats)
    deliver_all(at=SOON)
    Delivery.objects.update(done_at=None, fence=0)
    deliver_all(at=SOON)
    assert sorted(one.to[0] for one in mail.outbox) == [NEW, OLD], "each once"
    said = words(OLD)
    assert f"Your address at Pecan Flats ISD is now {NEW}" in said
    assert "If that was not you" in said
    assert "dana@pecanflats.example" in said
    assert "New school mail." not in said, "the reason is for them and not for the old address"
    assert "New school mail." in words(NEW)


def test_without_a_help_person_an_answer_reaches_the_team(pecan_flats: Cast) -> None:
    support.keep_desk(person=pecan_flats.ortiz, line="", by=pecan_flats.lead, at=NOW)
    move(pecan_flats)
    deliver_all(at=SOON)
    assert "just answer this mail" in words(OLD), "nobody is sent to themselves"
    sent = next(one for one in mail.outbox if one.to == [OLD])
    assert sent.reply_to == [pecan_flats.lead.email]


def test_sent_again_it_still_goes_to_the_old_address(pecan_flats: Cast) -> None:
    move(pecan_flats)
    deliver_all(at=SOON)
    letter = Letter.objects.get(address=OLD)
    actions.came_back(letter=letter, trouble="full", at=SOON)
    again = actions.send_again(letter=letter, by=pecan_flats.lead, at=SOON)
    assert again.address == OLD


@pytest.mark.parametrize("was_here", [True, False])
def test_on_the_page_of_people_too_for_whoever_was_here(pecan_flats: Cast, was_here: bool) -> None:
    """A typo of the list is mended without a letter to whoever has that address."""
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(signed_in_at=NOW if was_here else None)
    person = Person.objects.get(pk=pecan_flats.ortiz.pk)
    kept = {"name": person.name, "called": person.called, "language": person.language}
    staffing.change(person=person, **kept, email=NEW, by=pecan_flats.lead, at=NOW)
    deliver_all(at=SOON)
    assert Letter.objects.filter(address=OLD).exists() == was_here
    assert Change.objects.filter(before=OLD, after=NEW).exists() == was_here


def test_somebody_who_had_no_address_has_no_old_one_to_write_to(pecan_flats: Cast) -> None:
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(email="")
    move(pecan_flats)
    deliver_all(at=SOON)
    assert [letter.address for letter in Letter.objects.all()] == [NEW]


def test_a_new_name_is_no_new_address(pecan_flats: Cast) -> None:
    mending.rename(
        person=pecan_flats.ortiz, name="María Salas", called="María", note="x",
        by=pecan_flats.lead, at=NOW,
    )  # fmt: skip
    deliver_all(at=SOON)
    assert [letter.kind for letter in Letter.objects.all()] == ["changed"]
