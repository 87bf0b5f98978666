"""A pilot group: begun, filled, closed, by whoever runs the program and nobody else."""

import datetime as dt

import pytest

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from tests.program.scene import group, newcomer
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people.models import Group, Membership, Role
from waypost.people.policies import NotAllowed
from waypost.program import actions

LATER = NOW + dt.timedelta(days=1)


def facts(kind: str) -> list[dict[str, object]]:
    return [entry.facts for entry in Entry.objects.filter(kind=f"program.{kind}").order_by("pk")]


def in_it(one: Group) -> list[str]:
    current = one.memberships.filter(left_at=None)
    return sorted(current.values_list("person__called", flat=True))


def test_a_group_is_begun_filled_and_closed_and_the_journal_says_so(pecan_flats: Cast) -> None:
    made = group(pecan_flats, pecan_flats.ortiz, pecan_flats.reyes)
    again = actions.add_people(
        group=made, people=[pecan_flats.ortiz, pecan_flats.rep], by=pecan_flats.lead, at=NOW
    )
    assert again == 1, "whoever is in it stays in it once"
    assert in_it(made) == ["Ana", "María", "Mateo"]
    for _twice in range(2):
        actions.remove_person(group=made, person=pecan_flats.rep, by=pecan_flats.lead, at=LATER)
    assert in_it(made) == ["María", "Mateo"]
    assert Membership.objects.get(person=pecan_flats.rep).left_at == LATER
    for _twice in range(2):
        actions.close_group(group=made, by=pecan_flats.lead, at=LATER)
    assert [one["count"] for one in facts("PeopleAdded")] == [2, 1]
    told = (len(facts("GroupBegun")), len(facts("PersonRemoved")), len(facts("GroupClosed")))
    assert told == (1, 1, 1)
    assert "Ortiz" not in str(facts("PeopleAdded") + facts("PersonRemoved"))
    with pytest.raises(actions.Closed):
        actions.add_people(group=made, people=[pecan_flats.hr], by=pecan_flats.lead, at=LATER)


def test_somebody_who_was_removed_may_come_again(pecan_flats: Cast) -> None:
    made = group(pecan_flats, pecan_flats.ortiz)
    actions.remove_person(group=made, person=pecan_flats.ortiz, by=pecan_flats.lead, at=NOW)
    actions.add_people(group=made, people=[pecan_flats.ortiz], by=pecan_flats.lead, at=LATER)
    assert in_it(made) == ["María"]
    assert Membership.objects.filter(person=pecan_flats.ortiz).count() == 2


def test_nobody_of_another_district_and_nobody_who_has_left_comes_in(
    pecan_flats: Cast, caliche: Cast
) -> None:
    pecan_flats.hr.left_at = NOW
    pecan_flats.hr.save()
    made = group(pecan_flats, caliche.teacher, pecan_flats.hr)
    assert in_it(made) == []


def test_only_the_program_lead_touches_a_group(pecan_flats: Cast, caliche: Cast) -> None:
    made = group(pecan_flats, pecan_flats.ortiz, pecan_flats.reyes)
    for who in (
        pecan_flats.dana,
        pecan_flats.rep,
        pecan_flats.principal,
        pecan_flats.ortiz,
        caliche.lead,
    ):
        with pytest.raises(NotAllowed):
            actions.begin_group(
                district=pecan_flats.district,
                name="Mine",
                starts_on=dt.date(2026, 9, 1),
                ends_on=None,
                by=who,
                at=NOW,
            )
        with pytest.raises(NotAllowed):
            actions.add_people(group=made, people=[who], by=who, at=NOW)
        with pytest.raises(NotAllowed):
            actions.remove_person(group=made, person=pecan_flats.reyes, by=who, at=NOW)
        with pytest.raises(NotAllowed):
            actions.close_group(group=made, by=who, at=NOW)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": ""}, "Fill in “Name”."),
        ({"name": "September pilot"}, "There is a group of that name"),
        ({"name": "SEP\u0007"}, "hidden character"),
        ({"ends_on": "2026-08-01"}, "That is before it starts"),
        ({"starts_on": "soon"}, "Write a date, such as 2026-09-01."),
    ],
)
def test_a_group_that_cannot_be_begun_says_why_and_keeps_what_was_typed(
    pecan_flats: Cast, sent: dict[str, str], told: str
) -> None:
    group(pecan_flats)
    lead = visitor(pecan_flats, pecan_flats.lead)
    typed = {"name": "Second", "starts_on": "2026-09-01", "ends_on": "2026-12-18"} | sent
    page = lead.post("/program/groups", typed).content.decode()
    assert told in page
    assert f'value="{typed["ends_on"]}"' in page
    assert Group.objects.count() == 1


def test_people_are_added_by_name_by_campus_and_by_address(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = group(pecan_flats)
    lead = visitor(pecan_flats, pecan_flats.lead)
    here = f"/program/groups/{made.pk}/add"
    assert "María Ortiz" in lead.get(f"{here}?q=ortiz").content.decode()
    lead.post(here, {"then": "people", "person": [str(pecan_flats.hr.pk), "nobody"]})
    assert in_it(made) == ["Hank"]
    mesa = people.add_campus(district=pecan_flats.district, name="Mesa", by=pecan_flats.system)
    newcomer(pecan_flats, "Far Away", campus=mesa)
    lead.post(here, {"then": "campus", "campus": str(mesa.pk)})
    assert in_it(made) == ["Far", "Hank"]
    pasted = f"María <ORTIZ@pecanflats.example>; {caliche.teacher.email}, nobody@example.org"
    page = lead.post(here, {"then": "addresses", "addresses": pasted}).content.decode()
    assert in_it(made) == ["Far", "Hank", "María"]
    assert "These 2 addresses belong to nobody here yet" in page
    assert "1 person added." in page
    assert f"{caliche.teacher.email}\nnobody@example.org</textarea>" in page
    page = lead.post(here, {"then": "addresses", "addresses": "no address"}).content.decode()
    assert "There is no e-mail address in it." in page
    assert "no address</textarea>" in page


def test_a_teacher_counts_at_a_campus_only_while_they_are_placed_there(pecan_flats: Cast) -> None:
    made = group(pecan_flats)
    left = newcomer(pecan_flats, "Was Here")
    left.placements.update(until=dt.date(2026, 8, 2))
    lead = visitor(pecan_flats, pecan_flats.lead)
    campus = str(pecan_flats.campus.pk)
    lead.post(f"/program/groups/{made.pk}/add", {"then": "campus", "campus": campus})
    assert in_it(made) == ["Ana", "María", "Mateo", "Wells"], "the teachers, and nobody else"
    assert pecan_flats.dana.holds(Role.COACH)


def test_two_who_add_the_same_person_add_them_once(pecan_flats: Cast) -> None:
    made = group(pecan_flats, pecan_flats.ortiz)
    people_ = [pecan_flats.ortiz, pecan_flats.ortiz]
    assert not actions.add_people(group=made, people=people_, by=pecan_flats.lead, at=NOW)
    assert in_it(made) == ["María"]
