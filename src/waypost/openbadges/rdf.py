"""From a document to its canonical N-Quads (RDFC-1.0), refusing whatever they would not cover.

This is the one module that imports PyLD (about 0.2 s and its tree of clients), so `proof` imports
it when the first signature is made or checked.
"""

from __future__ import annotations

import math
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor
from pyld.nquads import serialize_nquad

from waypost.openbadges.contexts import Contexts, Policy, UnknownContext
from waypost.openbadges.documents import FORBIDDEN, Document, NotCovered, NotSupported, walk
from waypost.openbadges.effort import current

# What N-Quads writes between < and > without escaping: anything else could forge a statement.
# Any white space is refused too, because PyLD quietly skips a statement that has it.
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f\s\ufeff]*')
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# What only the top of a document may say about it; an endorsement inside may name its id.
OF_THE_WHOLE = frozenset(
    {
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "description",
        "evidence",
        "expirationDate",
        "issuanceDate",
        "issuer",
        "name",
        "proof",
        "termsOfUse",
        "validFrom",
        "validUntil",
    }
)
MAX_EFFORT = 5_000
# A learner record of thirty badges, each with five endorsements, has about 1,300.
MAX_NAMELESS = 4_000
# Each costs milliseconds wherever it is named: in one place, and in the whole of a document.
MAX_VOCABULARIES = 16
# A learner record of thirty badges, each with five endorsements, names 394.
MAX_NAMED = 400

# PyLD's own caches are not written for threads.
_one_at_a_time = threading.RLock()


def canonical(document: Document, contexts: Contexts, *, empties: bool = False) -> str:
    """Canonical N-Quads of a document, every value of which they cover.

    `empties` lets lists be that hold nothing, as other issuers write them: they say nothing, so
    there is nothing to cover.
    """
    if contexts.policy:
        contexts.policy.check_source(document, contexts)
    else:
        check_source(document, contexts, empties=empties)
    with _reading():
        dataset = _dataset(document, contexts, empties=empties)
        _check_nameless(dataset)
        quads: str = _Canonicaliser().main(dataset, {"format": "application/n-quads"})
    return quads


def statements(document: Document, contexts: Contexts) -> list[Document]:
    """The same statements before they are named and sorted; refuses what `canonical` refuses,
    empty lists among it."""
    check_source(document, contexts)
    with _reading():
        dataset = _dataset(document, contexts, empties=False)
        return [_quad(triple, name) for name, triples in dataset.items() for triple in triples]


def write(quad: Document) -> str:
    """One statement as a line of N-Quads."""
    line: str = serialize_nquad(quad)
    return line


def _dataset(document: Document, contexts: Contexts, *, empties: bool) -> dict[str, list[Document]]:
    processor = _CoveringProcessor(empties, contexts.policy)
    dataset: dict[str, list[Document]] = processor.to_rdf(document, _options(contexts))
    return dataset


def _check_nameless(dataset: dict[str, list[Document]]) -> None:
    """What has no name is told apart by what stands around it, and the more, the slower."""
    terms = (
        term
        for triples in dataset.values()
        for triple in triples
        for term in (triple["subject"], triple["object"])
    )
    if len({term["value"] for term in terms if term["type"] == "blank node"}) > MAX_NAMELESS:
        raise NotSupported("more parts without a name than anybody needs")


def _quad(triple: Document, name: str) -> Document:
    quad = {place: dict(term) for place, term in triple.items()}
    if name != "@default":
        kind = "blank node" if name.startswith("_:") else "IRI"
        quad["name"] = {"type": kind, "value": name}
    return quad


@contextmanager
def _reading() -> Iterator[None]:
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (NotCovered, NotSupported, UnknownContext):
            raise
        # A vocabulary misused in ways the checks above do not foresee ends in one of many kinds
        # of exception inside PyLD; none of them may reach the person who opened a file.
        except Exception as error:
            raise NotSupported(f"not valid JSON-LD: {type(error).__name__}") from error


def check_source(document: Document, contexts: Contexts, *, empties: bool = False) -> None:
    """Plain compact JSON-LD only: known vocabularies by their addresses, and plain names."""
    named = check_vocabularies(document, contexts)
    for value, depth in walk(document):
        if isinstance(value, dict):
            if depth and "@context" in value:
                named += check_vocabularies(value, contexts)
                if named > MAX_NAMED:
                    raise NotSupported("vocabularies everywhere")
            _check_object(value, is_root=depth == 0, root=document)
        elif isinstance(value, list):
            _check_list(value, empties=empties)
        elif isinstance(value, str) and FORBIDDEN.search(value):
            raise NotSupported("a control character")
        elif value is None:
            raise NotCovered("null")


