"""Awards made at the same moment. On SQLite and on PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import cast as people_of
from tests.cast import BADGE, NOW, Cast
from tests.credentials.made import award
from tests.racing import at_once
from waypost.catalog import actions as catalog
from waypost.catalog.models import Requirement
from waypost.credentials import actions
from waypost.credentials.checking import check
from waypost.credentials.models import Award, Document, Met, StatusList
from waypost.openbadges import Outcome
from waypost.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two() -> Cast:
    people_of.caliche()
    return people_of.pecan_flats()


def met(cast: Cast, requirement: Requirement, person: Person) -> Callable[[], object]:
    return lambda: actions.meet_requirement(
        requirement=requirement, person=person, basis={"version": "x"}, by=cast.dana, at=NOW
    )


def withdrawn(cast: Cast, made: Award) -> Callable[[], object]:
    return lambda: actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)


def test_the_last_two_requirements_are_met_at_once(two: Cast) -> None:
    piece = BADGE.requirements[0]
    halved = replace(BADGE, slug="halved", requirements=(piece, piece))
    draft = catalog.write(blueprint=halved, by=two.system, at=NOW)
    halves = list(catalog.publish(version=draft, by=two.system, at=NOW).requirements.all())
    earners = [two.people[who] for who in ("ortiz", "reyes", "rep", "wells")]
    for person in earners:
        assert at_once(*(met(two, half, person) for half in halves)) == ["done", "done"]
    assert Award.objects.count() == Document.objects.count() == len(earners)


def test_the_first_badges_of_a_district_are_awarded_at_once(two: Cast) -> None:
    evidence = two.versions["forms-quiz"].requirements.get()
    earners = [two.people[who] for who in ("ortiz", "reyes", "rep", "wells")]
    assert at_once(*(met(two, evidence, person) for person in earners)) == ["done"] * 4
    assert StatusList.objects.get().used == Award.objects.count() == 4


def test_two_badges_of_one_list_are_withdrawn_at_once(two: Cast) -> None:
    awards = [award(two, to=two.people[who]) for who in ("ortiz", "reyes")]
    assert at_once(*(withdrawn(two, made) for made in awards)) == ["done", "done"]
    for made in awards:
        assert check(made.documents.get(), at=NOW).outcome == Outcome.WITHDRAWN


def test_a_badge_is_withdrawn_while_its_earner_shows_it_again(two: Cast) -> None:
    """Whichever is first: what was shown before never carries a badge that comes after."""
    requirement = two.versions["forms-quiz"].requirements.get()
    for who in ("ortiz", "reyes", "rep", "wells"):
        person = two.people[who]
        both = withdrawn(two, award(two, to=person)), met(two, requirement, person)
        assert at_once(*both) == ["done", "done"]
        rounds = sorted(Met.objects.filter(person=person).values_list("round", flat=True))
        standing = Award.objects.standing().filter(person=person).count()
        assert (rounds, standing) in [([0], 0), ([0, 1], 1)]
