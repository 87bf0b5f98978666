"""Withdrawn or suspended, in each of the lists that issuers keep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.openbadges.elsewhere import (
    ED25519,
    ED25519_2020,
    EXTENSIONS,
    RSA,
    STATUS_LIST_2021,
    claims_of,
    jwk,
    older,
    proved,
    raw_token,
    revocation_status,
    status_2021,
)
from tests.openbadges.made import (
    AT,
    DID,
    INDEX,
    KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import (
    Document,
    Outcome,
    StatusRef,
    Verdict,
    compose_revocation_list,
    dump,
    verify,
)
from waypost.openbadges.contexts import CREDENTIALS_V1
from waypost.openbadges.proof import OLDER_PROOF
from waypost.openbadges.status import compose_status_list, decode, decode_2021, encode
from waypost.openbadges.times import instant

OTHER_URL = "https://badges.pecanflats.example/status/1/suspension"
REVOKED_URL = "https://badges.pecanflats.example/revoked"
REF = StatusRef(list_url=LIST_URL, index=INDEX)


def check(document: Document, lists: dict[str, Any], **changes: Any) -> Verdict:
    known = {"now": NOW, "did_documents": published(), "status_lists": lists}
    return verify(document, **{**known, **changes})


def two_ways() -> Document:
    """A badge that can be revoked in one list and suspended in another."""
    document = unsigned()
    first = document["credentialStatus"]
    second = {**first, "id": f"{OTHER_URL}#{INDEX}", "statusPurpose": "suspension"}
    document["credentialStatus"] = [first, {**second, "statusListCredential": OTHER_URL}]
    return proved(document)


def suspensions(*places: int) -> Document:
    listing = compose_status_list(url=OTHER_URL, issuer_did=DID, withdrawn=places, at=AT)
    listing["credentialSubject"]["statusPurpose"] = "suspension"
    return proved(listing)


def test_revocation_and_suspension_are_looked_up_apart() -> None:
    document = two_ways()
    for revoked, suspended, outcome, reason in (
        (3, 3, Outcome.REAL, "all_proven"),
        (3, INDEX, Outcome.WITHDRAWN, "suspended"),
        (INDEX, 3, Outcome.WITHDRAWN, "withdrawn"),
        (INDEX, INDEX, Outcome.WITHDRAWN, "withdrawn"),
    ):
        lists = {LIST_URL: status_list(revoked), OTHER_URL: suspensions(suspended)}
        verdict = check(document, lists)
        assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_one_list_unseen_leaves_it_open_and_one_word_against_is_enough() -> None:
    document = two_ways()
    open_one = check(document, {LIST_URL: status_list(3)})
    assert open_one.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert open_one.needs == (OTHER_URL,)
    assert check(document, {OTHER_URL: suspensions(INDEX)}).outcome is Outcome.WITHDRAWN


def test_a_list_for_another_purpose_settles_nothing() -> None:
    """A suspension list in the place of the revocation list would hide a withdrawal."""
    swapped = suspensions(3)
    swapped["id"] = LIST_URL
    del swapped["proof"]
    verdict = check(two_ways(), {LIST_URL: proved(swapped), OTHER_URL: suspensions(3)})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


def older_list(*withdrawn: int, **changes: Any) -> Document:
    packed = encode(withdrawn).removeprefix("u")
    document = {
        "@context": [CREDENTIALS_V1, STATUS_LIST_2021, ED25519_2020],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": DID,
        "issuanceDate": instant(AT),
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": packed,
        },
        **changes,
    }
    return proved(document, kind=OLDER_PROOF)


def with_older_status() -> Document:
    document = older(STATUS_LIST_2021)
    document["credentialStatus"] = status_2021(REF)
    return proved(document, kind=OLDER_PROOF)


def test_the_older_list_is_looked_up_like_the_newer() -> None:
    document = with_older_status()
    assert check(document, {}).needs == (LIST_URL,)
    assert check(document, {LIST_URL: older_list(3)}).outcome is Outcome.REAL
    assert check(document, {LIST_URL: dump(older_list(INDEX))}).outcome is Outcome.WITHDRAWN
    run_out = older_list(3, expirationDate=instant(NOW - timedelta(hours=1)))
    assert check(document, {LIST_URL: run_out}).still_valid.reason == "status_list_run_out"


@pytest.mark.parametrize("how", ["the list", "its proof"])
def test_a_list_that_has_run_out_tells_of_nothing_but_what_is_for_good(how: str) -> None:
    over = instant(NOW - timedelta(hours=1))
    document = two_ways()

    def listing(url: str, purpose: str, *places: int) -> Document:
        made = compose_status_list(url=url, issuer_did=DID, withdrawn=places, at=AT)
        made["credentialSubject"]["statusPurpose"] = purpose
        return (
            proved(made | {"validUntil": over})
            if how == "the list"
            else (proved(made, expires=over))
        )

    def judged(revoked: int, suspended: int) -> Verdict:
        return check(document, {
            LIST_URL: listing(LIST_URL, "revocation", revoked),
            OTHER_URL: listing(OTHER_URL, "suspension", suspended),
        })  # fmt: skip

    for suspended in (3, INDEX):
        verdict = judged(3, suspended)
        assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
        assert verdict.still_valid.reason == "status_list_run_out"
    assert judged(INDEX, 3).outcome is Outcome.WITHDRAWN


def test_what_others_say_of_a_list_does_not_end_it() -> None:
    over = instant(NOW - timedelta(hours=1))
    listing = proved(status_list(3), key=OTHER_KEY, did="did:web:other.example", expires=over)
    assert check(proved(unsigned()), {LIST_URL: listing}).outcome is Outcome.REAL


@pytest.mark.parametrize("member", ["validUntil", "expirationDate"])
def test_a_list_of_names_runs_out_as_well(member: str) -> None:
    document = named()
    over, ahead = (instant(NOW + timedelta(hours=hours)) for hours in (-1, 1))
    verdict = check(document, {REVOKED_URL: revoked(**{member: over})})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.still_valid.reason == "status_list_run_out"
    assert check(document, {REVOKED_URL: revoked(**{member: ahead})}).outcome is Outcome.REAL
    gone = revoked({"id": document["id"]}, **{member: over})
    assert check(document, {REVOKED_URL: gone}).outcome is Outcome.WITHDRAWN
    assert check(document, {REVOKED_URL: revoked(**{member: "soon"})}).still_valid.reason == (
        "status_list_unusable"
    )


def test_a_list_of_the_other_kind_settles_nothing() -> None:
    newer, other = check(with_older_status(), {LIST_URL: status_list(3)}), proved(unsigned())
    assert newer.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert check(other, {LIST_URL: older_list(3)}).outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


def test_both_alphabets_of_the_older_list_are_read() -> None:
    text = encode([3, 9, 70_001]).removeprefix("u")
    plain = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    assert decode_2021(text) == decode_2021(plain) == decode("u" + text)


@pytest.mark.parametrize("key", [RSA, ED25519], ids=["RS256", "EdDSA"])
def test_a_list_may_be_signed_as_a_token(key: Any) -> None:
    keys_at = "https://badges.pecanflats.example/.well-known/jwks.json"
    document = proved(unsigned())

    def listing(*places: int, **claims: Any) -> bytes:
        body = compose_status_list(url=LIST_URL, issuer_did=DID, withdrawn=places, at=AT)
        body |= {"iss": DID, "jti": LIST_URL, **claims}
        alg = "RS256" if key is RSA else "EdDSA"
        return raw_token({"alg": alg, "kid": f"{keys_at}#1"}, body, key)

    found = {keys_at: {"keys": [jwk(key) | {"kid": "1"}]}}
    for places, outcome in (((3,), Outcome.REAL), ((INDEX,), Outcome.WITHDRAWN)):
        verdict = check(document, {LIST_URL: listing(*places)}, key_documents=found)
        assert verdict.outcome is outcome
    unseen = check(document, {LIST_URL: listing(3)})
    assert unseen.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert unseen.needs == (LIST_URL, keys_at)
    over = listing(3, exp=int((NOW - timedelta(hours=1)).timestamp()))
    late = check(document, {LIST_URL: over}, key_documents=found)
    assert late.still_valid.reason == "status_list_run_out"
    forged = raw_token({"alg": "none", "kid": f"{keys_at}#1"}, {}, RSA)
    for wrong in (forged, listing(3)[:-4] + b"AAAA", listing(3, iss="did:web:x.example")):
        verdict = check(document, {LIST_URL: wrong}, key_documents=found)
        assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


def named(url: str = REVOKED_URL) -> Document:
    """A badge that is revoked by its name."""
    document = unsigned(status=None)
    document["@context"].append(EXTENSIONS)
    document["credentialStatus"] = revocation_status(url)
    return proved(document)


def revoked(*entries: object, **changes: Any) -> Document:
    return {
        "id": REVOKED_URL,
        "type": "1EdTechRevocationList",
        "issuer": DID,
        "revokedCredential": list(entries),
        **changes,
    }


def test_a_list_of_names_of_the_issuers_own_host_is_believed() -> None:
    document = named()
    name = document["id"]
    unseen = check(document, {})
    assert (unseen.outcome, unseen.needs) == (Outcome.AUTHENTIC_STATUS_UNKNOWN, (REVOKED_URL,))
    for entries, outcome in (
        ((), Outcome.REAL),
        (({"id": "urn:other"},), Outcome.REAL),
        (({"id": name, "revoked": False},), Outcome.REAL),
        (({"id": name, "revoked": True, "revocationReason": "Mistake"},), Outcome.WITHDRAWN),
        (({"id": "urn:other"}, {"id": name}), Outcome.WITHDRAWN),
        (({"id": name, "revoked": "false"},), Outcome.WITHDRAWN),
    ):
        assert check(document, {REVOKED_URL: revoked(*entries)}).outcome is outcome
    many = revoked(*({"id": f"urn:x:{n}"} for n in range(20_000)))
    assert check(document, {REVOKED_URL: dump(many)}).outcome is Outcome.REAL
    bare = {k: v for k, v in revoked({"id": name}).items() if k not in ("id", "issuer")}
    assert check(document, {REVOKED_URL: dump(bare)}).outcome is Outcome.WITHDRAWN
    for withdrawn, outcome in (({}, Outcome.REAL), ({name: "Mistake"}, Outcome.WITHDRAWN)):
        own = compose_revocation_list(url=REVOKED_URL, issuer_did=DID, withdrawn=withdrawn)
        assert check(document, {REVOKED_URL: dump(own)}).outcome is outcome, "as we publish it"


@pytest.mark.parametrize(
    "listing",
    [
        revoked(id="https://badges.pecanflats.example/other"),
        revoked(issuer="did:web:other.example"),
        revoked(type="StatusList"),
        revoked("urn:x"),
        revoked({"revoked": True}),
        revoked({"id": 7}),
        {},
        b"[]",
        b"<html>",
    ],
)
def test_a_list_of_names_that_is_none_settles_nothing(listing: Any) -> None:
    verdict = check(named(), {REVOKED_URL: listing})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.still_valid.reason == "status_list_unusable"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/revoked",
        "https://badges.pecanflats.example:8443/revoked",
        "https://badges.pecanflats.example.evil.example/revoked",
    ],
)
def test_a_list_of_names_elsewhere_is_not_believed(url: str) -> None:
    """It is not signed, so it is worth what its address is worth."""
    verdict = check(named(url), {url: revoked(id=url)})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.still_valid.reason == "status_list_elsewhere"
    assert verdict.needs == ()
    plain = check(named("http://badges.pecanflats.example/revoked"), {})
    assert plain.still_valid.reason == "unknown_kind_of_status"


def test_a_practice_key_has_no_host_whose_list_could_be_believed() -> None:
    document = unsigned(status=None)
    document["issuer"]["id"] = OTHER_KEY.public.did
    document["@context"].append(EXTENSIONS)
    document["credentialStatus"] = revocation_status(REVOKED_URL)
    signed = proved(document, key=OTHER_KEY, did=OTHER_KEY.public.did)
    known = {OTHER_KEY.public.did: [OTHER_KEY.public]}
    verdict = check(signed, {REVOKED_URL: revoked()}, known_keys=known)
    assert verdict.still_valid.reason == "status_list_elsewhere"


def test_refresh_and_message_are_harmless_beside_what_is_not() -> None:
    document = unsigned()
    first = document["credentialStatus"]
    document["credentialStatus"] = [
        first,
        {**first, "id": f"{LIST_URL}#r", "statusPurpose": "refresh"},
        {**first, "id": f"{LIST_URL}#m", "statusPurpose": "message"},
    ]
    assert check(proved(document), {LIST_URL: status_list(3)}).outcome is Outcome.REAL
    assert check(proved(document), {LIST_URL: status_list(INDEX)}).outcome is Outcome.WITHDRAWN


def test_a_token_is_withdrawn_by_any_of_the_lists() -> None:
    document = unsigned(status=None)
    document["credentialStatus"] = revocation_status(REVOKED_URL)
    header = {"alg": "EdDSA", "kid": f"{DID}#{KEY.public.multibase}"}
    source = raw_token(header, {**document, **claims_of(document)}, ED25519)
    lists = {REVOKED_URL: dump(revoked({"id": document["id"]}))}
    verdict = verify(source, now=NOW, did_documents=published(), status_lists=lists)
    assert verdict.outcome is Outcome.WITHDRAWN
