"""What a credential of any kind may be written like: an open world in which nothing hides.

Two documents can make the same statements, so whoever holds a signed one can write it anew: with
`validUntil` under another name, say, which a vocabulary of their own maps to the same address. The
signature still fits, and whoever reads `validUntil` sees none. A badge refuses every vocabulary
and name of that kind. Here both are legal, so the statements that readers rely on are counted:
each must stand under the one name by which it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from waypost.openbadges.contexts import OTHER_PINS, PINS, Contexts, UnknownContext
from waypost.openbadges.documents import FORBIDDEN, Document, NotCovered, NotSupported, walk

_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SECURITY = "https://w3id.org/security#"

# Statements about the whole, which only its top may make.
OF_THE_WHOLE = {
    _CREDENTIALS + name: name
    for name in (
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "evidence",
        "expirationDate",
        "holder",
        "issuanceDate",
        "issuer",
        "refreshService",
        "relatedResource",
        "termsOfUse",
        "validFrom",
        "validUntil",
        "verifiableCredential",
    )
}
READ_BY_NAME = {
    **OF_THE_WHOLE,
    **{
        _STATUS + name: name
        for name in (
            "encodedList",
            "statusListCredential",
            "statusListIndex",
            "statusMessage",
            "statusPurpose",
            "statusSize",
        )
    },
    **{
        _SECURITY + name: name
        for name in (
            "challenge",
            "cryptosuite",
            "domain",
            "previousProof",
            "proof",
            "proofPurpose",
            "verificationMethod",
        )
    },
    _SECURITY + "expiration": "expires",
    "http://purl.org/dc/terms/created": "created",
}

VALUE = {"@value", "@language", "@direction", "@type"}
# What a vocabulary that is written out may say of itself and of a name. Whatever would move,
# hide or turn around statements (@nest, @reverse, @index, @base, @import …) is not among it.
OF_A_VOCABULARY = {"@vocab", "@protected", "@version", "@language", "@direction"}
OF_A_NAME = {"@id", "@type", "@container", "@language", "@direction", "@protected"}
MOST_NAMES = 200


class OpenWorld:
    """Any pinned vocabulary, and plain ones written out; any name that they define."""

    def check_source(self, document: Document, contexts: Contexts) -> None:
        if "@context" not in document:
            raise NotSupported("no vocabulary")
        for value in _plain(document):
            if isinstance(value, dict):
                _check_object(value, contexts)
            elif isinstance(value, list):
                _check_list(value)
            elif isinstance(value, str) and FORBIDDEN.search(value):
                raise NotSupported("a control character")
            elif value is None:
                raise NotCovered("null")

    def check_expanded(self, document: Document, expanded: list[Any]) -> None:
        if len(expanded) != 1:
            raise NotSupported("several documents in one")
        said, meant = Counter(_names(document)), Counter[str]()
        root = expanded[0]
        for value, _depth in walk(root):
            if not isinstance(value, dict):
                continue
            meant.update(name for name in value if name in READ_BY_NAME)
            if value is not root and value.get("@id") == root.get("@id", ""):
                _check_part(value)
        for address, times in meant.items():
            if times > said[READ_BY_NAME[address]]:
                raise NotSupported(f"{READ_BY_NAME[address]!r} under another name")
        _check_named(document, root)


def _check_named(document: Document, node: Document) -> None:
    """The same, place by place, from the top down: a name that means something else further down
    must not make up for one that is missing here."""
    for address in READ_BY_NAME.keys() & node.keys():
        name = READ_BY_NAME[address]
        if name not in document:
            raise NotSupported(f"{name!r} under another name")
        written = document[name] if isinstance(document[name], list) else [document[name]]
        # Proofs and credentials inside a presentation each stand in a graph of their own.
        found = [_out_of_graph(each) for each in node[address]]
        if len(written) != len(found):
            raise NotSupported(f"{name!r} in an unusual form")
        for one, other in zip(written, found, strict=True):
            if isinstance(one, dict) and isinstance(other, dict):
                _check_named(one, other)


def _out_of_graph(value: Any) -> Any:
    graph = value.get("@graph") if isinstance(value, dict) else None
    return graph[0] if isinstance(graph, list) and len(graph) == 1 else value


def _check_part(value: Document) -> None:
    if OF_THE_WHOLE.keys() & value.keys():
        raise NotSupported("a part that speaks for the whole document")


def _plain(document: Document) -> Iterator[object]:
    """Every value, those of vocabularies aside."""
    stack: list[object] = [document]
    while stack:
        value = stack.pop()
        yield value
        if isinstance(value, dict):
            stack.extend(member for name, member in value.items() if name != "@context")
        elif isinstance(value, list):
            stack.extend(value)


def _names(document: Document) -> Iterator[str]:
    for value in _plain(document):
        if isinstance(value, dict):
            yield from value


def _check_object(value: Document, contexts: Contexts) -> None:
    if "@context" in value:
        _check_vocabularies(value["@context"], contexts)
    if "@value" in value:
        if not set(value) <= VALUE:
            raise NotSupported("a value with other members")
        return
    for name in value:
        if FORBIDDEN.search(name):
            raise NotSupported("a control character")
        if name.startswith("@") and name != "@context":
            raise NotSupported(f"the name {name!r}")


def _check_list(value: list[Any]) -> None:
    if not value:
        raise NotCovered("an empty list")
    if any(isinstance(item, list) for item in value):
        raise NotSupported("a list in a list")


def _check_vocabularies(named: object, contexts: Contexts) -> None:
    for each in named if isinstance(named, list) else [named]:
        if isinstance(each, dict):
            _check_written_out(each, contexts)
        elif not isinstance(each, str):
            raise NotSupported("a vocabulary that is none")
        elif each not in contexts:
            raise UnknownContext(each)


def _check_written_out(vocabulary: Document, contexts: Contexts) -> None:
    if set(vocabulary) == {"@context"}:
        # Wrapped once more, which means the same; a document's depth is limited before.
        _check_vocabularies(vocabulary["@context"], contexts)
        return
    if len(vocabulary) > MOST_NAMES:
        raise NotSupported("a vocabulary with too many names")
    for name, meaning in vocabulary.items():
        if name.startswith("@"):
            if name not in OF_A_VOCABULARY:
                raise NotSupported(f"a vocabulary with {name!r}")
            if meaning is None:
                # Allowed where something was set before; PyLD fails on it where nothing was.
                raise NotSupported(f"a vocabulary that sets {name!r} to null")
        elif isinstance(meaning, dict):
            _check_meaning(meaning)
        else:
            _check_address(meaning)


def _check_meaning(meaning: Document) -> None:
    if not set(meaning) <= OF_A_NAME:
        raise NotSupported("a name with a meaning of an unusual kind")
    _check_address(meaning.get("@id"))
    kind = meaning.get("@type")
    if isinstance(kind, str) and kind.startswith("@") and kind not in ("@id", "@vocab"):
        raise NotSupported(f"values of the kind {kind!r}")
    if meaning.get("@container") not in (None, "@set", "@list", "@language"):
        raise NotSupported("a container of an unusual kind")


def _check_address(meaning: object) -> None:
    if isinstance(meaning, str) and meaning.startswith("@"):
        raise NotSupported(f"another name for {meaning!r}")


GENERIC = Contexts(pins=PINS + OTHER_PINS, policy=OpenWorld())
