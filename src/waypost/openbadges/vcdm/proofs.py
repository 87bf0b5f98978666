"""Every proof of a credential or presentation: sets and chains (Data Integrity 1.0, section 4).

A badge is judged by its issuer's own proofs. Here each proof has to hold, whoever made it, and one
of them has to be by whoever the document names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from waypost.openbadges.contexts import UnknownContext
from waypost.openbadges.documents import Document, NotCovered, NotSupported
from waypost.openbadges.form import MAX_PROOFS, many
from waypost.openbadges.keys import PublicKey
from waypost.openbadges.proof import CRYPTOSUITE, signature_bytes, signing_input, without_proof
from waypost.openbadges.signature import Answer, Trust, keys_named
from waypost.openbadges.times import NotAnInstant, read_instant
from waypost.openbadges.vcdm.problems import Kind, Problem

ASSERTION, AUTHENTICATION = "assertionMethod", "authentication"

SAID = {
    "issuer_document_unseen": "the document that lists this key is not at hand",
    "issuer_document_unreadable": "the document that lists this key cannot be read",
    "key_not_published_by_its_issuer": "nobody publishes this key under that name",
    "key_was_withdrawn": "the key was withdrawn",
    "not_signed_by_its_issuer": "the key is not the one that its name says",
    "unknown_kind_of_key": "the key is of a kind that is not checked here",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a proof has to be for. `controller` is empty where a document names nobody."""

    controller: str
    purposes: tuple[str, ...]
    domain: str = ""
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One proof, and what is wrong with it."""

    proof: Document
    problems: tuple[Problem, ...]


def check_proofs(document: Document, expected: Expected, trust: Trust) -> list[Checked]:
    """Each proof in its order; with none, or one too many, there is nothing that holds."""
    proofs = many(document.get("proof"))
    if not proofs or len(proofs) > MAX_PROOFS:
        detail = f"must be one to {MAX_PROOFS} proofs"
        return [Checked({}, (_unproven("/proof", detail),))]
    checked = [
        Checked(each, tuple(_check(document, proofs, place, expected, trust)))
        for place, each in enumerate(proofs)
    ]
    if expected.controller and not any(_by(expected.controller, each.proof) for each in checked):
        first = checked[0]
        missing = _unproven("/proof", f"none is by {expected.controller}")
        checked[0] = replace(first, problems=(*first.problems, missing))
    return checked


def _by(controller: str, proof: Document) -> bool:
    return _controller(proof.get("verificationMethod")) == controller


def _controller(method: object) -> str:
    return method.partition("#")[0] if isinstance(method, str) else ""


def _check(
    document: Document, proofs: list[Document], place: int, expected: Expected, trust: Trust
) -> Iterator[Problem]:
    proof, path = proofs[place], f"/proof/{place}"
    wrong = list(_form(proof, path, expected, trust))
    before = _before(proofs, place)
    if before is None:
        wrong.append(_unproven(f"{path}/previousProof", "no other proof here has that id"))
    if wrong or before is None:
        yield from wrong
        return
    keys = keys_named(_controller(proof["verificationMethod"]), proof, _for(proof, trust))
    if isinstance(keys, Answer):
        detail = SAID.get(keys.reason, keys.reason)
        yield _unproven(f"{path}/verificationMethod", detail)
        return
    whole = without_proof(document)
    secured = {**whole, "proof": before} if before else whole
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signature = signature_bytes(proof["proofValue"]) or b""
    try:
        message = signing_input(secured, options, trust.contexts)
    except (NotCovered, NotSupported, UnknownContext) as why:
        yield unsignable(why)
        return
    usable = [key for key in keys.candidates if isinstance(key, PublicKey)]
    if not any(key.verifies(signature, message) for key in usable):
        yield Problem(
            Kind.CRYPTOGRAPHIC_SECURITY_ERROR, "the signature does not fit the document", path
        )


def _form(proof: Document, path: str, expected: Expected, trust: Trust) -> Iterator[Problem]:
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != CRYPTOSUITE:
        yield _unproven(path, f"only DataIntegrityProof with {CRYPTOSUITE} is checked here")
    if proof.get("proofPurpose") not in expected.purposes:
        purposes = " or ".join(expected.purposes)
        yield _unproven(f"{path}/proofPurpose", f"must be {purposes}")
    if not _controller(proof.get("verificationMethod")):
        yield _unproven(f"{path}/verificationMethod", "must be an address")
    if signature_bytes(proof.get("proofValue")) is None:
        yield _unproven(f"{path}/proofValue", "must be 64 bytes in base58, after a z")
    for name in ("id", "challenge", "nonce"):
        if not isinstance(proof.get(name, ""), str):
            yield _unproven(f"{path}/{name}", "must be a text")
    yield from _moments(proof, path, trust)
    yield from _aim(proof, path, expected)


def _moments(proof: Document, path: str, trust: Trust) -> Iterator[Problem]:
    moments = {}
    for name in ("created", "expires"):
        if name in proof:
            try:
                moments[name] = read_instant(proof[name])
            except NotAnInstant:
                yield _unproven(f"{path}/{name}", "must be a date and time with a zone")
    if "expires" in moments and moments["expires"] <= trust.now:
        yield _unproven(f"{path}/expires", "has passed")


def _aim(proof: Document, path: str, expected: Expected) -> Iterator[Problem]:
    """For whom, and in answer to what."""
    if expected.domain and expected.domain not in many(proof.get("domain")):
        yield Problem(Kind.INVALID_DOMAIN_ERROR, "is not the one expected", f"{path}/domain")
    if expected.challenge and expected.challenge != proof.get("challenge"):
        yield Problem(Kind.INVALID_CHALLENGE_ERROR, "is not the one expected", f"{path}/challenge")


def _before(proofs: list[Document], place: int) -> list[Document] | None:
    """The proofs that this one says it follows; None where one of them is not there."""
    found = []
    for name in many(proofs[place].get("previousProof")):
        named = [
            each
            for other, each in enumerate(proofs)
            if other != place and isinstance(name, str) and each.get("id") == name
        ]
        if len(named) != 1:
            return None
        found += named
    return found


def _for(proof: Document, trust: Trust) -> Trust:
    """Keys are asked for by the purpose of a badge; for another one, its list stands there."""
    if proof["proofPurpose"] == ASSERTION:
        return trust
    documents: Mapping[str, object] = {
        did: {**listed, ASSERTION: listed.get(AUTHENTICATION)}
        if isinstance(listed, dict)
        else listed
        for did, listed in trust.documents.items()
    }
    return replace(trust, documents=documents)


def unsignable(why: Exception) -> Problem:
    """A document of which a signature would not cover everything, or not for certain."""
    if isinstance(why, UnknownContext):
        detail = f"the vocabulary {why.url[:200]} is not known here"
        return Problem(Kind.MALFORMED_VALUE_ERROR, detail, "/@context")
    if isinstance(why, NotCovered):
        return Problem(Kind.DATA_LOSS_DETECTION_ERROR, f"would not be signed: {why}"[:300])
    return Problem(Kind.MALFORMED_VALUE_ERROR, f"is not accepted here: {why}"[:300])


def _unproven(path: str, detail: str) -> Problem:
    return Problem(Kind.PROOF_VERIFICATION_ERROR, detail, path)
