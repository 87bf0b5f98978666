"""MP4, MOV, M4A and 3GP: boxes that tell about people, places and cameras become empty ones.

Only boxes on a short list stay as they are. Sound and picture stay; every other track (places,
camera data, time code, captions of a drone that are really its position) is emptied, its samples
too. Facts about the formats: ISO/IEC 14496-12 and Apple's QuickTime file format.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final

from waypost.evidence.intake import mp4tracks
from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.mp4boxes import Box, boxes, file_size, full_box_times, open_box
from waypost.evidence.intake.mp4tracks import Track
from waypost.evidence.intake.patches import Patches
from waypost.evidence.intake.refusals import Refused

STARTS: Final = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
KEPT_TOP: Final = {b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp"}
KEPT_IN_MOOV: Final = {b"mvhd", b"trak", b"mvex", b"iods"}
KEPT_IN_MOOF: Final = {b"mfhd", b"traf"}
KEPT_IN_TRAF: Final = {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz",
                       b"saio"}  # fmt: skip
Stretches = list[tuple[int, int]]


def looks_like(head: bytes) -> bool:
    size = int.from_bytes(head[:4])
    return len(head) >= 8 and head[4:8] in STARTS and (size >= 8 or size in {0, 1})


@dataclass(slots=True)
class Film:
    """What one reading of the file found."""

    brand: bytes = b"qt  "
    tracks: list[Track] = field(default_factory=list)
    duration: int | None = None
    media: Stretches = field(default_factory=list)
    has_moov: bool = False
    fragmented: bool = False


def content_type(path: Path) -> str:
    """Sound or video by the tracks inside; raises Refused when the file is cut off."""
    return _type_of(_read(path, Patches()))


def clean(path: Path) -> Facts:
    """In place. Raises Refused before the first byte is written."""
    patches = Patches()
    film = _read(path, patches)
    dropped = [track for track in film.tracks if not track.kept]
    if dropped and film.fragmented:
        raise Refused("recording_data")
    with path.open("rb") as stream:
        for start, end in mp4tracks.sample_ranges(stream, dropped):
            # Only ever inside the media: a broken table must not erase the film's own index.
            for low, high in _within(film.media, start, end):
                patches.zero(low, high)
    patches.apply(path)
    return Facts(
        content_type=_type_of(film),
        duration=film.duration,
        note="inner_captions" if any(t.captions for t in dropped) else "",
    )


def _within(media: Stretches, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What of a stretch lies in the media, which stand in the file's order and hold something.

    Each becomes a patch, so that what a crafted table may ask for ends where patches do.
    """
    at = bisect_right(media, start, key=itemgetter(1))
    while at < len(media) and media[at][0] < end:
        low, high = media[at]
        yield max(start, low), min(end, high)
        at += 1


def _type_of(film: Film) -> str:
    family = "video" if any(t.handler == b"vide" for t in film.tracks) else "audio"
    if film.brand == b"qt  " and family == "video":
        return "video/quicktime"
    return f"{family}/{'3gpp' if film.brand.startswith((b'3gp', b'3g2')) else 'mp4'}"


def _read(path: Path, patches: Patches) -> Film:
    film = Film()
    end = 0
    with path.open("rb") as stream:
        total = file_size(stream)
        for box in boxes(stream, 0, total, top=True):
            if box.end > total:
                if film.has_moov and film.media and box.name not in STARTS | KEPT_TOP:
                    break
                raise Refused("cut_off")
            _read_top(stream, box, film, patches)
            end = box.end
    # What a phone wrote after the last whole box is no part of the film.
    patches.end = end if end < total else None
    if not film.has_moov or not film.media:
        raise Refused("cut_off")
    if not any(track.kept for track in film.tracks):
        raise Refused("recording_empty")
    return film


def _read_top(stream: BinaryIO, box: Box, film: Film, patches: Patches) -> None:
    match box.name:
        case b"ftyp":
            film.brand = stream.read(4) if box.body_size >= 4 else b""
        case b"mdat" if box.body_size:
            film.media.append((box.body, box.end))
        case b"moov":
            if film.has_moov:
                raise Refused("recording_broken")
            film.has_moov = True
            _read_moov(stream, box, film, patches)
        case b"moof":
            film.fragmented = True
            _read_moof(stream, box, patches)
        case b"free" | b"skip" | b"wide":
            patches.zero(box.body, box.end)
        case name if name not in KEPT_TOP:
            empty(box, patches)


def empty(box: Box, patches: Patches) -> None:
    """The box keeps its size and loses its name and contents."""
    patches.write(box.start + 4, b"free")
    patches.zero(box.body, box.end)


def _read_moov(stream: BinaryIO, moov: Box, film: Film, patches: Patches) -> None:
    for box in open_box(stream, moov):
        if box.name == b"mvhd":
            film.duration = full_box_times(stream, box, patches).seconds
        elif box.name == b"trak":
            film.tracks.append(mp4tracks.read(stream, box, patches))
        elif box.name == b"mvex":
            film.fragmented = True
        elif box.name not in KEPT_IN_MOOV:
            empty(box, patches)
    if not film.duration:
        film.duration = max((t.seconds or 0 for t in film.tracks), default=0) or None


def _read_moof(stream: BinaryIO, moof: Box, patches: Patches) -> None:
    for box in _keep(stream, moof, KEPT_IN_MOOF, patches):
        if box.name == b"traf":
            for _ in _keep(stream, box, KEPT_IN_TRAF, patches):
                pass


def _keep(stream: BinaryIO, parent: Box, names: set[bytes], patches: Patches) -> Iterator[Box]:
    for box in open_box(stream, parent):
        if box.name in names:
            yield box
        else:
            empty(box, patches)
