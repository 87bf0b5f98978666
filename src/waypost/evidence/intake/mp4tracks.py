"""One track of a film: is it sound or picture, what names does it carry, where are its samples."""

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from waypost.evidence.intake.mp4boxes import Box, boxes, full_box_times, open_box, read_body
from waypost.evidence.intake.patches import Patches
from waypost.evidence.intake.refusals import Refused

PLAYED: Final = {b"vide", b"soun"}
CAPTIONS: Final = {b"text", b"sbtl", b"subt", b"clcp"}
KEPT_IN_TRAK: Final = {b"tkhd", b"edts", b"mdia", b"tapt", b"clip", b"matt"}
KEPT_IN_MDIA: Final = {b"mdhd", b"hdlr", b"minf", b"elng"}
KEPT_IN_MINF: Final = {b"vmhd", b"smhd", b"nmhd", b"hdlr", b"dinf", b"stbl"}
KEPT_IN_STBL: Final = {b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsh", b"stps", b"stsc",
                       b"stsz", b"stz2", b"stco", b"co64", b"sdtp", b"sbgp", b"sgpd", b"subs",
                       b"saiz", b"saio", b"padb", b"stdp"}  # fmt: skip
# Beside the sample's own fields: how to decode and show it, and nothing else.
TELLING_ENTRIES: Final = {b"uuid", b"udta", b"meta", b"free", b"skip"}
# Three hours of a camera's notes, sixty a second, need 3 MB; a second of them is one chunk.
MOST_TABLE: Final = 4 * 1024 * 1024
MOST_CHUNKS: Final = 1_000_000


@dataclass(slots=True)
class Track:
    handler: bytes = b""
    seconds: int | None = None
    table: Box | None = None

    @property
    def kept(self) -> bool:
        return self.handler in PLAYED

    @property
    def captions(self) -> bool:
        return self.handler in CAPTIONS


def read(stream: BinaryIO, trak: Box, patches: Patches) -> Track:
    track = Track()
    inner = Patches()
    for box in open_box(stream, trak):
        if box.name == b"tkhd":
            _read_tkhd(stream, box, inner)
        elif box.name == b"mdia":
            _read_mdia(stream, box, track, inner)
        elif box.name not in KEPT_IN_TRAK:
            _empty(box, inner)
    if track.kept:
        if track.handler == b"vide" and track.table:
            for box in open_box(stream, track.table):
                if box.name == b"stsd":
                    _read_stsd(stream, box, inner)
        for at, data in inner.writes:
            patches.write(at, data)
        for start, end in inner.zeros:
            patches.zero(start, end)
    else:
        _empty(trak, patches)
    return track


def _empty(box: Box, patches: Patches) -> None:
    patches.write(box.start + 4, b"free")
    patches.zero(box.body, box.end)


def _read_tkhd(stream: BinaryIO, box: Box, patches: Patches) -> None:
    """How it is held and how large it is shown stays; when it was made goes."""
    data = read_body(stream, box, 1024)
    wide = 8 if data[:1] == b"\x01" else 4
    # version and flags, two times, id, reserved, duration, then 16 bytes, matrix and size
    if len(data) < 4 + 2 * wide + 4 + 4 + wide + 16 + 36 + 8:
        raise Refused("recording_broken")
    patches.zero(box.body + 4, box.body + 4 + 2 * wide)


def _read_mdia(stream: BinaryIO, mdia: Box, track: Track, patches: Patches) -> None:
    for box in open_box(stream, mdia):
        if box.name == b"mdhd":
            track.seconds = full_box_times(stream, box, patches).seconds
        elif box.name == b"hdlr":
            track.handler = _read_hdlr(stream, box, patches)
        elif box.name == b"minf":
            _read_minf(stream, box, track, patches)
        elif box.name not in KEPT_IN_MDIA:
            _empty(box, patches)


def _read_hdlr(stream: BinaryIO, box: Box, patches: Patches) -> bytes:
    """Cameras write their name where the handler's name goes."""
    if box.body_size < 20:
        raise Refused("recording_broken")
    stream.seek(box.body)
    data = stream.read(12)
    patches.zero(box.body + 12, box.end)
    return data[8:12]


