"""Ogg (Opus, Vorbis, Speex): the comments of every stream become spaces.

A comment packet is a maker's name and a list. It is rewritten at the same length as one long blank
name and an empty list, which is valid in each of the three; pages keep their places and get a new
checksum. Facts about the format: RFC 3533, RFC 7845 and the Vorbis I specification.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.patches import Patches
from waypost.evidence.intake.refusals import Refused

MOST_PAGES: Final = 500_000
MOST_COMMENT: Final = 4 * 1024 * 1024
MOST_STREAMS: Final = 16
# How a stream starts, how its comments start, and where the sampling rate stands at the start.
CODECS: Final = {
    b"OpusHead": (b"OpusTags", None),
    b"\x01vorbis": (b"\x03vorbis", 12),
    b"Speex   ": (b"", 36),
}


@dataclass(frozen=True, slots=True)
class Page:
    start: int
    flags: int
    granule: int
    serial: int
    lacing: bytes

    @property
    def body(self) -> int:
        return self.start + 27 + len(self.lacing)

    @property
    def end(self) -> int:
        return self.body + sum(self.lacing)


@dataclass(frozen=True, slots=True)
class Sound:
    codec: bytes
    rate: int


def content_type(path: Path) -> str:
    """Raises Refused for Ogg that is not sound alone."""
    with path.open("rb") as stream:
        for page in _pages(stream):
            if page.flags & 2:
                _begin(stream, page)
                return "audio/ogg"
            break
    raise Refused("recording_broken")


def clean(path: Path) -> Facts:
    """In place. Raises Refused before the first byte is written."""
    patches = Patches()
    comments: dict[int, _Comment] = {}
    begun, seconds = 0, 0.0
    with path.open("rb") as stream:
        for page in _pages(stream):
            comment = comments.get(page.serial)
            if page.flags & 2:
                begun += 1
                if begun > MOST_STREAMS or (comment and not comment.done):
                    raise Refused("recording_broken")
                comments[page.serial] = _Comment(_begin(stream, page))
            elif comment is None:
                raise Refused("recording_broken")
            else:
                comment.take(stream, page, patches)
                if 0 <= page.granule < 1 << 62:
                    seconds = max(seconds, page.granule / comment.sound.rate)
        if not comments or not all(found.done for found in comments.values()):
            raise Refused("cut_off")
    patches.apply(path)
    known = 0 < seconds < 2**31
    return Facts("audio/ogg", duration=max(1, round(seconds)) if known else None)


def _begin(stream: BinaryIO, page: Page) -> Sound:
    stream.seek(page.body)
    head = stream.read(min(64, page.end - page.body))
    for codec, (_, rate_at) in CODECS.items():
        if head.startswith(codec):
            rate = 48_000
            if rate_at is not None:
                rate = int.from_bytes(head[rate_at : rate_at + 4], "little")
            return Sound(codec, rate or 48_000)
    raise Refused("recording_format")


def _pages(stream: BinaryIO) -> Iterator[Page]:
    total = stream.seek(0, 2)
    at = 0
    for _ in range(MOST_PAGES):
        if at == total:
            return
        stream.seek(at)
        head = stream.read(27)
        if len(head) < 27:
            raise Refused("cut_off")
        if head[:5] != b"OggS\x00":
            raise Refused("recording_broken")
        lacing = stream.read(head[26])
        granule = int.from_bytes(head[6:14], "little", signed=True)
        page = Page(at, head[5], granule, int.from_bytes(head[14:18], "little"), lacing)
        if len(lacing) < head[26] or page.end > total:
            raise Refused("cut_off")
        yield page
        at = page.end
    raise Refused("too_hard")


class _Comment:
    """Gathers the second packet of one stream over its pages, then blanks it in them."""

    def __init__(self, sound: Sound) -> None:
        self.sound = sound
        self.done = False
        self.pages: list[tuple[Page, int]] = []
        self.data = b""

    def take(self, stream: BinaryIO, page: Page, patches: Patches) -> None:
        if self.done:
            return
        length, ended = 0, False
        for size in page.lacing:
            length += size
            if size < 255:
                ended = True
                break
        stream.seek(page.body)
        self.data += stream.read(length)
        self.pages.append((page, length))
        if len(self.data) > MOST_COMMENT:
            raise Refused("too_hard")
        if ended:
            self.done = True
            self._blank(stream, patches)

    def _blank(self, stream: BinaryIO, patches: Patches) -> None:
        blank = blank_comment(self.sound.codec, self.data)
        at = 0
        for page, length in self.pages:
            stream.seek(page.start)
            whole = bytearray(stream.read(page.end - page.start))
            offset = page.body - page.start
            whole[offset : offset + length] = blank[at : at + length]
            whole[22:26] = bytes(4)
            whole[22:26] = checksum(whole).to_bytes(4, "little")
            patches.write(page.start, bytes(whole))
            at += length
        self.data = b""
        self.pages.clear()


def blank_comment(codec: bytes, packet: bytes) -> bytes:
    """Of the same length, so that no page moves."""
    start = CODECS[codec][0]
    if not packet.startswith(start):
        raise Refused("recording_broken")
    frame = b"\x01" if codec == b"\x01vorbis" else b""
    room = len(packet) - len(start) - 8 - len(frame)
    if room < 0:
        raise Refused("recording_broken")
    return start + room.to_bytes(4, "little") + b" " * room + bytes(4) + frame


def _crc_table() -> list[int]:
    table = []
    for number in range(256):
        value = number << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


CRC_TABLE: Final = _crc_table()


def checksum(page: bytes | bytearray) -> int:
    """Ogg's own CRC-32: no reflection, starting from zero."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ CRC_TABLE[(value >> 24) ^ byte]
    return value
