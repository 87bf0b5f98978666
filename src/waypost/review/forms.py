"""What a reviewer typed, as plain values: one entry a row, or one row as JSON."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from waypost.people.requests import sent_json
from waypost.review.models import Level

# What the column of revisions holds on both databases.
_LARGEST = 2**31


class Unreadable(Exception):
    """The JSON is no row of a rubric."""


@dataclass(frozen=True)
class Typed:
    """One row as it came from the page; `revision` is what the page had read."""

    row: uuid.UUID
    level: str
    comment: str
    revision: int

    @property
    def is_known(self) -> bool:
        """A level that the page offers, or none."""
        return self.level in {"", *Level.values}


def typed_rows(data: QueryDict, rows: list[uuid.UUID]) -> list[Typed]:
    """From the whole form; rows that the form did not hold are left out."""
    return [
        Typed(
            row=pk,
            level=str(data.get(f"level-{pk}", "")),
            comment=str(data.get(f"comment-{pk}", "")),
            revision=_number(str(data.get(f"revision-{pk}", ""))),
        )
        for pk in rows
        if f"comment-{pk}" in data
    ]


def typed_row(request: HttpRequest) -> Typed:
    """From a script. Raises Unreadable; nothing is taken for something near it."""
    match sent_json(request):
        case {
            "row": str(row),
            "level": str(level),
            "comment": str(comment),
            "revision": int(revision),
        } if (pk := identifier(row)) and 0 <= revision < _LARGEST:
            typed = Typed(pk, level, comment, revision)
        case _:
            raise Unreadable
    if not typed.is_known:
        raise Unreadable
    return typed


def identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def page_number(text: str) -> int:
    return min(max(_number(text), 1), 10_000)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
