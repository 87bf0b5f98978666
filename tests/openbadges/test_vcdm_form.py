"""Each MUST of the VC Data Model 2.0, once kept and once broken; of 1.1 what is not the same."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openbadges.generic import (
    AT,
    DID,
    ENTRY,
    EXAMPLES,
    KEY,
    LIST,
    V1,
    V2,
    check,
    credential,
    kinds,
    listing,
    older,
)
from waypost.openbadges import Document
from waypost.openbadges.vcdm import (
    Refused,
    check_credential,
    check_presentation,
    check_unsigned,
    sign_credential,
)

ENGLISH = {"@value": "Alumni", "@language": "en"}
ARABIC = {"@value": "خريج", "@language": "ar", "@direction": "rtl"}
RESOURCE = "https://www.w3.org/ns/credentials/v2"
# The digest of that file, as sha256sum gives it.
SHA256 = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"
TYPE = "https://terms.example/#Kind"
MESSAGES = [{"status": hex(n), "message": "A word."} for n in range(4)]

GOOD: dict[str, Document] = {
    "two vocabularies": credential(),
    "a vocabulary written out": credential(
        **{"@context": [V2, {"AlumniCredential": TYPE, "alumniOf": "https://terms.example/#of"}]}
    ),
    "one wrapped once more": credential(
        **{"@context": [V2, {"@context": {"@vocab": "https://terms.example/#"}}]}
    ),
    "no id": {k: v for k, v in credential().items() if k != "id"},
    "a type by its address": credential(type=["VerifiableCredential", TYPE]),
    "types in another order": credential(type=[TYPE, "VerifiableCredential"]),
    "a name": credential(name="Alumni"),
    "a name with a language": credential(name=ENGLISH),
    "a name with a direction": credential(name=ARABIC),
    "names in two languages": credential(
        name=[ENGLISH, {"@value": "Ehemalige", "@language": "de"}]
    ),
    "a description with a direction": credential(description=ARABIC),
    "an issuer with a name": credential(issuer={"id": DID, "name": ENGLISH}),
    "no beginning": {k: v for k, v in credential().items() if k != "validFrom"},
    "a zone, and parts of seconds": credential(validFrom="2023-02-26T01:02:58.447-06:00"),
    "an end at its beginning": credential(
        validFrom="2023-02-26T01:00:00Z", validUntil="2023-02-25T19:00:00-06:00"
    ),
    "two subjects": credential(credentialSubject=[{"id": "did:example:a"}, {"alumniOf": "B"}]),
    "a status without an address": credential(credentialStatus={"type": TYPE}),
    "a place in a list": credential(credentialStatus=ENTRY),
    "a place with messages": credential(
        credentialStatus=ENTRY | {"statusSize": 2, "statusMessage": MESSAGES}
    ),
    "two schemas": credential(
        credentialSchema=[{"id": f"https://s.example/{n}", "type": TYPE} for n in (1, 2)]
    ),
    "terms of use": credential(termsOfUse={"type": TYPE, "id": "did:example:terms"}),
    "two pieces of evidence": credential(evidence=[{"type": TYPE}, {"type": TYPE}]),
    "a refresh service": credential(refreshService={"type": TYPE, "id": "did:example:r"}),
    "a related file": credential(relatedResource={"id": RESOURCE, "digestMultibase": SHA256}),
    "a related file as it stood before": credential(
        relatedResource=[
            {
                "id": RESOURCE,
                "mediaType": "application/ld+json",
                "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k",
            }
        ]
    ),
    "the older model": older(expirationDate="2030-01-01T00:00:00Z"),
}

BAD: dict[str, tuple[Document, str]] = {
    "no vocabulary": ({k: v for k, v in credential().items() if k != "@context"}, "/@context"),
    "a vocabulary that is no list": (credential(**{"@context": V2}), "/@context"),
    "another vocabulary first": (credential(**{"@context": [EXAMPLES, V2]}), "/@context/0"),
    "a vocabulary that is no address": (
        credential(**{"@context": [V2, "https ://x"]}),
        "/@context",
    ),
    "a vocabulary that is a number": (credential(**{"@context": [V2, 7]}), "/@context"),
    "two ids": (credential(id=["urn:x:1", "urn:x:2"]), "/id"),
    "null for an id": (credential(id=None), "/id"),
    "an id with a space": (credential(id="https ://x.example/1"), "/id"),
    "no type": ({k: v for k, v in credential().items() if k != "type"}, "/type"),
    "no credential by its type": (credential(type=["AlumniCredential"]), "/type"),
    "a type that is a number": (credential(type=["VerifiableCredential", 2]), "/type"),
    "a name with more than words": (credential(name=ENGLISH | {"url": "did:x:1"}), "/name"),
    "a name that is a number": (credential(name=7), "/name"),
    "a language that is none": (credential(name=ENGLISH | {"@language": "?"}), "/name"),
    "a direction that is none": (credential(name=ARABIC | {"@direction": "up"}), "/name"),
    "no issuer": ({k: v for k, v in credential().items() if k != "issuer"}, "/issuer"),
    "an issuer that is no address": (credential(issuer="somebody"), "/issuer"),
    "null for an issuer": (credential(issuer=None), "/issuer"),
    "an issuer without an id": (credential(issuer={"name": "Us"}), "/issuer/id"),
    "null for an issuer's id": (credential(issuer={"id": None}), "/issuer/id"),
    "an issuer's name with more": (
        credential(issuer={"id": DID, "name": ENGLISH | {"url": "did:x:1"}}),
        "/issuer/name",
    ),
    "a beginning in words": (credential(validFrom="Sat 25 Feb 2023 07:16:31 PM CST"), "/validFrom"),
    "a beginning without a zone": (credential(validFrom="2026-01-01T00:00:00"), "/validFrom"),
    "an end in words": (credential(validUntil="Sun, 26 Feb 2023 01:22:14 +0000"), "/validUntil"),
    "an end before its beginning": (credential(validUntil="2025-12-31T00:00:00Z"), "/validUntil"),
    "no subject": (
        {k: v for k, v in credential().items() if k != "credentialSubject"},
        "/credentialSubject",
    ),
    "an empty subject": (credential(credentialSubject={}), "/credentialSubject"),
    "one of two subjects empty": (
        credential(credentialSubject=[{"id": "did:example:a"}, {}]),
        "/credentialSubject",
    ),
    "a subject with two ids": (
        credential(credentialSubject={"id": ["did:example:a", "did:example:b"]}),
        "/credentialSubject/0/id",
    ),
    "a status without a type": (
        credential(credentialStatus={"id": "did:example:s"}),
        "/credentialStatus/0/type",
    ),
    "a status with two ids": (
        credential(credentialStatus={"type": TYPE, "id": ["urn:x:1", "urn:x:2"]}),
        "/credentialStatus/0/id",
    ),
    "a status with a number for a type": (
        credential(credentialStatus={"type": 2}),
        "/credentialStatus/0/type",
    ),
    "terms without a type": (credential(termsOfUse={"id": "urn:x:1"}), "/termsOfUse/0/type"),
    "evidence without a type": (credential(evidence={}), "/evidence/0/type"),
    "a refresh service without a type": (
        credential(refreshService={"id": "urn:x:1"}),
        "/refreshService/0/type",
    ),
    "a schema without a type": (
        credential(credentialSchema={"id": "urn:x:1"}),
        "/credentialSchema/0/type",
    ),
    "a schema without an id": (
        credential(credentialSchema={"type": TYPE}),
        "/credentialSchema/0/id",
    ),
    "a schema that is a text": (credential(credentialSchema="urn:x:1"), "/credentialSchema"),
    "a related file that is a text": (credential(relatedResource=[RESOURCE]), "/relatedResource/0"),
    "a related file without an id": (
        credential(relatedResource={"digestMultibase": SHA256}),
        "/relatedResource/0/id",
    ),
    "a related file twice": (
        credential(relatedResource=[{"id": RESOURCE, "digestMultibase": SHA256}] * 2),
        "/relatedResource/1/id",
    ),
    "a related file without a digest": (
        credential(relatedResource={"id": RESOURCE}),
        "/relatedResource/0",
    ),
    "a related file with another digest": (
        credential(relatedResource={"id": RESOURCE, "digestMultibase": SHA256[:-2] + "AQ"}),
        "/relatedResource/0/digestMultibase",
    ),
    "a digest that is none": (
        credential(relatedResource={"id": RESOURCE, "digestSRI": "sha384-AAAA"}),
        "/relatedResource/0/digestSRI",
    ),
    "the older model without a date": (
        {k: v for k, v in older().items() if k != "issuanceDate"},
        "/issuanceDate",
    ),
    "the older model with a status without an id": (
        older(credentialStatus={"type": TYPE}),
        "/credentialStatus/0/id",
    ),
    "the older model, over before it began": (
        older(expirationDate="2025-01-01T00:00:00Z"),
        "/expirationDate",
    ),
}

PLACES: dict[str, tuple[dict[str, Any], str]] = {
    "a number for a place": ({"statusListIndex": 7}, "statusListIndex"),
    "a place below nought": ({"statusListIndex": "-1"}, "statusListIndex"),
    "a place with a nought before it": ({"statusListIndex": "07"}, "statusListIndex"),
    "two purposes": ({"statusPurpose": ["revocation", "suspension"]}, "statusPurpose"),
    "a list without an address": ({"statusListCredential": "one"}, "statusListCredential"),
    "the list's address as its own": ({"id": LIST}, "id"),
    "a size of nought": ({"statusSize": 0}, "statusSize"),
    "a size that is a text": ({"statusSize": "1"}, "statusSize"),
    "a size without messages": ({"statusSize": 2}, "statusMessage"),
    "too few messages": ({"statusSize": 2, "statusMessage": MESSAGES[:3]}, "statusMessage"),
    "messages without words": ({"statusMessage": [{"status": "0x0"}] * 2}, "statusMessage"),
    "a reference that is no address": ({"statusReference": ["x"]}, "statusReference"),
}


@pytest.mark.parametrize("document", GOOD.values(), ids=GOOD)
def test_what_the_model_allows_is_signed_and_holds(document: Document) -> None:
    assert check_unsigned(document) == []
    result = check(sign_credential(document, key=KEY, did=DID, at=AT), {LIST: listing()})
    # What is over or has a status of another kind is well formed all the same.
    assert kinds(result) <= {"RANGE_ERROR", "STATUS_VERIFICATION_ERROR"}


@pytest.mark.parametrize(("document", "path"), BAD.values(), ids=BAD)
def test_what_the_model_forbids_is_named_and_never_signed(document: Document, path: str) -> None:
    assert path in {each.path for each in check_unsigned(document)}
    with pytest.raises(Refused) as refused:
        sign_credential(document, key=KEY, did=DID, at=AT)
    assert {each.title for each in refused.value.problems} == {"MALFORMED_VALUE_ERROR"}


@pytest.mark.parametrize(("change", "name"), PLACES.values(), ids=PLACES)
def test_a_place_in_a_status_list_has_its_own_form(change: dict[str, Any], name: str) -> None:
    document = credential(credentialStatus=ENTRY | change)
    assert [each.path for each in check_unsigned(document)] == [f"/credentialStatus/0/{name}"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"type": "Other"}, "/credentialSubject/type"),
        ({"statusPurpose": 7}, "/credentialSubject/statusPurpose"),
        ({"encodedList": "zAAAA"}, "/credentialSubject/encodedList"),
        ({"encodedList": "uAAAA"}, "/credentialSubject/encodedList"),
    ],
)
def test_a_status_list_has_its_own_form(change: dict[str, Any], path: str) -> None:
    document = listing()
    document["credentialSubject"] |= change
    assert path in {each.path for each in check_credential(document)}


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"@context": [V2]}, "/type"),
        ({"type": ["VerifiablePresentation"]}, "/@context"),
        ({"@context": [{"X": TYPE}, V2], "type": ["VerifiablePresentation"]}, "/@context/0"),
        ({"@context": [V2], "type": ["OtherPresentation"]}, "/type"),
        ({"@context": [V2], "type": ["VerifiablePresentation"], "id": "not one"}, "/id"),
        ({"@context": [V2], "type": ["VerifiablePresentation"], "holder": "me"}, "/holder"),
        (
            {"@context": [V2], "type": ["VerifiablePresentation"], "holder": {"name": "me"}},
            "/holder/id",
        ),
        (
            {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": ["ey"]},
            "/verifiableCredential",
        ),
        (
            {
                "@context": [V2],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": [{"@context": [V2], "type": ["Other"]}],
            },
            "/verifiableCredential/0/type",
        ),
        (
            {"@context": [V2], "type": ["VerifiablePresentation"], "termsOfUse": {"id": "urn:x:1"}},
            "/termsOfUse/0/type",
        ),
        ({"@context": [V2], "type": ["VerifiablePresentation"], "proof": "z"}, "/proof"),
        ({"@context": [V2], "type": ["VerifiablePresentation"], "proof": {}}, "/proof/0/type"),
    ],
)
def test_a_presentation_has_its_own_form(document: Document, path: str) -> None:
    assert path in {each.path for each in check_presentation(document)}


def test_a_digest_of_a_file_that_is_not_kept_here_is_a_warning() -> None:
    far = {"id": "https://far.example/a.png", "digestMultibase": SHA256}
    problems = check_unsigned(credential(relatedResource=far))
    assert [each.is_warning for each in problems] == [True]
    result = check(sign_credential(credential(relatedResource=far), key=KEY, did=DID, at=AT))
    assert result.verified
    assert [each.path for each in result.problems] == ["/relatedResource/0/digestMultibase"]


def test_the_older_model_names_the_vocabulary_of_its_proof() -> None:
    made = sign_credential(older(), key=KEY, did=DID, at=AT)
    assert made["@context"] == [V1, "https://w3id.org/security/data-integrity/v2"]
    assert check(made).verified


def test_nothing_is_signed_for_another_issuer_or_twice() -> None:
    made = sign_credential(credential(), key=KEY, did=DID, at=AT)
    for document, path in ((credential(issuer="did:example:other"), "/issuer"), (made, "/proof")):
        with pytest.raises(Refused) as refused:
            sign_credential(document, key=KEY, did=DID, at=AT)
        assert [each.path for each in refused.value.problems] == [path]
