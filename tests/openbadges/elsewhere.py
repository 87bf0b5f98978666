"""Badges as other platforms make them: data model 1.1, older proofs, several proofs, tokens."""

from __future__ import annotations

import base64
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from tests.openbadges.made import AT, DID, KEY, unsigned
from waypost.openbadges import Document, SigningKey, StatusRef
from waypost.openbadges.contexts import CREDENTIALS_V1, PINNED
from waypost.openbadges.keys import base58_encode, method_id
from waypost.openbadges.proof import CRYPTOSUITE, OLDER_PROOF, signing_input, without_proof
from waypost.openbadges.times import instant

OB_3_0_0 = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
BITSTRING = "https://www.w3.org/ns/credentials/status/v1"
STATUS_LIST_2021 = "https://w3id.org/vc/status-list/2021/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
P256 = ec.generate_private_key(ec.SECP256R1())
ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes(KEY.secret)


def older(*more: str, **changes: Any) -> Document:
    """A badge in data model 1.1 before it is signed; `more` are vocabularies."""
    document = unsigned(**{"results": (), "status": None, **changes})
    document["@context"] = [
        CREDENTIALS_V1,
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ED25519_2020,
        *more,
    ]
    document["issuanceDate"] = document.pop("validFrom")
    if "validUntil" in document:
        document["expirationDate"] = document.pop("validUntil")
    return document


def proved(
    document: Document,
    *,
    key: SigningKey = KEY,
    did: str = DID,
    kind: str = CRYPTOSUITE,
    name: str = "",
    previous: str | list[str] = "",
    **changes: Any,
) -> Document:
    """The document with one proof more; `previous` are names of proofs that it is made over."""
    proofs = list(listed(document.get("proof", [])))
    older_kind = {"type": kind}
    options: Document = {
        **({"id": name} if name else {}),
        **(older_kind if kind == OLDER_PROOF else {"type": "DataIntegrityProof"}),
        **({} if kind == OLDER_PROOF else {"cryptosuite": kind}),
        "created": instant(AT),
        "verificationMethod": method_id(did, key.public),
        "proofPurpose": "assertionMethod",
        **({"previousProof": previous} if previous else {}),
        **changes,
    }
    body = without_proof(document)
    earlier = [each for each in proofs if each.get("id") in listed(previous)]
    if earlier:
        body["proof"] = earlier
    value = key.sign(signing_input(body, options, PINNED))
    made = {**options, "proofValue": "z" + base58_encode(value)}
    return {**document, "proof": [*proofs, made] if proofs else made}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def jwk(key: Any) -> dict[str, Any]:
    kinds: Any = {rsa.RSAPrivateKey: RSAAlgorithm, ec.EllipticCurvePrivateKey: ECAlgorithm}
    kind = next((to for of, to in kinds.items() if isinstance(key, of)), OKPAlgorithm)
    return dict(kind.to_jwk(key.public_key(), as_dict=True))


def did_jwk(key: Any) -> str:
    text = base64.urlsafe_b64encode(json.dumps(jwk(key)).encode()).rstrip(b"=").decode()
    return f"did:jwk:{text}"


def raw_token(header: dict[str, Any], claims: dict[str, Any], key: Any) -> bytes:
    """A token with exactly this header, whatever it calls itself."""
    algorithm = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}[jwk(key)["kty"]]
    coder = jwt.algorithms.get_default_algorithms()[algorithm]
    parts = [base64url(json.dumps(part).encode()) for part in (header, claims)]
    return b".".join([*parts, base64url(coder.sign(b".".join(parts), key))])


def base64url(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def claims_of(document: Document) -> dict[str, Any]:
    """The claims beside a credential in its token."""
    return {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": int(AT.timestamp()),
    }


def revocation_status(url: str) -> Document:
    return {"id": url, "type": "1EdTechRevocationList"}


def status_2021(ref: StatusRef, purpose: str = "revocation") -> Document:
    return {
        "id": f"{ref.list_url}#{ref.index}",
        "type": "StatusList2021Entry",
        "statusPurpose": purpose,
        "statusListIndex": str(ref.index),
        "statusListCredential": ref.list_url,
    }
