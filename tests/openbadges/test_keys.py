"""Keys and identifiers in their published forms."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from tests.openbadges.made import AT, DID, KEY, OTHER_KEY
from waypost.openbadges import (
    NotADid,
    NotAKey,
    PublicKey,
    RsaSigningKey,
    SigningKey,
    did_document,
    did_web,
    did_web_url,
    jwks,
    key_id,
    key_of,
    thumbprint,
)
from waypost.openbadges.keys import base58_decode, base58_encode

RSA = RsaSigningKey.generate()

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


def test_the_document_lists_current_and_retired_keys_once_in_both_forms() -> None:
    document = did_document(DID, [KEY.public], retired=[OTHER_KEY.public, KEY.public, RSA.public])
    methods = document["verificationMethod"]
    assert [(each["type"], each["id"]) for each in methods] == [
        ("Multikey", f"{DID}#{KEY.public.multibase}"),
        ("JsonWebKey", key_id(DID, KEY.public)),
        ("Multikey", f"{DID}#{OTHER_KEY.public.multibase}"),
        ("JsonWebKey", key_id(DID, OTHER_KEY.public)),
        ("JsonWebKey", key_id(DID, RSA.public)),
    ]
    assert document["assertionMethod"] == [each["id"] for each in methods]
    assert {each["controller"] for each in methods} == {DID}
    read = [key_of(each["publicKeyJwk"]) for each in methods if "publicKeyJwk" in each]
    assert read == [KEY.public, OTHER_KEY.public, RSA.public]


def test_a_key_that_was_withdrawn_says_since_when_and_may_do_nothing() -> None:
    both = [KEY.public, OTHER_KEY.public]
    document = did_document(DID, both, retired=both, revoked={OTHER_KEY.public: AT})
    ended = [each for each in document["verificationMethod"] if "revoked" in each]
    assert {each["revoked"] for each in ended} == {"2026-09-04T20:14:00Z"}
    assert [each["type"] for each in ended] == ["Multikey", "JsonWebKey"]
    assert not {each["id"] for each in ended} & set(document["assertionMethod"])
    assert len(document["assertionMethod"]) == 2


def test_the_thumbprint_of_rfc_8037_is_found() -> None:
    """Appendix A.3 of the RFC: its key, and what it is called."""
    key = PublicKey(
        bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    )
    assert thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert key_id(key.did, key) == f"{key.did}#{key.multibase}"


def test_an_rsa_key_is_read_and_written_and_never_shows_itself() -> None:
    assert RsaSigningKey.from_text(RSA.text() + "\n").secret == RSA.secret
    assert RSA.text().splitlines()[0] == "-----BEGIN PRIVATE KEY-----"
    assert repr(RSA) == "RsaSigningKey()"
    assert RSA.public.modulus.bit_length() == 3072
    message = b"the same each time"
    assert RSA.sign(message) == RSA.sign(message)
    assert RSA.public.verifies(RSA.sign(message), message)
    for text in ("", "zabc", RSA.text()[:200], _pem(1024), _ed25519_pem()):
        with pytest.raises(NotAKey):
            RsaSigningKey.from_text(text)


def _pem(bits: int) -> str:
    # Too small to be relied on, and the library makes none of that size any more but reads them.
    return _text(rsa.generate_private_key(public_exponent=65537, key_size=bits))


def _ed25519_pem() -> str:
    return _text(ed25519.Ed25519PrivateKey.generate())


def _text(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_a_key_set_names_keys_as_tokens_do() -> None:
    found = jwks(DID, [RSA.public, KEY.public], retired=[KEY.public, OTHER_KEY.public])["keys"]
    assert [each["kid"] for each in found] == [
        key_id(DID, key) for key in (RSA.public, KEY.public, OTHER_KEY.public)
    ]
    assert [each["alg"] for each in found] == ["RS256", "EdDSA", "EdDSA"]
    assert {each["use"] for each in found} == {"sig"}
    assert not any("d" in each for each in found)
