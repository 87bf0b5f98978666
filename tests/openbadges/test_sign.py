"""Signing, against the W3C's published vectors."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.openbadges.made import AT, DID, KEY, badge, unsigned
from waypost.openbadges import SigningKey, dump, load, sign
from waypost.openbadges.contexts import Contexts, UnknownContext
from waypost.openbadges.proof import AlreadySigned, is_signed_by

# W3C "Data Integrity EdDSA Cryptosuites v1.0", eddsa-rdfc-2022 (repository w3c/vc-di-eddsa,
# TestVectors/eddsa-rdfc-2022/signedDataInt.json and TestVectors/keyPair.json).
W3C_KEY = SigningKey.from_text("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
W3C_ISSUER = "https://vc.example/issuers/5678"
W3C_EXAMPLES = Contexts(
    {
        "https://www.w3.org/ns/credentials/examples/v2": {
            "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
        }
    }
)
W3C_DOCUMENT = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
    ],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": W3C_ISSUER,
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:abcdefgh",
        "alumniOf": "The School of Examples",
    },
}
W3C_PROOF_VALUE = (
    "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"
)


def test_the_w3c_vector_comes_out_to_the_letter() -> None:
    signed = sign(
        W3C_DOCUMENT,
        key=W3C_KEY,
        did=W3C_ISSUER,
        at=datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC),
        contexts=W3C_EXAMPLES,
    )
    assert signed["proof"]["proofValue"] == W3C_PROOF_VALUE
    assert is_signed_by(signed, signed["proof"], W3C_KEY.public, W3C_EXAMPLES)


def test_a_vocabulary_that_is_not_pinned_is_refused() -> None:
    with pytest.raises(UnknownContext):
        sign(W3C_DOCUMENT, key=W3C_KEY, did=W3C_ISSUER, at=AT)


def test_signing_twice_gives_the_same_bytes() -> None:
    first = dump(badge())
    assert dump(badge()) == first
    assert dump(load(first)) == first


def test_a_signed_document_is_not_signed_again() -> None:
    with pytest.raises(AlreadySigned):
        sign(badge(), key=KEY, did=DID, at=AT)


def test_signing_leaves_the_document_as_it_was() -> None:
    document = unsigned()
    before = dump(document)
    sign(document, key=KEY, did=DID, at=AT)
    assert dump(document) == before


REFERENCE = json.loads((Path(__file__).parent / "signed_by_reference.json").read_bytes())


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_the_reference_implementation_signs_the_same(name: str) -> None:
    """The same key, document and time: Ed25519 is deterministic, so the proof must be the same.

    Signed by @digitalbazaar/vc 7.3.0 with eddsa-rdfc-2022-cryptosuite 1.3.0, jsonld 9.0.0 and
    rdf-canonize 5.0.0, an implementation that shares no code with the one used here.
    """
    theirs = REFERENCE[name]
    document = {member: value for member, value in theirs.items() if member != "proof"}
    ours = sign(document, key=KEY, did=DID, at=AT)
    assert ours["proof"] == theirs["proof"]


def test_the_reference_signed_what_we_compose() -> None:
    theirs = REFERENCE["full"]
    assert {name: value for name, value in theirs.items() if name != "proof"} == unsigned()
