"""Search and filters: by words without accents, and by everything a teacher asks about."""

from dataclasses import replace
from typing import Any

import pytest

from tests.cast import BADGE, MICRO, NOW, Cast, publish
from tests.cast import DEGREE as OF_ALL
from waypost.catalog import actions
from waypost.catalog.filters import Wanted, counts_by_kind, facets, offered_to
from waypost.catalog.forms import CatalogForm
from waypost.people.viewers import Stranger

QUIZ, CHANGE, DEGREE = "forms-quiz", "check-and-change", "digital-classroom"
VOICES = "voices"


@pytest.fixture
def shelf(pecan_flats: Cast, caliche: Cast) -> Cast:
    """The three of the cast, one more in each district."""
    voices = replace(
        MICRO,
        slug=VOICES,
        title="Reflexión: every voice",
        hue="voice",
        subject="Science",
        grade_from=-1,
        grade_to=3,
        beginner_minutes=600,
    )
    for cast in (pecan_flats, caliche):
        named = replace(voices, subject="Only theirs") if cast is caliche else voices
        draft = actions.write(blueprint=named, by=cast.system, at=NOW)
        publish(draft)
    return pecan_flats


def found(cast: Cast, **asked: str) -> set[str]:
    offered = offered_to(cast.ortiz)
    wanted = CatalogForm(asked, facets(offered)).wanted()
    versions = wanted.in_order(wanted.matching(offered))
    return {v.achievement.slug for v in versions if wanted.kind in ("", v.kind)}


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({}, {QUIZ, CHANGE, DEGREE, VOICES}),
        ({"q": "REFLEXION"}, {VOICES}),
        ({"q": "reflexión  voice"}, {VOICES}),
        ({"q": "google"}, {QUIZ}),
        ({"q": "1.2"}, {CHANGE, VOICES}),
        ({"q": "100% sure_"}, set()),
        ({"q": "forms\x00quiz"}, set()),
        ({"q": "zebra"}, set()),
        ({"kind": "badge"}, {QUIZ}),
        ({"kind": "degree"}, {DEGREE}),
        ({"about": "app:Google Forms"}, {QUIZ}),
        ({"about": "skill:voice"}, {VOICES}),
        ({"time": "hour"}, {QUIZ}),
        ({"time": "day"}, {CHANGE}),
        ({"time": "more"}, {DEGREE, VOICES}),
        ({"grade": "-1"}, {QUIZ, DEGREE, VOICES}),
        ({"grade": "5"}, {QUIZ, CHANGE, DEGREE}),
        ({"subject": "Science"}, {QUIZ, CHANGE, DEGREE, VOICES}),
        ({"counts": DEGREE}, {QUIZ, CHANGE}),
        ({"counts": "hours"}, {CHANGE, VOICES}),
        ({"q": "voice", "grade": "2", "time": "more"}, {VOICES}),
    ],
)
def test_what_is_asked_for_is_found(shelf: Cast, asked: dict[str, str], slugs: set[str]) -> None:
    assert found(shelf, **asked) == slugs


def test_a_subject_leaves_out_other_subjects(shelf: Cast) -> None:
    draft = actions.write(
        blueprint=replace(BADGE, slug="music", subject="Music"), by=shelf.system, at=NOW
    )
    publish(draft)
    assert VOICES not in found(shelf, subject="Music")
    assert "music" in found(shelf, subject="Music")


@pytest.mark.parametrize(
    "asked",
    [
        {"about": "app:Gone"},
        {"about": "nonsense"},
        {"time": "never"},
        {"grade": "99"},
        {"subject": "Only theirs"},
        {"counts": "of-another-district"},
        {"kind": "x"},
    ],
)
def test_a_filter_that_is_not_offered_is_left_out(shelf: Cast, asked: dict[str, str]) -> None:
    form = CatalogForm(asked, facets(offered_to(shelf.ortiz)))
    assert form.wanted() == Wanted()
    assert form.left_out


def test_the_filters_offer_only_what_this_district_has(shelf: Cast) -> None:
    offered = facets(offered_to(Stranger(shelf.district)))
    assert offered.apps == ["Google Forms"]
    assert offered.subjects == ["Science"]
    assert offered.hues == ["assess", "voice", "design"]
    assert [degree.slug for degree in offered.degrees] == [DEGREE]


def test_times_and_grades_that_would_find_nothing_are_not_offered(shelf: Cast) -> None:
    offered = offered_to(shelf.ortiz).filter(achievement__slug=VOICES)
    form = CatalogForm({}, facets(offered))
    for name, expected in (("time", ["more"]), ("grade", ["-1", "0", "1", "2", "3"])):
        field: Any = form.fields[name]
        values = [value for value, _label in field.choices if value]
        assert values == expected
        for value in values:
            assert CatalogForm({name: value}, facets(offered)).wanted().matching(offered).exists()
    assert CatalogForm({}, facets(offered.none())).visible_filters() == []


def test_the_fifty_first_degree_is_offered_too(shelf: Cast) -> None:
    slugs = [f"degree-{number}" for number in range(51)]
    for slug in slugs:
        degree = replace(OF_ALL, slug=slug)
        draft = actions.write(blueprint=degree, by=shelf.system, at=NOW)
        publish(draft)
    assert len(facets(offered_to(shelf.ortiz)).degrees) == 52


def test_a_title_that_begins_with_the_words_comes_first(shelf: Cast) -> None:
    for slug, title in (("a", "All about change"), ("b", "Change one thing")):
        draft = actions.write(
            blueprint=replace(BADGE, slug=slug, title=title), by=shelf.system, at=NOW
        )
        publish(draft)
    wanted = Wanted(q="change")
    ordered = wanted.in_order(wanted.matching(offered_to(shelf.ortiz)))
    assert [v.achievement.slug for v in ordered] == ["b", "a", CHANGE, VOICES]


def test_kinds_are_counted_once_each(shelf: Cast) -> None:
    offered = offered_to(shelf.ortiz)
    assert counts_by_kind(Wanted().matching(offered)) == {
        "badge": 1,
        "micro_credential": 2,
        "degree": 1,
    }


def test_drafts_and_retired_ones_are_not_offered_even_to_authors(shelf: Cast) -> None:
    actions.write(blueprint=replace(BADGE, slug="draft"), by=shelf.reyes, at=NOW)
    actions.retire(version=shelf.versions[QUIZ], reason="", by=shelf.lead, at=NOW)
    slugs = {v.achievement.slug for v in offered_to(shelf.reyes)}
    assert slugs == {CHANGE, DEGREE, VOICES}