def check_vocabularies(document: Document, contexts: Contexts) -> int:
    """How many there are: each is named by a pinned address, and none is written out."""
    named = document.get("@context")
    urls = named if isinstance(named, list) else [named]
    if not urls or not all(isinstance(url, str) for url in urls):
        raise NotSupported("a vocabulary of its own")
    for url in urls:
        if url not in contexts:
            raise UnknownContext(url)
    if len(urls) > MAX_VOCABULARIES:
        raise NotSupported("more vocabularies than anybody needs")
    return len(urls)


def _check_object(value: Document, *, is_root: bool, root: Document) -> None:
    names = set(value)
    if "@value" in names:
        if not names <= {"@value", "@language"}:
            raise NotSupported("a value with a type of its own")
        return
    names.discard("@context")
    if not is_root and "id" in root and value.get("id") == root["id"] and names & OF_THE_WHOLE:
        # They would be signed as if they stood at the top of the document, where readers look.
        raise NotSupported("a part that speaks for the whole document")
    for name in names:
        # A full address as a name means the same to the signature and is invisible to readers.
        if name.startswith("@") or ":" in name or "/" in name:
            raise NotSupported(f"the name {name!r}")


def _check_list(value: list[Any], *, empties: bool) -> None:
    if not value and not empties:
        raise NotCovered("an empty list")
    if any(isinstance(item, list) for item in value):
        raise NotSupported("a list in a list")


def _options(contexts: Contexts) -> dict[str, Any]:
    def loader(url: str, _options: object) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts.load(url),
            "tag": "static",
        }

    return {
        # PyLD's own default would sign a relative id as http://example.org/base/...
        "base": None,
        "documentLoader": loader,
        "contextResolver": ContextResolver(contexts.resolved, loader),
        "processingMode": "json-ld-1.1",
        "produceGeneralizedRdf": False,
        # Otherwise which way a text runs would be dropped; as the reference writes it.
        "rdfDirection": "i18n-datatype",
    }


def _refuse_dropped(name: object) -> None:
    raise NotCovered(f"the undefined name {name!r}")


class _CoveringProcessor(JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
    """PyLD with the checks in the middle: after expansion, before statements are made."""

    def __init__(self, empties: bool, policy: Policy | None) -> None:
        super().__init__(on_property_dropped=_refuse_dropped)
        self._empties, self._policy = empties, policy

    def expand(self, input_: Any, options: Any) -> Any:
        expanded = super().expand(input_, options)
        if not expanded:
            raise NotCovered("everything")
        for value, _depth in walk(expanded):
            if isinstance(value, dict):
                _check_expanded(value, empties=self._empties)
        if self._policy:
            self._policy.check_expanded(input_, expanded)
        return expanded


def _check_expanded(value: Document, *, empties: bool) -> None:
    if "@value" in value:
        _check_literal(value)
        return
    for name, member in value.items():
        if name == "@id":
            _check_iri(member)
        elif name == "@type":
            for item in member if isinstance(member, list) else [member]:
                _check_iri(item)
        elif name not in ("@list", "@graph"):
            _check_iri(name)
            if member == [] and not empties:
                raise NotCovered(f"the empty {name!r}")


def _check_literal(value: Document) -> None:
    literal = value["@value"]
    if not set(value) <= {"@value", "@type", "@language", "@direction"}:
        raise NotCovered("part of a value")
    if value.get("@direction", "ltr") not in ("ltr", "rtl"):
        raise NotSupported("a direction that is none")
    if "@type" in value:
        if value["@type"] == "@json":
            raise NotSupported("raw JSON")
        _check_iri(value["@type"])
    if "@language" in value and not LANGUAGE.fullmatch(str(value["@language"])):
        raise NotSupported("a language that is none")
    if not isinstance(literal, str | int | float) or (
        isinstance(literal, float) and not math.isfinite(literal)
    ):
        raise NotSupported("a value that is none")


def _check_iri(value: object) -> None:
    if not isinstance(value, str) or not IRI.fullmatch(value):
        raise NotCovered(f"{value!r}, which is not an absolute address or a defined term")


class _Canonicaliser(URDNA2015):  # type: ignore[misc]  # PyLD has no types
    """RDFC-1.0 with a budget: look-alike blank nodes can ask for exponential work."""

    def __init__(self) -> None:
        super().__init__()
        self._effort = 0
        self._together = current()

    def create_hash_to_related(self, id_: Any, issuer: Any) -> Any:
        groups = super().create_hash_to_related(id_, issuer)
        effort = sum(math.factorial(min(len(group), 10)) for group in groups.values())
        self._effort += effort
        if self._effort > MAX_EFFORT:
            raise NotSupported("too many parts that look alike")
        if self._together:
            self._together.spend(effort)
        return groups
