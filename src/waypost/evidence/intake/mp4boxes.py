"""Walking boxes on disk: only headers are read, so a film of any length costs no memory."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from waypost.evidence.intake.patches import Patches
from waypost.evidence.intake.refusals import Refused

# A film in one-second pieces of three hours has about 100,000 boxes at one level.
MOST_BOXES: Final = 200_000


@dataclass(frozen=True, slots=True)
class Box:
    """`start` is where its size stands, `body` where its contents begin."""

    name: bytes
    start: int
    body: int
    end: int

    @property
    def body_size(self) -> int:
        return self.end - self.body


class Times(NamedTuple):
    seconds: int | None
    version: int


def boxes(stream: BinaryIO, start: int, end: int, *, top: bool = False) -> Iterator[Box]:
    """At the top a box may reach past the end (the caller decides); inside that is damage.

    Bytes that cannot be a box end the walk.
    """
    at = start
    for _ in range(MOST_BOXES):
        if end - at < 8:
            return
        stream.seek(at)
        head = stream.read(16)
        size, name, header = int.from_bytes(head[:4]), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16]), 16
        elif size == 0:
            if name == b"\x00\x00\x00\x00":
                return  # QuickTime ends a list with four zeros
            size = end - at
        if size < header or not _is_name(name):
            if top and at:
                return
            raise Refused("recording_broken")
        box = Box(name, at, at + header, at + size)
        if box.end > end and not top:
            raise Refused("recording_broken")
        stream.seek(box.body)
        yield box
        at = box.end
    raise Refused("too_hard")


def _is_name(name: bytes) -> bool:
    return len(name) == 4 and all(byte == 0xA9 or 0x20 <= byte < 0x7F for byte in name)


def open_box(stream: BinaryIO, parent: Box, skip: int = 0) -> Iterator[Box]:
    return boxes(stream, parent.body + skip, parent.end)


def full_box_times(stream: BinaryIO, box: Box, patches: Patches) -> Times:
    """For mvhd and mdhd: forgets when it was made and tells how many seconds it lasts."""
    stream.seek(box.body)
    data = stream.read(min(box.body_size, 32))
    version = data[0] if data else 0
    wide = 8 if version == 1 else 4
    if len(data) < 4 + 2 * wide + 4 + wide:
        raise Refused("recording_broken")
    patches.zero(box.body + 4, box.body + 4 + 2 * wide)
    at = 4 + 2 * wide
    scale = int.from_bytes(data[at : at + 4])
    length = int.from_bytes(data[at + 4 : at + 4 + wide])
    unknown = length == (1 << (8 * wide)) - 1
    seconds = None if unknown or not scale or not length else max(1, round(length / scale))
    return Times(seconds if seconds is None or seconds < 2**31 else None, version)


def read_body(stream: BinaryIO, box: Box, most: int) -> bytes:
    """Refuses what is larger than such a box ever is."""
    if box.body_size > most:
        raise Refused("too_hard")
    stream.seek(box.body)
    data = stream.read(box.body_size)
    if len(data) < box.body_size:
        raise Refused("cut_off")
    return data


def file_size(stream: BinaryIO) -> int:
    return stream.seek(0, os.SEEK_END)
