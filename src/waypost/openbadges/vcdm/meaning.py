"""What a credential states once each name is an address, however its vocabularies spell it.

Whoever holds a signed document can write it anew with other names for the same statements, so what
must not be signed has to be looked for here and not among the names.
"""

from __future__ import annotations

from dataclasses import dataclass

from waypost.openbadges.contexts import DATA_INTEGRITY, UnknownContext
from waypost.openbadges.documents import Document, NotCovered, NotSupported
from waypost.openbadges.vcdm.form import is_older
from waypost.openbadges.vcdm.policy import GENERIC
from waypost.openbadges.vcdm.problems import Refused
from waypost.openbadges.vcdm.proofs import unsignable

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CREDENTIALS = "https://www.w3.org/2018/credentials#"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`types` and `members` of every part; `credentials` are the ids of what could be read as one:
    of the whole, and of a part that has a type, an issuer or a subject of its own."""

    types: frozenset[str]
    members: frozenset[str]
    credentials: frozenset[str]


def meaning_of(credential: Document) -> Meaning:
    """Of the very document that would be signed. Raises Refused for what no signature covers."""
    # Imported here because PyLD is heavy, and a process that never signs should not pay for it.
    from waypost.openbadges.rdf import canonical

    try:
        quads = canonical(fit_for_proof(credential), GENERIC)
    except (NotCovered, NotSupported, UnknownContext) as why:
        raise Refused([unsignable(why)]) from why
    types, members, credentials = set[str](), set[str](), set[str]()
    for line in quads.removesuffix("\n").split("\n"):
        subject, member, rest = line.split(" ", 2)
        member = _address(member)
        value = _address(rest.partition(" ")[0]) if rest.startswith("<") else ""
        members.add(member)
        if member == TYPE:
            types.add(value)
        is_credential = member == TYPE and value == f"{_CREDENTIALS}VerifiableCredential"
        if is_credential or member in (f"{_CREDENTIALS}issuer", f"{_CREDENTIALS}credentialSubject"):
            credentials.add(_address(subject))
    return Meaning(frozenset(types), frozenset(members), frozenset(credentials - {""}))


def fit_for_proof(credential: Document) -> Document:
    """The older vocabulary has no words for a proof of ours, so the one that has stands beside
    it."""
    named = credential.get("@context")
    if not is_older(credential) or not isinstance(named, list):
        return credential
    others = [each for each in named if each != DATA_INTEGRITY]
    return {**credential, "@context": [*others, DATA_INTEGRITY]}


def _address(term: str) -> str:
    """Empty for a part that has none."""
    return term[1:-1] if term.startswith("<") else ""
