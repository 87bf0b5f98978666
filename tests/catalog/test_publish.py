"""Publishing freezes; retiring takes out of the catalog and takes nothing from anybody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import BADGE, DEGREE, NOW, Cast
from waypost.catalog import actions
from waypost.catalog.blueprint import AlignmentText, Blueprint, ChoicesText, EvidenceText
from waypost.catalog.canonical import canonical, digest, shape
from waypost.catalog.models import Version
from waypost.journal.models import Entry
from waypost.people.policies import NotAllowed

OTHER = replace(BADGE, slug="docs-history", title="Docs: comments")
CODE = (AlignmentText(framework="ISTE", framework_version="2017", code="2.6"),)


def published(cast: Cast, blueprint: Blueprint = OTHER) -> Version:
    draft = actions.write(blueprint=blueprint, by=cast.reyes, at=NOW)
    return actions.publish(version=draft, by=cast.lead, at=NOW)


def test_what_is_frozen_is_the_whole_text_and_its_digest(pecan_flats: Cast) -> None:
    version = published(pecan_flats)

    assert version.digest == digest(version.canonical)
    body = json.loads(version.canonical)
    assert body["title"] == "Docs: comments"
    assert body["requirements"][0]["rows"][1]["pieces"] == [1, 2]
    assert canonical(Version.objects.with_shape().get(pk=version.pk)) == version.canonical


def test_a_draft_is_read_as_it_would_be_frozen(pecan_flats: Cast) -> None:
    draft = actions.write(blueprint=OTHER, by=pecan_flats.reyes, at=NOW)
    seen = shape(draft)
    frozen = actions.publish(version=draft, by=pecan_flats.lead, at=NOW)
    assert seen == shape(frozen)


def test_no_byte_changes_afterwards(pecan_flats: Cast) -> None:
    version = published(pecan_flats)
    for change in ({"title": "Another"}, {"canonical": "{}"}, {"beginner_minutes": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.requirements.get().rows.update(demonstrated="Less")


def test_publishing_twice_is_refused_and_recorded_once(pecan_flats: Cast) -> None:
    version = published(pecan_flats)
    with pytest.raises(actions.AlreadyPublished):
        actions.publish(version=version, by=pecan_flats.lead, at=NOW)
    entries = Entry.objects.filter(kind="catalog.VersionPublished", subject=version.achievement_id)
    assert entries.count() == 1


def test_an_author_may_not_publish_nor_retire(pecan_flats: Cast) -> None:
    draft = actions.write(blueprint=OTHER, by=pecan_flats.reyes, at=NOW)
    with pytest.raises(NotAllowed):
        actions.publish(version=draft, by=pecan_flats.reyes, at=NOW)
    with pytest.raises(NotAllowed):
        actions.retire(version=draft, reason="", by=pecan_flats.reyes, at=NOW)


def test_another_districts_lead_may_not(pecan_flats: Cast, caliche: Cast) -> None:
    draft = actions.write(blueprint=OTHER, by=pecan_flats.reyes, at=NOW)
    with pytest.raises(NotAllowed):
        actions.publish(version=draft, by=caliche.lead, at=NOW)


def test_what_nobody_could_look_for_or_reach_is_named(pecan_flats: Cast) -> None:
    part = BADGE.requirements[0]
    assert isinstance(part, EvidenceText)
    rows = (replace(part.rows[0], pieces=()), replace(part.rows[1], pieces=(2,)))
    greedy = DEGREE.requirements[0]
    assert isinstance(greedy, ChoicesText)
    choices = (replace(greedy.choices[0], count=3),)
    wrong = replace(
        OTHER, requirements=(replace(part, rows=rows), replace(greedy, choices=choices))
    )
    with pytest.raises(actions.Incomplete) as missing:
        published(pecan_flats, wrong)
    assert missing.value.args[0] == [
        "Row “Names safe” has no piece.",
        "Piece “The summary” is in no row.",
        "“One badge” asks for 3 of 1.",
    ]


def test_nothing_to_show_cannot_be_published(pecan_flats: Cast) -> None:
    with pytest.raises(actions.Incomplete, match="Nothing has to be shown yet"):
        published(pecan_flats, replace(OTHER, requirements=()))


def test_the_newest_published_version_is_the_one_offered(pecan_flats: Cast) -> None:
    first = published(pecan_flats)
    second = published(pecan_flats, replace(OTHER, title="Docs, better"))
    draft = actions.write(blueprint=OTHER, by=pecan_flats.reyes, at=NOW)

    offered = Version.objects.visible_to(pecan_flats.lead).current()
    assert list(offered.filter(achievement=first.achievement)) == [second]
    assert draft.number == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"language": "english"}, "“english” is no code of a language, such as en-US."),
        ({"alignments": CODE}, "“ISTE 2.6” needs the web address of its framework."),
        ({"alignments": (replace(CODE[0], url="iste.org"),)}, "“ISTE 2.6” needs the web address"),
    ],
)
def test_what_no_badge_could_say_is_not_published(
    pecan_flats: Cast, change: dict[str, Any], said: str
) -> None:
    draft = actions.write(blueprint=replace(OTHER, **change), by=pecan_flats.reyes, at=NOW)
    with pytest.raises(actions.Incomplete) as refused:
        actions.publish(version=draft, by=pecan_flats.lead, at=NOW)
    assert [gap for gap in refused.value.args[0] if said in gap]


def test_retiring_takes_it_out_of_the_catalog_once(pecan_flats: Cast) -> None:
    version = pecan_flats.versions["forms-quiz"]
    for _ in range(2):
        actions.retire(version=version, reason="The app is gone.", by=pecan_flats.lead, at=NOW)

    assert not Version.objects.current().filter(achievement=version.achievement).exists()
    assert Version.objects.visible_to(pecan_flats.ortiz).filter(pk=version.pk).exists()
    entries = Entry.objects.filter(kind="catalog.VersionRetired", subject=version.achievement_id)
    assert entries.count() == 1
