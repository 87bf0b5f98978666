"""Monday's letters: to whom, on which day, about what, and what stays private."""

import datetime as dt

import pytest

from tests.cast import NOW, Cast
from tests.review import work
from waypost.credentials import actions as credentials
from waypost.evidence import actions as evidence
from waypost.evidence.models import Submission
from waypost.notices.actions import be_quiet, came_back
from waypost.notices.duties import monday_letters, old_hellos
from waypost.notices.hellos import greetings
from waypost.notices.kinds import KINDS
from waypost.notices.models import Hello, Letter
from waypost.people import actions as people
from waypost.people.models import DayOff, District, Person, Role

# NOW is Wednesday, Nov 18; the Monday after it, at 7 am in Texas.
MONDAY = dt.datetime(2026, 11, 23, 13, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def letters(kind: str, at: dt.datetime = MONDAY) -> list[Letter]:
    monday_letters(at)
    return list(Letter.objects.filter(kind=kind).order_by("written_at", "pk"))


def untouched(cast: Cast, who: Person, days: int) -> Submission:
    begun = work.begun(cast, who)
    Submission.objects.filter(pk=begun.pk).update(touched_at=MONDAY - days * DAY)
    return begun


def person(found: Person) -> Person:
    return Person.objects.select_related("district").get(pk=found.pk)


def test_the_lead_reads_what_waits_what_is_due_and_who_has_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    mine = work.handed_in(pecan_flats, pecan_flats.ortiz, "check-and-change")
    work.started(work.handed_in(pecan_flats, pecan_flats.wells, "forms-quiz"), pecan_flats.dana)
    work.handed_in(caliche, caliche.teacher)
    (ours, theirs) = sorted(letters("monday_lead"), key=lambda letter: str(letter.address))[::-1]
    assert ours.to == pecan_flats.lead
    for words in (ours.text, ours.html):
        assert "1 try waits for a reviewer" in words.replace("<b>", "").replace("</b>", "")
        assert "By Wednesday, Nov 25." in words
        assert "Nobody has started." in words
        assert "Dana Whitfield is reviewing it." in words
        assert f"/review/{mine.pk}" in words
        assert "Ortiz" not in words, "whose work it is stands in the queue, for whom it is"
    assert theirs.to == caliche.lead
    assert "Google Forms" not in theirs.text
    late = letters("monday_lead", MONDAY + 7 * DAY)[-1]
    assert "Late: promised for Wednesday, Nov 25." in late.text


def test_who_is_stuck_is_named_without_what_nobody_was_shown(
    pecan_flats: Cast, caliche: Cast
) -> None:
    untouched(pecan_flats, pecan_flats.ortiz, 11)
    untouched(pecan_flats, pecan_flats.wells, 9)
    aside = untouched(pecan_flats, pecan_flats.rep, 12)
    Submission.objects.filter(pk=aside.pk).update(set_aside_at=MONDAY - 12 * DAY)
    untouched(pecan_flats, pecan_flats.hr, 200)
    redo = work.handed_in(pecan_flats, pecan_flats.reyes)
    work.decided(redo, pecan_flats.dana, "not_yet", "demonstrated", "demonstrated")
    Submission.objects.filter(pk=redo.submission_id).update(touched_at=MONDAY - 20 * DAY)
    (letter,) = letters("monday_lead")
    text = letter.text
    assert "María Ortiz, since Thursday, Nov 12" in text
    assert "Mateo Reyes, since Tuesday, Nov 3: Check and change" in text
    assert f"/review/{redo.pk}" in text
    assert text.count("Check and change") == 1, "a draft is nobody's business"
    for name in ("Wells Okafor", "Ana Sosa", "Hank Boyd"):
        assert name not in text


def test_where_reviewing_is_blind_no_name_stands_beside_a_title(pecan_flats: Cast) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(blind_review=True)
    redo = work.handed_in(pecan_flats, pecan_flats.reyes)
    work.decided(redo, pecan_flats.dana, "not_yet", "demonstrated", "demonstrated")
    Submission.objects.filter(pk=redo.submission_id).update(touched_at=MONDAY - 20 * DAY)
    (letter,) = letters("monday_lead")
    assert "Mateo Reyes" in letter.text
    assert "Check and change" not in letter.text
    assert str(redo.pk) not in letter.text


def test_letters_that_were_lost_this_week_are_counted(pecan_flats: Cast, caliche: Cast) -> None:
    for cast, days in ((pecan_flats, 2), (pecan_flats, 9), (caliche, 1)):
        lost = Letter.objects.create(
            district=cast.district, address="x@x.example", occasion=str(days), written_at=NOW
        )
        came_back(letter=lost, trouble="full", at=MONDAY - days * DAY)
    for letter in letters("monday_lead"):
        assert "1 letter was refused or came back." in letter.text


def test_nothing_is_sent_when_there_is_nothing_to_say(pecan_flats: Cast, caliche: Cast) -> None:
    assert monday_letters(MONDAY) == 0
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("off", "at", "expected"),
    [
        ([], MONDAY, 1),
        ([], MONDAY + DAY, 0),
        ([23], MONDAY, 0),
        ([23], MONDAY + DAY, 1),
        ([23, 24, 25, 26, 27], MONDAY, 0),
        # Monday in Texas goes on when in UTC it is Tuesday, and has not begun at 5 am there.
        ([], dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC), 1),
        ([], dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC), 0),
    ],
)
def test_they_come_on_the_first_school_day_in_the_district_s_own_zone(
    pecan_flats: Cast, off: list[int], at: dt.datetime, expected: int
) -> None:
    work.handed_in(pecan_flats, pecan_flats.ortiz)
    for day in off:
        DayOff.objects.create(
            district=pecan_flats.district, date=dt.date(2026, 11, day), name="Thanksgiving"
        )
    assert len(letters("monday_lead", at)) == expected


