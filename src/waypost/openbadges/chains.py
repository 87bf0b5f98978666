"""Proofs that name earlier ones: what each of them was made over (Data Integrity 1.0, 4.3 and 4.5).

A proof with `previousProof` signs the document together with the proofs that it names. Taking one
of those out, giving two the same name or letting them name each other breaks the chain.
"""

from __future__ import annotations

from collections.abc import Sequence

from waypost.openbadges.documents import Document
from waypost.openbadges.form import many


class BrokenChain(Exception):
    """A proof names one that is not there, twice there, or later than itself."""


def direct(proof: Document, proofs: Sequence[Document]) -> list[Document]:
    """The proofs that this one was made over, beside the document. Raises BrokenChain."""
    if "previousProof" not in proof:
        return []
    names = many(proof["previousProof"])
    if not names or not all(isinstance(name, str) and name for name in names):
        raise BrokenChain("no names")
    if len(set(names)) != len(names):
        raise BrokenChain("a name twice")
    found = [each for name in names for each in proofs if each.get("id") == name]
    if len(found) != len(names):
        raise BrokenChain("a proof that is missing, or two of one name")
    return found


def check_chains(proofs: Sequence[Document]) -> None:
    """Raises BrokenChain unless every name leads to one proof, and none leads back to itself."""
    names = [each["id"] for each in proofs if "id" in each]
    if any(not isinstance(name, str) or not name for name in names):
        raise BrokenChain("a name that is none")
    if len(set(names)) != len(names):
        raise BrokenChain("two of one name")
    for proof in proofs:
        before(proof, proofs)


def before(proof: Document, proofs: Sequence[Document]) -> list[Document]:
    """Every proof that this one rests on, near and far. Raises BrokenChain."""
    found: list[Document] = []
    ahead = direct(proof, proofs)
    while ahead:
        each = ahead.pop()
        if each is proof:
            raise BrokenChain("a circle")
        if not any(each is one for one in found):
            found.append(each)
            ahead += direct(each, proofs)
    return found
