"""Mails that come back later: which letter it was and why, read from what mail servers write.

Anyone may send to the mailbox that they arrive in. So everything is bounded, and only a letter's
own random id, which its reader's server alone was told, leads to it (RFC 3464, RFC 3462).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

# A report is small; what follows is the letter itself, of which the head is enough.
MOST_BYTES = 256 * 1024
MOST_MESSAGES = 10_000
MOST_PARTS = 50
_IDS = (
    re.compile(r"^X-Waypost-Letter:\s*([0-9a-f-]{36})\s*$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"<waypost\.([0-9a-f]{32})@", re.IGNORECASE),
)
_ACTION = re.compile(r"^Action:\s*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"^Status:\s*([245])\.(\d{1,3})\.(\d{1,3})", re.IGNORECASE | re.MULTILINE)
_FROM_LINE = re.compile(rb"^From .+\d{4}\s*$")


@dataclass(frozen=True)
class Bounce:
    """`trouble` is a code of `troubles`."""

    letter: UUID
    trouble: str


def read_bounce(raw: bytes) -> Bounce | None:
    """None for everything that is no final report about one letter of ours."""
    try:
        message = message_from_bytes(raw[:MOST_BYTES])
        parts = list(_parts(message))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return None  # made to break its reader
    report = next((_text(p) for p in parts if _kind(p) == "message/delivery-status"), "")
    if not report or "failed" not in [found.lower() for found in _ACTION.findall(report)]:
        return None  # an answer from a holiday, or a delay that may still end well
    letter = _letter(raw[:MOST_BYTES].decode("ascii", "replace"))
    return Bounce(letter, _trouble(report)) if letter else None


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _kind(part: Message) -> str:
    return part.get_content_type()


def _text(part: Message) -> str:
    """A report's own parts are headers, which the parser made into messages."""
    inside = part.get_payload()
    found = inside if isinstance(inside, list) else [part]
    blocks = [block for block in found[:MOST_PARTS] if isinstance(block, Message)]
    lines = [f"{name}: {value}" for block in blocks for name, value in block.items()]
    return "\n".join(lines)[:MOST_BYTES]


def _letter(text: str) -> UUID | None:
    for pattern in _IDS:
        if found := pattern.search(text):
            try:
                return UUID(found[1])
            except ValueError:
                continue
    return None


def _trouble(report: str) -> str:
    """By the class of status (RFC 3463): no such mailbox, full, a rule, or nobody there."""
    found = _STATUS.search(report)
    match found.groups() if found else ("", "", ""):
        case ("4", _, _):
            return "gave_up"
        case (_, "1", _):
            return "recipient"
        case (_, "2", "2"):
            return "full"
        case (_, "6" | "7", _):
            return "content"
    return "bounced"


def messages_in(place: Path) -> Iterator[bytes]:
    """Of a Maildir folder, an mbox file, or a file that is one message."""
    if place.is_dir():
        files = sorted(f for name in ("new", "cur") for f in (place / name).glob("*"))
        for file in files[:MOST_MESSAGES]:
            if file.is_file():
                with file.open("rb") as handle:
                    yield handle.read(MOST_BYTES)
        return
    with place.open("rb") as handle:
        yield from messages_of(handle)


def messages_of(handle: BinaryIO) -> Iterator[bytes]:
    """Each of an mbox is cut at its bound, and read on to its end however long that is."""
    kept: list[bytes] = []
    size, count, after_blank = 0, 0, True
    while line := handle.readline(MOST_BYTES):
        if after_blank and _FROM_LINE.match(line):
            if kept:
                yield b"".join(kept)
                count += 1
                if count >= MOST_MESSAGES:
                    return
            kept, size = [], 0
        elif size < MOST_BYTES:
            kept.append(line)
            size += len(line)
        after_blank = not line.strip()
    if kept:
        yield b"".join(kept)
