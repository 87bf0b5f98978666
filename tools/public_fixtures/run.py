"""Check every fixture of 1EdTech's public validator, for Open Badges 3.0 and CLR 2.0.

    git clone https://github.com/1EdTech/digital-credentials-public-validator DIR
    .venv/bin/python tools/public_fixtures/run.py DIR

DIR is a folder outside of this checkout. Their issuers publish nothing that answers, so the keys
that they name by themselves are taken for theirs; one whose key stands elsewhere stays open. Prints
what each came to, and ends with 1 where one that is made to be refused is called real.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from waypost.openbadges import (  # noqa: E402  # its place is told above
    NotAKey,
    Outcome,
    PublicKey,
    Unreadable,
    open_badge,
    unbake,
    verify,
)

KINDS = {".json", ".jwt", ".png", ".svg", ".1ob"}
FOLDERS = ("inspector-vc/src/test/resources/ob30", "inspector-clr/src/test/resources/clr20")
METHOD = re.compile(r"((?:https://|did:web:)[^#'\s]+)#(z6Mk[1-9A-HJ-NP-Za-km-z]+)")
LIST = "bit-string-list/testlist"
# When they were looked at; some end in 2030.
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def main(folder: Path) -> int:
    wrong, counts = 0, dict.fromkeys(Outcome, 0)
    for file in _fixtures(folder):
        source = file.read_bytes()
        verdict = verify(source, now=NOW, known_keys=_keys(source), status_lists=_lists(file))
        counts[verdict.outcome] += 1
        to_refuse = "err" in file.name or "revoked" in file.name
        wrong += to_refuse and verdict.outcome is Outcome.REAL
        print(f"{verdict.outcome:26}{verdict.reason:28}{file.parent.name}/{file.name}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count))
    return min(wrong, 1)


def _fixtures(folder: Path) -> Iterator[Path]:
    for part in FOLDERS:
        yield from sorted(p for p in (folder / part).rglob("*") if p.suffix in KINDS)


def _keys(source: bytes) -> dict[str, set[PublicKey]]:
    found: dict[str, set[PublicKey]] = {}
    try:
        document = open_badge(unbake(source))
    except Unreadable:
        return found
    for issuer, name in METHOD.findall(str(document)):
        try:
            found.setdefault(issuer, set()).add(PublicKey.from_multibase(name))
        except NotAKey:
            continue
    return found


def _lists(file: Path) -> dict[str, Any]:
    """The one list that is among them, under the address that its badges name."""
    listed = file.parent / "testlist"
    if not listed.is_file():
        return {}
    address = re.search(rf"https://[^\"]+{LIST}", file.read_text())
    return {address[0]: listed.read_bytes()} if address else {}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
