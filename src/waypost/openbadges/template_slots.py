"""Which places of a document differ from one badge of an achievement to the next.

A slot holds a text that goes into the statements as it is: an address of a plain form, which no
vocabulary can read as something else, or words between quotes. What stands in a slot's place and
is neither stays part of what all have in common.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from waypost.openbadges.documents import FORBIDDEN, SURROGATE, Document

# Member names of the outermost object (of a credential, a status list, a proof's options), of the
# subject, and of the objects that a badge may have several of.
OUTER_ADDRESSES = ("id", "verificationMethod")
OUTER_WORDS = ("validFrom", "validUntil", "awardedDate", "created", "expires")
SUBJECT_ADDRESSES = ("id",)
SUBJECT_WORDS = ("encodedList",)
IDENTIFIER_WORDS = ("identityHash", "salt")
STATUS_ADDRESSES = ("id",)
STATUS_WORDS = ("statusListIndex",)
REFRESH_ADDRESSES = ("id",)
MOST_SLOTS = 32

SCHEMES = ("http", "https", "urn", "did")
# Its scheme is kept, because a vocabulary may give a meaning to what stands before the colon.
_ADDRESS = re.compile(r"(https?://|urn:uuid:|did:web:|did:key:)[A-Za-z0-9._~:/?#@&=+,;%-]+")
# Nobody outside this process can write a document that looks like one with its slots cut out.
TOKEN = secrets.token_hex(16)
MARK = re.compile(rf"(?:https?://|urn:uuid:|did:web:|did:key:)?{TOKEN}s([0-9]+)\.")


@dataclass(frozen=True, slots=True)
class Cut:
    """A document with a mark in each slot, and what stood there; `addresses` are slots that hold
    one, by their number."""

    marked: Document
    values: tuple[str, ...]
    addresses: frozenset[int]

    def key(self) -> bytes:
        """All but the slots, to the letter: the order of names, and 1 beside 1.0 and true."""
        text = json.dumps(self.marked, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8")

    def filled(self, values: Sequence[str]) -> Document:
        """The document from which these values would have been cut."""
        return {name: _filled(value, values) for name, value in self.marked.items()}


def cut(document: Document) -> Cut:
    """Takes out what stands in the slots; the document is left as it was."""
    knife = _Knife()
    marked = knife.mark(document, OUTER_ADDRESSES, OUTER_WORDS)
    subject = marked.get("credentialSubject")
    if type(subject) is dict:
        subject = knife.mark(subject, SUBJECT_ADDRESSES, SUBJECT_WORDS)
        knife.each(subject, "identifier", (), IDENTIFIER_WORDS)
        marked["credentialSubject"] = subject
    knife.each(marked, "credentialStatus", STATUS_ADDRESSES, STATUS_WORDS)
    knife.each(marked, "refreshService", REFRESH_ADDRESSES, ())
    return Cut(marked, tuple(knife.values), frozenset(knife.addresses))


def _filled(value: Any, values: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(member, values) for name, member in value.items()}
    if isinstance(value, list):
        return [_filled(item, values) for item in value]
    found = MARK.fullmatch(value) if isinstance(value, str) else None
    return values[int(found[1])] if found else value


class _Knife:
    def __init__(self) -> None:
        self.values: list[str] = []
        self.addresses: list[int] = []

    def each(
        self, members: Document, name: str, addresses: tuple[str, ...], words: tuple[str, ...]
    ) -> None:
        """The one object under this name, or each of its list. `members` is a copy already."""
        entries = members.get(name)
        if type(entries) is dict:
            members[name] = self.mark(entries, addresses, words)
        elif type(entries) is list:
            members[name] = [
                self.mark(each, addresses, words) if type(each) is dict else each
                for each in entries
            ]

    def mark(
        self, members: Document, addresses: tuple[str, ...], words: tuple[str, ...]
    ) -> Document:
        marked = dict(members)
        for name in addresses:
            value = marked.get(name)
            if type(value) is str and (found := _ADDRESS.fullmatch(value)):
                self.addresses.append(len(self.values))
                marked[name] = found[1] + self._take(value)
        for name in words:
            value = marked.get(name)
            if type(value) is str and not FORBIDDEN.search(value) and not SURROGATE.search(value):
                marked[name] = self._take(value)
        return marked

    def _take(self, value: str) -> str:
        self.values.append(value)
        return f"{TOKEN}s{len(self.values) - 1}."
