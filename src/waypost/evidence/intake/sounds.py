"""WAV, MP3, AAC and AMR: the sound itself stays, everything written around it goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.patches import BLOCK, Patches
from waypost.evidence.intake.refusals import Refused

KEPT_IN_WAV: Final = {b"fmt ", b"data", b"fact", b"ds64"}
MOST_CHUNKS: Final = 10_000
# Kilobits per second of Layer III: MPEG 1, then MPEG 2 and 2.5.
RATES_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLING: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
AAC_SAMPLING: Final = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000,
                       11025, 8000, 7350)  # fmt: skip
# AMR's frame sizes by type, with the header byte; 20 ms each.
AMR_FRAMES: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1)


def clean_wav(path: Path) -> Facts:
    """In place: every chunk that is not the sound becomes an empty JUNK chunk."""
    patches = Patches()
    seconds, seen = None, False
    rate = 0
    with path.open("rb") as stream:
        total = stream.seek(0, 2)
        at, count = 12, 0
        while total - at >= 8:
            count += 1
            if count > MOST_CHUNKS:
                raise Refused("too_hard")
            stream.seek(at)
            head = stream.read(20)
            name, size = head[:4], int.from_bytes(head[4:8], "little")
            end = at + 8 + size
            if name == b"fmt " and len(head) >= 20:
                rate = int.from_bytes(head[16:20], "little")
            if name == b"data":
                # Recorders that were stopped hard, and files over 4 GB, leave 0 or -1 here.
                end = total if size in {0, 0xFFFFFFFF} else end
                if end > total:
                    raise Refused("cut_off")
                seen, seconds = True, (end - at - 8) / rate if rate else None
            elif name not in KEPT_IN_WAV:
                end = min(end, total)
                patches.write(at, b"JUNK" + (end - at - 8).to_bytes(4, "little"))
                patches.zero(at + 8, end)
            at = end + (end & 1)
        if at < total:
            patches.zero(at, total)
    if not seen:
        raise Refused("cut_off")
    if not rate:
        raise Refused("recording_broken")
    patches.apply(path)
    return Facts("audio/wav", duration=_whole(seconds))


@dataclass(frozen=True, slots=True)
class Frame:
    length: int
    seconds: float
    content_type: str


def clean_mpeg(source: Path, target: Path) -> Facts:
    """Copies what lies between the tags in front and the tags behind."""
    with source.open("rb") as stream:
        total = stream.seek(0, 2)
        start = _after_tags(stream, total)
        end = _before_tags(stream, start, total)
        start, first = _first_frame(stream, start, end)
        seconds = _mpeg_seconds(stream, start, end, first)
        with target.open("wb") as out:
            stream.seek(start)
            left = end - start
            while left > 0 and (block := stream.read(min(left, BLOCK))):
                out.write(block)
                left -= len(block)
    return Facts(first.content_type, duration=_whole(seconds))


def _synchsafe(four: bytes) -> int:
    """ID3 writes sizes in seven bits a byte."""
    size = 0
    for byte in four:
        size = size << 7 | byte & 0x7F
    return size


def _after_tags(stream: BinaryIO, total: int) -> int:
    """ID3v2, any number of them."""
    at = 0
    while True:
        stream.seek(at)
        head = stream.read(10)
        if head[:3] != b"ID3" or len(head) < 10:
            return at
        at += 10 + _synchsafe(head[6:10]) + (10 if head[5] & 0x10 else 0)
        if at >= total:
            raise Refused("cut_off")


def _before_tags(stream: BinaryIO, start: int, end: int) -> int:
    """ID3v1 with its extension, APE, Lyrics3 and ID3v2 at the end, in any order."""
    while True:
        stream.seek(max(start, end - 227))
        tag = _tag_length(stream.read(end - max(start, end - 227)))
        end -= tag
        if end <= start:
            raise Refused("recording_broken")
        if not tag:
            return end


def _tag_length(tail: bytes) -> int:
    if tail[-128:-125] == b"TAG":
        return 128
    if tail[:4] == b"TAG+" and len(tail) == 227:
        return 227
    if tail[-32:-24] == b"APETAGEX":
        header = 32 if int.from_bytes(tail[-12:-8], "little") & 0x80000000 else 0
        return int.from_bytes(tail[-20:-16], "little") + header
    if tail[-9:] == b"LYRICS200" and tail[-15:-9].isdigit():
        return int(tail[-15:-9]) + 15
    if tail[-10:-7] == b"3DI":
        return 20 + _synchsafe(tail[-4:])
    return 0


def _first_frame(stream: BinaryIO, start: int, end: int) -> tuple[int, Frame]:
    """Two frames in a row, so that a stray pattern in something else is not sound."""
    stream.seek(start)
    head = stream.read(min(BLOCK, end - start))
    at = 0
    while (at := head.find(b"\xff", at)) >= 0:
        if frame := _frame(head[at : at + 7]):
            following = at + frame.length
            alone = start + following == end
            if alone or (following + 7 <= len(head) and _frame(head[following : following + 7])):
                return start + at, frame
        at += 1
    raise Refused("recording_broken")


def _frame(head: bytes) -> Frame | None:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        index = head[2] >> 2 & 15
        if length < 7 or index >= len(AAC_SAMPLING):
            return None
        return Frame(length, 1024 / AAC_SAMPLING[index], "audio/aac")
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in {0, 15} or sampling == 3:
        return None
    hertz = SAMPLING[version][sampling]
    kilobits = (RATES_1 if version == 3 else RATES_2)[rate]
    samples = 1152 if version == 3 else 576
    return Frame(samples // 8 * kilobits * 1000 // hertz + padding, samples / hertz, "audio/mpeg")


def _mpeg_seconds(stream: BinaryIO, start: int, end: int, first: Frame) -> float:
    """From the encoder's own count of frames where there is one, else by the first one's rate."""
    stream.seek(start)
    head = stream.read(min(first.length, 256))
    for mark in (b"Xing", b"Info"):
        at = head.find(mark)
        if 0 <= at <= len(head) - 12 and head[at + 7] & 1:
            return int.from_bytes(head[at + 8 : at + 12]) * first.seconds
    return (end - start) / first.length * first.seconds


def clean_amr(path: Path) -> Facts:
    """Has no place for tags; what follows its last whole frame goes."""
    with path.open("rb") as stream:
        total = stream.seek(0, 2)
        end, frames = stream.seek(6), 0
        while end < total:
            size = AMR_FRAMES[stream.read(1)[0] >> 3 & 15]
            if not size or end + size > total:
                break
            end = stream.seek(end + size)
            frames += 1
    if not frames:
        raise Refused("cut_off")
    Patches(end=end).apply(path)
    return Facts("audio/amr", duration=_whole(frames / 50))


def _whole(seconds: float | None) -> int | None:
    return max(1, round(seconds)) if seconds and 0 < seconds < 2**31 else None
