"""The quick way to a document's canonical statements: `canonical` here is `rdf.canonical` there.

Templates are kept by all of a document that is not a slot. The first document of a kind goes the
long way, the second one makes the template and is its proof: what it gives must be, to the byte,
what the long way gave. Whatever a template cannot answer goes the long way too, so that only the
long way ever refuses a document, and in its own words.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from waypost.openbadges.contexts import PINNED, Contexts
from waypost.openbadges.documents import Document
from waypost.openbadges.template_slots import Cut, cut

if TYPE_CHECKING:  # it brings PyLD along, for which a process that never signs should not pay
    from waypost.openbadges.template import Template

# Of all templates together: a badge with its picture inside takes some 60,000.
MOST_CHARACTERS = 8 * 1024 * 1024
# A stranger's document may be large; nothing that a district issues is.
LARGEST = 512 * 1024
MOST_SEEN = 4_096
# How often a template that many badges will be made from is compared beforehand.
FILLINGS = 3
# What quotes, escapes, other scripts and the ends of lines do to a text.
AWKWARD = ("\\n", 'a"b\\', "\t\r\n", "\u0085\u2028é", "\U0001f600 %s {0}", "<urn:x> .", "_:c14n0")


class TemplateDiffers(Exception):
    """A template gave other statements than the long way: nothing may be signed from it."""


class Templates:
    """A bounded store of templates; safe for threads."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, Template | None] = OrderedDict()
        self._seen: OrderedDict[bytes, None] = OrderedDict()
        self.size = 0

    def canonical(self, document: Document, contexts: Contexts, *, empties: bool = False) -> str:
        """What `rdf.canonical` gives, or raises what that raises. No template is made of a document
        with a list that is empty."""
        from waypost.openbadges.rdf import canonical

        found = _cut(document, contexts)
        if found is None:
            return canonical(document, contexts, empties=empties)
        piece, key = found
        known, template, seen = self._look_up(key)
        quick = template.fill(piece.values) if template else None
        if quick is not None:
            return quick
        quads = canonical(document, contexts, empties=empties)
        if seen and not known:
            made = _make(piece, contexts)
            # One that differs is never asked again; the long way has answered.
            self._keep(key, made if made and made.fill(piece.values) == quads else None)
        return quads

    def prepare(self, document: Document, contexts: Contexts = PINNED) -> Template | None:
        """The template of all documents like this one, made before they come and compared with the
        long way over random fillings; None where there can be none. Raises TemplateDiffers."""
        from waypost.openbadges.rdf import canonical

        found = _cut(document, contexts)
        if found is None:
            return None
        piece, key = found
        known, template, _ = self._look_up(key)
        if known:
            return template
        made = _make(piece, contexts)
        if made is not None:
            for values in (list(piece.values), *(_filling(piece) for _ in range(FILLINGS))):
                quick = made.fill(values)
                if quick is not None and quick != canonical(piece.filled(values), contexts):
                    raise TemplateDiffers
        self._keep(key, made)
        return made

    def _look_up(self, key: bytes) -> tuple[bool, Template | None, bool]:
        """Whether it was made, what was made (None for what can have none), and whether a
        document like it came before."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return True, self._kept[key], True
            seen = key in self._seen
            self._seen[key] = None
            self._seen.move_to_end(key)
            if len(self._seen) > MOST_SEEN:
                self._seen.popitem(last=False)
            return False, None, seen

    def _keep(self, key: bytes, made: Template | None) -> None:
        made = made if made is not None and made.size <= LARGEST else None
        with self._lock:
            if key in self._kept:
                return
            self._seen.pop(key, None)
            self._kept[key] = made
            self.size += _weight(made)
            while self.size > self._most:
                _, gone = self._kept.popitem(last=False)
                self.size -= _weight(gone)


def _cut(document: Document, contexts: Contexts) -> tuple[Cut, bytes] | None:
    """Cut, and the digest of what is the same in others like it; None for what is not cut.

    Vocabularies that somebody brought along may mean anything, and are none of a badge's.
    """
    if contexts is not PINNED:
        return None
    piece = cut(document)
    try:
        return (piece, hashlib.sha256(piece.key()).digest()) if piece.values else None
    except (TypeError, ValueError, RecursionError):  # what JSON cannot say is refused elsewhere
        return None


def _make(piece: Cut, contexts: Contexts) -> Template | None:
    """None where marks in the slots mean something else than what stood there."""
    from waypost.openbadges.documents import NotCovered, NotSupported
    from waypost.openbadges.template import NoTemplate, Template

    try:
        return Template.of(piece, contexts)
    except (NoTemplate, NotCovered, NotSupported):
        return None


def _weight(made: Template | None) -> int:
    return 1024 + (made.size if made else 0)


def _filling(piece: Cut) -> list[str]:
    """Other values of the same form."""
    made: list[str] = []
    for slot, value in enumerate(piece.values):
        random = secrets.token_hex(4)
        awkward = secrets.choice(AWKWARD)
        made.append(f"{value}{random}" if slot in piece.addresses else f"{random}{awkward}")
    return made


TEMPLATES = Templates()
