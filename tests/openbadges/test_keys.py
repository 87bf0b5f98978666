"""Keys and identifiers in their published forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.openbadges.made import DID, KEY, OTHER_KEY
from waypost.openbadges import (
    NotADid,
    NotAKey,
    PublicKey,
    SigningKey,
    did_document,
    did_web,
    did_web_url,
)
from waypost.openbadges.keys import base58_decode, base58_encode

# W3C CCG "The did:key Method", test vectors for Ed25519: the seed and the identifier.
DID_KEY_VECTORS = [
    (0, "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
    (1, "did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"),
    (2, "did:key:z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf"),
]


@pytest.mark.parametrize(("seed", "did"), DID_KEY_VECTORS)
def test_the_did_key_vectors(seed: int, did: str) -> None:
    key = SigningKey(seed.to_bytes(32, "big"))
    assert key.public.did == did
    assert PublicKey.from_did_key(did) == key.public


def test_the_w3c_key_pair_is_read_and_written() -> None:
    """From w3c/vc-di-eddsa, TestVectors/keyPair.json."""
    secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
    key = SigningKey.from_text(secret + "\n")
    assert key.text() == secret
    assert key.public.multibase == "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def test_a_secret_never_shows_itself() -> None:
    key = SigningKey.generate()
    for shown in (repr(key), str(key), f"{key}"):
        assert key.text() not in shown
        assert key.secret.hex() not in shown
        assert repr(key.secret) not in shown


def test_two_new_keys_differ() -> None:
    assert SigningKey.generate() != SigningKey.generate()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z",
        "z0OIl",
        "z" + "1" * 5_000,
        "m6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ",
        "zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76",
        KEY.text(),
        None,
        7,
    ],
)
def test_another_kind_of_key_is_refused(text: object) -> None:
    with pytest.raises(NotAKey):
        PublicKey.from_multibase(text)


def test_a_public_key_is_no_secret_key() -> None:
    with pytest.raises(NotAKey):
        SigningKey.from_text(KEY.public.multibase)


@given(st.binary(max_size=64))
def test_base58_gives_back_what_it_was_given(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data


@pytest.mark.parametrize(
    ("address", "did", "document"),
    [
        (
            "https://w3c-ccg.github.io",
            "did:web:w3c-ccg.github.io",
            "https://w3c-ccg.github.io/.well-known/did.json",
        ),
        (
            "https://w3c-ccg.github.io/user/alice/",
            "did:web:w3c-ccg.github.io:user:alice",
            "https://w3c-ccg.github.io/user/alice/did.json",
        ),
        (
            "https://example.com:3000",
            "did:web:example.com%3A3000",
            "https://example.com:3000/.well-known/did.json",
        ),
        (
            "https://example.com:3000/user/alice",
            "did:web:example.com%3A3000:user:alice",
            "https://example.com:3000/user/alice/did.json",
        ),
        (
            "https://EXAMPLE.com:443/",
            "did:web:example.com",
            "https://example.com/.well-known/did.json",
        ),
        (
            "https://münchen.example/schule nord",
            "did:web:xn--mnchen-3ya.example:schule%20nord",
            "https://xn--mnchen-3ya.example/schule%20nord/did.json",
        ),
        (
            "https://h.example/a%3Ab",
            "did:web:h.example:a%3Ab",
            "https://h.example/a%3Ab/did.json",
        ),
    ],
)
def test_a_did_web_and_where_its_document_is(address: str, did: str, document: str) -> None:
    assert did_web(address) == did
    assert did_web_url(did) == document


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://example.com",
        "https://",
        "https://192.0.2.1",
        "https://[2001:db8::1]",
        "https://user@example.com",
        "https://example.com?x=1",
        "https://example.com/#x",
        "https://example.com:port",
        "https://example.com/../x",
        "https://exa mple.com",
        "example.com",
    ],
)
def test_an_address_that_cannot_become_a_did_web_is_refused(address: str) -> None:
    with pytest.raises(NotADid):
        did_web(address)


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:web",
        "did:web:",
        "did:key:z6Mk",
        "did:web:a.example:",
        "did:web:a.example/x",
        "did:web:a.example:..",
        "did:web:user%40a.example",
        "did:web:a.example%2Fx",
        "did:web:a.example%3Ax",
        "did:web:a.example#x",
    ],
)
def test_what_is_no_did_web_has_no_document(did: str) -> None:
    with pytest.raises(NotADid):
        did_web_url(did)


def test_the_document_lists_current_and_retired_keys_once() -> None:
    document = did_document(DID, [KEY.public], retired=[OTHER_KEY.public, KEY.public])
    assert [each["publicKeyMultibase"] for each in document["verificationMethod"]] == [
        KEY.public.multibase,
        OTHER_KEY.public.multibase,
    ]
    assert document["assertionMethod"] == [each["id"] for each in document["verificationMethod"]]
    assert {each["controller"] for each in document["verificationMethod"]} == {DID}
