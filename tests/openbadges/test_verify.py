"""Each verdict, with its four checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
    Achievement,
    Document,
    Outcome,
    SigningKey,
    State,
    Verdict,
    did_document,
    dump,
    sign,
    verify,
)

PROVEN, NETWORK, FAILED = State.PROVEN, State.NEEDS_NETWORK, State.FAILED


def check(document: Document | bytes, **changes: Any) -> Verdict:
    known: dict[str, Any] = {
        "now": NOW,
        "did_documents": published(),
        "status_lists": {LIST_URL: dump(status_list(3))},
    }
    return verify(document, **{**known, **changes})


def states(verdict: Verdict) -> list[State]:
    return [each.state for each in verdict.checks]


def test_real_when_everything_was_looked_at() -> None:
    verdict = check(dump(badge()))
    assert verdict.outcome is Outcome.REAL
    assert states(verdict) == [PROVEN] * 4
    assert verdict.needs == ()
    assert verdict.facts is not None
    assert verdict.facts.earner_name == EARNER.name
    assert verdict.facts.name == ACHIEVEMENT.name
    assert verdict.facts.issuer_name == ISSUER.name
    assert verdict.facts.valid_from == AT


def test_never_real_while_withdrawal_is_unseen() -> None:
    verdict = check(badge(), status_lists={})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert states(verdict) == [PROVEN, PROVEN, NETWORK, PROVEN]
    assert verdict.needs == (LIST_URL,)


def test_real_without_a_list_when_the_issuer_names_none() -> None:
    verdict = check(badge(status=None), status_lists={})
    assert verdict.outcome is Outcome.REAL
    assert verdict.still_valid.reason == "cannot_be_withdrawn"


def test_withdrawn_when_its_bit_is_set() -> None:
    verdict = check(badge(), status_lists={LIST_URL: status_list(3, INDEX)})
    assert verdict.outcome is Outcome.WITHDRAWN
    assert states(verdict) == [PROVEN, PROVEN, FAILED, PROVEN]


def test_withdrawn_comes_before_expired() -> None:
    later = datetime(2040, 1, 1, tzinfo=UTC)
    lists = {LIST_URL: status_list(INDEX)}
    assert check(badge(), status_lists=lists, now=later).outcome is Outcome.WITHDRAWN


def test_expired_from_its_last_instant_on() -> None:
    end = datetime(2031, 9, 4, tzinfo=UTC)
    assert check(badge(), now=end).outcome is Outcome.EXPIRED
    assert check(badge(), now=end - timedelta(seconds=1)).outcome is Outcome.REAL
    assert states(check(badge(), now=end)) == [PROVEN, PROVEN, FAILED, PROVEN]


def test_not_yet_valid_before_its_first_instant_but_for_a_clock_a_little_off() -> None:
    assert check(badge(), now=AT - timedelta(hours=1)).outcome is Outcome.NOT_YET_VALID
    assert check(badge(), now=AT - timedelta(minutes=4)).outcome is Outcome.REAL


def test_changed_when_the_signature_does_not_match() -> None:
    document = badge()
    document["name"] = "Something better"
    verdict = check(document)
    assert verdict.outcome is Outcome.CHANGED
    assert states(verdict) == [FAILED] * 4


def test_practice_is_named_apart_and_never_real() -> None:
    document = practice_badge()
    verdict = check(dump(document))
    assert verdict.outcome is Outcome.PRACTICE
    assert verdict.practice
    assert states(verdict) == [PROVEN, PROVEN, NETWORK, FAILED]
    did = KEY.public.did
    url = document["credentialStatus"]["statusListCredential"]
    seen = {url: status_list(3, url=url, issuer_did=did)}
    trusted = check(document, status_lists=seen, known_keys={did: [KEY.public]})
    assert trusted.outcome is Outcome.PRACTICE
    assert trusted.still_valid.state is PROVEN


def test_a_practice_badge_can_be_withdrawn_and_is_still_marked_as_practice() -> None:
    document = practice_badge()
    url = document["credentialStatus"]["statusListCredential"]
    lists = {url: status_list(INDEX, url=url, issuer_did=KEY.public.did)}
    verdict = check(document, status_lists=lists)
    assert verdict.outcome is Outcome.WITHDRAWN
    assert verdict.practice


def test_a_key_that_calls_itself_a_district_is_not_believed() -> None:
    """Anyone can make a did:key and write a district's name beside it."""
    did = OTHER_KEY.public.did
    document = unsigned(status=None)
    document["issuer"]["id"] = did
    forged = sign(document, key=OTHER_KEY, did=did, at=AT)
    verdict = check(forged)
    assert verdict.outcome is Outcome.CANNOT_CHECK
    assert verdict.reason == "unknown_issuer"
    assert verdict.issuer_is_who_it_says.state is FAILED
    assert check(forged, known_keys={did: [OTHER_KEY.public]}).outcome is Outcome.REAL


