"""A few words to those who were found: each once, each alone, and nobody who said no."""

import datetime as dt
import uuid
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from tests.program.scene import invited, newcomer, without_address
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people.models import Membership, Person, Role
from waypost.people.policies import NotAllowed
from waypost.program import actions
from waypost.program.models import Addressee, Answer, Invitation, Message
from waypost.program.participation import Wanted

SOON = NOW + dt.timedelta(days=1)
HERE = "/participation/write"


@pytest.fixture
def pilot(pecan_flats: Cast, caliche: Cast) -> Cast:
    """Three who were invited and did not come; one of them said no, one has no address."""
    people_ = [newcomer(pecan_flats, f"{name} Quill") for name in ("Asked", "Late", "Refused")]
    invited(pecan_flats, *people_)
    invited(caliche, caliche.teacher)
    nobody = without_address(pecan_flats, "Nowhere Quill")
    Membership.objects.create(
        district=pecan_flats.district,
        group=Invitation.objects.get(person=people_[0]).group,
        person=nobody,
        joined_at=NOW,
    )
    refused = Invitation.objects.get(person__name="Refused Quill")
    actions.answer(invitation=refused, said=Answer.NOT_NOW, by=pecan_flats.system, at=NOW)
    return pecan_flats


def write(cast: Cast, by: Person | None = None, **changed: Any) -> Message:
    given: dict[str, Any] = {
        "wanted": Wanted(q="Quill"),
        "subject": "Hello",
        "text": "Hi {name}",
        "key": uuid.uuid4(),
        "expected": 2,
        "by": by or cast.lead,
        "at": SOON,
    }
    return actions.write_message(**given | changed)


def reached(message: Message) -> list[str]:
    return sorted(message.addressees.values_list("person__called", flat=True))


def test_each_gets_one_and_whoever_said_no_or_has_no_address_none(pilot: Cast) -> None:
    message = write(pilot)
    assert reached(message) == ["Asked", "Late"]
    told = Entry.objects.get(kind="program.MessageWritten")
    assert told.facts["count"] == 2
    assert Entry.objects.filter(kind="program.MessageAddressed").count() == 2


def test_twice_is_once(pilot: Cast) -> None:
    key = uuid.uuid4()
    assert write(pilot, key=key) == write(pilot, key=key, subject="Again")
    assert Addressee.objects.count() == 2


def test_nothing_is_sent_to_another_number_than_was_confirmed(pilot: Cast) -> None:
    with pytest.raises(actions.Moved):
        write(pilot, expected=3)
    with pytest.raises(actions.Empty):
        write(pilot, wanted=Wanted(q="Refused"), expected=0)
    assert not Message.objects.exists()


def test_more_than_five_hundred_are_not_written_to_in_one_go(pilot: Cast) -> None:
    group = Invitation.objects.filter(district=pilot.district)[0].group
    many = Person.objects.bulk_create(
        Person(district=pilot.district, name=f"Quill {n}", called="Q", email=f"q{n}@x.example")
        for n in range(500)
    )
    Membership.objects.bulk_create(
        Membership(district=pilot.district, group=group, person=p, joined_at=NOW) for p in many
    )
    with pytest.raises(actions.TooMany):
        write(pilot, expected=502)
    page = visitor(pilot, pilot.lead).get(f"{HERE}?q=quill").content.decode()
    assert "These are more than 500" in page
    assert not Message.objects.exists()


def test_a_coach_writes_to_all_and_a_campus_representative_to_their_campus(pilot: Cast) -> None:
    mesa = people.add_campus(district=pilot.district, name="Mesa", by=pilot.system)
    away = newcomer(pilot, "Away Quill", campus=mesa)
    actions.add_people(
        group=Invitation.objects.filter(district=pilot.district)[0].group,
        people=[away],
        by=pilot.lead,
        at=NOW,
    )
    assert reached(write(pilot, by=pilot.dana, expected=3)) == ["Asked", "Away", "Late"]
    assert reached(write(pilot, by=pilot.rep, expected=2)) == ["Asked", "Late"]


def test_nobody_else_writes_to_anybody(pilot: Cast, caliche: Cast) -> None:
    for who in (pilot.principal, pilot.hr, pilot.ortiz, pilot.wells):
        with pytest.raises(NotAllowed):
            write(pilot, by=who)
    with pytest.raises(actions.Empty):
        write(pilot, by=caliche.lead)


def test_one_looks_first_then_sends_and_it_is_kept(pilot: Cast) -> None:
    lead = visitor(pilot, pilot.lead)
    page = lead.get(f"{HERE}?state=invited").content.decode()
    assert "Write to 2 people" in page
    assert "It is not too late" in page
    said_no = lead.get(f"{HERE}?q=quill").content.decode()
    assert "1 person said “not this time” and is left out." in said_no
    assert "1 has no e-mail address here." in said_no
    form = {
        "state": "invited",
        "subject": "Hello {name}",
        "text": "Dear {name},\n\n{link}",
        "key": str(uuid.uuid4()),
        "expected": "2",
    }
    looked = lead.post(HERE, form | {"then": "look"}).content.decode()
    assert "Hello Asked" in looked
    assert "Send these 2 letters" in looked
    assert not Message.objects.exists(), "looking sends nothing"
    moved = lead.post(HERE, form | {"then": "send", "expected": "5"}).content.decode()
    assert "it became 2 people" in moved
    assert "Dear {name}," in moved
    for _twice in range(2):
        sent = lead.post(HERE, form | {"then": "send"}, follow=True).content.decode()
    assert "To 2 people, each in a letter of their own" in sent
    assert Message.objects.count() == 1
    assert "Priya Raman to 2 people" in lead.get("/participation/letters").content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"subject": ""}, "Fill in “Subject”."),
        ({"text": "Hi \x07"}, "hidden character"),
        ({"text": "x" * 5001}, "at most 5000 characters"),
    ],
)
def test_a_letter_that_cannot_be_sent_says_why(
    pilot: Cast, changed: dict[str, str], told: str
) -> None:
    form = {"subject": "Hello", "text": "Kept words", "key": str(uuid.uuid4()), "then": "send"}
    form |= {"state": "invited", "expected": "2"} | changed
    page = visitor(pilot, pilot.lead).post(HERE, form).content.decode()
    assert told in page
    assert not Message.objects.exists()


def test_a_representative_reads_what_they_wrote_and_the_team_reads_all(
    pilot: Cast, caliche: Cast
) -> None:
    by_lead, by_rep = write(pilot), write(pilot, by=pilot.rep, subject="From the campus")
    seen = {
        who: [
            visitor(cast, getattr(cast, who)).get(f"/participation/letters/{one.pk}").status_code
            for one in (by_lead, by_rep)
        ]
        for cast, who in ((pilot, "lead"), (pilot, "dana"), (pilot, "rep"), (pilot, "ortiz"))
    }
    assert seen == {"lead": [200, 200], "dana": [200, 200], "rep": [404, 200], "ortiz": [403, 403]}
    theirs = visitor(caliche, caliche.lead)
    assert theirs.get(f"/participation/letters/{by_lead.pk}").status_code == 404


def test_words_about_nobody_in_particular_begin_empty(pilot: Cast) -> None:
    page = visitor(pilot, pilot.lead).get(HERE).content.decode()
    assert "Hi {name}," in page
    people.place(person=pilot.hr, role=Role.COACH, since=dt.date(2026, 8, 1), by=pilot.system)
    assert visitor(pilot, pilot.hr).get(HERE).status_code == 200
