"""Did the issuer sign this, with which key, and who vouches for the key?"""

from __future__ import annotations

from waypost.openbadges.chains import BrokenChain, before, check_chains, direct
from waypost.openbadges.contexts import UnknownContext
from waypost.openbadges.documents import Document, NotCovered, NotSupported
from waypost.openbadges.form import Signed
from waypost.openbadges.keys import PublicKey
from waypost.openbadges.lookup import Answer, End, Keys, Trust, is_own, keys_named
from waypost.openbadges.proof import CRYPTOSUITE, OLDER_PROOF, is_signed_by

__all__ = ["Answer", "End", "Keys", "Trust", "check_signature", "keys_named"]


def check_signature(signed: Signed, trust: Trust) -> Answer:
    """Judge the issuer's own proofs; proofs that others added neither help nor harm, unless the
    issuer's own rest on them."""
    if not signed.proofs:
        return Answer(End.UNABLE, "no_proof")
    try:
        check_chains(signed.proofs)
    except BrokenChain:
        return Answer(End.FAILED, "broken_proof_chain")
    usable = [proof for proof in signed.proofs if is_usable(proof)]
    if not usable:
        return Answer(End.UNABLE, "unknown_kind_of_proof")
    own = [proof for proof in usable if is_own(signed.issuer, _method(proof), trust)]
    if not own:
        return Answer(End.FAILED, "not_signed_by_its_issuer")
    answers = [_check(signed, proof, signed.issuer, trust) for proof in own]
    # One that fails outweighs those that hold: a badge must not carry a wrong proof of its issuer.
    return min(
        [*answers, *_broken_below(signed, own, trust)],
        key=lambda answer: _WEIGHT.index(answer.end),
    )


_WEIGHT = [End.FAILED, End.UNABLE, End.WAITING, End.PROVEN]


def is_usable(proof: Document) -> bool:
    """Whether it is of a kind that is checked here, and made to say that something is true."""
    kind = (proof.get("type"), proof.get("cryptosuite"))
    is_known = kind in (("DataIntegrityProof", CRYPTOSUITE), (OLDER_PROOF, None))
    return is_known and proof.get("proofPurpose") == "assertionMethod"


def _method(proof: Document) -> object:
    return proof.get("verificationMethod")


def _broken_below(signed: Signed, own: list[Document], trust: Trust) -> list[Answer]:
    """What fails among others' proofs that the issuer's own were made over."""
    below = [each for proof in own for each in before(proof, signed.proofs)]
    found = []
    for proof in below:
        method = _method(proof)
        if not is_usable(proof) or not isinstance(method, str) or any(proof is o for o in own):
            continue
        answer = _check(signed, proof, method.partition("#")[0], trust)
        found += [answer] if answer.failed else []
    return found


def _check(signed: Signed, proof: Document, holder: str, trust: Trust) -> Answer:
    keys = keys_named(holder, proof, trust)
    if isinstance(keys, Answer):
        return keys
    earlier = direct(proof, signed.proofs)
    able = [key for key in keys.candidates if isinstance(key, PublicKey)]
    if not able:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    try:
        for key in able:
            if is_signed_by(signed.document, proof, key, trust.contexts, earlier=earlier):
                return Answer(End.PROVEN, keys.source, vouched=keys.vouched)
    except NotCovered:
        return Answer(End.FAILED, "not_all_signed")
    except UnknownContext:
        return Answer(End.UNABLE, "unknown_vocabulary")
    except NotSupported:
        return Answer(End.UNABLE, "unusual_form")
    return Answer(End.FAILED, "signature_does_not_match")