def test_once_a_week_whatever_runs_twice(pecan_flats: Cast) -> None:
    work.handed_in(pecan_flats, pecan_flats.ortiz)
    for at in (MONDAY, MONDAY, MONDAY + DAY / 4):
        monday_letters(at)
    assert Letter.objects.filter(kind="monday_lead").count() == 1
    assert Letter.objects.filter(kind="monday_rep").count() == 1
    monday_letters(MONDAY + 7 * DAY)
    assert Letter.objects.filter(kind="monday_lead").count() == 2


def test_principals_get_none_whatever_else_they_do(pecan_flats: Cast) -> None:
    work.handed_in(pecan_flats, pecan_flats.ortiz)
    for who in (pecan_flats.lead, pecan_flats.rep):
        people.place(
            person=who,
            role=Role.PRINCIPAL,
            campus=pecan_flats.campus,
            since=dt.date(2026, 8, 1),
            by=pecan_flats.system,
        )
    assert monday_letters(MONDAY) == 0


def test_whoever_turned_them_off_gets_none_and_is_named_nobody(pecan_flats: Cast) -> None:
    work.handed_in(pecan_flats, pecan_flats.ortiz)
    rep = person(pecan_flats.rep)
    be_quiet(person=rep, kind=KINDS["monday_rep"], at=NOW)
    assert letters("monday_rep") == []
    assert not Hello.objects.exists()


def test_a_representative_reads_three_names_and_nothing_that_is_not_theirs(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    second = people.add_campus(district=cast.district, name="Elsewhere High", by=cast.system)
    away = people.add_person(
        district=cast.district, name="Far Away", called="Far", email="far@x.example", by=cast.system
    )
    people.place(
        person=away, role=Role.TEACHER, campus=second, since=dt.date(2026, 8, 1), by=cast.system
    )
    work.begun(cast, person(away))
    work.begun(cast, cast.reyes, "forms-quiz")
    redo = work.handed_in(cast, cast.wells)
    work.decided(redo, cast.dana, "not_yet", "demonstrated", "demonstrated")
    award = credentials.meet_requirement(
        requirement=cast.versions["check-and-change"].requirements.get(),
        person=cast.ortiz,
        basis={},
        by=cast.system,
        at=NOW,
    )
    assert award
    (letter,) = letters("monday_rep")
    assert letter.to == cast.rep
    assert letter.subject == "2 names to say hello to"
    for said in ("Mateo Reyes", "Started something new.", "Wells Okafor", "Handed something in."):
        assert said in letter.text
    for private in ("María", "Check and change", "Google Forms", "Far Away", "not yet", "Not yet"):
        assert private not in letter.text, private
    Letter.objects.all().delete()
    Hello.objects.all().delete()
    credentials.share(award=award, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    (letter,) = letters("monday_rep")
    assert "Earned “Check and change”, and shows it publicly." in letter.text
    assert "Congratulations, María." in letter.text


def test_nobody_is_named_twice_for_the_same_news(pecan_flats: Cast) -> None:
    cast = pecan_flats
    teachers = []
    for number in range(5):
        one = people.add_person(
            district=cast.district,
            name=f"New Teacher {number}",
            called=f"N{number}",
            email=f"new-{number}@x.example",
            by=cast.system,
        )
        people.place(
            person=one,
            role=Role.TEACHER,
            campus=cast.campus,
            since=dt.date(2026, 8, 1),
            by=cast.system,
        )
        teachers.append(person(one))
        work.begun(cast, teachers[-1])
    rep = person(cast.rep)

    def said(at: dt.datetime) -> list[Person]:
        found = [one.person for one in greetings(rep, at=at)]
        Hello.objects.bulk_create(
            Hello(district=cast.district, representative=rep, person=one, said_at=at)
            for one in found
        )
        return found

    first, second = said(MONDAY - 3 * DAY), said(MONDAY)
    assert len(first) == 3
    assert len(second) == 2
    assert not set(first) & set(second)
    assert said(MONDAY) == []
    again = Submission.objects.get(person=first[0])
    evidence.submit(submission=again, by=first[0], at=MONDAY + DAY)
    assert said(MONDAY + 2 * DAY) == [first[0]], "news, so hello again"
    assert old_hellos(MONDAY + 100 * DAY) == 0
    assert old_hellos(MONDAY + 200 * DAY) == 6
