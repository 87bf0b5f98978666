"""WebM: titles, tags, dates and attachments become Void elements of the same size.

A browser's recorder writes segments and clusters of unknown size; both are walked without reading
what is in them. Facts about the format: RFC 8794 (EBML) and RFC 9559 (Matroska).
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.patches import Patches
from waypost.evidence.intake.refusals import Refused

MOST_ELEMENTS: Final = 1_000_000
EBML, SEGMENT, VOID, CHECKSUM = 0x1A45DFA3, 0x18538067, 0xEC, 0xBF
INFO, TRACKS, CLUSTER = 0x1549A966, 0x1654AE6B, 0x1F43B675
SEEK_HEAD, CUES = 0x114D9B74, 0x1C53BB6B
DOC_TYPE, TRACK_ENTRY = 0x4282, 0xAE
SCALE, DURATION, MUXER, WRITER = 0x2AD7B1, 0x4489, 0x4D80, 0x5741
TRACK_TYPE = 0x83
TELLING_IN_TRACK: Final = {0x536E, 0x258688, 0x7446, 0xBF, VOID}  # names, attachment, checksum
IN_CLUSTER: Final = {0xE7, 0xA3, 0xA0, 0xA7, 0xAB, 0x5854, 0xAF, 0xEC, 0xBF}


@dataclass(frozen=True, slots=True)
class Element:
    """`end` is None where the file does not say how long it is."""

    name: int
    start: int
    body: int
    end: int | None


@dataclass(slots=True)
class Film:
    doc_type: bytes = b""
    kinds: set[int] = field(default_factory=set)
    scale: int = 1_000_000
    ticks: float = 0.0
    clusters: int = 0


def content_type(path: Path) -> str:
    """Sound or video by the tracks inside; raises Refused for other Matroska files."""
    return _type_of(_read(path, Patches()))


def clean(path: Path) -> Facts:
    """In place. Raises Refused before the first byte is written."""
    patches = Patches()
    film = _read(path, patches)
    patches.apply(path)
    seconds = film.ticks * film.scale / 1e9
    known = math.isfinite(seconds) and 0 < seconds < 2**31
    return Facts(
        content_type=_type_of(film),
        duration=max(1, round(seconds)) if known else None,
    )


def _type_of(film: Film) -> str:
    return "video/webm" if 1 in film.kinds else "audio/webm"


def _read(path: Path, patches: Patches) -> Film:
    film = Film()
    with path.open("rb") as stream:
        total = stream.seek(0, 2)
        walk = _Walk(stream, total)
        for number, element in enumerate(walk.top()):
            if number == 0:
                _read_header(walk, element, film, patches)
            elif element.name == SEGMENT:
                _read_segment(walk, element, film, patches)
            else:
                _void(element, total, patches)
    if not film.kinds or not film.clusters:
        raise Refused("cut_off")
    if not film.kinds & {1, 2}:
        raise Refused("recording_empty")
    return film


def _read_header(walk: "_Walk", header: Element, film: Film, patches: Patches) -> None:
    if header.name != EBML:
        raise Refused("recording_broken")
    for element in walk.inside(header):
        if element.name == DOC_TYPE:
            film.doc_type = walk.data(element, 32).rstrip(b"\x00")
        elif element.name in {VOID, CHECKSUM}:
            _void(element, walk.total, patches)
    if film.doc_type != b"webm":
        raise Refused("recording_format")


def _read_segment(walk: "_Walk", segment: Element, film: Film, patches: Patches) -> None:
    for element in walk.inside(segment):
        if element.name == INFO:
            _read_info(walk, element, film, patches)
        elif element.name == TRACKS:
            _read_tracks(walk, element, film, patches)
        elif element.name == CLUSTER:
            film.clusters += 1
        elif element.name not in {SEEK_HEAD, CUES}:
            _void(element, walk.total, patches)


def _read_info(walk: "_Walk", info: Element, film: Film, patches: Patches) -> None:
    for element in walk.inside(info):
        if element.name == SCALE:
            film.scale = int.from_bytes(walk.data(element, 8))
        elif element.name == DURATION:
            data = walk.data(element, 8)
            if len(data) in {4, 8}:
                film.ticks = struct.unpack(">f" if len(data) == 4 else ">d", data)[0]
        elif element.name in {MUXER, WRITER}:
            # The format asks for both; an empty name is still a name.
            patches.zero(element.body, element.end or element.body)
        else:
            _void(element, walk.total, patches)


def _read_tracks(walk: "_Walk", tracks: Element, film: Film, patches: Patches) -> None:
    for entry in walk.inside(tracks):
        if entry.name != TRACK_ENTRY:
            _void(entry, walk.total, patches)
            continue
        for element in walk.inside(entry):
            if element.name == TRACK_TYPE:
                film.kinds.add(int.from_bytes(walk.data(element, 8)))
            elif element.name in TELLING_IN_TRACK:
                _void(element, walk.total, patches)


def _void(element: Element, total: int, patches: Patches) -> None:
    """An element of nothing, exactly as long as the one it replaces."""
    end = total if element.end is None else element.end
    length = end - element.start
    if length - 2 <= 126:
        header = bytes([VOID, 0x80 | (length - 2)])
    else:
        header = bytes([VOID, 0x01]) + (length - 9).to_bytes(7)
    patches.zero(element.start, end)
    patches.write(element.start, header)


class _Walk:
    """Reads element headers, at most `MOST_ELEMENTS` of them in one file."""

    def __init__(self, stream: BinaryIO, total: int) -> None:
        self.stream = stream
        self.total = total
        self.count = 0

    def top(self) -> Iterator[Element]:
        return self._between(0, self.total)

    def inside(self, parent: Element) -> Iterator[Element]:
        return self._between(parent.body, self.total if parent.end is None else parent.end)

    def _between(self, start: int, end: int) -> Iterator[Element]:
        at = start
        while at < end:
            element = self._at(at, end)
            yield element
            if element.end is not None:
                at = element.end
            elif element.name == CLUSTER:
                at = self._cluster_end(element, end)
            else:
                return  # a segment of unknown size is the last thing in the file

    def _cluster_end(self, cluster: Element, end: int) -> int:
        """A cluster of unknown size ends before the first thing that cannot be in one."""
        at = cluster.body
        while at < end:
            element = self._at(at, end)
            if element.name not in IN_CLUSTER:
                return at
            if element.end is None:
                raise Refused("recording_broken")
            at = element.end
        return end

    def _at(self, at: int, end: int) -> Element:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Refused("too_hard")
        self.stream.seek(at)
        head = self.stream.read(12)
        name_length = _length(head[0]) if head else 9
        if name_length > 4 or len(head) <= name_length:
            raise Refused("cut_off" if len(head) < 5 else "recording_broken")
        size_length = _length(head[name_length])
        size_end = name_length + size_length
        if size_length > 8 or len(head) < size_end:
            raise Refused("cut_off" if len(head) < size_end else "recording_broken")
        size = int.from_bytes(head[name_length:size_end]) & ((1 << (7 * size_length)) - 1)
        name = int.from_bytes(head[:name_length])
        if size == (1 << (7 * size_length)) - 1:
            if name not in {SEGMENT, CLUSTER}:
                raise Refused("recording_broken")
            return Element(name, at, at + size_end, None)
        if at + size_end + size > end:
            raise Refused("cut_off" if end == self.total else "recording_broken")
        return Element(name, at, at + size_end, at + size_end + size)

    def data(self, element: Element, most: int) -> bytes:
        if element.end is None or element.end - element.body > most:
            raise Refused("recording_broken")
        self.stream.seek(element.body)
        return self.stream.read(element.end - element.body)


def _length(first: int) -> int:
    """How many bytes a number takes, told by its leading zeros; 9 is none."""
    return 9 - first.bit_length()
