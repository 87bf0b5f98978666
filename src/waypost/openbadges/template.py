"""The statements of all badges that differ in their slots alone, worked out once.

Expanding a document takes milliseconds, and for badges of one achievement it comes to the same
statements but for a name, a number, a date. So one document with marks in its slots is expanded,
with every check, and for each badge the marks are filled.

A canonical text itself cannot be kept: the labels of blank nodes follow from hashes over their
values (RDFC-1.0). The labels are worked out for each badge, in the one case that needs no search:
every blank node has a first-degree hash of its own. Where that is not so, or where two values that
differed in the template are the same in a badge, `fill` answers None and the long way is taken.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from waypost.openbadges.contexts import Contexts
from waypost.openbadges.documents import Document
from waypost.openbadges.rdf import statements, write
from waypost.openbadges.template_slots import MARK, MOST_SLOTS, TOKEN, Cut

# Texts that each badge's are made of: a slot's or a label's number, or words that stay.
Part = str | int
Parts = tuple[Part, ...]

_HOLE = re.compile(rf"{MARK.pattern}|_:{TOKEN}b([0-9]+)\.")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"'})


class NoTemplate(Exception):
    """The document's statements are not of the kind that can be filled."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A text with holes: at which part of `words` which value goes."""

    words: tuple[str, ...]
    holes: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, lines: Sequence[Parts]) -> Lines:
        parts = [part for line in lines for part in line]
        holes = [(at, part) for at, part in enumerate(parts) if isinstance(part, int)]
        return cls(tuple("" if isinstance(part, int) else part for part in parts), tuple(holes))

    def write(self, held: Sequence[str]) -> str:
        words = list(self.words)
        for at, source in self.holes:
            words[at] = held[source]
        return "".join(words)

    def fill(self, held: Sequence[str]) -> list[str]:
        """Without the ends of lines, which none has inside: they are escaped there."""
        return self.write(held).split("\n")[:-1]


@dataclass(frozen=True, slots=True)
class Node:
    """A blank node: the hash over its statements, or, where slots stand in them, the statements."""

    digest: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Template:
    """`fixed` are the statements without a hole, sorted; in `open` a slot is its number, and the
    label of node n is -1 - n. `named` are the addresses that stand for good."""

    fixed: tuple[str, ...]
    fixed_set: frozenset[str]
    open: Lines
    nodes: tuple[Node, ...]
    named: frozenset[str]
    addresses: frozenset[int]

    @classmethod
    def of(cls, piece: Cut, contexts: Contexts) -> Template:
        """Raises NoTemplate, or whatever refuses the document itself."""
        if len(piece.values) > MOST_SLOTS:
            raise NoTemplate
        quads = statements(piece.marked, contexts)
        nodes = _number_nodes(quads)
        lines = [_parts(quad, piece) for quad in quads]
        fixed = sorted(str(line[0]).removesuffix("\n") for line in lines if _is_fixed(line))
        seen = {part for line in lines for part in line if isinstance(part, int) and part >= 0}
        if len(set(lines)) != len(lines) or len(seen) != len(piece.values):
            raise NoTemplate
        return cls(
            fixed=tuple(fixed),
            fixed_set=frozenset(fixed),
            open=Lines.of([line for line in lines if not _is_fixed(line)]),
            nodes=tuple(_node(number, lines) for number in range(nodes)),
            named=frozenset(_named(quads)),
            addresses=piece.addresses,
        )

    @property
    def size(self) -> int:
        """About how many characters it keeps."""
        kept = (self.fixed, self.named, self.open.words, *(node.lines.words for node in self.nodes))
        return sum(len(text) for texts in kept for text in texts)

    def fill(self, values: Sequence[str]) -> str | None:
        """Canonical N-Quads with these values in the slots; None when they need the long way."""
        addresses = {values[slot] for slot in self.addresses}
        # Two parts with one address would be one part, with the statements of both.
        if len(addresses) != len(self.addresses) or not self.named.isdisjoint(addresses):
            return None
        words = [value.translate(_ESCAPES) for value in values]
        labels = self._labels(words)
        if labels is None:
            return None
        held = words + labels  # label n is at -1 - n, from the end
        made = self.open.fill(held)
        # The same statement twice is one statement.
        if len(set(made)) != len(made) or not self.fixed_set.isdisjoint(made):
            return None
        return "\n".join(sorted([*self.fixed, *sorted(made)])) + "\n"

    def _labels(self, words: list[str]) -> list[str] | None:
        """The canonical label of each node, the last first; None where two nodes look alike."""
        digests = [node.digest or _digest(node.lines.fill(words)) for node in self.nodes]
        rank = {digest: f"_:c14n{place}" for place, digest in enumerate(sorted(digests))}
        if len(rank) != len(digests):
            return None
        return [rank[digest] for digest in reversed(digests)]


def _number_nodes(quads: list[Document]) -> int:
    """Gives every blank node a mark of its own, in place; says how many there are."""
    numbers: dict[str, int] = {}
    for component in _components(quads):
        if component["type"] == "blank node":
            number = numbers.setdefault(component["value"], len(numbers))
            component["value"] = f"_:{TOKEN}b{number}."
    return len(numbers)


def _components(quads: list[Document]) -> Iterator[dict[str, Any]]:
    for quad in quads:
        yield from quad.values()


def _named(quads: list[Document]) -> Iterator[str]:
    """Every address that stands in the statements for good."""
    for component in _components(quads):
        if component["type"] == "IRI" and TOKEN not in component["value"]:
            yield component["value"]


def _parts(quad: Document, piece: Cut) -> Parts:
    """The statement's text, cut at its marks. Raises NoTemplate for a mark in an odd place."""
    text, position = write(quad), 0
    parts: list[Part] = []
    for hole in _HOLE.finditer(text):
        parts.append(text[position : hole.start()])
        position = hole.end()
        if hole[2] is not None:
            parts.append(-1 - int(hole[2]))
            continue
        slot = int(hole[1])
        around = text[hole.start() - 1] + text[position]
        if around != ("<>" if slot in piece.addresses else '""'):
            raise NoTemplate
        parts.append(slot)
    parts.append(text[position:])
    if any(isinstance(part, str) and TOKEN in part for part in parts):
        raise NoTemplate
    return tuple(part for part in parts if part != "")


def _is_fixed(line: Parts) -> bool:
    return len(line) == 1 and isinstance(line[0], str)


def _node(number: int, lines: list[Parts]) -> Node:
    """What RDFC-1.0 hashes of it: its statements, with `_:a` for itself and `_:z` for others."""
    own = -1 - number
    mine = []
    for line in lines:
        if own in line:
            parts = ("_:a" if part == own else "_:z" if _is_label(part) else part for part in line)
            mine.append(tuple(_merged(parts)))
    own_lines = Lines.of(mine)
    return Node("" if own_lines.holes else _digest(own_lines.fill(())), own_lines)


def _is_label(part: Part) -> bool:
    return isinstance(part, int) and part < 0


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
            continue
        yield words
        yield part
        words = ""
    yield words


def _digest(lines: list[str]) -> str:
    text = "\n".join(sorted(lines)) + "\n"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
