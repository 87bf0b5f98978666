"""One track of a film: is it sound or picture, what names does it carry, where are its samples."""

import struct
from collections.abc import Iterator
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
MOST_TABLE: Final = 16 * 1024 * 1024


@dataclass(slots=True)
class Track:
    handler: bytes = b""
    width: int | None = None
    height: int | None = None
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
            _read_tkhd(stream, box, track, inner)
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


def _read_tkhd(stream: BinaryIO, box: Box, track: Track, patches: Patches) -> None:
    data = read_body(stream, box, 1024)
    wide = 8 if data[:1] == b"\x01" else 4
    # version and flags, two times, id, reserved, duration, then 16 bytes, matrix (36), size
    matrix = 4 + 2 * wide + 4 + 4 + wide + 16
    if len(data) < matrix + 44:
        raise Refused("recording_broken")
    patches.zero(box.body + 4, box.body + 4 + 2 * wide)
    a, b = struct.unpack_from(">2i", data, matrix)
    width, height = (value >> 16 for value in struct.unpack_from(">2I", data, matrix + 36))
    if a == 0 and b != 0:  # held upright: the picture is stored lying down
        width, height = height, width
    if width and height:
        track.width, track.height = width, height


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


def sample_ranges(stream: BinaryIO, track: Track) -> Iterator[tuple[int, int]]:
    """Where the samples of a track lie in the file, chunk by chunk."""
    if track.table is None:
        return
    tables = {box.name: box for box in open_box(stream, track.table)}
    offsets = _offsets(stream, tables)
    sizes = _sizes(stream, tables)
    per_chunk = _table(stream, tables.get(b"stsc"), ">III")
    row, count = 0, 0
    for number, offset in enumerate(offsets, start=1):
        while row < len(per_chunk) and per_chunk[row][0] <= number:
            count = per_chunk[row][1]
            row += 1
        if length := sizes.take(count):
            yield offset, offset + length


@dataclass(slots=True)
class _Sizes:
    """The bytes of the next so many samples; one size for all is never counted out."""

    fixed: int
    left: int
    each: tuple[int, ...] = ()
    at: int = 0

    def take(self, count: int) -> int:
        count = min(count, self.left)
        self.left -= count
        if self.fixed:
            return self.fixed * count
        self.at += count
        return sum(self.each[self.at - count : self.at])


def _offsets(stream: BinaryIO, tables: dict[bytes, Box]) -> list[int]:
    if b"co64" in tables:
        return [row[0] for row in _table(stream, tables[b"co64"], ">Q")]
    return [row[0] for row in _table(stream, tables.get(b"stco"), ">I")]


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
    each = struct.unpack_from(f">{(len(data) - 12) // 4}I", data, 12)
    return _Sizes(fixed=0, left=len(each), each=each)


def _table(stream: BinaryIO, box: Box | None, row: str) -> list[tuple[int, ...]]:
    if box is None:
        return []
    data = read_body(stream, box, MOST_TABLE)[8:]
    size = struct.calcsize(row)
    return list(struct.iter_unpack(row, data[: len(data) // size * size]))
