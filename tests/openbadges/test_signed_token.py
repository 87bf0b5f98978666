"""A badge signed as a token: what the standard asks for, by other people's readers and by ours."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import jwt
import nacl.signing
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.openbadges.made import (
    AT,
    DID,
    KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    badge,
    practice_badge,
    status_list,
)
from waypost.openbadges import (
    ComposeError,
    Document,
    Outcome,
    RsaSigningKey,
    SigningKey,
    State,
    Verdict,
    did_document,
    jwk,
    jwks,
    key_id,
    open_badge,
    sign_token,
    verify,
)

RSA = RsaSigningKey.generate(2048)
KEYS: dict[str, RsaSigningKey | SigningKey] = {"RS256": RSA, "EdDSA": KEY}
both = pytest.mark.parametrize("alg", list(KEYS))


def token(alg: str, document: Document | None = None) -> bytes:
    key = KEYS[alg]
    return sign_token(document or badge(), key=key, kid=key_id(DID, key.public))


def parts(source: bytes) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    head, body, mark = source.split(b".")
    read = [base64.urlsafe_b64decode(part + b"==") for part in (head, body, mark)]
    return json.loads(read[0]), json.loads(read[1]), head + b"." + body, read[2]


def judge(source: bytes, **published: Any) -> Verdict:
    document = did_document(DID, [KEY.public, RSA.public], **published)
    lists = {LIST_URL: status_list(3)}
    return verify(source, now=NOW, did_documents={DID: document}, status_lists=lists)


@both
def test_it_is_the_credential_itself_with_the_claims_that_repeat_it(alg: str) -> None:
    document = badge()
    header, payload, _, _ = parts(token(alg, document))
    assert header == {"alg": alg, "kid": key_id(DID, KEYS[alg].public), "typ": "JWT"}
    claims = {
        "iss": DID,
        "jti": document["id"],
        "nbf": int(AT.timestamp()),
        "sub": document["credentialSubject"]["id"],
        "exp": int(datetime(2031, 9, 4, tzinfo=UTC).timestamp()),
    }
    assert payload == document | claims
    assert open_badge(token(alg)) == payload
    assert token(alg) == token(alg)


def test_what_has_no_end_claims_none() -> None:
    assert "exp" not in parts(token("RS256", badge(valid_until=None)))[1]


@both
def test_it_is_real_for_our_own_verifier(alg: str) -> None:
    verdict = judge(token(alg))
    assert (verdict.outcome, verdict.reason) == (Outcome.REAL, "all_proven")
    assert verdict.signed_by_issuer.reason == "published_key"


@both
def test_another_library_finds_the_key_in_the_set_by_its_name(alg: str) -> None:
    found = jwt.PyJWKSet.from_dict(jwks(DID, [OTHER_KEY.public], [KEY.public, RSA.public]))
    named = jwt.get_unverified_header(token(alg))["kid"]
    read = jwt.decode(token(alg), found[named].key, algorithms=[alg])
    assert read["jti"] == badge()["id"]


def test_the_signatures_are_those_of_the_bare_algorithms() -> None:
    _, _, message, signature = parts(token("EdDSA"))
    nacl.signing.VerifyKey(KEY.public.raw).verify(message, signature)
    _, _, message, signature = parts(token("RS256"))
    numbers = rsa.RSAPublicNumbers(RSA.public.exponent, RSA.public.modulus)
    numbers.public_key().verify(signature, message, padding.PKCS1v15(), hashes.SHA256())


@both
def test_a_token_of_a_withdrawn_key_is_refused(alg: str) -> None:
    verdict = judge(token(alg), revoked={KEYS[alg].public: AT})
    assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "key_was_withdrawn")
    # Its list is signed with the other key, which vouches as before.
    assert judge(token("EdDSA"), revoked={RSA.public: AT}).outcome is Outcome.REAL


def test_a_practice_badge_is_a_token_of_the_key_that_issued_it() -> None:
    did = KEY.public.did
    made = sign_token(practice_badge(), key=KEY, kid=key_id(did, KEY.public))
    verdict = verify(made, now=NOW)
    assert verdict.unchanged.state is State.PROVEN
    assert verdict.outcome is Outcome.PRACTICE


def test_a_practice_token_of_a_withdrawn_key_is_refused_however_it_names_its_key() -> None:
    """A did:key has no document that could say so: whoever asks has to know it."""
    did, known = KEY.public.did, [KEY.public]
    practice = practice_badge()
    members = {"iss": practice["issuer"]["id"], "jti": practice["id"]}
    claims = {**practice, **members, "sub": practice["credentialSubject"]["id"]}
    name = key_id(did, KEY.public)
    for header in (
        {"kid": name},
        {"jwk": jwk(KEY.public)},
        {"kid": "x y", "jwk": jwk(KEY.public)},
    ):
        head = {"alg": "EdDSA", "typ": "JWT", **header}
        message = b".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
            for part in (head, claims)
        )
        mark = base64.urlsafe_b64encode(KEY.sign(message)).rstrip(b"=")
        source = message + b"." + mark
        assert verify(source, now=NOW).outcome is Outcome.PRACTICE, header
        verdict = verify(source, now=NOW, withdrawn_keys=known)
        assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "key_was_withdrawn"), header
    assert verify(practice, now=NOW, withdrawn_keys=known).reason == "key_was_withdrawn"


@pytest.mark.parametrize("missing", ["id", "validFrom", "issuer", "credentialSubject"])
def test_what_a_token_must_say_is_not_left_out(missing: str) -> None:
    document = {name: value for name, value in badge().items() if name != missing}
    with pytest.raises(ComposeError):
        token("RS256", document)
    with pytest.raises(ComposeError):
        token("RS256", badge() | {"iss": "somebody else"})
