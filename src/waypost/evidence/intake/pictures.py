"""Pictures inside a PDF or a document: camera and place go, the picture itself is not touched."""

from typing import Final

# JFIF, Adobe's colour mark and ICC profiles are needed to show the colours right.
KEPT_JPEG: Final = {0xE0, 0xE2, 0xEE}
TELLING_PNG: Final = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
XML_BOXES: Final = {b"xml ", b"uuid", b"uinf"}


def strip_jpeg(data: bytes, *, keep_turn: bool) -> bytes:
    """`keep_turn` where the reader would turn the picture by its EXIF (Word does, PDF never)."""
    out, turn, at = [b"\xff\xd8"], 1, 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xDA:
            out.append(_scan(data[at:]))
            break
        if 0xD0 <= mark <= 0xD9 or mark == 0x01:
            out.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        segment = data[at:end]
        if mark == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            turn = orientation(segment[10:])
        telling = mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in KEPT_JPEG)
        mpf = mark == 0xE2 and not segment[4:].startswith(b"ICC_PROFILE\x00")
        if not telling and not mpf:
            out.append(segment)
        at = end
    if keep_turn and turn != 1:
        out.insert(1, _turn_segment(turn))
    return b"".join(out)


def _scan(data: bytes) -> bytes:
    """Up to the end mark: phones append depth maps, whole second photos and notes."""
    at = 0
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        mark = data[at + 1]
        if mark == 0xD9:
            return data[: at + 2]
        if mark in {0x00, 0x01, 0xFF} or 0xD0 <= mark <= 0xD7:
            at += 1 if mark == 0xFF else 2
        else:  # a table or a header between the scans of a progressive picture
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return data


def orientation(tiff: bytes) -> int:
    if tiff[:2] not in {b"II", b"MM"} or len(tiff) < 8:
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if tiff[:2] == b"II" else "big")

    first = number(4, 4)
    for index in range(min(number(first, 2), 200)):
        entry = first + 2 + 12 * index
        if number(entry, 2) == 0x0112:
            value = number(entry + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1


def _turn_segment(turn: int) -> bytes:
    body = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
        + turn.to_bytes(2)
        + bytes(6)
    )
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def strip_png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if name not in TELLING_PNG:
            out.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(out)


def strip_webp(data: bytes) -> bytes:
    """Emptied in place: a chunk nobody knows is passed over."""
    out, at = bytearray(data), 12
    while at + 8 <= len(data):
        end = at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] in {b"EXIF", b"XMP "}:
            end = min(end, len(data))
            out[at : at + 4] = b"JUNK"
            out[at + 8 : end] = bytes(end - at - 8)
        at = end + (end & 1)
    return bytes(out)


def strip_jp2(data: bytes) -> bytes:
    """JPEG 2000 in a PDF: its XML boxes go. A bare code stream has none."""
    if data[4:8] != b"jP  ":
        return data
    out, at = [], 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        end = at + size if size >= 8 else len(data)
        if data[at + 4 : at + 8] not in XML_BOXES:
            out.append(data[at:end])
        at = end
    return b"".join(out)


def strip(data: bytes) -> bytes:
    """Any picture by its first bytes; one of another format is returned as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return strip_jpeg(data, keep_turn=True)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return strip_png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return strip_webp(data)
    return data
