"""An open world in which nothing hides: what a signature covers is what a reader reads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openbadges.generic import (
    AT,
    CREDENTIALS,
    DID,
    ENTRY,
    EXAMPLES,
    KEY,
    LIST,
    V2,
    check,
    credential,
    kinds,
    listing,
    naive,
    proof,
    signed,
)
from tests.openbadges.tampered import tamperings
from waypost.openbadges import Document
from waypost.openbadges.proof import is_signed_by
from waypost.openbadges.vcdm import Refused, sign_credential

OVER = {"validUntil": "2026-02-01T00:00:00Z"}
MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"
END = {"hidden": {"@id": CREDENTIALS + "validUntil", "@type": MOMENT}}
STATUS = {"hidden": {"@id": CREDENTIALS + "credentialStatus", "@type": "@id"}}


def rewritten(document: Document, name: str, other: str, *vocabularies: Any) -> Document:
    """The same statements, one of them under another name."""
    made = {other if each == name else each: value for each, value in document.items()}
    return {**made, "@context": [*document["@context"], *vocabularies]}


def addressed() -> Document:
    """The end by the address of its name, with the kind of value that the name implies."""
    name = CREDENTIALS + "validUntil"
    made = rewritten(signed(**OVER), "validUntil", name)
    return {**made, name: {"@value": OVER["validUntil"], "@type": MOMENT}}


def inside() -> Document:
    """The end of a credential that lies in another."""
    made = signed(credentialSubject={"alumniOf": {"type": "VerifiableCredential", **OVER}})
    other = {"type": "VerifiableCredential", "hidden": OVER["validUntil"]}
    made["@context"] = [*made["@context"], END]
    return {**made, "credentialSubject": {"alumniOf": other}}


HIDDEN: dict[str, Document] = {
    "the end of one inside": inside(),
    "the end under a name of one's own": rewritten(signed(**OVER), "validUntil", "hidden", END),
    "the end under its address": addressed(),
    "the end, where a subject has one too": rewritten(
        signed(**OVER, credentialSubject={"alumniOf": "A", "validUntil": "for ever"}),
        "validUntil",
        "hidden",
        END,
    ),
    "the status under a name of one's own": rewritten(
        signed(credentialStatus=ENTRY), "credentialStatus", "hidden", STATUS
    ),
}


@pytest.mark.parametrize("document", HIDDEN.values(), ids=HIDDEN)
def test_a_statement_under_another_name_is_refused_although_its_signature_fits(
    document: Document,
) -> None:
    assert is_signed_by(document, document["proof"], KEY.public, naive())
    result = check(document, {LIST: listing(7)})
    assert not result.verified
    assert kinds(result) == {"MALFORMED_VALUE_ERROR"}


def test_what_a_place_in_a_list_says_is_not_hidden_either() -> None:
    made = signed(credentialStatus=ENTRY)
    entry = {("purpose" if k == "statusPurpose" else k): v for k, v in ENTRY.items()}
    vocabulary = {"purpose": "https://www.w3.org/ns/credentials/status#statusPurpose"}
    hidden = {**made, "credentialStatus": entry}
    hidden["@context"] = [*made["@context"], vocabulary]
    assert is_signed_by(hidden, hidden["proof"], KEY.public, naive())
    assert not check(hidden, {LIST: listing()}).verified


def test_the_end_of_a_proof_is_not_hidden_either() -> None:
    document = credential()
    ended = proof(document, expires="2026-09-05T08:00:00Z")
    assert kinds(check({**document, "proof": ended})) == {"PROOF_VERIFICATION_ERROR"}
    vocabulary = {
        "until": {
            "@id": "https://w3id.org/security#expiration",
            "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
        }
    }
    hidden = {
        **document,
        "proof": {("until" if k == "expires" else k): v for k, v in ended.items()},
    }
    hidden["@context"] = [*document["@context"], vocabulary]
    assert is_signed_by(hidden, hidden["proof"], KEY.public, naive())
    assert not check(hidden).verified


VOCABULARIES: dict[str, Any] = {
    "an address of one's own": "https://elsewhere.example/v1",
    "a base": {"@base": "https://elsewhere.example/"},
    "an import": {"@import": EXAMPLES},
    "a nest": {"part": "@nest"},
    "another name for an id": {"uid": "@id"},
    "another name for a type": {"kind": {"@id": "@type"}},
    "a name turned around": {"of": {"@reverse": "https://terms.example/#of"}},
    "raw JSON": {"raw": {"@id": "https://terms.example/#raw", "@type": "@json"}},
    "a container by language and more": {"x": {"@id": "https://t.example/#x", "@container": "@id"}},
    "a vocabulary inside a name": {"x": {"@id": "https://t.example/#x", "@context": {}}},
    "a protected name made anew": {"VerifiableCredential": "https://elsewhere.example/#VC"},
    "a type that is no address": {"AlumniCredential": "https ://elsewhere"},
    "too many names": {f"n{n}": "https://t.example/#n" for n in range(201)},
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_a_vocabulary_that_could_move_or_hide_something_is_refused(vocabulary: Any) -> None:
    document = credential(**{"@context": [V2, EXAMPLES, vocabulary]})
    with pytest.raises(Refused) as refused:
        sign_credential(document, key=KEY, did=DID, at=AT)
    assert {each.title for each in refused.value.problems} == {"MALFORMED_VALUE_ERROR"}
    assert not check({**document, "proof": signed()["proof"]}).verified


@pytest.mark.parametrize("name", ["@vocab", "@language", "@direction"])
def test_a_vocabulary_that_takes_a_setting_back_is_refused_by_its_name(name: str) -> None:
    document = credential(**{"@context": [V2, EXAMPLES, {name: None}]})
    with pytest.raises(Refused) as refused:
        sign_credential(document, key=KEY, did=DID, at=AT)
    assert [name in each.detail for each in refused.value.problems] == [True]


LOST: dict[str, Document] = {
    "an undefined name": credential(**{"@context": [V2], "honors": "yes"}),
    "an undefined name inside": credential(
        **{"@context": [V2]}, credentialSubject={"id": "did:example:a", "honors": "yes"}
    ),
    "an undefined type": credential(**{"@context": [V2], "type": ["VerifiableCredential", "Hm"]}),
    "a relative address": credential(evidence={"type": "Paper", "id": "did:example:x"})
    | {"@context": [V2]},
    "null": credential(credentialSubject={"alumniOf": None}),
    "an empty list": credential(credentialSubject={"alumniOf": []}),
    "a list in a list": credential(credentialSubject={"alumniOf": [["A"]]}),
    "a name that is a command": credential(**{"@graph": [{"id": "urn:x:1"}]}),
    "a reversed part": credential(credentialSubject={"@reverse": {"alumniOf": {"id": "urn:x:1"}}}),
    "a control character": credential(credentialSubject={"alumniOf": "A\x01"}),
    "a part that speaks for the whole": credential(
        credentialSubject={
            "id": credential()["id"],
            CREDENTIALS + "validUntil": "2030-01-01T00:00:00Z",
        },
        **{"@context": [V2, EXAMPLES]},
    ),
}


@pytest.mark.parametrize("document", LOST.values(), ids=LOST)
def test_nothing_is_signed_of_which_something_would_be_lost(document: Document) -> None:
    with pytest.raises(Refused):
        sign_credential(document, key=KEY, did=DID, at=AT)


def test_which_way_a_text_runs_is_signed() -> None:
    made = signed(name={"@value": "خريج", "@language": "ar", "@direction": "rtl"})
    assert check(made).verified
    turned = {**made, "name": {**made["name"], "@direction": "ltr"}}
    assert kinds(check(turned)) == {"CRYPTOGRAPHIC_SECURITY_ERROR"}


def test_no_change_to_a_signed_credential_passes() -> None:
    lists = {LIST: listing(3)}
    document = signed(
        credentialStatus=ENTRY,
        name="Alumni",
        evidence=[{"type": "Paper", "id": "urn:x:1"}],
        validUntil="2030-01-01T00:00:00Z",
    )
    assert check(document, lists).verified
    tried = [name for name, changed in tamperings(document) if check(changed, lists).verified]
    assert tried == []
    assert sum(1 for _ in tamperings(document)) > 130
