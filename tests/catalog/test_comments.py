"""Those who write talk beside what they write: kept for good, and told at most once an hour."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.catalog.manuscripts import sound
from waypost.catalog.authoring import talk
from waypost.catalog.models import App, Comment, Manuscript
from waypost.journal.events import Postponed
from waypost.journal.models import Entry
from waypost.notices import together
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def manuscript(pecan_flats: Cast) -> Manuscript:
    return sound(pecan_flats, pecan_flats.reyes)


def say(
    manuscript: Manuscript, by: Person, text: str = "Clearer?", *, at: dt.datetime = NOW
) -> Comment:
    return talk.say(manuscript=manuscript, field="rows.r1.demonstrated", text=text, by=by, at=at)


def told() -> list[tuple[str, str]]:
    letters = Letter.objects.order_by("written_at", "address")
    return [(letter.address.partition("@")[0], letter.text) for letter in letters]


def test_a_comment_is_about_a_field_and_nothing_of_it_is_in_the_journal(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    said = say(manuscript, pecan_flats.lead, "  Which stop?\x00 ")
    assert (said.text, said.field) == ("Which stop?", "rows.r1.demonstrated")
    [entry] = Entry.objects.filter(kind="catalog.ManuscriptCommented")
    assert "stop" not in str(entry.facts)
    whole = talk.say(manuscript=manuscript, field="nonsense", text="Yes.", by=said.author, at=NOW)
    assert whole.field == ""
    with pytest.raises(talk.Empty):
        say(manuscript, pecan_flats.lead, " ")


def test_only_those_who_write_read_and_say_anything(
    manuscript: Manuscript, pecan_flats: Cast, caliche: Cast
) -> None:
    said = say(manuscript, pecan_flats.lead)
    assert said in Comment.objects.visible_to(pecan_flats.reyes)
    for other in (pecan_flats.ortiz, pecan_flats.dana, caliche.lead):
        assert said not in Comment.objects.visible_to(other)
        with pytest.raises(NotAllowed):
            say(manuscript, other)
        with pytest.raises(NotAllowed):
            talk.resolve(comment=said, by=other, at=NOW)


def test_what_is_resolved_is_put_away_and_never_deleted(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    said = say(manuscript, pecan_flats.lead)
    talk.resolve(comment=said, by=pecan_flats.reyes, at=NOW)
    talk.resolve(comment=said, by=pecan_flats.lead, at=NOW + MINUTE)
    said.refresh_from_db()
    assert (said.resolved_by, said.resolved_at) == (pecan_flats.reyes, NOW)
    assert not Comment.objects.open().exists()
    for change in (said.delete, lambda: Comment.objects.update(text="Never said.")):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_the_other_one_gets_a_letter_and_at_most_one_an_hour(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    first = say(manuscript, pecan_flats.lead, "Which stop?")
    together.tell(first.pk, at=NOW)
    together.tell(first.pk, at=NOW)
    [(to, text)] = told()
    assert to == "reyes"
    assert "Priya Raman: Which stop?" in text
    assert f"/write/{manuscript.pk}#talk" in text
    more = say(manuscript, pecan_flats.lead, "And the captions?", at=NOW + 5 * MINUTE)
    answer = say(manuscript, pecan_flats.reyes, "The second.", at=NOW + 9 * MINUTE)
    for each in (more, answer):
        with pytest.raises(Postponed):
            together.tell(each.pk, at=NOW + 10 * MINUTE)
    together.tell(more.pk, at=NOW + 61 * MINUTE)
    together.tell(answer.pk, at=NOW + 62 * MINUTE)
    assert [to for to, _text in told()] == ["reyes", "lead", "reyes"]
    assert "And the captions?" in told()[2][1]
    assert "The second." not in told()[2][1], "nobody is told what they said"


def test_a_comment_that_nobody_else_would_hear_goes_to_the_program_lead(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    together.tell(say(manuscript, pecan_flats.reyes, "It is ready.").pk, at=NOW)
    assert [to for to, _text in told()] == ["lead"]


def test_the_list_of_apps_is_the_lead_s_and_names_each_once(
    pecan_flats: Cast, caliche: Cast
) -> None:
    def check(by: Person, app: App | None = None, name: str = "Edpuzzle") -> App:
        return talk.check_app(
            app=app,
            name=name,
            approved=True,
            checked_on=NOW.date(),
            note="",
            address="",
            by=by,
            at=NOW,
        )

    made = check(pecan_flats.lead)
    assert check(pecan_flats.lead, made, "EdPuzzle").name == "EdPuzzle"
    with pytest.raises(talk.NameTaken):
        check(pecan_flats.lead, name="edpuzzle")
    check(caliche.lead)
    for other in (pecan_flats.reyes, pecan_flats.ortiz):
        with pytest.raises(NotAllowed):
            check(other, name="Canva")
    with pytest.raises(NotAllowed):
        check(caliche.lead, made)
    assert set(App.objects.visible_to(pecan_flats.reyes)) == {made}
