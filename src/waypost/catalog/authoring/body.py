"""A manuscript's body: texts and lists of texts by name, as they were typed, complete or not."""

import hashlib
import json
import secrets
from typing import Any

from waypost.catalog.authoring.fields import LISTS, PLAIN
from waypost.catalog.models import EvidenceKind, Kind, RequirementKind

Body = dict[str, Any]
Value = str | list[str]


class Gone(Exception):
    """Somebody took the item away, or nobody ever asks for this field."""


class SeveralParts(Exception):
    """Two of its requirements are of one kind, and the pages of writing hold one of each."""


def mark(value: Value) -> str:
    """Tells one value from another without sending it twice."""
    plain = value.replace("\r\n", "\n") if isinstance(value, str) else json.dumps(sorted(value))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def get(body: Body, name: str) -> Value:
    """Raises Gone."""
    place, key = _place(body, name)
    blank: Value = [] if is_list(name) else ""
    value: Value = place.get(key, blank)
    return value


def put(body: Body, name: str, value: Value) -> None:
    """Raises Gone."""
    place, key = _place(body, name)
    place[key] = value


def _place(body: Body, name: str) -> tuple[Body, str]:
    parts = name.split(".")
    if len(parts) == 1 and name in PLAIN:
        return body, name
    if len(parts) == 3 and parts[0] in LISTS:
        item = item_of(body, parts[0], parts[1])
        if item is not None and any(s.name == parts[2] for s in LISTS[parts[0]].fields):
            return item, parts[2]
    raise Gone


def is_list(name: str) -> bool:
    parts = name.split(".")
    if len(parts) != 3 or parts[0] not in LISTS:
        return False
    return any(s.name == parts[2] and s.look == "many" for s in LISTS[parts[0]].fields)


def items(body: Body, listed: str) -> list[Body]:
    found: list[Body] = body.get(listed, [])
    return found


def item_of(body: Body, listed: str, key: str) -> Body | None:
    return next((item for item in items(body, listed) if item["id"] == key), None)


def add(body: Body, listed: str, **values: Value) -> str:
    """Its id: short, because it stands in the name of every field of it."""
    key = secrets.token_hex(3)
    body.setdefault(listed, []).append({"id": key, **values})
    return key


def remove(body: Body, listed: str, key: str) -> None:
    """A piece leaves the rows that looked for it. Raises Gone."""
    item = item_of(body, listed, key)
    if item is None:
        raise Gone
    items(body, listed).remove(item)
    if listed == "pieces":
        for row in items(body, "rows"):
            row["pieces"] = [one for one in row.get("pieces", []) if one != key]


def move(body: Body, listed: str, key: str, by: int) -> None:
    """Raises Gone; at the end of the list nothing moves."""
    item = item_of(body, listed, key)
    if item is None:
        raise Gone
    found = items(body, listed)
    at = found.index(item)
    found.insert(min(max(at + by, 0), len(found)), found.pop(at))


def text(body: Body, name: str) -> str:
    """A plain field, trimmed; empty when there is none."""
    return str(body.get(name, "")).strip()


def number(value: Any) -> int | None:
    """A whole number from 0 on as it was typed, or None."""
    said = str(value).strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None


def lines(value: Any) -> list[str]:
    return [line.strip() for line in str(value).splitlines() if line.strip()]


def begun(kind: str, title: str) -> Body:
    """What a new one starts with: nothing but what is the same in nearly all of its kind."""
    body: Body = {
        "title": title,
        "language": "en-us",
        "grade_from": "-1",
        "grade_to": "12",
        "hue": "assess",
        "shape": {Kind.BADGE: "round", Kind.DEGREE: "shield"}.get(Kind(kind), "scallop"),
        "icon": "graduation-cap" if kind == Kind.DEGREE else "award",
        "review_days": {Kind.BADGE: "3", Kind.DEGREE: "10"}.get(Kind(kind), "5"),
    }
    if kind == Kind.BADGE:
        body["clock_hours"] = "1"
    if kind == Kind.DEGREE:
        add(body, "choices")
        return body
    piece = add(body, "pieces")
    add(body, "rows", pieces=[piece])
    return body


def from_shape(shape: Body) -> Body:
    """Of a frozen version, as `canonical.shape` gives it. Raises SeveralParts.

    A piece's id is made anew; nothing points at it from outside.
    """
    body: Body = {
        name: _typed(shape[name]) for name in PLAIN if name in shape and name != "changes"
    }
    body["language"] = shape["language"]
    for step in shape["steps"]:
        add(body, "steps", **step)
    for framework, version, code, url in shape["alignments"]:
        add(body, "alignments", framework=framework, framework_version=version, code=code, url=url)
    seen = set()
    for part in shape["requirements"]:
        if part["kind"] in seen:
            raise SeveralParts
        seen.add(part["kind"])
        if part["kind"] == RequirementKind.EVIDENCE:
            _evidence(body, part)
        else:
            _choices(body, part)
    return body


def _typed(value: Any) -> str:
    said = "" if value is None else str(value)
    return said.removesuffix(".00")


def _evidence(body: Body, part: Body) -> None:
    body["evidence_title"] = part["title"]
    keys = [
        add(
            body,
            "pieces",
            title=piece["title"],
            text=piece["text"],
            kinds=[kind for kind in piece["kinds"] if kind in EvidenceKind.values],
            prompts="\n".join(piece["prompts"]),
            min_items=_typed(piece["items"][0]),
            max_items=_typed(piece["items"][1]),
            words_from=_typed(piece["words"][0]),
            words_to=_typed(piece["words"][1]),
        )
        for piece in part["pieces"]
    ]
    for row in part["rows"]:
        add(
            body,
            "rows",
            title=row["title"],
            demonstrated=row["demonstrated"],
            not_yet=row["not_yet"],
            saved_comment=row["saved_comment"],
            privacy="yes" if row["privacy"] else "",
            pieces=[keys[position - 1] for position in row["pieces"]],
        )


def _choices(body: Body, part: Body) -> None:
    body["choices_title"] = part["title"]
    for choice in part["choices"]:
        add(
            body,
            "choices",
            label=choice["label"],
            count=_typed(choice["count"]),
            slugs=choice["achievements"],
            counts_earlier="yes" if choice["counts_earlier"] else "",
        )
