"""Every small change that someone could make to a signed badge, one at a time."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from waypost.openbadges import Document

Path = tuple[str | int, ...]


def tamperings(document: Document) -> Iterator[tuple[str, Document]]:
    """A name for each change, and the changed document."""
    for path, value in members(document):
        for what, replacement in _others(value):
            yield f"{_name(path)}: {what}", changed(document, path, replacement)
        yield f"{_name(path)}: taken out", changed(document, path)
        if isinstance(path[-1], str):
            yield f"{_name(path)}: renamed", _renamed(document, path)
    holders = [(), *(path for path, value in members(document) if isinstance(value, dict))]
    for turn, path in enumerate(holders):
        for order, (name, added) in enumerate(_ADDITIONS.items()):
            # Each place gets every second addition, and each addition every second place.
            if name not in at(document, path) and (turn + order) % 2:
                yield f"{_name(path)}: {name} added", changed(document, (*path, name), added)


_ADDITIONS: dict[str, Any] = {
    "honors": "summa cum laude",
    "description": "And more.",
    "tag": ["more"],
    "@included": [{"id": "urn:x:1", "type": "Profile"}],
    "https://schema.org/name": "Someone",
    "@context": {"name": "https://example.org/other"},
    "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
    "url": "https://elsewhere.example/",
    "caption": None,
    "narrative": ["More."],
}


def members(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value inside a document, with the way to it."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in inside:
        yield (*path, name), member
        if isinstance(member, dict | list):
            yield from members(member, (*path, name))


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


_GONE = object()


def changed(document: Document, path: Path, replacement: object = _GONE) -> Document:
    """A copy with another value at the end of the path, or with none."""
    changed_copy = copy.deepcopy(document)
    holder = at(changed_copy, path[:-1])
    if replacement is _GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = replacement
    return changed_copy


def _renamed(document: Document, path: Path) -> Document:
    renamed = copy.deepcopy(document)
    holder = at(renamed, path[:-1])
    holder[f"{path[-1]}X"] = holder.pop(path[-1])
    return renamed


def _others(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, bool):
        yield "the opposite", not value
        yield "as text", str(value).lower()
    elif isinstance(value, int | float):
        yield "one more", value + 1
        yield "as text", str(value)
        yield "nearly", value + 1e-9
    elif isinstance(value, str):
        yield "last character", value[:-1] + ("x" if value[-1:] != "x" else "y")
        yield "other case", value.swapcase() if value.swapcase() != value else value + " "
    elif isinstance(value, list):
        yield "emptied", []
        yield "one more", [*value, "more"]
        yield "in another list", [value]


def _name(path: Path) -> str:
    return ".".join(str(step) for step in path) or "the whole"
