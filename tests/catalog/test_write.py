"""A blueprint becomes a draft, and only whole, printable text of the right district does."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from tests.cast import BADGE, DEGREE, MICRO, NOW, Cast
from waypost.catalog import actions
from waypost.catalog.blueprint import Blueprint, ChoicesText, EvidenceText
from waypost.catalog.models import Achievement, Version
from waypost.people.policies import NotAllowed

OTHER = replace(BADGE, slug="docs-history", title="Docs: reflexión y versiones", app="Google Docs")


def write(cast: Cast, blueprint: Blueprint, who: str = "reyes") -> Version:
    return actions.write(blueprint=blueprint, by=getattr(cast, who), at=NOW)


def test_an_author_writes_a_draft_that_only_authors_and_leads_see(pecan_flats: Cast) -> None:
    draft = write(pecan_flats, OTHER)

    assert draft.number == 1
    assert draft.written_by == pecan_flats.reyes
    assert draft.published_at is None
    for name, sees in (("reyes", True), ("lead", True), ("ortiz", False), ("dana", False)):
        seen = Version.objects.visible_to(getattr(pecan_flats, name))
        assert seen.filter(pk=draft.pk).exists() is sees, name


def test_the_parts_are_written_in_their_order(pecan_flats: Cast) -> None:
    draft = write(pecan_flats, replace(MICRO, slug="again"))

    requirement = draft.requirements.get()
    assert [p.title for p in requirement.pieces.all()] == [
        "Your question",
        "What happened",
        "Looking back",
    ]
    last = requirement.rows.get(title="What changed")
    assert sorted(p.position for p in last.pieces.all()) == [2, 3]
    assert [step.title for step in draft.steps.all()] == ["Write one question"]


def test_the_next_version_counts_on(pecan_flats: Cast) -> None:
    assert write(pecan_flats, replace(BADGE, title="A better title")).number == 2


def test_a_second_draft_is_refused(pecan_flats: Cast) -> None:
    write(pecan_flats, OTHER)
    with pytest.raises(actions.DraftExists):
        write(pecan_flats, OTHER)


def test_a_slug_keeps_its_kind(pecan_flats: Cast) -> None:
    with pytest.raises(actions.OtherKind):
        write(pecan_flats, replace(MICRO, slug=BADGE.slug))


def test_a_teacher_may_not_write(pecan_flats: Cast) -> None:
    with pytest.raises(NotAllowed):
        write(pecan_flats, OTHER, who="ortiz")


def test_a_choice_of_another_districts_achievement_is_unknown(
    pecan_flats: Cast, caliche: Cast
) -> None:
    actions.write(blueprint=OTHER, by=caliche.lead, at=NOW)
    part = DEGREE.requirements[0]
    assert isinstance(part, ChoicesText)
    wrong = replace(part, choices=(replace(part.choices[0], slugs=("docs-history",)),))

    with pytest.raises(actions.UnknownAchievement, match="docs-history"):
        write(pecan_flats, replace(DEGREE, slug="another", requirements=(wrong,)))
    assert not Achievement.objects.filter(slug="another").exists(), "nothing half written stays"


@pytest.mark.parametrize("character", ["\x07", "\x0b", "\x9b", "\ud800", "\uffff"])
def test_an_invisible_character_is_refused_where_text_enters(
    pecan_flats: Cast, character: str
) -> None:
    part = BADGE.requirements[0]
    assert isinstance(part, EvidenceText)
    row = replace(part.rows[0], demonstrated=f"Done{character} well")
    with pytest.raises(actions.Unprintable) as refused:
        write(pecan_flats, replace(OTHER, requirements=(replace(part, rows=(row,)),)))
    assert refused.value.args[0] == "Done well"


def test_every_other_character_survives(pecan_flats: Cast) -> None:
    title = "Ánh Tuyết ليلى 👩🏽‍🏫 naïve Ω"
    assert write(pecan_flats, replace(OTHER, title=title)).title == title


def test_an_unknown_shape_is_refused(pecan_flats: Cast) -> None:
    with pytest.raises(ValidationError):
        write(pecan_flats, replace(OTHER, shape="blob"))
