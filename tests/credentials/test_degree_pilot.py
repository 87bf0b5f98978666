"""A degree in its pilot is for the pilot groups: nobody else is awarded it or reads its title."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.credentials.test_degree import LATER, RULE_ALONE, degree, parts
from tests.pages.stage import visitor
from tests.program.scene import group
from waypost.catalog import actions as catalog
from waypost.catalog.models import Audience, Version
from waypost.credentials import actions
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.people.models import Person

SECRET = replace(RULE_ALONE, title="Secret degree")
SOON = NOW + dt.timedelta(hours=1)


def piloted(cast: Cast) -> Version:
    draft = catalog.write(blueprint=SECRET, by=cast.system, at=NOW)
    version = catalog.publish(version=draft, by=cast.lead, at=NOW)
    deliver_all(at=LATER)
    return version


def opened(cast: Cast, version: Version) -> None:
    catalog.offer(achievement=version.achievement, audience=Audience.EVERYONE, by=cast.lead, at=NOW)
    deliver_all(at=LATER)


@pytest.mark.parametrize("first", ["parts", "degree"])
def test_only_those_in_a_pilot_group_are_awarded_it(
    pecan_flats: Cast, caliche: Cast, first: str
) -> None:
    cast = confirmed(pecan_flats)
    group(cast, cast.ortiz)
    if first == "degree":
        piloted(cast)
    parts(cast, cast.ortiz)
    parts(cast, cast.rep)
    parts(cast, cast.wells)
    if first == "parts":
        piloted(cast)
    assert degree(cast.ortiz, "both")
    assert not degree(cast.wells, "both")
    assert not degree(cast.rep, "both"), "a duty lets somebody read it, and is no pilot"
    assert not Letter.objects.filter(to=cast.wells, subject__contains="Secret").exists()


def test_everyone_is_looked_at_when_it_is_opened_to_everyone(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = confirmed(pecan_flats)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    for who in (cast.ortiz, cast.wells):
        parts(cast, who)
    version = piloted(cast)
    assert not degree(cast.ortiz, "both")
    opened(cast, version)
    assert degree(cast.ortiz, "both")
    assert degree(cast.wells, "both")


def test_who_comes_into_a_group_is_looked_at(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    for who in (cast.ortiz, cast.wells):
        parts(cast, who)
    piloted(cast)
    group(cast, cast.ortiz)
    deliver_all(at=LATER)
    assert degree(cast.ortiz, "both")
    assert not degree(cast.wells, "both")


def test_its_title_is_read_by_nobody_who_may_not_see_its_page(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    version = piloted(cast)
    award(cast, to=cast.ortiz)
    deliver_all(at=LATER)
    letter = Letter.objects.get(to=cast.ortiz, kind="earned")
    assert "Digital Classroom Teacher" in letter.text
    assert SECRET.title not in letter.text
    seen = [
        (None, "/catalog/forms-quiz"),
        (cast.ortiz, "/catalog/forms-quiz"),
        (cast.ortiz, "/home"),
    ]
    with time_machine.travel(SOON, tick=False):
        assert not [page for who, page in seen if reads(cast, who, page)]
        assert reads(cast, cast.dana, "/catalog/forms-quiz")
        opened(cast, version)
        assert [page for who, page in seen if reads(cast, who, page)] == [p for _who, p in seen]


def reads(cast: Cast, who: Person | None, page: str) -> bool:
    answer = visitor(cast, who).get(page)
    assert answer.status_code == 200
    return SECRET.title in answer.content.decode()
