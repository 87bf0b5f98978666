"""Several proofs, and proofs made over earlier ones (Data Integrity 1.0, proof sets and chains)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.openbadges.elsewhere import listed, proved
from tests.openbadges.made import (
    DID,
    KEY,
    LIST_URL,
    NOW,
    OTHER_DID,
    OTHER_KEY,
    published,
    status_list,
    unsigned,
)
from waypost.openbadges import Document, Outcome, SigningKey, Verdict, did_document, verify

FIRST, SECOND, THIRD = (f"urn:uuid:0d1f7f9c-0000-4a51-8d1c-00000000000{n}" for n in (1, 2, 3))
LISTS = {LIST_URL: status_list(3)}
WITNESS = OTHER_KEY.public.did


def check(document: Document, **changes: Any) -> Verdict:
    known = {"now": NOW, "did_documents": published(), "status_lists": LISTS}
    return verify(document, **{**known, **changes})


def witnessed(**changes: Any) -> Document:
    """Signed by a witness, then by its issuer over the witness's proof."""
    first = proved(unsigned(), key=OTHER_KEY, did=WITNESS, name=FIRST)
    return proved(first, **{"name": SECOND, "previous": FIRST, **changes})


def with_proofs(document: Document, *proofs: Document) -> Document:
    return {**document, "proof": list(proofs)}


def test_a_chain_holds_when_each_proof_was_made_over_the_earlier() -> None:
    document = witnessed()
    assert check(document).outcome is Outcome.REAL
    assert check(witnessed(previous=[FIRST])).outcome is Outcome.REAL
    third = proved(document, name=THIRD, previous=[FIRST, SECOND], created="2026-09-05T08:00:00Z")
    assert check(third).outcome is Outcome.REAL


def test_the_order_in_which_proofs_are_written_says_nothing() -> None:
    document = witnessed()
    assert check(with_proofs(document, *reversed(document["proof"]))).outcome is Outcome.REAL


def test_an_earlier_proof_can_not_be_taken_out_changed_or_exchanged() -> None:
    document = witnessed()
    first, second = document["proof"]
    other = proved(unsigned(), key=SigningKey.generate(), did=WITNESS, name=FIRST)["proof"]
    rewritten = {**first, "created": "2026-09-04T20:15:00Z"}
    again = proved(
        unsigned(), key=OTHER_KEY, did=WITNESS, name=FIRST, created="2026-09-04T20:15:00Z"
    )["proof"]
    for proofs in ((second,), (other, second), (rewritten, second), (again, second), (first,)):
        assert check(with_proofs(document, *proofs)).outcome is Outcome.CHANGED


def test_a_witness_that_never_signed_breaks_what_rests_on_it() -> None:
    """The issuer's own proof holds over a false one of somebody else, which can be seen."""
    first = proved(unsigned(), key=OTHER_KEY, did=WITNESS, name=FIRST)
    first["proof"]["proofValue"] = proved(unsigned())["proof"]["proofValue"]
    document = proved(first, name=SECOND, previous=FIRST)
    verdict = check(document)
    assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "signature_does_not_match")


def test_a_witness_who_is_not_known_here_does_no_harm() -> None:
    first = proved(unsigned(), key=OTHER_KEY, did=OTHER_DID, name=FIRST)
    document = proved(first, name=SECOND, previous=FIRST)
    assert check(document).outcome is Outcome.REAL
    theirs = {OTHER_DID: did_document(OTHER_DID, [KEY.public])}
    assert check(document, did_documents=published() | theirs).outcome is Outcome.CHANGED


def test_a_proof_that_others_put_on_top_neither_helps_nor_harms() -> None:
    document = proved(unsigned(), name=FIRST)
    on_top = proved(document, key=OTHER_KEY, did=WITNESS, name=SECOND, previous=FIRST)
    assert check(on_top).outcome is Outcome.REAL
    on_top["proof"][1]["expires"] = "2026-09-04T21:00:00Z"
    assert check(on_top).outcome is Outcome.REAL
    assert check(with_proofs(on_top, on_top["proof"][1])).outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    "break_it",
    [
        lambda first, second: second.update(previousProof="urn:uuid:elsewhere"),
        lambda first, second: second.update(previousProof=SECOND),
        lambda first, second: second.update(previousProof=[FIRST, FIRST]),
        lambda first, second: second.update(previousProof=[FIRST, SECOND]),
        lambda first, second: second.update(previousProof=[]),
        lambda first, second: second.update(previousProof=[7]),
        lambda first, second: second.update(previousProof={"id": FIRST}),
        lambda first, second: second.update(previousProof=[[FIRST]]),
        lambda first, second: second.update(previousProof=""),
        lambda first, second: second.update(id=FIRST),
        lambda first, second: second.update(id=7),
        lambda first, second: second.update(id=""),
        lambda first, second: first.update(previousProof=SECOND),
        lambda first, second: first.pop("id"),
    ],
)
def test_a_chain_in_a_circle_with_a_gap_or_with_two_of_one_name_is_refused(break_it: Any) -> None:
    document = witnessed()
    first, second = (dict(each) for each in document["proof"])
    break_it(first, second)
    verdict = check(with_proofs(document, first, second))
    assert (verdict.outcome, verdict.reason) == (Outcome.CHANGED, "broken_proof_chain")


def test_the_link_itself_is_signed() -> None:
    document = witnessed()
    first, second = document["proof"]
    loose = {name: value for name, value in second.items() if name != "previousProof"}
    assert check(with_proofs(document, first, loose)).outcome is Outcome.CHANGED


def test_more_proofs_than_anybody_needs_are_not_looked_at() -> None:
    document = proved(unsigned())
    many = with_proofs(document, *listed(document["proof"]) * 9)
    assert check(many).reason == "bad_proof"
    assert check(with_proofs(document, *listed(document["proof"]) * 8)).outcome is Outcome.REAL


def test_a_badge_signed_by_two_keys_of_its_issuer_needs_both() -> None:
    document = proved(proved(unsigned()), key=OTHER_KEY, did=DID)
    both = {DID: did_document(DID, [KEY.public, OTHER_KEY.public])}
    assert check(document, did_documents=both).outcome is Outcome.REAL
    assert check(document).outcome is Outcome.CHANGED
