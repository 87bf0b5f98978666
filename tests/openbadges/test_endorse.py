"""Somebody else signs that a badge is good, and that is checked apart from the badge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.openbadges.made import (
    ACHIEVEMENT,
    AT,
    DID,
    ISSUER,
    KEY,
    NOW,
    OTHER_DID,
    OTHER_KEY,
    badge,
    published,
)
from waypost.openbadges import (
    ComposeError,
    Document,
    Outcome,
    Unreadable,
    compose_endorsement,
    did_web_url,
    dump,
    endorsements,
    read_endorsement,
    sign,
    verify,
)
from waypost.openbadges.contexts import PINNED
from waypost.openbadges.signature import Trust

LITTLE_FORK = replace(ISSUER, did=OTHER_DID, name="Little Fork ISD", url="https://fork.example")


def endorsement(key: Any = OTHER_KEY, **changes: Any) -> Document:
    values: dict[str, Any] = {
        "id": "https://badges.littlefork.example/endorsements/1",
        "issuer": LITTLE_FORK,
        "of": ACHIEVEMENT.id,
        "comment": "We count it for our own teachers.",
        "valid_from": AT,
    }
    return sign(compose_endorsement(**{**values, **changes}), key=key, did=OTHER_DID, at=AT)


def trust(*, both: bool = True) -> Trust:
    documents = published() | (published(OTHER_KEY, OTHER_DID) if both else {})
    return Trust(keys={}, documents=documents, contexts=PINNED, now=NOW)


def test_it_travels_inside_the_badge_and_counts_by_its_own_signature() -> None:
    document = badge(endorsements=[endorsement()], status=None)
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.REAL
    (found,) = endorsements(document, trust())
    assert (found.issuer_name, found.of) == ("Little Fork ISD", ACHIEVEMENT.id)
    assert found.comment == "We count it for our own teachers."
    assert found.counts


@pytest.mark.parametrize("of", ["https://badges.pecanflats.example/c/7QK4M2XD", DID])
def test_it_may_be_of_the_badge_or_of_its_issuer(of: str) -> None:
    document = badge(endorsements=[endorsement(of=of)], status=None)
    assert [each.of for each in endorsements(document, trust())] == [of]


def test_one_of_something_else_is_no_endorsement_of_this() -> None:
    document = badge(endorsements=[endorsement(of="https://elsewhere.example/1")], status=None)
    assert endorsements(document, trust()) == []


@pytest.mark.parametrize(
    "held",
    [
        {**endorsement(), "name": "Highest praise"},
        endorsement(key=KEY),
        endorsement(valid_from=NOW + timedelta(days=1)),
        endorsement(valid_until=NOW - timedelta(hours=1)),
    ],
    ids=["changed", "another key", "not begun", "over"],
)
def test_one_that_is_not_its_issuer_s_word_of_today_does_not_count(held: Document) -> None:
    document = badge(endorsements=[held], status=None)
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.REAL
    (found,) = endorsements(document, trust())
    assert not found.counts


def test_one_whose_issuer_nobody_knows_does_not_count() -> None:
    (found,) = endorsements(badge(endorsements=[endorsement()], status=None), trust(both=False))
    assert (found.answer.waiting, found.counts) == (True, False)


def test_it_cannot_be_slipped_in_afterwards() -> None:
    document = {**badge(status=None), "endorsement": [endorsement()]}
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    "changes", [{"comment": " "}, {"of": "x"}, {"comment": "\x07"}, {"valid_until": AT}]
)
def test_what_says_nothing_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ComposeError):
        endorsement(**changes)


def test_inside_the_achievement_it_is_part_of_what_is_signed() -> None:
    achievement = replace(ACHIEVEMENT, endorsements=[endorsement()])
    document = badge(achievement=achievement, status=None)
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.REAL
    (found,) = endorsements(document, trust())
    assert found.counts
    held = document["credentialSubject"]["achievement"]["endorsement"][0]
    held["credentialSubject"]["endorsementComment"] = "We count it twice."
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.CHANGED


def test_by_itself_it_says_what_would_settle_it() -> None:
    body = dump(endorsement())
    _, waiting = read_endorsement(body, now=NOW)
    assert waiting.needs == (did_web_url(OTHER_DID),)
    assert not waiting.counts
    document, found = read_endorsement(body, now=NOW, did_documents=published(OTHER_KEY, OTHER_DID))
    assert (document, found.counts, found.needs) == (
        endorsement() | {"proof": document["proof"]},
        True,
        (),
    )
    with pytest.raises(Unreadable):
        read_endorsement(dump(badge(status=None)), now=NOW)
