"""A badge inside a PNG: one uncompressed iTXt chunk, every other byte left as it was."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from waypost.openbadges.documents import MAX_BYTES, Unreadable
from waypost.openbadges.older import OlderBadge, read_older

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OPEN_BADGES_2_KEYWORD = b"openbadges"
TEXTS = (b"iTXt", b"tEXt", b"zTXt")
MAX_PNG_BYTES = 16 * 1024 * 1024
MAX_CHUNKS = 20_000


def bake_png(picture: bytes, credential: bytes, *, keyword: bytes = KEYWORD) -> bytes:
    """The picture with the credential's bytes in it, replacing one that was there."""
    if len(credential) > MAX_BYTES:
        raise Unreadable("too_large", "credential")
    # Keyword, null, no compression (two nulls), no language, no translated keyword, the text.
    text = _chunk(b"iTXt", keyword + b"\0" + b"\0\0" + b"\0" + b"\0" + credential)
    parts = [SIGNATURE]
    for kind, data, whole in _chunks(picture):
        if not (kind in TEXTS and _keyword(data) == keyword):
            parts.append(whole)
        if kind == b"IHDR":
            parts.append(text)
    return b"".join(parts)


def unbake_png(picture: bytes) -> bytes:
    """The credential's bytes; Unreadable when there is none, more than one, or a damaged file, and
    OlderBadge for one of Open Badges 2.0."""
    found: list[bytes] = []
    older: list[bytes] = []
    for kind, data, _whole in _chunks(picture):
        if kind not in TEXTS:
            continue
        keyword = _keyword(data)
        if keyword == OPEN_BADGES_2_KEYWORD:
            older.append(_older_text(kind, data))
        if keyword == KEYWORD:
            found.append(_text(kind, data))
    if len(found) > 1 or (len(older) > 1 and not found):
        raise Unreadable("several_badges_in_picture")
    if not found and older:
        raise OlderBadge(read_older(older[0]))
    if not found:
        raise Unreadable("no_badge_in_picture")
    return found[0]


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, data and the whole chunk, each with a right checksum, from IHDR to IEND."""
    if len(picture) > MAX_PNG_BYTES:
        raise Unreadable("too_large", "picture")
    if not picture.startswith(SIGNATURE):
        raise Unreadable("damaged_picture", "not a PNG")
    position = len(SIGNATURE)
    for count in range(MAX_CHUNKS):
        length = int.from_bytes(picture[position : position + 4], "big")
        end = position + 12 + length
        if length > MAX_PNG_BYTES or end > len(picture):
            raise Unreadable("damaged_picture", "cut off")
        kind, data = picture[position + 4 : position + 8], picture[position + 8 : end - 4]
        if _checksum(kind, data) != picture[end - 4 : end]:
            raise Unreadable("damaged_picture", "a wrong checksum")
        if (kind == b"IHDR") != (count == 0):
            raise Unreadable("damaged_picture", "IHDR is not first and alone")
        yield kind, data, picture[position:end]
        position = end
        if kind == b"IEND":
            if position != len(picture):
                raise Unreadable("damaged_picture", "bytes after its end")
            return
    raise Unreadable("damaged_picture", "too many parts")


def _keyword(data: bytes) -> bytes:
    return data[:80].split(b"\0", 1)[0]


def _older_text(kind: bytes, data: bytes) -> bytes:
    """Before there was a specification, only an address was written, as plain tEXt."""
    return data[len(OPEN_BADGES_2_KEYWORD) + 1 :] if kind == b"tEXt" else _text(kind, data)


def _text(kind: bytes, data: bytes) -> bytes:
    rest = data[len(_keyword(data)) + 1 :]
    if kind != b"iTXt" or len(rest) < 2:
        raise Unreadable("damaged_picture", "not an iTXt chunk")
    if rest[0] != 0:
        raise Unreadable("compressed_badge_in_picture")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise Unreadable("damaged_picture", "an iTXt chunk without text")
    return parts[2]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + _checksum(kind, data)


def _checksum(kind: bytes, data: bytes) -> bytes:
    return zlib.crc32(data, zlib.crc32(kind)).to_bytes(4, "big")
