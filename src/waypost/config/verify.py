"""`./waypost verify FILE`: is this badge real? Answered from files alone, with no network.

Instead of a file it takes what the code of a certificate says.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from waypost.openbadges import Document, Outcome, Unreadable, load, verify
from waypost.openbadges.documents import MAX_ITEMS
from waypost.openbadges.report import lines
from waypost.openbadges.standing import MOST_REVOKED
from waypost.openbadges.tokens import read_token

AUTHENTIC = {Outcome.REAL, Outcome.AUTHENTIC_STATUS_UNKNOWN}
# More than any badge or picture of one; the rest of a longer file is not read.
MOST = 32 * 1024 * 1024


class Unusable(Exception):
    """A file cannot be used; the message is one line that says why."""


def main(arguments: list[str]) -> int:
    """0 for a badge that its issuer signed and that still stands as far as is known, else 1."""
    parser = argparse.ArgumentParser(prog="./waypost verify", add_help=False)
    parser.add_argument("badge")
    parser.add_argument("--issuer", type=Path, help="the issuer's did.json, saved from its address")
    parser.add_argument(
        "--status",
        type=Path,
        action="append",
        default=[],
        help="a status list of the issuer's, saved likewise; may be given again",
    )
    parser.add_argument("--site", type=Path, help="a folder that export-public wrote")
    options = parser.parse_args(arguments)
    now = datetime.now(UTC)
    try:
        documents, lists = _site(options.site) if options.site else ({}, {})
        verdict = verify(
            _badge(options.badge),
            now=now,
            did_documents=documents | _by_id(options.issuer),
            status_lists=lists | _all_by_id(options.status),
        )
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 2
    print("\n".join(lines(verdict, now=now)))
    return 0 if verdict.outcome in AUTHENTIC else 1


def _badge(named: str) -> bytes:
    """A code of a certificate is longer than any name of a file may be."""
    return named.encode() if named.startswith(("https://", "http://")) else _read(Path(named))


def _site(folder: Path) -> tuple[dict[str, Document], dict[str, bytes | Document]]:
    """The issuer's document and its lists, by the id that each has."""
    lists = [file for file in sorted((folder / "status").rglob("*")) if file.is_file()]
    issuer = folder / ".well-known" / "did.json"
    # A district that practices publishes none: its badges bring their key along.
    return _by_id(issuer if issuer.is_file() else None), _all_by_id(lists)


def _all_by_id(files: list[Path]) -> dict[str, bytes | Document]:
    """Each list may be a document or a signed token."""
    found: dict[str, bytes | Document] = {}
    for file in files:
        source = _read(file)
        token = _token_in(source)
        found |= {token: source} if token else _by_id(file, items=MOST_REVOKED)
    return found


def _token_in(source: bytes) -> str:
    """The id of the list that a token holds; empty for what is no token."""
    try:
        token = read_token(source)
    except Unreadable:
        return ""
    return str(token.document.get("id", "")) if token else ""


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST + 1)
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {error.strerror}.") from error


def _by_id(file: Path | None, *, items: int = MAX_ITEMS) -> dict[str, Document]:
    """`items` is how many one list in it may hold: 1EdTech's names whatever was withdrawn."""
    if file is None:
        return {}
    try:
        document = load(_read(file), items=items)
    except Unreadable as problem:
        raise Unusable(
            f"{file} is not what an issuer publishes: it is no JSON object."
        ) from problem
    return {str(document.get("id")): document}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        # Whoever read the answer had enough of it: `… | head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
