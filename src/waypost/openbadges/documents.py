"""A badge document as bytes and back: one way to write it, one strict, bounded way to read it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

MAX_BYTES = 4 * 1024 * 1024
# A badge has about 250 and at most some 1,000; a learner record holds thirty, or fewer large ones.
MAX_VALUES = 24_000
MAX_DEPTH = 24
MAX_MARKS = 100_000
# The canonicaliser compares every two values of one list.
MAX_ITEMS = 400
MAX_INTEGER = 2**53 - 1

# Canonical N-Quads escapes these and the canonicaliser does not, so a signature over them would
# not be one that others can check. Tab, line feed and carriage return are ordinary text; the last
# two belong to no language.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# A badge as a JSON Web Token: three base64url parts, the first of which begins with `{"`.
SIGNED_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
SURROGATE = re.compile("[\ud800-\udfff]")


_written = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Unreadable(Exception):
    """The bytes are not a document that can be read safely; `reason` is a stable word for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class NotCovered(Exception):
    """Part of the document would not be in the signed statements."""


class NotSupported(Exception):
    """The document is legal perhaps, but not of the kind that this library can check."""


def dump(document: Document) -> bytes:
    """The one byte form of a document: UTF-8 JSON, no spaces, its own order of names.

    `]]>` is written with a JSON escape, so that the same bytes can stand inside an SVG.
    """
    return _written(document).replace("]]>", "]]\\u003e").encode("utf-8")


def quoted(text: str) -> str:
    """As `dump` writes it between its quotation marks."""
    return _written(text)[1:-1].replace("]]>", "]]\\u003e")


def load(source: bytes, *, items: int = MAX_ITEMS) -> Document:
    """Read strict JSON: no repeated names, no NaN, nothing deeper or larger than a badge needs.

    `items` is how many one list may hold; a list of many things holds as many values as well.
    """
    if len(source) > MAX_BYTES:
        raise Unreadable("too_large", f"{len(source)} bytes")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error
    if SIGNED_TOKEN.fullmatch(text.strip()):
        raise Unreadable("signed_token")
    # Counted before parsing: a small file of brackets would become many large objects.
    marks = MAX_MARKS if items <= MAX_ITEMS else 5 * items
    if sum(text.count(mark) for mark in "[{,") > marks:
        raise Unreadable("too_many_values")
    try:
        document = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_integer
        )
    except RecursionError as error:
        raise Unreadable("too_deep") from error
    except ValueError as error:
        raise Unreadable("not_json") from error
    return examine(document, items=items)


def examine(document: object, *, items: int = MAX_ITEMS) -> Document:
    """Refuse a parsed document that JSON could not carry, or that is too deep or too large."""
    values = MAX_VALUES if items <= MAX_ITEMS else MAX_VALUES + 10 * items
    if type(document) is not dict:
        raise Unreadable("not_an_object")
    size = 0
    for count, (value, depth) in enumerate(walk(document)):
        if depth > MAX_DEPTH:
            raise Unreadable("too_deep")
        if count > values:
            raise Unreadable("too_many_values")
        size += _size(value)
        if size > MAX_BYTES:
            raise Unreadable("too_large")
        if type(value) is list and len(value) > items:
            raise Unreadable("too_many_values")
    return document


def walk(document: object) -> Iterator[tuple[object, int]]:
    """Every value with its depth, names of members included, without recursion."""
    stack: list[tuple[object, int]] = [(document, 0)]
    while stack:
        value, depth = stack.pop()
        yield value, depth
        if type(value) is dict:
            for name, member in value.items():
                stack.append((name, depth + 1))
                stack.append((member, depth + 1))
        elif type(value) is list:
            stack.extend((item, depth + 1) for item in value)


def _size(value: object) -> int:
    if type(value) is str:
        if SURROGATE.search(value):
            raise Unreadable("lone_surrogate")
        return len(value)
    if type(value) is int:
        if abs(value) > MAX_INTEGER:
            raise Unreadable("number_too_large")
    elif type(value) is float:
        if not math.isfinite(value):
            raise Unreadable("not_a_number")
    elif value is not None and type(value) not in (dict, list, bool):
        raise Unreadable("not_json")
    return 1


def _unique(pairs: list[tuple[str, Any]]) -> Document:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Unreadable("repeated_name")
    return members


def _no_constant(word: str) -> None:
    raise Unreadable("not_a_number", word)


def _integer(digits: str) -> int:
    if len(digits) > 17:
        raise Unreadable("number_too_large")
    return int(digits)
