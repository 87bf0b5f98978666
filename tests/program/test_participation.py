"""Everyone's row and the numbers above: counted right, for whom they are, and for nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import NOW, Cast
from tests.credentials.made import confirmed
from tests.pages.stage import begin, earn, few_queries, hand_in, move, visitor
from tests.program.scene import group, invited, newcomer
from waypost.evidence.models import Attempt, Submission
from waypost.people import actions as people
from waypost.people import mending
from waypost.people.models import Person, Placement, Role
from waypost.people.policies import NotAllowed
from waypost.program import actions
from waypost.program.groups import within
from waypost.program.models import Aim, Answer, Invitation
from waypost.program.participation import (
    QUIET,
    Row,
    State,
    Wanted,
    every_row,
    matching,
    numbers,
    page_of,
    reachable,
)

SOON = NOW + dt.timedelta(days=1)


@pytest.fixture
def pilot(pecan_flats: Cast, caliche: Cast) -> Cast:
    """Somebody in every state, in a group of eight; and another district that does the same."""
    people_ = [newcomer(pecan_flats, f"{name} Quill") for name in ("Asked", "Came", "Refused")]
    Person.objects.filter(name__startswith="Came").update(first_seen_at=NOW, last_seen_at=NOW)
    cast = pecan_flats
    Person.objects.filter(name__in=["Asked Quill", "Refused Quill"]).update(first_seen_at=None)
    invited(cast, *people_, cast.ortiz, cast.reyes, cast.rep, cast.wells)
    refused = Invitation.objects.get(person__name="Refused Quill")
    actions.answer(invitation=refused, said=Answer.NOT_NOW, by=cast.system, at=NOW)
    begin(cast, cast.ortiz, "check-and-change")
    hand_in(cast, cast.reyes)
    earn(cast, cast.rep, "forms-quiz")
    begin(cast, cast.hr, "forms-quiz")
    invited(caliche, caliche.teacher)
    begin(caliche, caliche.teacher, "forms-quiz")
    return cast


def names(cast: Cast, at: dt.datetime = SOON, **wanted: object) -> list[str]:
    found = matching(cast.lead, Wanted(**wanted), at=at)  # type: ignore[arg-type]  # as a test names it
    return [name.split()[0] for name in found.order_by("name").values_list("name", flat=True)]


def test_what_was_earned_for_practice_is_no_longer_counted_once_badges_are_real(
    pilot: Cast,
) -> None:
    cast = pilot
    before = numbers(cast.lead, Wanted(), at=SOON, days=30)
    assert (before.earned, names(cast, state=State.EARNED)) == (1, ["Ana"])
    confirmed(cast)
    after = numbers(cast.lead, Wanted(), at=SOON, days=30)
    assert (after.earned, names(cast, state=State.EARNED)) == (0, [])
    rows = {row.name: row.earned for row in every_row(cast.lead, Wanted(), at=SOON)}
    assert set(rows.values()) == {0}
    earn(cast, cast.rep, "forms-quiz", SOON)
    assert names(cast, state=State.EARNED) == ["Ana"]


def test_whoever_was_in_a_group_or_started_has_one_row(pilot: Cast) -> None:
    everyone = ["Ana", "Asked", "Came", "Hank", "María", "Mateo", "Refused", "Wells"]
    assert names(pilot) == everyone
    rows = {row.name.split()[0]: row for row in every_row(pilot.lead, Wanted(), at=SOON)}
    assert list(rows) == everyone
    assert rows["Asked"] == Row(
        name="Asked Quill",
        campus="Bluestem Elementary",
        invited=NOW,
        not_now=False,
        signed_in=None,
        started=0,
        submitted=0,
        earned=0,
        seen=None,
    )
    mateo, maria = rows["Mateo"], rows["María"]
    assert (mateo.started, mateo.submitted, mateo.earned) == (1, 1, 0)
    assert (maria.started, maria.submitted) == (1, 0)
    assert rows["Ana"].earned == 1
    assert rows["Hank"].invited is None
    assert rows["Hank"].signed_in, "whoever began was here"
    assert rows["Refused"].not_now
    assert rows["Came"].seen == NOW


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (State.INVITED, ["Asked"]),
        (State.SIGNED_IN, ["Ana", "Came", "Wells"]),
        (State.STARTED, []),
        (State.WAITING, ["Mateo"]),
        (State.EARNED, ["Ana"]),
        (State.NOT_NOW, ["Refused"]),
    ],
)
def test_each_state_finds_those_who_are_in_it(pilot: Cast, state: State, who: list[str]) -> None:
    Person.objects.filter(pk__in=[pilot.wells.pk, pilot.rep.pk]).update(first_seen_at=NOW)
    assert names(pilot, state=state) == who


def test_a_work_that_lies_for_ten_days_is_found_unless_something_else_was_handed_in(
    pilot: Cast,
) -> None:
    late = NOW + QUIET
    assert names(pilot, at=late, state="started") == ["Hank", "María"]
    hand_in(pilot, pilot.ortiz)
    assert names(pilot, at=late - dt.timedelta(seconds=1), state="started") == []
    assert names(pilot, at=late, state="started") == ["Hank", "María"], "ten more days went by"


def test_who_left_the_group_or_whose_group_was_closed_is_not_asked_why_they_did_not_come(
    pilot: Cast,
) -> None:
    one = Invitation.objects.get(person__name="Asked Quill")
    actions.remove_person(group=one.group, person=one.person, by=pilot.lead, at=NOW)
    assert "Asked" not in names(pilot, state="invited")
    assert "Asked" in names(pilot), "and still stands among all"
    actions.close_group(group=one.group, by=pilot.lead, at=NOW)
    assert names(pilot, state="not_now") == [], "their word was about that pilot"


def test_the_numbers_are_of_those_invited_and_the_active_part_of_all_teachers(
    pilot: Cast,
) -> None:
    Person.objects.exclude(name="Came Quill").update(first_seen_at=None)
    counted = numbers(pilot.lead, Wanted(), at=SOON, days=60)
    assert (counted.invited, counted.signed_in, counted.started) == (7, 3, 2)
    assert (counted.submitted, counted.earned, counted.found) == (1, 1, 8)
    assert (counted.teachers, counted.active, counted.percent) == (7, 3, 43)
    later = numbers(pilot.lead, Wanted(), at=NOW + dt.timedelta(days=61), days=60)
    assert (later.active, later.invited) == (0, 7)
    other = group(pilot, pilot.ortiz, name="Second")
    of_second = numbers(pilot.lead, Wanted(group=other.pk), at=SOON, days=60)
    assert (of_second.invited, of_second.found, of_second.teachers) == (0, 1, 7)


@pytest.mark.parametrize("column", ["name", "campus", "invited", "signed_in", "started",
                                    "submitted", "earned", "seen"])  # fmt: skip
def test_each_column_sorts_both_ways_and_nothing_comes_last(pilot: Cast, column: str) -> None:
    for sort in (column, f"-{column}"):
        rows = page_of(pilot.lead, Wanted(sort=sort), 0, 50, at=SOON)
        values = [getattr(row, column) for row in rows]
        assert len(rows) == 8
        known = [value for value in values if value is not None]
        assert values[: len(known)] == known, "what never happened is at the end"
        if column != "name":
            assert known == sorted(known, reverse=sort.startswith("-"))
    assert page_of(pilot.lead, Wanted(), 6, 8, at=SOON)[-1].name == "Wells Okafor"


def test_a_campus_representative_sees_their_campus_and_a_second_one_nothing_of_it(
    pilot: Cast,
) -> None:
    mesa = people.add_campus(district=pilot.district, name="Mesa", by=pilot.system)
    away = newcomer(pilot, "Mesa Teacher", campus=mesa)
    begin(pilot, away, "forms-quiz")
    rep = newcomer(pilot, "Mesa Rep", campus=mesa)
    people.place(
        person=rep, role=Role.CAMPUS_REP, campus=mesa, since=dt.date(2026, 8, 1), by=pilot.system
    )
    rep = Person.objects.get(pk=rep.pk)
    assert [row.name for row in every_row(rep, Wanted(), at=SOON)] == ["Mesa Teacher"]
    counted = numbers(rep, Wanted(), at=SOON, days=60)
    assert (counted.found, counted.teachers, counted.invited) == (1, 2, 0)
    elsewhere = Wanted(campus=pilot.campus.pk)
    assert list(every_row(rep, elsewhere, at=SOON)) == []
    assert not reachable(rep, elsewhere, at=SOON).exists()
    page = visitor(pilot, rep).get(f"/participation?campus={pilot.campus.pk}").content.decode()
    assert "Mesa Teacher" in page
    assert "María Ortiz" not in page
    assert "María" not in visitor(pilot, rep).get("/participation/csv").content.decode("utf-8-sig")
    at_home = visitor(pilot, pilot.rep).get("/participation").content.decode()
    assert "María Ortiz" in at_home
    assert "Mesa Teacher" not in at_home


def test_a_principal_sees_counts_and_small_ones_are_not_said(pilot: Cast) -> None:
    page = visitor(pilot, pilot.principal).get("/participation").content.decode()
    assert "Bluestem Elementary" in page
    for name in ("Ortiz", "Quill", "Sosa"):
        assert name not in page
    assert page.count("fewer than 5") >= 4
    assert ">7\n</dd>" in page, "seven were invited"
    for path in ("csv", "xlsx", "write", "letters"):
        assert visitor(pilot, pilot.principal).get(f"/participation/{path}").status_code == 403


def test_whoever_is_a_principal_reads_no_rows_whatever_else_they_are(pilot: Cast) -> None:
    for role in (Role.PROGRAM_LEAD, Role.COACH, Role.CAMPUS_REP):
        people.place(
            person=pilot.principal,
            role=role,
            campus=pilot.campus,
            since=dt.date(2026, 8, 1),
            by=pilot.system,
        )
    page = visitor(pilot, pilot.principal).get("/participation").content.decode()
    assert "Ortiz" not in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("dana", 200), ("rep", 200), ("principal", 200), ("ortiz", 403), ("hr", 403)],
)
def test_the_page_is_for_the_team(pilot: Cast, who: str, status: int) -> None:
    assert visitor(pilot, getattr(pilot, who)).get("/participation").status_code == status


def test_another_district_is_not_in_it(pilot: Cast, caliche: Cast) -> None:
    assert "Otis" not in names(pilot)
    theirs = visitor(caliche, caliche.lead).get("/participation").content.decode()
    assert "Otis Bell" in theirs
    assert "Ortiz" not in theirs
    group_of_theirs = Invitation.objects.get(person=caliche.teacher).group_id
    found = visitor(pilot, pilot.lead).get(f"/participation?group={group_of_theirs}")
    assert "Otis" not in found.content.decode()


def test_within_how_many_days_is_the_leads_choice(pilot: Cast) -> None:
    lead = visitor(pilot, pilot.lead)
    lead.post("/participation/active", {"days": "30"})
    assert Aim.objects.get().active_days == 30
    coach = visitor(pilot, pilot.dana).get("/participation").content.decode()
    assert "within the last 30 days" in coach
    for sent in ("6", "366", "", "many"):
        page = lead.post("/participation/active", {"days": sent}, follow=True).content.decode()
        assert "choose from 7 to 365 days" in page
    assert Aim.objects.get().active_days == 30
    assert visitor(pilot, pilot.dana).post("/participation/active", {"days": 9}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.choose_active_days(district=pilot.district, days=9, by=pilot.dana, at=NOW)


def test_a_name_is_found_by_a_part_of_it_and_odd_filters_do_no_harm(pilot: Cast) -> None:
    lead = visitor(pilot, pilot.lead)
    page = lead.get("/participation?q=quill&state=nonsense&group=x&sort=%00&page=99")
    assert "3 people" in page.content.decode()
    nobody = lead.get("/participation?q=%00nobody").content.decode()
    assert "Nobody matches all of that" in nobody


def crowd(cast: Cast, count: int, first: int = 0) -> None:
    """`count` more people of a group, each with a try that was handed in and a letter."""
    made = Invitation.objects.filter(district=cast.district).first()
    assert made
    requirement = cast.versions["forms-quiz"].requirements.get()
    persons = Person.objects.bulk_create(
        Person(
            district=cast.district,
            name=f"Teacher {n:05}",
            called="Teacher",
            email=f"t{n}@crowd.example",
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
        for n in range(first, first + count)
    )
    Placement.objects.bulk_create(
        Placement(
            district=cast.district,
            person=person,
            role=Role.TEACHER,
            campus=cast.campus,
            since=dt.date(2026, 8, 1),
        )
        for person in persons
    )
    Invitation.objects.bulk_create(
        Invitation(
            district=cast.district, group=made.group, person=p, text=made.text, written_at=NOW
        )
        for p in persons
    )
    works = Submission.objects.bulk_create(
        Submission(
            district=cast.district,
            person=person,
            requirement=requirement,
            version_id=requirement.version_id,
            status="waiting",
            tries=1,
            started_at=NOW,
            touched_at=NOW,
        )
        for person in persons
    )
    Attempt.objects.bulk_create(
        Attempt(
            district=cast.district,
            submission=work,
            number=1,
            try_number=1,
            submitted_at=NOW,
            due_at=NOW,
        )
        for work in works
    )


def test_it_asks_no_more_of_a_thousand_people_than_of_ten(pilot: Cast) -> None:
    asked, lead = [], visitor(pilot, pilot.lead)
    for count, first in ((2, 0), (1000, 2)):
        crowd(pilot, count, first)
        seen: dict[str, int] = {}
        Person.objects.update(last_seen_at=timezone.now(), first_seen_at=NOW)
        for path in (
            "/participation",
            "/participation?sort=-earned&state=waiting",
            "/participation/csv",
        ):
            with few_queries() as queries:
                lead.get(path)
            seen[path] = len(queries.captured_queries)
        asked.append(seen)
    assert asked[0] == asked[1]


def test_what_was_demonstrated_or_put_back_moves_on(pilot: Cast) -> None:
    work = Submission.objects.get(person=pilot.reyes)
    move(work, "demonstrated")
    assert names(pilot, state="waiting") == []


def test_two_entries_that_were_joined_are_one_row_with_all_they_did(pilot: Cast) -> None:
    other = Person.objects.get(name="Asked Quill")
    mending.join(kept=pilot.hr, other=other, note="", by=pilot.lead, at=NOW)
    kept = Person.objects.get(pk=pilot.hr.pk)
    begun = Submission.objects.filter(person=pilot.hr).count()
    rows = {row.name: row for row in every_row(pilot.lead, Wanted(), at=SOON)}
    assert "Asked Quill" not in rows
    assert rows[kept.name].invited == NOW
    assert rows[kept.name].started == begun == 1
    assert names(pilot, group=Invitation.objects.get(person=other).group_id).count("Asked") == 0
    made = Invitation.objects.get(person=other).group
    assert kept in within(made)
    assert actions.add_people(group=made, people=[kept], by=pilot.lead, at=NOW) == 0
    actions.remove_person(group=made, person=kept, by=pilot.lead, at=NOW)
    assert kept not in within(made)
