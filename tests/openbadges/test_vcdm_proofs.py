"""Proofs of credentials and presentations: sets, chains, for what and for whom, and envelopes."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from tests.openbadges.generic import (
    AT,
    DID,
    ENTRY,
    HOLDER,
    KEY,
    LIST,
    NOW,
    OTHER,
    V2,
    check,
    credential,
    kinds,
    listing,
    presentation,
    proof,
    signed,
)
from waypost.openbadges import Document, SigningKey, did_document, sign
from waypost.openbadges.vcdm import GENERIC, Result, trust, verify_credential, verify_presentation

FIRST = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"


def with_proofs(*proofs: Document, **more: Any) -> Document:
    return {**credential(**more), "proof": list(proofs)}


def present(document: object, **expected: Any) -> Result:
    return verify_presentation(
        document,
        trust=trust(now=NOW),
        lists={LIST: listing()},
        **{"domain": "school.example", "challenge": "1a2b", **expected},
    )


def test_a_set_of_proofs_holds_when_each_of_them_does() -> None:
    own, others = proof(credential()), proof(credential(), OTHER)
    assert check(with_proofs(own, others)).verified
    spoiled = {**others, "proofValue": own["proofValue"]}
    assert kinds(check(with_proofs(own, spoiled))) == {"CRYPTOGRAPHIC_SECURITY_ERROR"}


def test_one_proof_has_to_be_by_the_issuer() -> None:
    result = check(with_proofs(proof(credential(), OTHER)))
    assert [(each.title, each.path) for each in result.problems] == [
        ("PROOF_VERIFICATION_ERROR", "/proof")
    ]


@pytest.mark.parametrize("previous", [FIRST, [FIRST]], ids=["one", "a list"])
def test_a_chain_of_proofs_holds_when_each_link_does(previous: Any) -> None:
    first = proof(credential(), OTHER, id=FIRST)
    second = proof(credential(), before=[first], previousProof=previous)
    assert check(with_proofs(first, second)).verified
    # Signed over the document alone, it does not follow what it says it follows.
    alone = proof(credential(), previousProof=previous)
    assert not check(with_proofs(first, alone)).verified
    assert not check(with_proofs({**first, "proofValue": second["proofValue"]}, second)).verified


@pytest.mark.parametrize("previous", ["urn:uuid:none", ["urn:uuid:none"], 456321, [FIRST, 7]])
def test_a_chain_whose_link_is_missing_is_broken(previous: Any) -> None:
    first = proof(credential(), id=FIRST)
    broken = {**proof(credential()), "previousProof": previous}
    result = check(with_proofs(first, broken))
    assert "/proof/1/previousProof" in {each.path for each in result.problems}


def test_a_proof_that_follows_itself_is_broken() -> None:
    own = {**proof(credential()), "id": FIRST, "previousProof": FIRST}
    assert not check(with_proofs(own)).verified


@pytest.mark.parametrize(
    "change",
    [
        {"type": "UnknownProofType"},
        {"type": None},
        {"cryptosuite": "eddsa-jcs-2022"},
        {"cryptosuite": 7},
        {"proofPurpose": "authentication"},
        {"proofPurpose": "invalidPurpose"},
        {"proofPurpose": None},
        {"verificationMethod": None},
        {"verificationMethod": 7},
        {"verificationMethod": "did:key:invalidVm"},
        {"verificationMethod": "did:web:elsewhere.example#key"},
        {"proofValue": None},
        {"proofValue": "invalid"},
        {"proofValue": "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"},
        {"created": "invalidDate"},
        {"created": "2026-09-04T20:14:00"},
        {"expires": "2026-09-05T09:00:00Z"},
        {"expires": "soon"},
        {"challenge": 7},
        {"@context": [V2]},
    ],
)
def test_a_proof_of_another_form_is_refused(change: dict[str, Any]) -> None:
    made = {**proof(credential()), **change}
    made = {name: value for name, value in made.items() if value is not None}
    assert not check(with_proofs(made)).verified


@pytest.mark.parametrize("odd", [None, [], "a text", 7, [7], {}, [proof(credential())] * 9])
def test_what_is_no_proof_is_none(odd: Any) -> None:
    assert not check({**credential(), "proof": odd}).verified
    assert not check(credential()).verified


@pytest.mark.parametrize("odd", [None, "text", 7, [], ["a"], {}, {"@context": [V2]}])
def test_whatever_is_handed_in_ends_in_an_answer(odd: Any) -> None:
    assert not check(odd).verified
    assert not present(odd).verified


def test_a_credential_holds_from_its_beginning_to_its_end() -> None:
    for change, path in (
        ({"validFrom": "4023-02-26T01:02:58Z"}, "/validFrom"),
        ({"validUntil": "2026-09-05T08:59:59Z"}, "/validUntil"),
    ):
        result = check(signed(**change))
        assert [(each.title, each.path) for each in result.problems] == [("RANGE_ERROR", path)]
        assert result.checks[path[1:]]["verified"] is False


def test_each_place_in_a_list_is_looked_up_by_itself() -> None:
    other = f"{LIST}/suspension"
    places = [
        ENTRY,
        ENTRY | {"id": f"{other}#7", "statusPurpose": "suspension", "statusListCredential": other},
    ]
    document = signed(credentialStatus=places)
    lists = {LIST: listing(), other: listing(7, url=other, purpose="suspension")}
    result = check(document, lists)
    assert [each["verified"] for each in result.checks["credentialStatus"]] == [True, False]
    assert [(each.title, each.path) for each in result.problems] == [
        ("STATUS_VERIFICATION_ERROR", "/credentialStatus/1")
    ]
    unseen = check(document, {LIST: listing()})
    assert kinds(unseen) == {"STATUS_RETRIEVAL_ERROR"}
    assert unseen.needs == (other,)


def test_a_list_that_another_signed_says_nothing() -> None:
    forged = sign({k: v for k, v in listing().items() if k != "proof"}, key=OTHER, did=DID, at=AT)
    assert kinds(check(signed(credentialStatus=ENTRY), {LIST: forged})) == {
        "STATUS_VERIFICATION_ERROR"
    }


def test_a_presentation_holds_with_all_that_it_presents() -> None:
    result = present(presentation(signed(), signed(credentialStatus=ENTRY)))
    assert result.verified
    assert result.checks["holder"] == {"verified": True, "input": HOLDER.public.did}
    assert [each.verified for each in result.presented] == [True, True]
    spoiled = {**signed(), "validFrom": "2020-01-01T00:00:00Z"}
    assert [each.verified for each in present(presentation(signed(), spoiled)).presented] == [
        True,
        False,
    ]
    assert not present(presentation(spoiled)).verified


@pytest.mark.parametrize(
    ("expected", "kind"),
    [
        ({"domain": "other.example"}, "INVALID_DOMAIN_ERROR"),
        ({"challenge": "ffff"}, "INVALID_CHALLENGE_ERROR"),
    ],
)
def test_a_presentation_is_for_one_place_and_one_question(
    expected: dict[str, str], kind: str
) -> None:
    assert present(presentation(signed()), domain="", challenge="").verified
    assert kinds(present(presentation(signed()), **expected)) == {kind}
    assert present(presentation(signed(), domain=["a.example", "school.example"])).verified


def test_only_its_holder_presents() -> None:
    stolen = {**presentation(signed()), "holder": OTHER.public.did}
    stolen["proof"] = proof(
        {k: v for k, v in stolen.items() if k != "proof"},
        HOLDER,
        proofPurpose="authentication",
        domain="school.example",
        challenge="1a2b",
    )
    assert kinds(present(stolen)) == {"PROOF_VERIFICATION_ERROR"}
    as_object = presentation(signed())
    as_object["holder"] = {"id": HOLDER.public.did}
    assert present(as_object).verified


def test_one_without_a_proof_says_nothing_of_who_presents() -> None:
    document = {k: v for k, v in presentation(signed()).items() if k != "proof"}
    assert not present(document).verified
    result = unsigned(document)
    assert [(each.title, each.path) for each in result.problems] == [
        ("PROOF_VERIFICATION_ERROR", "/holder")
    ]
    assert result.checks["holder"]["verified"] is False
    del document["holder"]
    assert unsigned(document).verified
    assert unsigned(document).checks == {}


def unsigned(document: Document, **expected: Any) -> Result:
    return present(document, may_be_unsigned=True, **{"domain": "", "challenge": "", **expected})


def test_what_only_a_proof_could_answer_is_not_answered_by_one_without() -> None:
    document = {k: v for k, v in presentation(signed()).items() if k not in ("proof", "holder")}
    for name in ("domain", "challenge"):
        result = unsigned(document, **{name: "1a2b"})
        assert kinds(result) == {f"INVALID_{name.upper()}_ERROR"}
        assert result.checks[name] == {"verified": False, "input": "1a2b"}


def test_one_that_may_be_unsigned_and_is_signed_is_checked_as_it_is() -> None:
    whole = presentation(signed())
    result = present(whole, may_be_unsigned=True)
    assert result.verified
    assert result.checks["holder"]["verified"] is True
    spoiled = {**whole, "proof": {**whole["proof"], "challenge": "other"}}
    assert not unsigned(spoiled).verified
    assert kinds(present(whole, may_be_unsigned=True, challenge="zzz")) == {
        "INVALID_CHALLENGE_ERROR"
    }
    nothings: tuple[Any, ...] = ([], {}, None)
    for nothing in nothings:
        assert not unsigned({**whole, "proof": nothing}).verified


def test_a_holder_whose_key_is_published_needs_it_for_signing_in() -> None:
    did = "did:web:holder.example"
    document: Document = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": did}
    method = f"{did}#{HOLDER.public.multibase}"
    document["proof"] = proof(
        document, HOLDER, proofPurpose="authentication", verificationMethod=method
    )
    listed = did_document(did, [HOLDER.public])
    for documents, verified in (
        ({did: listed}, False),
        ({did: {**listed, "authentication": [method]}}, True),
        ({}, False),
        ({did: "no object"}, False),
    ):
        known = trust(now=NOW, documents=documents)
        assert verify_presentation(document, trust=known).verified is verified


def token(document: Document, key: SigningKey = KEY, **claims: Any) -> str:
    secret = ed25519.Ed25519PrivateKey.from_private_bytes(key.secret)
    headers = {"kid": f"{key.public.did}#{key.public.multibase}", "typ": "vc+jwt"}
    payload = {**document, "iss": key.public.did, **claims}
    return jwt.encode(payload, secret, algorithm="EdDSA", headers=headers)


def wrapped(text: str, kind: str = "EnvelopedVerifiableCredential", **more: Any) -> Document:
    media = "vp+jwt" if "Presentation" in kind else "vc+jwt"
    return {"@context": V2, "id": f"data:application/{media},{text}", "type": kind, **more}


def test_a_credential_in_an_envelope_holds_like_any_other() -> None:
    assert check(wrapped(token(credential()))).verified
    assert check(wrapped(token(credential()), type=["EnvelopedVerifiableCredential"])).verified
    over = token(credential(), exp=int((NOW - timedelta(hours=1)).timestamp()))
    assert kinds(check(wrapped(over))) == {"RANGE_ERROR"}
    revoked = wrapped(token(credential(credentialStatus=ENTRY)))
    assert kinds(check(revoked, {LIST: listing(7)})) == {"STATUS_VERIFICATION_ERROR"}


@pytest.mark.parametrize(
    "change",
    [
        {"@context": []},
        {"@context": "https://www.w3.org/ns/credentials/examples/v2"},
        {"id": token(credential())},
        {"id": "data:application/vc+jwt,ey.ey.ey"},
        {"id": f"data:text/plain,{token(credential())}"},
        {"type": "VerifiableCredential"},
        {"type": None},
        {"proof": proof(credential())},
        {"id": wrapped(token(credential(), OTHER))["id"]},
        {"id": wrapped(token(credential(type=["Other"])))["id"]},
        {"id": wrapped(token(credential())[:-4] + "AAAA")["id"]},
    ],
)
def test_an_envelope_of_another_form_is_refused(change: dict[str, Any]) -> None:
    made = {**wrapped(token(credential())), **change}
    made = {name: value for name, value in made.items() if value is not None}
    assert not check(made).verified


def test_a_presentation_in_an_envelope_answers_a_question_too() -> None:
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER.public.did,
        "verifiableCredential": [wrapped(token(credential())), signed()],
    }
    kind = "EnvelopedVerifiablePresentation"
    aims = {"nonce": "1a2b", "aud": "school.example"}
    made = wrapped(token(document, HOLDER, **aims), kind)
    result = present(made)
    assert result.verified
    assert len(result.presented) == 2
    assert kinds(present(made, challenge="ffff")) == {"INVALID_CHALLENGE_ERROR"}
    assert kinds(present(made, domain="other.example")) == {"INVALID_DOMAIN_ERROR"}
    assert not present(wrapped(token(document, OTHER, **aims), kind)).verified


def test_the_presented_are_not_changed_without_a_trace() -> None:
    made = presentation(signed())
    other = copy.deepcopy(made)
    other["verifiableCredential"][0]["credentialSubject"]["alumniOf"] = "Another school"
    assert "CRYPTOGRAPHIC_SECURITY_ERROR" in kinds(present(other))
    swapped = {**made, "verifiableCredential": [signed(id="urn:uuid:other")]}
    assert "CRYPTOGRAPHIC_SECURITY_ERROR" in kinds(present(swapped))


def test_what_is_trusted_beforehand_needs_no_document() -> None:
    did = "did:web:known.example"
    document = sign(credential(issuer=did), key=KEY, did=did, at=AT, contexts=GENERIC)
    known = trust(now=NOW, keys={did: [KEY.public]})
    assert verify_credential(document, trust=known).verified
    assert not check(document).verified
