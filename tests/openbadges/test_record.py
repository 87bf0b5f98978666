"""A learner record: one person's signed badges, signed together, and no better than the worst."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

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
    OTHER_DID,
    OTHER_KEY,
    badge,
    practice_badge,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import (
    MOST_BADGES,
    PRACTICE_PREFIX,
    Association,
    ComposeError,
    Document,
    NotAPracticeId,
    Outcome,
    SigningKey,
    StatusRef,
    Verdict,
    compose_record,
    dump,
    report,
    sign,
    verify,
)

HOME = "https://badges.pecanflats.example"
DEGREE = replace(ACHIEVEMENT, id=f"{HOME}/catalog/degree#v1", name="Digital classroom")
PART = replace(ACHIEVEMENT, id=f"{HOME}/catalog/polls#v3")


def place(index: int) -> StatusRef:
    return StatusRef(list_url=LIST_URL, index=index)


def parts() -> list[Document]:
    return [
        badge(id=f"{HOME}/c/1", achievement=DEGREE, status=place(1), results=()),
        badge(id=f"{HOME}/c/2", achievement=PART, status=place(INDEX)),
    ]


def unsigned_record(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "id": "urn:uuid:9f0c1c3e-7a55-4b43-8d5c-0e0a6a1f7c11",
        "issuer": ISSUER,
        "earner": EARNER,
        "name": "Record of María Peña",
        "badges": parts(),
        "valid_from": AT,
        "associations": [Association(source=DEGREE.id, kind="isParentOf", target=PART.id)],
    }
    return compose_record(**{**values, **changes})


def record(**changes: Any) -> Document:
    return sign(unsigned_record(**changes), key=KEY, did=DID, at=AT)


def check(document: Document, *withdrawn: int, **known: Any) -> Verdict:
    lists = {LIST_URL: status_list(*withdrawn)}
    answers = {"did_documents": published(), "status_lists": lists, **known}
    return verify(dump(document), now=NOW, **answers)


def test_it_holds_whole_badges_and_how_they_stand_to_each_other() -> None:
    made = record()
    subject = made["credentialSubject"]
    assert made["type"] == ["VerifiableCredential", "ClrCredential"]
    assert made["@context"][1] == "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
    assert subject["verifiableCredential"] == parts()
    assert subject["association"] == [
        {
            "type": "Association",
            "associationType": "isParentOf",
            "sourceId": DEGREE.id,
            "targetId": PART.id,
        }
    ]
    assert EARNER.email.lower().encode() not in dump(made).lower()


def test_it_is_real_and_says_what_it_is_and_whose() -> None:
    verdict = check(record())
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts is not None
    assert verdict.facts.name == "Record of María Peña"
    assert verdict.facts.earner_name == EARNER.name
    assert verdict.facts.issuer_name == ISSUER.name
    said = report.lines(verdict, now=NOW)
    assert "  Earned by: María Peña" in said


def test_each_badge_in_it_can_be_taken_out_and_checked_alone() -> None:
    for part in record()["credentialSubject"]["verifiableCredential"]:
        assert check(part).outcome is Outcome.REAL


def test_a_record_is_withdrawn_with_a_badge_in_it() -> None:
    verdict = check(record(), INDEX)
    assert (verdict.outcome, verdict.reason) == (Outcome.WITHDRAWN, "part_withdrawn")
    assert report.lines(verdict, now=NOW)


def test_a_record_is_not_known_to_stand_while_a_badge_in_it_is_not() -> None:
    verdict = check(record(), status_lists={})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.needs == (LIST_URL,)


def changed_part(**members: object) -> Document:
    """Signed by the issuer as a whole, round a badge that nobody signed like this."""
    degree, part = parts()
    forged = {**part, **members}
    whole = {**unsigned_record(), "credentialSubject": {}}
    whole["credentialSubject"] = {
        **unsigned_record()["credentialSubject"],
        "verifiableCredential": [degree, forged],
    }
    return sign(whole, key=KEY, did=DID, at=AT)


def test_a_good_signature_round_a_forged_badge_proves_nothing() -> None:
    verdict = check(changed_part(name="Something better"))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "part_not_proven")
    assert report.lines(verdict, now=NOW)


def test_a_list_that_is_not_at_hand_hides_no_forged_badge() -> None:
    """Of the record itself; what is wrong inside is worse."""
    whole = {name: each for name, each in changed_part(name="Better").items() if name != "proof"}
    entry = unsigned(status=place(7))["credentialStatus"]
    entry["statusListCredential"] = f"{HOME}/status/9"
    entry["id"] = f"{HOME}/status/9#7"
    dated = sign({**whole, "credentialStatus": entry}, key=KEY, did=DID, at=AT)
    verdict = check(dated)
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "part_not_proven")
    good = {name: each for name, each in record().items() if name != "proof"}
    open_ = sign({**good, "credentialStatus": entry}, key=KEY, did=DID, at=AT)
    verdict = check(open_, status_lists={})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert set(verdict.needs) == {LIST_URL, f"{HOME}/status/9"}


def test_a_badge_of_an_unknown_issuer_keeps_the_record_open() -> None:
    other = sign(
        unsigned(id=f"{HOME}/c/9", issuer=replace(ISSUER, did=OTHER_DID), status=place(9)),
        key=OTHER_KEY,
        did=OTHER_DID,
        at=AT,
    )
    verdict = check(record(badges=[*parts(), other]))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "part_not_proven")
    assert verdict.needs == ("https://badges.littlefork.example/.well-known/did.json",)


@pytest.mark.parametrize("path", ["name", "issuer", "validFrom", "id"])
def test_every_word_of_the_record_is_covered(path: str) -> None:
    made = record()
    other = {
        "name": "Record of somebody",
        "issuer": {**made["issuer"], "name": "Another"},
        "validFrom": "2020-01-01T00:00:00Z",
        "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
    }
    assert check({**made, path: other[path]}).outcome is Outcome.CHANGED


@pytest.mark.parametrize("member", ["verifiableCredential", "association", "identifier"])
def test_nothing_in_it_can_be_taken_out(member: str) -> None:
    made = record()
    subject = dict(made["credentialSubject"])
    subject[member] = subject[member][:-1]
    if not subject[member]:
        del subject[member]
    assert check({**made, "credentialSubject": subject}).outcome is Outcome.CHANGED


@pytest.mark.parametrize("held", [[], ["https://a.example/1"], [[]], "x", [7]])
def test_a_record_without_badges_is_none(held: object) -> None:
    made = record()
    subject = {**made["credentialSubject"], "verifiableCredential": held}
    assert check({**made, "credentialSubject": subject}).outcome is Outcome.UNREADABLE


def test_a_stranger_cannot_gather_somebody_else_s_badges_under_another_name() -> None:
    other = SigningKey.generate()
    whole = {**unsigned_record(), "issuer": {"id": other.public.did, "type": ["Profile"]}}
    subject = {**whole["credentialSubject"], "id": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    stolen = sign({**whole, "credentialSubject": subject}, key=other, did=other.public.did, at=AT)
    verdict = check(stolen, known_keys={other.public.did: [other.public]})
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "part_of_somebody_else")


def test_an_issuer_may_have_known_one_person_by_two_ids() -> None:
    before = replace(EARNER, id="urn:uuid:1a1a1a1a-9b2c-4a51-8d1c-1a2b3c4d5e6f")
    older = badge(id=f"{HOME}/c/3", achievement=PART, earner=before, status=place(7))
    assert check(record(badges=[*parts(), older])).outcome is Outcome.REAL


def test_a_practice_record_is_one() -> None:
    did = KEY.public.did
    made = unsigned_record(
        issuer=replace(ISSUER, did=did, url=""), badges=[practice_badge()], associations=()
    )
    assert made["name"].startswith(PRACTICE_PREFIX)
    assert made["issuer"]["name"].startswith(PRACTICE_PREFIX)
    verdict = verify(sign(made, key=KEY, did=did, at=AT), now=NOW)
    assert verdict.outcome is Outcome.PRACTICE
    with pytest.raises(NotAPracticeId):
        unsigned_record(
            issuer=replace(ISSUER, did=did),
            badges=[practice_badge()],
            associations=(),
            id=f"{HOME}/record/1",
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"badges": []},
        {"badges": [unsigned()]},
        {"badges": [practice_badge()], "associations": ()},
        {"name": " "},
        {"associations": [Association(source=DEGREE.id, kind="isMotherOf", target=PART.id)]},
        {"associations": [Association(source=DEGREE.id, kind="isParentOf", target="urn:x:1")]},
        {"earner": replace(EARNER, name="\x00")},
    ],
)
def test_what_cannot_be_a_record_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ComposeError):
        unsigned_record(**changes)


def test_the_most_badges_that_a_record_takes_can_be_checked() -> None:
    many = [
        badge(
            id=f"{HOME}/c/{n}",
            achievement=replace(PART, id=f"{HOME}/catalog/{n}", name=f"Badge {n}"),
            status=place(n),
        )
        for n in range(MOST_BADGES)
    ]
    verdict = check(record(badges=many, associations=()))
    assert verdict.outcome is Outcome.REAL
    with pytest.raises(ComposeError):
        unsigned_record(badges=[*many, many[0]], associations=())
