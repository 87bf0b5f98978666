"""Two verifiers that share nothing make the same statements of a badge, whatever stands in it."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import waypost
from tests.openbadges import made, second
from waypost.openbadges import Document, dump
from waypost.openbadges.contexts import PINNED
from waypost.openbadges.documents import FORBIDDEN
from waypost.openbadges.rdf import canonical

REFERENCE = json.loads((Path(__file__).parent / "signed_by_reference.json").read_bytes())
WEB = {
    "https://badges.pecanflats.example/.well-known/did.json": dump(
        made.published()[made.DID]  # type: ignore[arg-type]  # a document, kept as an object
    ),
    made.LIST_URL: dump(made.status_list(3)),
}


def judge(badge: bytes, **changes: Any) -> second.Found:
    return second.judge(badge, **{"fetch": WEB.__getitem__, "now": made.NOW, **changes})


def packages_of(file: Path) -> set[str]:
    """The first names of what a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_the_two_share_no_library_and_no_line() -> None:
    theirs = packages_of(Path(second.__file__))
    assert {"pyoxigraph", "nacl"} <= theirs
    assert not theirs & {"waypost", "tests", "pyld", "cryptography"}
    for file in Path(waypost.__path__[0]).rglob("*.py"):
        assert not packages_of(file) & {"pyoxigraph", "nacl"}, file


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_the_second_accepts_what_the_reference_implementation_signed(name: str) -> None:
    assert (
        second.signed_by(REFERENCE[name], WEB.__getitem__)
        == REFERENCE[name]["proof"]["verificationMethod"].partition("#")[0]
    )


@pytest.mark.parametrize(
    ("document", "standing"),
    [
        (made.badge(), "good"),
        (made.badge(status=None), "good"),
        (made.badge(valid_until=None, results=()), "good"),
        (made.badge(valid_from=made.NOW + timedelta(days=1)), "future"),
        (made.badge(valid_until=made.AT + timedelta(minutes=1)), "expired"),
        (made.practice_badge(), "unknown"),
    ],
)
def test_the_second_accepts_every_kind_of_badge(document: Document, standing: str) -> None:
    found = judge(dump(document))
    assert found.standing == standing
    assert found.earner == made.EARNER.name
    assert found.practice == document["issuer"]["id"].startswith("did:key:")


def test_every_character_of_every_language_is_signed_alike() -> None:
    """All of Unicode that may stand in a badge, a sixteenth at a time."""
    letters = [chr(n) for n in range(1, 0x110000) if not 0xD800 <= n <= 0xDFFF]
    for start in range(0, len(letters), 0x10000):
        text = FORBIDDEN.sub("", "".join(letters[start : start + 0x10000]))
        document = made.unsigned(achievement=replace(made.ACHIEVEMENT, description=text))
        ours = canonical(document, PINNED).encode()
        assert ours == second.statements(document, document["@context"]), hex(start)
