"""The demo's badges, micro-credentials and degree are complete, and no file is missing."""

import re

import pytest

from tests.cast import NOW, Cast
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint, ChoicesText, EvidenceText
from waypost.catalog.models import EvidenceKind, Version
from waypost.demo.content import DEGREE_2, FIRST, NEXT
from waypost.demo.files import ASSETS, FILES
from waypost.demo.people import CAMPUSES, STAFF
from waypost.people.models import Role

CATALOG = (*FIRST, *NEXT, DEGREE_2)
BY_SLUG = {blueprint.slug: blueprint for blueprint in CATALOG}
BADGES = [b for b in CATALOG if b.kind == "badge"]
MICRO_CREDENTIALS = [b for b in CATALOG if b.kind == "micro_credential"]
DEGREES = [b for b in CATALOG if b.kind == "degree"]


def evidence(blueprint: Blueprint) -> EvidenceText:
    return next(part for part in blueprint.requirements if isinstance(part, EvidenceText))


@pytest.mark.django_db
def test_everything_can_be_published_in_order(caliche: Cast) -> None:
    for blueprint in CATALOG:
        if blueprint.slug == "check-and-change":
            continue  # the cast published one of its own
        draft = catalog.write(blueprint=blueprint, by=caliche.system, at=NOW)
        catalog.publish(version=draft, by=caliche.system, at=NOW)
    offered = Version.objects.filter(district=caliche.district).current()
    assert {v.achievement.slug for v in offered} >= set(BY_SLUG)


@pytest.mark.parametrize("blueprint", CATALOG, ids=lambda b: b.slug)
class TestEach:
    def test_says_all_that_a_teacher_asks(self, blueprint: Blueprint) -> None:
        assert len(blueprint.steps) == 3
        for text in (blueprint.why, blueprint.already, blueprint.use_tomorrow, blueprint.tagline):
            assert len(text) > 20
        assert blueprint.sentence.startswith(("I ", "My "))
        assert not blueprint.public_sentence.startswith("I ")
        assert {a.framework for a in blueprint.alignments} == {
            "T-TESS",
            "ISTE Standards: Educators",
        }

    def test_rows_and_pieces_fit_together(self, blueprint: Blueprint) -> None:
        part = evidence(blueprint)
        used = {number for row in part.rows for number in row.pieces}
        assert used == set(range(1, len(part.pieces) + 1))
        for row in part.rows:
            assert len(row.not_yet) > 20
            assert len(row.demonstrated) > 20
            assert len(row.saved_comment) > 20
        for piece in part.pieces:
            assert set(piece.kinds) <= set(EvidenceKind.values)
            assert piece.min_items <= piece.max_items
            # Prompts are answered in words; a piece that needs files must not have them.
            assert not piece.prompts or "text" in piece.kinds

    def test_something_to_copy_is_in_use_it_tomorrow(self, blueprint: Blueprint) -> None:
        assert "```" in blueprint.use_tomorrow
        assert blueprint.use_tomorrow.count("###") >= 2

    def test_uses_the_words_of_the_product(self, blueprint: Blueprint) -> None:
        words = repr(blueprint).lower()
        for banned in (
            "assessor",
            "exceeds",
            "administrator",
            "attempt",
            " fail",
            "lesson plan is",
        ):
            assert banned not in words, banned
        assert "we’ll send you a prize" not in words
        assert not re.search(r"\blessons \(", words)


def test_eight_badges_six_micro_credentials_and_a_degree_in_two_versions() -> None:
    assert len({b.slug for b in BADGES}) == 8
    assert len({b.slug for b in MICRO_CREDENTIALS}) == 6
    assert len(DEGREES) == 2
    assert len({b.slug for b in DEGREES}) == 1
    looks = [(b.shape, b.hue, b.icon) for b in (*BADGES, *MICRO_CREDENTIALS)]
    assert len(set(looks)) == 14, "each has a patch of its own"


@pytest.mark.parametrize("badge", BADGES, ids=lambda b: b.slug)
def test_badges_are_light_and_guard_names(badge: Blueprint) -> None:
    rows = evidence(badge).rows
    assert any(row.title == "Names safe" and row.privacy for row in rows)
    assert badge.clock_hours == 1
    assert badge.review_days == 3
    assert badge.beginner_minutes <= 60
    assert badge.app_note


@pytest.mark.parametrize("told", MICRO_CREDENTIALS, ids=lambda b: b.slug)
def test_micro_credentials_have_four_pieces_and_are_worth_a_few_evenings(told: Blueprint) -> None:
    assert len(evidence(told).pieces) <= 4
    assert len(evidence(told).rows) == 4
    assert told.review_days == 5
    assert 4 <= told.clock_hours <= 6
    assert told.read_more


@pytest.mark.parametrize("degree", DEGREES, ids=lambda b: b.beginner_minutes)
def test_the_degree_asks_only_for_what_can_be_earned_here(degree: Blueprint) -> None:
    choices = next(part for part in degree.requirements if isinstance(part, ChoicesText)).choices
    for choice in choices:
        assert set(choice.slugs) <= set(BY_SLUG)
        assert choice.count <= len(choice.slugs)
    assert ("check-and-change",) in [choice.slugs for choice in choices]


def test_the_degree_s_next_version_says_what_changed_and_counts_earlier_badges() -> None:
    first, second = DEGREES
    assert not first.changes
    assert "instead of 2 and 2" in second.changes
    parts = next(part for part in second.requirements if isinstance(part, ChoicesText)).choices
    assert [(choice.count, choice.counts_earlier) for choice in parts] == [
        (4, True),
        (1, False),
        (3, False),
    ]


def test_six_campuses_forty_people_every_role() -> None:
    assert len(CAMPUSES) == 6
    assert 38 <= len(STAFF) <= 44
    assert {role for person in STAFF for role in person.roles} == set(Role)
    representing = {p.campus for p in STAFF if Role.CAMPUS_REP in p.roles}
    assert representing == set(CAMPUSES)
    assert {p.campus for p in STAFF if Role.PRINCIPAL in p.roles} == set(CAMPUSES)
    assert len({p.email for p in STAFF}) == len(STAFF)
    assert all(p.email.endswith("@pecanflats.example") for p in STAFF)


def test_every_file_is_there_and_every_file_is_used() -> None:
    kept = {path.name for path in ASSETS.iterdir() if path.suffix != ".vtt"}
    assert kept == set(FILES)
    for name in ("move.mp4", "close-lids.mp4", "how-to.webm"):
        assert FILES[name].captions.startswith("WEBVTT")
        assert FILES[name].path.stat().st_size < 400_000
    assert FILES["looking-back.m4a"].path.stat().st_size < 100_000
