"""Credentials of any kind for the tests, and what is shown with them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from waypost.openbadges import Document, SigningKey, compose_status_list, sign
from waypost.openbadges.contexts import Contexts
from waypost.openbadges.keys import base58_encode
from waypost.openbadges.proof import signing_input
from waypost.openbadges.vcdm import GENERIC, Result, sign_credential, trust
from waypost.openbadges.vcdm import verify_credential as judge

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
AT = datetime(2026, 9, 4, 20, 14, tzinfo=UTC)
NOW = datetime(2026, 9, 5, 9, 0, tzinfo=UTC)
KEY, HOLDER, OTHER = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
DID = KEY.public.did
LIST = "https://lists.example/1"
ENTRY = {
    "id": f"{LIST}#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": LIST,
}


def credential(**more: Any) -> Document:
    return {
        "@context": [V2, EXAMPLES],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "issuer": DID,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ada", "alumniOf": "A school"},
        **more,
    }


def older(**more: Any) -> Document:
    return {
        "@context": [V1],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:ada"},
        **more,
    }


def signed(**more: Any) -> Document:
    return sign_credential(credential(**more), key=KEY, did=DID, at=AT)


def listing(*places: int, url: str = LIST, purpose: str = "revocation") -> Document:
    document = compose_status_list(url=url, issuer_did=DID, withdrawn=places, at=AT)
    document["credentialSubject"]["statusPurpose"] = purpose
    return sign(document, key=KEY, did=DID, at=AT)


def check(document: object, lists: dict[str, Any] | None = None) -> Result:
    return judge(document, trust=trust(now=NOW), lists=lists)


def kinds(result: Result) -> set[str]:
    return {each.title for each in result.problems}


def proof(document: Document, key: SigningKey = KEY, **more: Any) -> Document:
    """One proof over a document as it stands; `before` are the proofs that it follows."""
    before = more.pop("before", [])
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-09-04T20:14:00Z",
        "verificationMethod": f"{key.public.did}#{key.public.multibase}",
        "proofPurpose": "assertionMethod",
        **more,
    }
    options = {name: value for name, value in options.items() if value is not None}
    whole = {**document, "proof": before} if before else document
    signature = key.sign(signing_input(whole, options, GENERIC))
    return {**options, "proofValue": "z" + base58_encode(signature)}


def presentation(*credentials: Document, holder: SigningKey = HOLDER, **more: Any) -> Document:
    document: Document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": holder.public.did,
    }
    if credentials:
        document["verifiableCredential"] = list(credentials)
    aims = {"domain": "school.example", "challenge": "1a2b", **more}
    return {
        **document,
        "proof": proof(document, holder, proofPurpose="authentication", **aims),
    }


def naive() -> Contexts:
    """The same vocabularies without the second look at what each name means."""

    class Naive(type(GENERIC.policy)):  # type: ignore[misc]  # a policy is only a Protocol
        def check_expanded(self, document: Document, expanded: list[Any]) -> None:
            """Believes what it reads."""

    made = Contexts(policy=Naive())
    made._pins = GENERIC._pins
    return made