def test_offline_a_districts_badge_waits_for_its_key() -> None:
    verdict = check(badge(), did_documents={}, status_lists={})
    assert verdict.outcome is Outcome.CANNOT_CHECK
    assert states(verdict) == [NETWORK] * 4
    assert verdict.needs == ("https://badges.pecanflats.example/.well-known/did.json",)


def test_a_known_key_serves_as_well_as_the_published_document() -> None:
    verdict = check(badge(), did_documents={}, known_keys={DID: [OTHER_KEY.public, KEY.public]})
    assert verdict.outcome is Outcome.REAL
    assert verdict.signed_by_issuer.reason == "known_key"


def test_another_districts_document_does_not_vouch() -> None:
    other = {DID: did_document(OTHER_DID, [KEY.public])}
    assert check(badge(), did_documents=other).outcome is Outcome.CANNOT_CHECK
    wrong_key = published(OTHER_KEY)
    assert check(badge(), did_documents=wrong_key).outcome is Outcome.CHANGED


def test_an_old_key_still_vouches_for_what_it_signed() -> None:
    rotated = {DID: did_document(DID, [OTHER_KEY.public], retired=[KEY.public])}
    assert check(badge(), did_documents=rotated).outcome is Outcome.REAL


def test_a_key_that_was_revoked_or_had_run_out_does_not_vouch() -> None:
    for change in ({"revoked": "2026-09-05T00:00:00Z"}, {"expires": "2026-09-04T20:00:00Z"}):
        document = did_document(DID, [KEY.public])
        document["verificationMethod"][0].update(change)
        assert check(badge(), did_documents={DID: document}).reason == "key_was_withdrawn"
    document["verificationMethod"][0]["expires"] = "2027-01-01T00:00:00Z"
    assert check(badge(), did_documents={DID: document}).outcome is Outcome.REAL


def test_a_key_that_may_not_sign_badges_does_not_vouch() -> None:
    document = did_document(DID, [KEY.public])
    document["assertionMethod"] = []
    verdict = check(badge(), did_documents={DID: document})
    assert verdict.reason == "key_not_published_by_its_issuer"


@pytest.mark.parametrize(
    "listing",
    [
        status_list(INDEX, key=OTHER_KEY),
        status_list(INDEX, issuer_did=OTHER_DID, key=OTHER_KEY),
        status_list(INDEX, url="https://badges.pecanflats.example/status/2"),
        {"not": "a list"},
        b"\xff",
        b"[]",
    ],
)
def test_a_list_that_is_not_this_issuers_word_now_is_not_looked_at(
    listing: Document | bytes,
) -> None:
    verdict = check(badge(), status_lists={LIST_URL: listing})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.still_valid.reason == "status_list_unusable"


def test_a_list_that_has_run_out_settles_nothing_and_one_from_tomorrow_does() -> None:
    old = status_list(3, valid_until=NOW - timedelta(minutes=1))
    verdict = check(badge(), status_lists={LIST_URL: old})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.still_valid.reason == "status_list_run_out"
    assert verdict.needs == (LIST_URL,)
    # But for what is for good.
    final = status_list(INDEX, valid_until=NOW - timedelta(minutes=1))
    assert check(badge(), status_lists={LIST_URL: final}).outcome is Outcome.WITHDRAWN
    for withdrawn, outcome in ((INDEX, Outcome.WITHDRAWN), (3, Outcome.REAL)):
        newer = status_list(withdrawn, at=NOW + timedelta(days=400))
        assert check(badge(), status_lists={LIST_URL: newer}).outcome is outcome