def _read_minf(stream: BinaryIO, minf: Box, track: Track, patches: Patches) -> None:
    for box in open_box(stream, minf):
        if box.name == b"hdlr":
            _read_hdlr(stream, box, patches)
        elif box.name == b"dinf":
            _read_dinf(stream, box, patches)
        elif box.name == b"stbl":
            track.table = box
            for inner in open_box(stream, box):
                if inner.name not in KEPT_IN_STBL:
                    _empty(inner, patches)
        elif box.name not in KEPT_IN_MINF:
            _empty(box, patches)


def _read_dinf(stream: BinaryIO, dinf: Box, patches: Patches) -> None:
    """A reference to "this file" may still hold the name of the folder it was edited in."""
    for dref in open_box(stream, dinf):
        if dref.name != b"dref":
            _empty(dref, patches)
            continue
        for entry in open_box(stream, dref, skip=8):
            patches.write(entry.body, b"\x00\x00\x00\x01")
            patches.zero(entry.body + 4, entry.end)


def _read_stsd(stream: BinaryIO, stsd: Box, patches: Patches) -> None:
    """A picture's entry names its encoder, which is often the camera."""
    for entry in open_box(stream, stsd, skip=8):
        if entry.body_size < 78:
            raise Refused("recording_broken")
        patches.zero(entry.body + 12, entry.body + 16)  # the encoder's maker
        patches.zero(entry.body + 42, entry.body + 74)  # its name
        for inner in boxes(stream, entry.body + 78, entry.end, top=True):
            if inner.name in TELLING_ENTRIES and inner.end <= entry.end:
                _empty(inner, patches)


def sample_ranges(stream: BinaryIO, tracks: Iterable[Track]) -> Iterator[tuple[int, int]]:
    """Where the samples of these tracks lie in the file, chunk by chunk."""
    left = MOST_CHUNKS
    for track in tracks:
        if track.table is None:
            continue
        tables = {box.name: box for box in open_box(stream, track.table)}
        offsets = _offsets(stream, tables)
        left -= len(offsets)
        if left < 0:
            raise Refused("too_hard")
        yield from _chunks(offsets, _sizes(stream, tables), _table(stream, tables.get(b"stsc"), 4))


def _chunks(
    offsets: Sequence[int], sizes: "_Sizes", per_chunk: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """`per_chunk` has rows of three: from which chunk on, how many samples, which entry."""
    row, count = 0, 0
    for number, offset in enumerate(offsets, start=1):
        while row + 2 < len(per_chunk) and per_chunk[row] <= number:
            count = per_chunk[row + 1]
            row += 3
        if length := sizes.take(count):
            yield offset, offset + length


@dataclass(slots=True)
class _Sizes:
    """The bytes of the next so many samples; one size for all is never counted out."""

    fixed: int
    left: int
    each: Sequence[int] = ()
    at: int = 0

    def take(self, count: int) -> int:
        count = min(count, self.left)
        self.left -= count
        if self.fixed:
            return self.fixed * count
        self.at += count
        return sum(self.each[self.at - count : self.at])


def _offsets(stream: BinaryIO, tables: dict[bytes, Box]) -> Sequence[int]:
    if b"co64" in tables:
        return _table(stream, tables[b"co64"], 8)
    return _table(stream, tables.get(b"stco"), 4)


def _sizes(stream: BinaryIO, tables: dict[bytes, Box]) -> _Sizes:
    box = tables.get(b"stsz")
    if box is None:
        if b"stz2" in tables:
            raise Refused("recording_data")
        return _Sizes(fixed=0, left=0)
    data = read_body(stream, box, MOST_TABLE)
    if len(data) < 12:
        raise Refused("recording_broken")
    fixed, count = struct.unpack_from(">II", data, 4)
    if fixed:
        return _Sizes(fixed=fixed, left=count)
    each = _numbers(data[12:], 4)
    return _Sizes(fixed=0, left=len(each), each=each)


def _table(stream: BinaryIO, box: Box | None, width: int) -> Sequence[int]:
    """What follows version, flags and the number of rows, which the box's own size tells better."""
    return _numbers(read_body(stream, box, MOST_TABLE)[8:], width) if box else ()


def _numbers(data: bytes, width: int) -> Sequence[int]:
    """As they lie in the file: a list of so many numbers would be ten times as large."""
    numbers = array("Q" if width == 8 else "I")
    numbers.frombytes(data[: len(data) // width * width])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
