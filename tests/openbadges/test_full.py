"""All that a district can say in a badge, signed and checked by two verifiers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.openbadges import second
from tests.openbadges.made import (
    ACHIEVEMENT,
    AT,
    DID,
    EARNER,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    NOW,
    badge,
    practice_badge,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import (
    Alignment,
    ComposeError,
    Document,
    Evidence,
    Issuer,
    Outcome,
    StatusRef,
    dump,
    sign,
    verify,
)
from waypost.openbadges.contexts import CREDENTIALS_V2, EXTENSIONS, OPEN_BADGES
from waypost.openbadges.keys import did_web_url

PAGE = "https://badges.pecanflats.example/c/7QK4M2XD"
SUSPENSIONS = f"{LIST_URL}/suspension"
PIECES = (
    Evidence(
        id=f"{PAGE}#evidence-1",
        name="Photo 1",
        description="The summary",
        narrative="Two answers that surprised me.",
        genre="Photo",
    ),
    Evidence(id=f"{PAGE}#evidence-2", name="Link 1", genre="Link"),
)
CASE = "https://case.example/ims/case/v1p0/CFItems/1b2c"
FULL: dict[str, Any] = {
    "achievement": replace(
        ACHIEVEMENT,
        creator=Issuer(did=f"{PAGE}/issuer.json", name=ISSUER.name, url=ISSUER.url),
        alignments=(
            *ACHIEVEMENT.alignments,
            Alignment(framework="TEKS", version="", code="1", url=CASE, target_type="CFItem"),
        ),
    ),
    "earner": replace(EARNER, credits_earned=6.5),
    "awarded_at": AT - timedelta(days=40),
    "status": [
        StatusRef(list_url=LIST_URL, index=INDEX),
        StatusRef(list_url=SUSPENSIONS, index=INDEX, purpose="suspension"),
    ],
    "evidence": PIECES,
    "refresh_url": f"{PAGE}.json",
    "schema": True,
}
# A list of suspensions is another list at another address.
LISTS = {LIST_URL: status_list(3)}


def full(**changes: Any) -> Document:
    return badge(**{**FULL, **changes})


def test_every_member_stands_where_the_standard_puts_it() -> None:
    document = full()
    subject = document["credentialSubject"]
    assert document["@context"] == [CREDENTIALS_V2, OPEN_BADGES, EXTENSIONS]
    assert document["awardedDate"] == "2026-07-26T20:14:00Z"
    assert document["refreshService"] == {
        "id": f"{PAGE}.json",
        "type": "1EdTechCredentialRefresh",
    }
    (schema,) = document["credentialSchema"]
    assert schema["type"] == "1EdTechJsonSchemaValidator2019"
    assert schema["id"].endswith("/ob_v3p0_achievementcredential_schema.json")
    assert subject["creditsEarned"] == subject["achievement"]["creditsAvailable"] == 6.5
    assert subject["achievement"]["creator"]["name"] == "Pecan Flats ISD"
    assert subject["achievement"]["creator"]["id"] != document["issuer"]["id"]
    assert "targetType" not in subject["achievement"]["alignment"][0]
    assert subject["achievement"]["alignment"][1]["targetType"] == "CFItem"
    assert [each["id"] for each in document["evidence"]] == [each.id for each in PIECES]
    assert document["evidence"][0]["type"] == ["Evidence"]
    assert "narrative" not in document["evidence"][1]
    assert [each["statusPurpose"] for each in document["credentialStatus"]] == [
        "revocation",
        "suspension",
    ]


def test_it_is_real_to_both_verifiers() -> None:
    one_place = StatusRef(list_url=LIST_URL, index=INDEX)
    document = full(status=one_place)
    verdict = verify(document, now=NOW, did_documents=published(), status_lists=LISTS)
    assert (verdict.outcome, verdict.reason) == (Outcome.REAL, "all_proven")
    assert verdict.facts is not None
    assert verdict.facts.earned_at == AT - timedelta(days=40)
    assert verdict.facts.valid_from == AT
    web = {
        did_web_url(DID): json.dumps(published()[DID]).encode(),
        LIST_URL: dump(status_list(3)),
    }
    found = second.judge(dump(document), fetch=web.__getitem__, now=NOW)
    assert found.standing == "good"


def test_a_place_of_another_purpose_that_was_not_looked_at_leaves_it_open() -> None:
    verdict = verify(full(), now=NOW, did_documents=published(), status_lists=LISTS)
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.needs == (SUSPENSIONS,)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("awardedDate", "2026-07-27T20:14:00Z"),
        (
            "refreshService",
            {"id": "https://elsewhere.example/", "type": "1EdTechCredentialRefresh"},
        ),
        ("credentialSchema", [{"id": "urn:x:1", "type": "1EdTechJsonSchemaValidator2019"}]),
        ("evidence", [{"id": f"{PAGE}#evidence-1", "type": ["Evidence"], "name": "Mine"}]),
        ("credentialStatus", None),
    ],
)
def test_each_is_covered_by_the_signature(name: str, other: object) -> None:
    document = full()
    changed = {**document, name: other}
    if other is None:
        del changed[name]
    verdict = verify(changed, now=NOW, did_documents=published(), status_lists=LISTS)
    assert verdict.outcome is Outcome.CHANGED


def test_the_guide_explains_every_member_that_is_issued() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "credentials.md").read_text()
    names = {name for name, _ in named(full())}
    assert len(names) > 50
    assert [name for name in sorted(names) if f'"{name}"' not in guide] == []


def named(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from named(inner)


def test_without_them_a_badge_is_what_it_was_before() -> None:
    document = unsigned()
    assert document["@context"] == [CREDENTIALS_V2, OPEN_BADGES]
    assert not {"awardedDate", "evidence", "refreshService", "credentialSchema"} & set(document)
    assert isinstance(document["credentialStatus"], dict)
    assert "credentialStatus" not in unsigned(status=())


def test_the_same_values_give_the_same_bytes() -> None:
    assert dump(full()) == dump(full())
    assert dump(sign(unsigned(**FULL), key=KEY, did=DID, at=AT)) == dump(full())


@pytest.mark.parametrize(
    "changes",
    [
        {"status": [StatusRef(list_url=LIST_URL, index=1), StatusRef(list_url=LIST_URL, index=2)]},
        {"status": StatusRef(list_url=LIST_URL, index=1, purpose="annoyance")},
        {"status": StatusRef(list_url=LIST_URL, index=-1)},
        {"evidence": (PIECES[0], PIECES[0])},
        {"evidence": (replace(PIECES[0], id="photo-1.jpg"),)},
        {"evidence": (replace(PIECES[0], narrative="\x07"),)},
        {"evidence": tuple(Evidence(name=str(n)) for n in range(41))},
        {"refresh_url": "/c/7QK4M2XD.json"},
        {"earner": replace(EARNER, credits_earned=-1)},
        {
            "achievement": replace(
                ACHIEVEMENT, alignments=(replace(ACHIEVEMENT.alignments[0], target_type="Thing"),)
            )
        },
        {"achievement": replace(ACHIEVEMENT, creator=replace(ISSUER, did=KEY.public.did))},
    ],
)
def test_what_cannot_stand_in_one_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ComposeError):
        unsigned(**changes)


def test_a_practice_badge_names_no_page_of_a_district() -> None:
    for changes in ({"refresh_url": f"{PAGE}.json"}, {"evidence": PIECES}):
        with pytest.raises(ComposeError):
            practice_badge(**changes)
    kept = practice_badge(evidence=[Evidence(name="Photo 1", genre="Photo")], schema=True)
    assert kept["evidence"] == [{"type": ["Evidence"], "name": "Photo 1", "genre": "Photo"}]
    assert verify(kept, now=NOW).outcome is Outcome.PRACTICE
