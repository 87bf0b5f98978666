"""Badges as signed tokens (VC-JWT), made by another library and checked by ours."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from jwt.algorithms import OKPAlgorithm, RSAAlgorithm

from tests.openbadges.made import (
    AT,
    DID,
    INDEX,
    KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    SVG,
    png,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import (
    Document,
    Outcome,
    State,
    Verdict,
    bake,
    did_document,
    open_badge,
    verify,
)
from waypost.openbadges.jwks import key_of
from waypost.openbadges.keys import NotAKey

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
LISTS = {LIST_URL: status_list(3)}


def private(secret: bytes = KEY.secret) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.from_private_bytes(secret)


def jwk(key: Any) -> dict[str, Any]:
    algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else OKPAlgorithm
    return dict(algorithm.to_jwk(key.public_key(), as_dict=True))


def payload(document: Document, **claims: Any) -> dict[str, Any]:
    made = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": int(AT.timestamp()),
    }
    return {k: v for k, v in {**document, **made, **claims}.items() if v is not None}


def token(key: Any = RSA, *, document: Document | None = None, **how: Any) -> bytes:
    """`header` and `claims` beside what the standard asks for; None takes one out."""
    document = document or unsigned()
    header = {"jwk": jwk(key)} | how.get("header", {})
    text = jwt.encode(
        payload(document, **how.get("claims", {})),
        key,
        algorithm=how.get("algorithm", "RS256" if key is RSA else "EdDSA"),
        headers={name: value for name, value in header.items() if value is not None},
    )
    return text.encode()


def judge(source: bytes, **seen: Any) -> Verdict:
    return verify(source, now=seen.pop("now", NOW), status_lists=LISTS, **seen)


def with_key(key: Any, **more: Any) -> dict[str, object]:
    """What the district publishes, and this key as a JSON Web Key beside it."""
    document = did_document(DID, [KEY.public])
    method = {"id": f"{DID}#k1", "type": "JsonWebKey", "controller": DID} | more
    document["verificationMethod"].append(method | {"publicKeyJwk": jwk(key)})
    document["assertionMethod"].append(f"{DID}#k1")
    return {DID: document}


def in_key_form(key: ed25519.Ed25519PrivateKey) -> Document:
    """A badge whose issuer is a key and nothing else."""
    document = unsigned()
    document["issuer"]["id"] = key_of(jwk(key)).did  # type: ignore[union-attr]  # an Ed25519 key
    del document["credentialStatus"]
    return document


@pytest.mark.parametrize("key", [RSA, private()], ids=["RS256", "EdDSA"])
def test_a_token_whose_key_its_issuer_publishes_is_real(key: Any) -> None:
    by_name = token(key, header={"kid": f"{DID}#k1", "jwk": None})
    for source in (token(key), by_name, b"\xef\xbb\xbf" + token(key) + b"\n"):
        verdict = judge(source, did_documents=with_key(key))
        assert (verdict.outcome, verdict.reason) == (Outcome.REAL, "all_proven")
        assert verdict.facts
        assert verdict.facts.earner_name == "María Peña"
    assert judge(token(private()), did_documents=published()).outcome is Outcome.REAL


@pytest.mark.parametrize("picture", [png(), SVG])
def test_it_is_found_in_a_picture_as_well(picture: bytes) -> None:
    baked = bake(picture, token())
    assert judge(baked, did_documents=with_key(RSA)).outcome is Outcome.REAL
    assert open_badge(token())["type"] == unsigned()["type"]


def test_without_the_network_a_key_inside_proves_no_issuer() -> None:
    verdict = judge(token())
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "issuer_document_unseen")
    assert verdict.needs == ("https://badges.pecanflats.example/.well-known/did.json",)
    profile = {DID: {"id": DID, "type": "Profile"}}
    assert judge(token(), did_documents=profile).reason == "unknown_issuer"


def test_an_issuer_that_is_a_key_is_checked_with_nothing_else() -> None:
    key = private()
    did = in_key_form(key)["issuer"]["id"]
    named = {"kid": f"{did}#{did.removeprefix('did:key:')}", "jwk": None}
    for header in ({}, named):
        verdict = judge(token(key, document=in_key_form(key), header=header))
        assert verdict.unchanged.state is State.PROVEN
        assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "unknown_issuer")
    other = private(OTHER_KEY.secret)
    forged = judge(token(other, document=in_key_form(key)))
    assert (forged.outcome, forged.reason) == (Outcome.CHANGED, "not_signed_by_its_issuer")


def test_one_letter_changed_anywhere_is_seen() -> None:
    head, body, mark = token().split(b".")
    read = json.loads(base64.urlsafe_b64decode(body + b"=="))
    read["credentialSubject"]["achievement"]["name"] = "Chief of everything"
    other = base64.urlsafe_b64encode(json.dumps(read).encode()).rstrip(b"=")
    swapped = (b"A" if mark[:1] != b"A" else b"B") + mark[1:]
    for changed in (head + b"." + other + b"." + mark, head + b"." + body + b"." + swapped):
        for documents in ({}, with_key(RSA)):
            verdict = judge(changed, did_documents=documents)
            assert (verdict.outcome, verdict.reason) == (
                Outcome.CHANGED,
                "signature_does_not_match",
            )


@pytest.mark.parametrize("claims", [{"iss": "https://other.example"}, {"jti": "urn:uuid:other"}])
def test_claims_that_say_another_than_the_badge_are_a_change(claims: dict[str, str]) -> None:
    verdict = judge(token(claims=claims), did_documents=with_key(RSA))
    assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "not_signed_by_its_issuer")


def test_a_key_that_its_issuer_does_not_publish_or_has_withdrawn_counts_for_nothing() -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for documents, reason in (
        (with_key(stranger), "key_not_published_by_its_issuer"),
        (published(), "key_not_published_by_its_issuer"),
        (with_key(RSA, revoked="2026-01-01T00:00:00Z"), "key_not_published_by_its_issuer"),
    ):
        verdict = judge(token(), did_documents=documents)
        assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, reason)
    named = token(header={"kid": f"{DID}#k1", "jwk": None})
    gone = judge(named, did_documents=with_key(RSA, revoked="2026-01-01T00:00:00Z"))
    assert gone.reason == "key_was_withdrawn"


def test_the_narrower_of_badge_and_claims_says_until_when_it_holds() -> None:
    over = token(claims={"exp": int((NOW - timedelta(hours=1)).timestamp())})
    assert judge(over, did_documents=with_key(RSA)).outcome is Outcome.EXPIRED
    early = token(claims={"nbf": int((NOW + timedelta(days=1)).timestamp())})
    assert judge(early, did_documents=with_key(RSA)).outcome is Outcome.NOT_YET_VALID
    long = token(claims={"exp": int(datetime(2090, 1, 1, tzinfo=UTC).timestamp())})
    later = datetime(2032, 1, 1, tzinfo=UTC)
    assert judge(long, did_documents=with_key(RSA), now=later).outcome is Outcome.EXPIRED


def test_withdrawn_is_withdrawn_however_it_was_signed() -> None:
    lists = {LIST_URL: status_list(INDEX)}
    for key in (RSA, private()):
        verdict = verify(token(key), now=NOW, did_documents=with_key(key), status_lists=lists)
        assert verdict.outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"algorithm": "RS512"}, "unknown_kind_of_proof"),
        ({"algorithm": "PS256"}, "unknown_kind_of_proof"),
        ({"header": {"crit": ["b64"]}}, "unknown_kind_of_proof"),
        ({"claims": {"iss": None}}, "unknown_kind_of_proof"),
        ({"header": {"jwk": None}}, "unknown_kind_of_key"),
        ({"header": {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}}, "unknown_kind_of_key"),
        ({"header": {"jwk": {"kty": "RSA"}}}, "unknown_kind_of_key"),
        ({"header": {"jwk": jwk(RSA) | {"d": "AQAB"}}}, "unknown_kind_of_key"),
        ({"header": {"jwk": jwk(private())}}, "unknown_kind_of_key"),
        ({"header": {"kid": "https://keys.example/1", "jwk": None}}, "key_at_a_foreign_address"),
        ({"header": {"kid": "did:web:other.example#k1", "jwk": None}}, "unknown_kind_of_key"),
        ({"header": {"typ": "at+jwt"}}, "unknown_kind_of_proof"),
    ],
)
def test_what_is_not_done_here_is_called_so_and_never_good(
    how: dict[str, Any], reason: str
) -> None:
    verdict = judge(token(**how), did_documents=with_key(RSA))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, reason)


def test_nobody_signs_with_a_public_key_as_a_secret_or_with_nothing() -> None:
    """Old tricks: "none", a published key taken for a shared secret, and what is no word."""
    body = token().split(b".")[1]
    odd: tuple[Any, ...] = ("none", "HS256", ["RS256"], {"alg": "RS256"}, None)
    for algorithm in odd:
        header = json.dumps({"alg": algorithm, "jwk": jwk(RSA)}).encode()
        trick = base64.urlsafe_b64encode(header).rstrip(b"=") + b"." + body + b".AAAA"
        assert judge(trick, did_documents=with_key(RSA)).reason == "unknown_kind_of_proof"


@pytest.mark.parametrize(
    "claims",
    [{"exp": "soon"}, {"exp": True}, {"nbf": 10**15}, {"exp": -(10**12)}, {"validFrom": None}],
)
def test_a_token_that_is_no_badge_of_this_standard_stays_a_token(claims: dict[str, Any]) -> None:
    body = payload(unsigned(), **claims)
    text = ".".join(
        base64.urlsafe_b64encode(part).rstrip(b"=").decode()
        for part in (json.dumps({"alg": "RS256"}).encode(), json.dumps(body).encode(), b"x" * 64)
    )
    verdict = judge(text.encode())
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.reason in {"signed_token", "bad_date"}


def test_a_weak_key_is_no_key() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  # weak on purpose
    with pytest.raises(NotAKey):
        key_of(jwk(short))
    with pytest.raises(NotAKey):
        key_of({"kty": "OKP", "crv": "Ed25519", "x": "AQAB"})
