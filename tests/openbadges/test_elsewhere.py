"""What other districts and badge platforms issue verifies here, in every form that they use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.openbadges.elsewhere import (
    BITSTRING,
    DATA_INTEGRITY,
    ED25519,
    ED25519_2020,
    OB_3_0_0,
    P256,
    RSA,
    claims_of,
    did_jwk,
    jwk,
    older,
    proved,
    raw_token,
)
from tests.openbadges.made import (
    DID,
    INDEX,
    ISSUER,
    KEY,
    LIST_URL,
    NOW,
    OTHER_DID,
    OTHER_KEY,
    badge,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import (
    Document,
    Outcome,
    State,
    StatusRef,
    Verdict,
    bake,
    did_document,
    dump,
    verify,
)
from waypost.openbadges.contexts import CREDENTIALS_V1
from waypost.openbadges.documents import Unreadable
from waypost.openbadges.form import read_badge
from waypost.openbadges.jwks import EcKey, from_did_jwk, key_of
from waypost.openbadges.keys import NotADid, NotAKey
from waypost.openbadges.lookup import is_own_place
from waypost.openbadges.proof import OLDER_PROOF

LISTS = {LIST_URL: status_list(3)}
KEYS_AT = "https://badges.pecanflats.example/.well-known/jwks.json"


def check(source: Document | bytes, **changes: Any) -> Verdict:
    known = {"now": NOW, "did_documents": published(), "status_lists": LISTS}
    return verify(source, **{**known, **changes})


def test_an_older_credential_with_the_older_proof_is_real() -> None:
    document = proved(older(), kind=OLDER_PROOF)
    verdict = check(dump(document))
    assert (verdict.outcome, verdict.reason) == (Outcome.REAL, "all_proven")
    assert verdict.facts
    assert verdict.facts.valid_until == datetime(2031, 9, 4, tzinfo=UTC)
    first = older()
    first["@context"][1] = OB_3_0_0
    for name in ("inLanguage", "version"):
        first["credentialSubject"]["achievement"].pop(name)
    assert check(proved(first, kind=OLDER_PROOF)).outcome is Outcome.REAL


def test_an_older_credential_with_the_newer_proof_is_real() -> None:
    assert check(proved(older(DATA_INTEGRITY))).outcome is Outcome.REAL
    older_vocabulary = "https://w3id.org/security/data-integrity/v1"
    assert check(proved(older(older_vocabulary))).outcome is Outcome.REAL


def test_a_newer_credential_with_the_older_proof_or_with_both_is_real() -> None:
    document = unsigned()
    document["@context"].append(ED25519_2020)
    assert check(proved(document, kind=OLDER_PROOF)).outcome is Outcome.REAL
    both = proved(proved(document), kind=OLDER_PROOF)
    assert check(both).outcome is Outcome.REAL
    both["proof"][1]["created"] = "2026-09-04T20:15:00Z"
    assert check(both).outcome is Outcome.CHANGED


def test_an_older_credential_is_withdrawn_expires_and_begins_like_any_other() -> None:
    status = StatusRef(list_url=LIST_URL, index=INDEX)
    document = proved(older(BITSTRING, status=status), kind=OLDER_PROOF)
    assert check(document).outcome is Outcome.REAL
    withdrawn = {LIST_URL: status_list(INDEX)}
    assert check(document, status_lists=withdrawn).outcome is Outcome.WITHDRAWN
    later, earlier = datetime(2031, 9, 4, tzinfo=UTC), NOW - timedelta(days=9)
    assert check(document, now=later).outcome is Outcome.EXPIRED
    assert check(document, now=earlier).outcome is Outcome.NOT_YET_VALID


def test_an_older_credential_needs_its_own_date_and_is_held_to_both() -> None:
    document = older()
    document["validFrom"] = document.pop("issuanceDate")
    assert check(proved(document, kind=OLDER_PROOF)).reason == "no_date"
    document["issuanceDate"], document["validFrom"] = document["validFrom"], "2026-12-01T00:00:00Z"
    both = proved(document, kind=OLDER_PROOF)
    assert check(both).outcome is Outcome.NOT_YET_VALID
    newer = unsigned()
    newer["issuanceDate"] = newer["validFrom"]
    assert check({**badge(), "issuanceDate": "2026-01-01T00:00:00Z"}).outcome is Outcome.CHANGED


def test_two_data_models_in_one_document_are_refused() -> None:
    for contexts in (
        [CREDENTIALS_V1, "https://www.w3.org/ns/credentials/v2"],
        ["https://www.w3.org/ns/credentials/v2", CREDENTIALS_V1],
    ):
        document = {**badge(), "@context": [*contexts, *badge()["@context"][1:]]}
        document["issuanceDate"] = document["validFrom"]
        assert check(document).outcome in (Outcome.CHANGED, Outcome.CANNOT_CHECK)


def test_an_older_credential_that_is_no_badge_keeps_its_own_word() -> None:
    document = {**older(), "type": ["VerifiableCredential"]}
    with pytest.raises(Unreadable) as caught:
        read_badge(document)
    assert caught.value.reason == "older_credential"


def test_lists_that_hold_nothing_say_nothing() -> None:
    """Some platforms write every list that they know; none of it is in the signed statements."""
    document = badge()
    document["credentialSubject"]["achievement"] |= {"endorsement": [], "related": []}
    assert check(document).outcome is Outcome.REAL
    document["credentialSubject"]["achievement"]["alignment"] = []
    assert check(document).outcome is Outcome.CHANGED
    undefined = badge()
    undefined["credentialSubject"]["honors"] = []
    assert check(undefined).outcome is Outcome.CHANGED


def test_a_key_document_at_the_issuers_own_address_vouches() -> None:
    """An issuer whose id is an https address publishes there, or publishes its one key there."""
    issuer = "https://elsewhere.example/issuers/7"
    document = unsigned(issuer=replace(ISSUER, did=issuer), status=None)
    signed = proved(document, did=issuer)
    unseen = check(signed, did_documents={})
    assert (unseen.reason, unseen.needs) == ("issuer_document_unseen", (issuer,))
    key = {
        "id": f"{issuer}#{KEY.public.multibase}",
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": KEY.public.multibase,
    }
    for found in (key, {"id": issuer, "type": "Profile", "assertionMethod": key}):
        assert check(signed, did_documents={issuer: found}).outcome is Outcome.REAL
    for found, reason in (
        (key | {"controller": "https://elsewhere.example/issuers/8"}, "issuer_document_unreadable"),
        ({"id": issuer, "type": "Profile"}, "unknown_issuer"),
        (key | {"publicKeyMultibase": OTHER_KEY.public.multibase}, "signature_does_not_match"),
    ):
        assert check(signed, did_documents={issuer: found}).reason == reason


def token(key: Any, **how: Any) -> bytes:
    """`header` and `claims` as they are to be; None takes one out."""
    document = how.get("document") or unsigned()
    names = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
    header = {"alg": names[jwk(key)["kty"]], "typ": "JWT"} | how.get("header", {})
    claims = how.get("payload") or {**document, **claims_of(document)}
    claims |= how.get("claims", {})
    header, claims = ({k: v for k, v in part.items() if v is not None} for part in (header, claims))
    return raw_token(header, claims, key)


@pytest.mark.parametrize("key", [RSA, P256, ED25519], ids=["RS256", "ES256", "EdDSA"])
def test_a_key_set_at_the_issuers_well_known_address_is_asked_for_and_vouches(key: Any) -> None:
    source = token(key, header={"kid": f"{KEYS_AT}#k1"})
    unseen = check(source)
    assert (unseen.outcome, unseen.reason) == (Outcome.CANNOT_CHECK, "key_document_unseen")
    assert unseen.needs == (KEYS_AT,)
    assert unseen.unchanged.state is State.NEEDS_NETWORK
    keys = {"keys": [jwk(RSA) | {"kid": "k0"}, jwk(key) | {"kid": "k1"}]}
    assert check(source, key_documents={KEYS_AT: keys}).outcome is Outcome.REAL
    bare = token(key, header={"kid": KEYS_AT})
    assert check(bare, key_documents={KEYS_AT: keys}).outcome is Outcome.REAL
    assert check(bare, key_documents={KEYS_AT: jwk(key)}).outcome is Outcome.REAL
    other = {"keys": [jwk(key) | {"kid": "k2"}, jwk(RSA) | {"kid": "k3"}]}
    missing = check(source, key_documents={KEYS_AT: other})
    assert (missing.outcome, missing.reason) == (
        Outcome.CHANGED,
        "key_not_published_by_its_issuer",
    )


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, "key_document_unreadable"),
        ([], "key_document_unreadable"),
        ({}, "key_document_unreadable"),
        ({"keys": []}, "key_not_published_by_its_issuer"),
        ({"keys": "none"}, "key_not_published_by_its_issuer"),
        ({"keys": [{"kid": "k1", "kty": "oct", "k": "AAAA"}]}, "unknown_kind_of_key"),
        ({"keys": [jwk(RSA) | {"kid": "k1", "use": "enc"}]}, "unknown_kind_of_key"),
        ({"keys": [jwk(P256) | {"kid": "k1"}]}, "unknown_kind_of_key"),
        ({"keys": [jwk(RSA) | {"kid": "k1", "revoked": "2026-01-01"}]}, "key_was_withdrawn"),
        (jwk(RSA) | {"d": "AQAB"}, "unknown_kind_of_key"),
    ],
)
def test_what_is_no_key_of_the_issuer_vouches_for_nothing(found: object, reason: str) -> None:
    source = token(RSA, header={"kid": f"{KEYS_AT}#k1"})
    verdict = check(source, key_documents={KEYS_AT: found})
    assert verdict.reason == reason
    assert verdict.outcome in (Outcome.CANNOT_CHECK, Outcome.CHANGED)


def test_a_key_at_somebody_elses_address_vouches_for_nothing() -> None:
    """Not on another host, and not elsewhere on the same one: there others may write."""
    for address in (
        "https://elsewhere.example/.well-known/jwks.json",
        "https://badges.pecanflats.example/uploads/key.json",
        "https://badges.pecanflats.example/.well-known/../uploads/key.json",
        "https://badges.pecanflats.example/.well-known/%2e%2e/uploads/key.json",
        "https://badges.pecanflats.example:8443/.well-known/jwks.json",
        "https://badges.pecanflats.example@elsewhere.example/.well-known/jwks.json",
        "https://badges.pecanflats.example/.well-known/jwks.json?of=me",
        "http://badges.pecanflats.example/.well-known/jwks.json",
    ):
        source = token(RSA, header={"kid": address})
        verdict = check(source, key_documents={address: jwk(RSA)})
        assert verdict.outcome is Outcome.CANNOT_CHECK, address
        assert verdict.needs == (), address
    unseen = check(token(RSA, header={"kid": "https://elsewhere.example/k"}), did_documents={})
    assert unseen.needs == ("https://badges.pecanflats.example/.well-known/did.json",)


def test_an_issuers_document_may_name_a_key_that_stands_elsewhere() -> None:
    address = "https://keys.example/pecanflats"
    document = did_document(DID, [KEY.public])
    document["assertionMethod"].append(address)
    source = token(RSA, header={"kid": address})
    named = {"did_documents": {DID: document}}
    assert check(source, **named).needs == (address,)
    found = {"key_documents": {address: jwk(RSA)}}
    assert check(source, **named, **found).outcome is Outcome.REAL


@pytest.mark.parametrize(
    ("issuer", "address", "own"),
    [
        ("https://h.example/i/1", "https://h.example/i/1/keys/2", True),
        ("https://h.example/i/1", "https://h.example/i/12", False),
        ("https://h.example/i/1", "https://h.example/i/2/keys", False),
        ("https://h.example", "https://h.example/keys", False),
        ("https://h.example/", "https://h.example/keys", False),
        ("https://h.example/", "https://h.example/.well-known/jwks.json", True),
        ("did:web:h.example", "https://h.example/.well-known/keys/1", True),
        ("did:web:h.example", "https://h.example/keys/1", False),
        ("did:web:h.example:a", "https://h.example/a/keys/1", True),
        ("did:web:h.example:a", "https://h.example/b/keys/1", False),
        ("did:key:z6Mk", "https://h.example/keys", False),
        ("urn:x", "https://h.example/.well-known/jwks.json", False),
    ],
)
def test_which_addresses_are_an_issuers_own(issuer: str, address: str, own: bool) -> None:
    assert is_own_place(issuer, address) is own


def in_key_form(did: str) -> Document:
    document = unsigned(status=None)
    document["issuer"]["id"] = did
    return document


@pytest.mark.parametrize("key", [RSA, P256, ED25519], ids=["RS256", "ES256", "EdDSA"])
def test_a_did_jwk_is_a_key_that_nobody_vouches_for_until_it_is_known(key: Any) -> None:
    did = did_jwk(key)
    for header in ({"kid": f"{did}#0"}, {"kid": "#0"}, {"jwk": jwk(key)}):
        source = token(key, document=in_key_form(did), header=header)
        verdict = check(source)
        assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "unknown_issuer")
        assert verdict.unchanged.state is State.PROVEN
        assert check(source, known_keys={did: [key_of(jwk(key))]}).outcome is Outcome.REAL
    other = token(P256 if key is RSA else RSA, document=in_key_form(did), header={"kid": "#0"})
    assert check(other).outcome is not Outcome.REAL
    assert check(token(key, document=in_key_form(did), header={"kid": f"{did}#1"})).reason == (
        "not_signed_by_its_issuer"
    )


def test_a_did_jwk_signs_a_document_too() -> None:
    did = did_jwk(ED25519)
    signed = proved(in_key_form(did), verificationMethod=f"{did}#0")
    assert check(signed).reason == "unknown_issuer"
    assert check(signed, known_keys={did: [KEY.public]}).outcome is Outcome.REAL
    for wrong in ("did:jwk:", "did:jwk:e30", "did:jwk:####", "did:jwk:" + "A" * 9000, "did:web:x"):
        with pytest.raises((NotADid, NotAKey)):
            from_did_jwk(wrong)


def test_a_did_key_without_a_fragment_names_its_one_key() -> None:
    did = KEY.public.did
    signed = proved(in_key_form(did), verificationMethod=did)
    assert check(signed, known_keys={did: [KEY.public]}).outcome is Outcome.REAL


def test_the_newer_name_of_the_algorithm_is_the_same() -> None:
    kid = {"kid": f"{DID}#{KEY.public.multibase}"}
    for alg in ("Ed25519", "EdDSA"):
        assert check(token(ED25519, header={"alg": alg, **kid})).outcome is Outcome.REAL
    short = {"kid": KEY.public.multibase}
    assert check(token(ED25519, header=short)).outcome is Outcome.REAL
    for alg in ("ES256", "RS256", "none", "HS256", "ed25519"):
        verdict = check(token(ED25519, header={"alg": alg, **kid}))
        assert verdict.outcome is Outcome.CANNOT_CHECK


def test_a_token_of_the_newer_type_need_not_repeat_its_issuer() -> None:
    kid = {"kid": f"{DID}#{KEY.public.multibase}"}
    for kind in ("vc+jwt", "VC+LD+JWT", "application/vc+jwt"):
        source = token(ED25519, header={"typ": kind, **kid}, claims={"iss": None})
        assert check(source).outcome is Outcome.REAL
    assert check(token(ED25519, header=kid, claims={"iss": None})).outcome is Outcome.CANNOT_CHECK


def in_a_claim(document: Document, **claims: Any) -> dict[str, Any]:
    return {**claims_of(document), "vc": document, **claims}


def test_an_older_token_holds_its_credential_in_a_claim() -> None:
    document = older()
    header = {"kid": f"{DID}#{KEY.public.multibase}"}
    source = token(ED25519, header=header, payload=in_a_claim(document))
    verdict = check(source)
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts
    assert verdict.facts.earner_name == "María Peña"
    baked = bake(b'<svg xmlns="http://www.w3.org/2000/svg"/>', source)
    assert check(baked).outcome is Outcome.REAL


def test_what_an_older_token_says_beside_its_credential_counts() -> None:
    document = older()
    bare = {k: v for k, v in document.items() if k not in ("id", "issuanceDate", "expirationDate")}
    bare["credentialSubject"] = {k: v for k, v in bare["credentialSubject"].items() if k != "id"}
    header = {"kid": f"{DID}#{KEY.public.multibase}"}
    end = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
    source = token(ED25519, header=header, payload={**claims_of(document), "vc": bare, "exp": end})
    verdict = check(source)
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts
    assert verdict.facts.id == document["id"]
    assert verdict.facts.earner == document["credentialSubject"]["id"]
    assert verdict.facts.valid_until == datetime(2027, 1, 1, tzinfo=UTC)
    assert check(source, now=datetime(2027, 1, 2, tzinfo=UTC)).outcome is Outcome.EXPIRED


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": OTHER_DID},
        {"jti": "urn:uuid:0d1f7f9c-9b2c-4a51-8d1c-000000000000"},
        {"sub": "urn:uuid:0d1f7f9c-9b2c-4a51-8d1c-000000000000"},
        {"sub": 7},
    ],
)
def test_claims_that_disagree_with_the_credential_are_a_change(claims: dict[str, Any]) -> None:
    header = {"kid": f"{DID}#{KEY.public.multibase}"}
    old = token(ED25519, header=header, payload=in_a_claim(older(), **claims))
    new = token(ED25519, header=header, claims=claims)
    for source in (old, new):
        verdict = check(source)
        assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "not_signed_by_its_issuer")


@pytest.mark.parametrize(
    "payload",
    [
        {**unsigned(), **in_a_claim(older())},
        in_a_claim({**older(), "vc": older()}),
        {**claims_of(older()), "vc": []},
        {**claims_of(older()), "vc": "eyJ"},
        {**claims_of(older()), "vc": {}},
    ],
)
def test_a_token_that_could_be_read_in_two_ways_is_not_read(payload: dict[str, Any]) -> None:
    header = {"kid": f"{DID}#{KEY.public.multibase}"}
    verdict = check(token(ED25519, header=header, payload=payload))
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "signed_token")


def test_a_point_that_is_not_on_the_curve_is_no_key() -> None:
    for change in (
        {"use": "enc"},
        {"x": "AQAB"},
        {"y": jwk(P256)["x"]},
        {"y": None},
        {"crv": "P-384"},
    ):
        with pytest.raises(NotAKey):
            key_of(jwk(P256) | change)
    key = key_of(jwk(P256))
    assert isinstance(key, EcKey)
    assert not key.verifies(b"\0" * 64, b"x")
    assert not key.verifies(b"\1" * 70, b"x")
