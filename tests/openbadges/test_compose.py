"""What a composed badge holds, and what cannot stand in one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.openbadges.made import (
    ACHIEVEMENT,
    AT,
    DID,
    EARNER,
    ISSUER,
    KEY,
    NOW,
    ROWS,
    badge,
    practice_badge,
    published,
    unsigned,
)
from waypost.openbadges import (
    DEMONSTRATED,
    NOT_YET,
    PRACTICE_PREFIX,
    PRACTICE_TAG,
    Alignment,
    ComposeError,
    ControlCharacter,
    Image,
    NotAnAddress,
    NotAPracticeId,
    Outcome,
    StatusRef,
    dump,
    identity_hash,
    is_for,
    load,
    sign,
    verify,
)
from waypost.openbadges.times import NotAnInstant


def test_the_parts_that_a_reader_looks_for() -> None:
    document = badge()
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["validFrom"] == "2026-09-04T20:14:00Z"
    assert document["validUntil"] == "2031-09-04T00:00:00Z"
    assert achievement["criteria"]["narrative"] == ACHIEVEMENT.criteria
    assert achievement["alignment"][0]["targetFramework"] == "T-TESS Rubric, 2016"
    assert achievement["alignment"][0]["targetCode"] == "2.5"
    assert achievement["creditsAvailable"] == 6.5
    assert document["credentialStatus"]["statusListIndex"] == "412"


def test_each_row_says_which_level_was_reached() -> None:
    subject = badge()["credentialSubject"]
    for row, described, result in zip(
        ROWS, subject["achievement"]["resultDescription"], subject["result"], strict=True
    ):
        names = {level["id"]: level["name"] for level in described["rubricCriterionLevel"]}
        assert described["name"] == row.title
        assert result["resultDescription"] == described["id"]
        assert names[result["achievedLevel"]] == DEMONSTRATED
        assert set(names.values()) == {DEMONSTRATED, NOT_YET}


def test_the_address_of_the_earner_is_only_there_as_a_salted_hash() -> None:
    raw = dump(badge())
    assert EARNER.email.encode() not in raw
    assert EARNER.email.lower().encode() not in raw
    expected = hashlib.sha256((EARNER.email.lower() + EARNER.salt).encode()).hexdigest()
    assert identity_hash(EARNER.email, EARNER.salt) == f"sha256${expected}"
    assert is_for(badge(), " MARIA.PENA@pecanflats.example")
    assert not is_for(badge(), "maria@pecanflats.example")


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("Maria.Pena@PecanFlats.example", {"hashed": False}),
        ("maria.pena@pecanflats.example", {}),
        (
            "sha256$" + hashlib.sha256(b"maria.pena@pecanflats.examplesalt").hexdigest().upper(),
            {"hashed": True, "salt": "salt"},
        ),
        (
            "md5$"
            + hashlib.md5(b"maria.pena@pecanflats.example", usedforsecurity=False).hexdigest(),
            {"hashed": True},
        ),
        (
            "sha256$" + hashlib.sha256(b"Maria.Pena@pecanflats.example").hexdigest(),
            {"hashed": True},
        ),
    ],
)
def test_others_write_an_address_in_other_ways(said: str, more: dict[str, object]) -> None:
    identity = {"identityType": "emailAddress", "identityHash": said, **more}
    document = {"credentialSubject": {"identifier": [identity]}}
    assert is_for(document, "Maria.Pena@pecanflats.example")
    assert not is_for(document, "other@pecanflats.example")


@pytest.mark.parametrize("said", ["crc32$00", "sha256$", "$", "", 7, None, ["a"], {"a": 1}])
def test_an_identity_that_is_none_is_nobodys(said: object) -> None:
    for hashed in (True, False, None):
        identity = {"identityType": "emailAddress", "identityHash": said, "hashed": hashed}
        assert not is_for({"credentialSubject": {"identifier": identity}}, "a@b.example")


def test_evidence_is_never_inside() -> None:
    assert b"evidence" not in dump(badge()).replace(b"and the evidence shows it", b"")


def test_a_name_is_only_there_when_given() -> None:
    assert "María".encode() not in dump(badge(earner=replace(EARNER, name="")))


UNSIGNABLE = [chr(n) for n in (*range(32), 127, 0xFFFE, 0xFFFF) if n not in (9, 10, 13)]


@pytest.mark.parametrize("character", UNSIGNABLE)
def test_control_characters_are_refused_by_name(character: str) -> None:
    text = f"before{character}after"
    for changes in (
        {"achievement": replace(ACHIEVEMENT, name=text)},
        {"achievement": replace(ACHIEVEMENT, criteria=text)},
        {"achievement": replace(ACHIEVEMENT, tags=(text,))},
        {"earner": replace(EARNER, name=text)},
        {"issuer": replace(ISSUER, name=text)},
        {"results": (replace(ROWS[0], demonstrated=text),)},
        {"name": text},
    ):
        with pytest.raises(ControlCharacter) as refused:
            unsigned(**changes)
        assert refused.value.position == 6


def test_the_refusal_says_which_text_it_was() -> None:
    alignment = Alignment(framework="F", version="1", code="\x1f", url="https://f.example/1")
    with pytest.raises(ControlCharacter, match=r"achievement\.alignments\.code"):
        unsigned(achievement=replace(ACHIEVEMENT, alignments=(alignment,)))


TEXT = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=UNSIGNABLE,
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(text.strip()))


@settings(max_examples=25, deadline=None, database=None)
@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_every_other_character_survives(
    name: str, criteria: str, earner: str, tags: list[str]
) -> None:
    if PRACTICE_TAG in tags:
        return
    document = badge(
        achievement=replace(ACHIEVEMENT, name=name, criteria=criteria, tags=tuple(tags)),
        earner=replace(EARNER, name=earner),
        status=None,
    )
    raw = dump(document)
    assert load(raw) == document
    verdict = verify(raw, now=NOW, did_documents=published())
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts is not None
    assert (verdict.facts.name, verdict.facts.earner_name) == (name, earner)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ComposeError, match="half a character"):
        unsigned(achievement=replace(ACHIEVEMENT, name="\ud83d"))


@pytest.mark.parametrize("url", ["", "art.png", "/art.png", "https://a b", 'https://a"', "a:\n"])
def test_addresses_are_absolute(url: str) -> None:
    with pytest.raises(NotAnAddress):
        unsigned(id=url)
    with pytest.raises(NotAnAddress):
        unsigned(achievement=replace(ACHIEVEMENT, image=Image(url=url)))


def test_a_picture_may_be_inside() -> None:
    image = Image(url="data:image/png;base64,iVBORw0KGgo=", caption="A hexagon")
    document = badge(achievement=replace(ACHIEVEMENT, image=image), status=None)
    assert verify(document, now=NOW, did_documents=published()).outcome is Outcome.REAL


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        (Decimal("6.0"), "6"),
        (6, "6"),
        (0, "0"),
        (Decimal("0.25"), "0.25"),
        (1.5, "1.5"),
        (Decimal("0.1"), "0.1"),
    ],
)
def test_hours_are_written_one_way(hours: Any, written: str) -> None:
    document = badge(achievement=replace(ACHIEVEMENT, credits_available=hours), status=None)
    raw = dump(document)
    assert f'"creditsAvailable":{written},'.encode() in raw
    assert verify(raw, now=NOW, did_documents=published()).outcome is Outcome.REAL
    with_point = raw.replace(b'"creditsAvailable":6,', b'"creditsAvailable":6.0,')
    assert verify(with_point, now=NOW, did_documents=published()).outcome is Outcome.REAL


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_until": AT},
        {"achievement": replace(ACHIEVEMENT, type="Sticker")},
        {"achievement": replace(ACHIEVEMENT, name=" ")},
        {"achievement": replace(ACHIEVEMENT, criteria="")},
        {"achievement": replace(ACHIEVEMENT, credits_available=-1)},
        {"achievement": replace(ACHIEVEMENT, credits_available=float("nan"))},
        {"achievement": replace(ACHIEVEMENT, tags=(PRACTICE_TAG,))},
        {"earner": replace(EARNER, salt="short")},
        {"issuer": replace(ISSUER, name="")},
        {"results": (replace(ROWS[0], level="Exceeds"),)},
    ],
)
def test_what_is_missing_or_wrong_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ComposeError):
        unsigned(**changes)


@pytest.mark.parametrize(
    ("code", "written"),
    [("en-us", "en-US"), ("ES", "es"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")],
)
def test_a_language_is_written_as_the_standard_writes_it(code: str, written: str) -> None:
    document = unsigned(achievement=replace(ACHIEVEMENT, language=code))
    assert document["credentialSubject"]["achievement"]["inLanguage"] == written


@pytest.mark.parametrize("code", ["english", "en_US", "en-", "e", "en-US-x-texas", "en-USA"])
def test_what_is_no_language_is_refused(code: str) -> None:
    with pytest.raises(ComposeError):
        unsigned(achievement=replace(ACHIEVEMENT, language=code))


def test_a_time_needs_a_zone() -> None:
    with pytest.raises(NotAnInstant):
        unsigned(valid_from=datetime(2026, 9, 4))  # noqa: DTZ001 - the mistake itself
    with pytest.raises(NotAnInstant):
        sign(unsigned(), key=KEY, did=DID, at=datetime(2026, 9, 4))  # noqa: DTZ001 - likewise


def test_practice_is_marked_wherever_it_can_be_seen() -> None:
    document = practice_badge()
    achievement = document["credentialSubject"]["achievement"]
    assert document["issuer"]["id"].startswith("did:key:")
    assert PRACTICE_TAG in achievement["tag"]
    for name in (document["name"], document["issuer"]["name"], achievement["name"]):
        assert name.startswith(PRACTICE_PREFIX)
    assert PRACTICE_TAG not in badge()["credentialSubject"]["achievement"]["tag"]


def test_a_practice_badge_carries_no_id_of_a_real_district() -> None:
    with pytest.raises(NotAPracticeId):
        practice_badge(id="https://badges.pecanflats.example/c/1")
    with pytest.raises(NotAPracticeId):
        practice_badge(achievement=ACHIEVEMENT)
    assert practice_badge(valid_until=datetime(2027, 1, 1, tzinfo=UTC))["id"].startswith("urn:")


def test_a_badge_names_each_place_in_the_order_that_it_was_given() -> None:
    places = [
        StatusRef(list_url="https://a.example/1", index=7),
        StatusRef(list_url="https://a.example/2", index=7, purpose="suspension"),
    ]
    told = unsigned(status=places)["credentialStatus"]
    assert [(each["statusPurpose"], each["id"]) for each in told] == [
        ("revocation", "https://a.example/1#7"),
        ("suspension", "https://a.example/2#7"),
    ]
    assert unsigned(status=places[:1])["credentialStatus"] == told[0]
    assert "credentialStatus" not in unsigned(status=[])
    with pytest.raises(ComposeError):
        unsigned(status=replace(places[0], purpose="mood"))
