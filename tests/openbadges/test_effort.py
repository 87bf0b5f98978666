"""What one verification may cost: together, however the work is spread over proofs and badges."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.openbadges import made
from tests.openbadges.made import DID, KEY, NOW, published
from waypost.openbadges import Document, Outcome, dump, effort, rdf, sign, verify
from waypost.openbadges.vcdm import trust, verify_credential

ALIKE = {"type": ["Alignment"]}
JUNK = "z" + "5" * 87


def alike(groups: int, each: int, **changes: Any) -> Document:
    """A badge whose parts can only be told apart by trying their orders; signed by nobody."""
    document = made.unsigned(status=None, **changes)
    document["credentialSubject"]["result"] = [
        {"type": ["Result"], "alignment": [ALIKE] * each} for _ in range(groups)
    ]
    return document


def with_proofs(document: Document, count: int) -> Document:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-09-04T20:14:00Z",
        "verificationMethod": f"{DID}#{KEY.public.multibase}",
        "proofPurpose": "assertionMethod",
        "proofValue": JUNK,
    }
    return {**document, "proof": [proof] * count}


def judged(document: Document) -> tuple[Outcome, str]:
    verdict = verify(dump(document), now=NOW, did_documents=published())
    return verdict.outcome, verdict.reason


def record(parts: list[Document]) -> Document:
    """As a stranger may write one; nothing in it need be anybody's."""
    document = made.unsigned(status=None, id="urn:uuid:5b2d1d3f-4a0c-4f63-9d2f-0a1f3a2b9c77")
    document["type"] = ["VerifiableCredential", "ClrCredential"]
    document["@context"] = [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    document["credentialSubject"] = {
        "id": made.EARNER.id,
        "type": ["ClrSubject"],
        "verifiableCredential": parts,
    }
    return document


def test_a_document_is_worked_through_once_for_all_of_its_proofs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a budget that one passage fits into and two do not, eight proofs still get a verdict on
    their signatures."""
    hard = alike(2, 5)
    spent: list[int] = []

    class Counted(effort.Effort):
        def spend(self, count: int) -> None:
            spent.append(count)
            super().spend(count)

    monkeypatch.setattr(effort, "Effort", Counted)
    assert judged(with_proofs(hard, 1)) == (Outcome.CHANGED, "signature_does_not_match")
    once = sum(spent)
    assert once > 500
    spent.clear()
    monkeypatch.setattr(effort, "MOST_TOGETHER", once)
    assert judged(with_proofs(hard, 8)) == (Outcome.CHANGED, "signature_does_not_match")
    assert sum(spent) == once
    monkeypatch.setattr(effort, "MOST_TOGETHER", once - 1)
    assert judged(with_proofs(hard, 8)) == (Outcome.CANNOT_CHECK, "unusual_form")


def test_all_badges_of_a_record_have_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alone is within its own."""
    parts = [sign(alike(2, 4, id=uuid.uuid4().urn), key=KEY, did=DID, at=made.AT) for _ in range(3)]
    whole = sign(record(parts), key=KEY, did=DID, at=made.AT)
    assert judged(whole)[0] is Outcome.REAL
    monkeypatch.setattr(effort, "MOST_TOGETHER", 1_000)
    assert judged(parts[0])[0] is Outcome.REAL
    assert judged(whole) == (Outcome.CANNOT_CHECK, "part_not_proven")


def test_a_record_holds_no_more_badges_than_anyone_needs() -> None:
    small = made.badge(status=None)
    whole = with_proofs(record([small] * 101), 1)
    assert judged(whole) == (Outcome.UNREADABLE, "too_many_values")


def test_what_has_no_name_is_counted_before_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf, "MAX_NAMELESS", 40)
    document = with_proofs(alike(6, 8), 1)
    assert judged(document) == (Outcome.CANNOT_CHECK, "unusual_form")
    found = verify_credential(document, trust=trust(now=NOW, documents=published()))
    assert not found.verified
    assert any("without a name" in each.detail for each in found.problems)


def test_signing_is_bounded_by_its_own_document_alone() -> None:
    assert effort.current() is None
    verify(dump(made.badge()), now=NOW)
    assert effort.current() is None, "nothing is left over for whoever comes next"