def test_another_issuers_list_says_nothing_even_when_that_issuer_is_known() -> None:
    listing = status_list(INDEX, issuer_did=OTHER_DID, key=OTHER_KEY)
    both = {**published(), **published(OTHER_KEY, OTHER_DID)}
    verdict = check(badge(), did_documents=both, status_lists={LIST_URL: listing})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


@pytest.mark.parametrize(
    "change",
    [
        {"type": "1EdTechRevocationList"},
        {"statusPurpose": "unheard-of"},
        {"statusPurpose": ["revocation", "message"]},
        {"statusListIndex": "-1"},
        {"statusListIndex": "9" * 30},
        {"statusListIndex": "131072"},
        {"statusSize": 2},
    ],
)
def test_a_status_that_cannot_be_read_is_never_taken_for_valid(change: Document) -> None:
    document = unsigned()
    document["credentialStatus"].update(change)
    if "type" in change:
        document["credentialStatus"] = {"id": LIST_URL, **change}
        document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    signed = sign(document, key=KEY, did=DID, at=AT)
    assert check(signed).outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


def test_any_of_several_statuses_can_speak_against_a_badge() -> None:
    document = unsigned()
    first = document["credentialStatus"]
    second = {**first, "id": first["id"] + "b", "statusListIndex": "7"}
    document["credentialStatus"] = [first, second]
    signed = sign(document, key=KEY, did=DID, at=AT)
    assert check(signed).outcome is Outcome.REAL
    assert check(signed, status_lists={LIST_URL: status_list(7)}).outcome is Outcome.WITHDRAWN


def test_a_proof_that_has_run_out_has_expired() -> None:
    document = badge()
    document["proof"]["expires"] = "2026-09-05T00:00:00Z"
    assert check(document).outcome is Outcome.CHANGED


def test_a_badge_from_elsewhere_in_another_shape_of_the_same_standard() -> None:
    """One value without a list around it, other names for its kind, texts with a language."""
    key = SigningKey.generate()
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
            "https://w3id.org/security/data-integrity/v2",
        ],
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {
            "id": OTHER_DID,
            "type": "Profile",
            "name": {"@value": "Ünï", "@language": "de"},
        },
        "validFrom": "2026-01-01T00:00:00.000+02:00",
        "credentialSubject": [
            {
                "type": "AchievementSubject",
                "achievement": {
                    "id": "https://elsewhere.example/a",
                    "type": "Achievement",
                    "name": "Name",
                    "description": "Description",
                    "criteria": {"narrative": "Do it"},
                },
            }
        ],
    }
    signed = sign(document, key=key, did=OTHER_DID, at=AT)
    verdict = check(signed, did_documents=published(key, OTHER_DID))
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts is not None
    assert verdict.facts.issuer_name == "Ünï"
    assert verdict.facts.valid_from == datetime(2025, 12, 31, 22, tzinfo=UTC)


def test_two_districts_do_not_vouch_for_each_other() -> None:
    theirs = sign(
        unsigned(
            issuer=replace(ISSUER, did=OTHER_DID, name="Little Fork ISD"),
            achievement=replace(ACHIEVEMENT, id="https://badges.littlefork.example/a/1"),
            status=None,
        ),
        key=OTHER_KEY,
        did=OTHER_DID,
        at=AT,
    )
    both = {**published(), **published(OTHER_KEY, OTHER_DID)}
    assert check(theirs, did_documents=both).outcome is Outcome.REAL
    assert check(badge(), did_documents=both).outcome is Outcome.REAL
    assert check(theirs).outcome is Outcome.CANNOT_CHECK
    assert isinstance(ACHIEVEMENT, Achievement)
