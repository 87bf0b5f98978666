"""How much one verification may cost, and what it has made already.

A document may have several proofs, and a record many badges, in any of which parts may look alike;
each alone is bounded (`rdf.MAX_EFFORT`), and here all of them together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from waypost.openbadges.contexts import UnknownContext
from waypost.openbadges.documents import Document, NotCovered, NotSupported

# Permutations of parts that look alike. Thirty badges of five rows ask for a few hundred.
MOST_TOGETHER = 20_000


class Effort:
    """Of one verification, with everything inside of what it was asked about."""

    def __init__(self) -> None:
        self._left = MOST_TOGETHER
        self._made: dict[bytes, str | Exception] = {}

    def spend(self, count: int) -> None:
        """Raises NotSupported."""
        self._left -= count
        if self._left < 0:
            raise NotSupported("too many parts that look alike")

    def statements(self, document: Document, of: object, make: Callable[[], str]) -> str:
        """What `make` makes of the document, made once however many proofs were made over it; `of`
        is all else that it depends on."""
        text = json.dumps(document, ensure_ascii=False) + repr(of)
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if name not in self._made:
            try:
                self._made[name] = make()
            except (NotCovered, NotSupported, UnknownContext) as why:
                self._made[name] = why
        found = self._made[name]
        if isinstance(found, Exception):
            raise found
        return found


_current: ContextVar[Effort | None] = ContextVar("effort", default=None)


@contextmanager
def one_effort() -> Iterator[None]:
    """Everything that is verified inside counts together; inside of another one, with that."""
    if _current.get() is not None:
        yield
        return
    before = _current.set(Effort())
    try:
        yield
    finally:
        _current.reset(before)


def current() -> Effort | None:
    """None where something is signed: what is signed is one document, and our own."""
    return _current.get()
