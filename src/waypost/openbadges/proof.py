"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022: make one, check one.

Ed25519Signature2020, the kind before it, is checked too: the same statements and the same key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waypost.openbadges.contexts import PINNED, Contexts
from waypost.openbadges.documents import Document, NotSupported
from waypost.openbadges.effort import current
from waypost.openbadges.keys import PublicKey, SigningKey, base58_decode, base58_encode, method_id
from waypost.openbadges.template_cache import TEMPLATES
from waypost.openbadges.times import instant

CRYPTOSUITE = "eddsa-rdfc-2022"
OLDER_PROOF = "Ed25519Signature2020"


class AlreadySigned(ValueError):
    """The document carries a proof already."""


def sign(
    document: Document,
    *,
    key: SigningKey,
    did: str,
    at: datetime,
    contexts: Contexts = PINNED,
    method: str | None = None,
) -> Document:
    """A copy of the document with a proof; the same document, key and time give the same proof."""
    if "proof" in document:
        raise AlreadySigned(str(document.get("id")))
    options = proof_options(method or method_id(did, key.public), at)
    signature = key.sign(signing_input(document, options, contexts))
    return {**document, "proof": {**options, "proofValue": "z" + base58_encode(signature)}}


def proof_options(method: str, at: datetime) -> Document:
    """All of a proof but its value."""
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": instant(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def is_signed_by(
    document: Document,
    proof: Document,
    key: PublicKey,
    contexts: Contexts = PINNED,
    *,
    earlier: Sequence[Document] = (),
    quick: bool = True,
) -> bool:
    """Whether this proof is this key's over this document (its other proofs aside), and over the
    `earlier` proofs that it names.

    Raises NotCovered, NotSupported or UnknownContext when the statements cannot be made.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    body = without_proof(document)
    if earlier:
        body["proof"] = list(earlier)
    message = signing_input(body, options, contexts, empties=True, quick=quick)
    signature = signature_bytes(proof.get("proofValue"))
    return signature is not None and key.verifies(signature, message)


def without_proof(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "proof"}


def signature_bytes(value: Any) -> bytes | None:
    """The 64 bytes of a proofValue, or None."""
    if not isinstance(value, str) or not value.startswith("z"):
        return None
    try:
        raw = base58_decode(value[1:])
    except ValueError:
        return None
    return raw if len(raw) == 64 else None


def signing_input(
    document: Document,
    options: Document,
    contexts: Contexts,
    *,
    empties: bool = False,
    quick: bool = True,
) -> bytes:
    """What is signed: the digest of the proof's options, then the digest of the document.

    `empties` lets lists be that hold nothing, which nothing that is signed here has. `quick`
    spares the expansion of a document like one that was seen before; the bytes are the same, and
    without it they are the reference that templates are held to.
    """
    if "@context" in options:
        raise NotSupported("a proof with a vocabulary of its own")
    canonical = TEMPLATES.canonical if quick else _the_long_way
    configuration = {"@context": document.get("@context"), **options}

    def make() -> str:
        return canonical(document, contexts, empties=empties)

    effort = current()
    statements = (
        effort.statements(document, (id(contexts), empties, quick), make) if effort else make()
    )
    return _digest(canonical(configuration, contexts)) + _digest(statements)


def _the_long_way(document: Document, contexts: Contexts, *, empties: bool = False) -> str:
    # Imported here because PyLD is heavy, and a process that never signs should not pay for it.
    from waypost.openbadges.rdf import canonical

    return canonical(document, contexts, empties=empties)


def _digest(quads: str) -> bytes:
    return hashlib.sha256(quads.encode("utf-8")).digest()
