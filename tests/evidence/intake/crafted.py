"""Files made byte by byte, each carrying what must not survive: a name, a camera, a place."""

import base64
import io
import struct
import zipfile
from pathlib import Path

from PIL import Image

from waypost.evidence.intake import ogg

NAME = "Maribel Treviño-Secret"
CAMERA = "SecretCam 9000"
PLACE = "+31.9973-102.0779/"
# In every way that these formats write text.
TELLING = [
    text.encode(coding)
    for text in (NAME, "Trevi", "Maribel", CAMERA, PLACE, "31.9973")
    for coding in ("utf-8", "utf-16-le", "utf-16-be")
]


def telling(data: bytes) -> list[bytes]:
    return [mark for mark in TELLING if mark in data]


# Pictures


def exif(turn: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x010F], data[0x013B], data[0x0112] = CAMERA, NAME, turn
    place = data.get_ifd(0x8825)
    place[1], place[2] = "N", (31.0, 59.0, 50.0)
    place[29] = PLACE
    return data


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: a turn shows."""
    made = Image.new(mode, (width, height), (220, 30, 30, 255)[: len(mode)])
    made.paste((30, 30, 220, 255)[: len(mode)], (width // 2, 0, width, height))
    return made


def jpeg(width: int = 64, height: int = 48, turn: int = 1) -> bytes:
    out = io.BytesIO()
    made = picture(width, height)
    made.save(out, "JPEG", exif=exif(turn), comment=NAME.encode(), xmp=f"<x>{NAME}</x>".encode())
    return out.getvalue() + b"SEFT" + NAME.encode()


def heic() -> bytes:
    return base64.b64decode((Path(__file__).parent / "data" / "photo.heic.txt").read_text())


# MP4 and MOV


def box(name: bytes, *contents: bytes) -> bytes:
    body = b"".join(contents)
    return (8 + len(body)).to_bytes(4) + name + body


def full(name: bytes, *contents: bytes, version: int = 0) -> bytes:
    return box(name, bytes([version, 0, 0, 0]), *contents)


WHEN = (3_900_000_000).to_bytes(4)
MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
UPRIGHT = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)


def track(
    handler: bytes, entry: bytes, offset: int, sizes: list[int], matrix: bytes = MATRIX
) -> bytes:
    table = box(
        b"stbl",
        full(b"stsd", (1).to_bytes(4), entry),
        full(b"stts", (1).to_bytes(4), struct.pack(">II", len(sizes), 1000)),
        full(b"stsc", (1).to_bytes(4), struct.pack(">III", 1, len(sizes), 1)),
        full(b"stsz", bytes(4), len(sizes).to_bytes(4), struct.pack(f">{len(sizes)}I", *sizes)),
        full(b"stco", (1).to_bytes(4), offset.to_bytes(4)),
    )
    alias = full(b"alis", NAME.encode())
    return box(
        b"trak",
        full(b"tkhd", WHEN, WHEN, struct.pack(">III", 1, 0, 6000), bytes(16), matrix,
             struct.pack(">II", 1280 << 16, 720 << 16)),
        box(b"udta", box(b"name", NAME.encode())),
        box(b"tref", box(b"cdsc", bytes(4))),
        box(
            b"mdia",
            full(b"mdhd", WHEN, WHEN, struct.pack(">IIHH", 1000, 6000, 0, 0)),
            full(b"hdlr", bytes(4), handler, bytes(12), CAMERA.encode() + b"\x00"),
            box(
                b"minf",
                full(b"vmhd", bytes(8)),
                box(b"dinf", full(b"dref", (1).to_bytes(4), alias)),
                table,
            ),
        ),
    )  # fmt: skip


def picture_entry() -> bytes:
    maker = bytes([len(CAMERA)]) + CAMERA.encode().ljust(31, b"\x00")
    fields = bytes(6) + b"\x00\x01" + bytes(4) + b"SCAM" + bytes(8)
    fields += struct.pack(">HHIIIH", 1280, 720, 0x480000, 0x480000, 0, 1)
    fields += maker + struct.pack(">Hh", 24, -1)
    return box(b"avc1", fields, box(b"avcC", b"\x01\x42\x00\x1e"), box(b"uuid", NAME.encode()))


SOUND_ENTRY = box(b"mp4a", bytes(6) + b"\x00\x01" + bytes(20))
PLACE_ENTRY = box(b"mebx", bytes(6) + b"\x00\x01")
SEEN = b"PICTURE-BYTES" * 20
HEARD = b"SOUND-BYTES" * 10


def film(
    *,
    brand: bytes = b"qt  ",
    video: bool = True,
    sound: bool = True,
    places: bool = True,
    handler: bytes = b"meta",
    last: bool = False,
    matrix: bytes = MATRIX,
) -> bytes:
    """With its index in front, or `last` as phones write it."""
    marks = f"GPS {PLACE} {NAME}".encode() if places else b""
    media = SEEN + HEARD + marks + marks[:10]
    head = box(b"ftyp", brand, bytes(4), brand)

    def index(at: int) -> bytes:
        tracks = [full(b"mvhd", WHEN, WHEN, struct.pack(">II", 1000, 6000), bytes(80))]
        if video:
            tracks.append(track(b"vide", picture_entry(), at, [len(SEEN)], matrix))
        if sound:
            tracks.append(track(b"soun", SOUND_ENTRY, at + len(SEEN), [len(HEARD)]))
        if places:
            start = at + len(SEEN) + len(HEARD)
            tracks.append(track(handler, PLACE_ENTRY, start, [len(marks), 10]))
        apple = full(b"hdlr", bytes(4), b"mdta", bytes(12))
        tracks.append(box(b"meta", apple, box(b"keys", b"com.apple.quicktime.location.ISO6709"),
                          box(b"ilst", PLACE.encode(), CAMERA.encode())))  # fmt: skip
        tracks.append(
            box(b"udta", box(b"\xa9xyz", PLACE.encode()), box(b"\xa9mak", CAMERA.encode()))
        )
        return box(b"moov", *tracks)

    extra = box(b"uuid", bytes(16), f"<x:xmpmeta>{NAME}".encode()) + box(b"free", NAME.encode())
    data = box(b"mdat", media)
    if last:
        return head + extra + data + index(len(head) + len(extra) + 8)
    length = len(index(0))
    return head + index(len(head) + length + len(extra) + 8) + extra + data


def places_in_chunks(*, chunks: int, stretches: int, samples: int = 1) -> bytes:
    """A film whose media lies in many boxes, with an index that asks to forget many chunks.

    `samples` is how many bytes one chunk claims to have.
    """
    head = box(b"ftyp", b"isom", bytes(4))
    media = box(b"mdat", b"x") * (stretches - 1) + box(b"mdat", SEEN)
    first = len(head) + 8
    offsets = range(first, first + chunks)
    table = box(
        b"stbl",
        full(b"stsc", (1).to_bytes(4), struct.pack(">III", 1, samples, 1)),
        full(b"stsz", (1).to_bytes(4), (0xFFFFFFFF).to_bytes(4)),
        full(b"stco", chunks.to_bytes(4), struct.pack(f">{chunks}I", *offsets)),
    )
    place = full(b"hdlr", bytes(4), b"meta", bytes(12))
    dropped = box(b"trak", box(b"mdia", place, box(b"minf", table)))
    kept = track(b"vide", picture_entry(), first, [1])
    return head + media + box(b"moov", kept, dropped)


# Sound


def wav(*, seconds: int = 2, data_size: int | None = None) -> bytes:
    sound = bytes(range(1, 251)) * 64 * seconds
    fmt = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    info = b"INFOIART" + struct.pack("<I", 30) + NAME.encode().ljust(30, b"\x00")
    chunks = [
        fmt,
        b"LIST" + struct.pack("<I", len(info)) + info,
        b"bext" + struct.pack("<I", 40) + CAMERA.encode().ljust(40, b"\x00"),
        b"data" + struct.pack("<I", len(sound) if data_size is None else data_size) + sound,
        b"id3 " + struct.pack("<I", 30) + NAME.encode().ljust(30, b"\x00"),
    ]
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3_frames(count: int = 50) -> bytes:
    """MPEG 1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame."""
    return (b"\xff\xfb\x90\x00" + b"\x11" * 413) * count


def mp3(*, counted: bool = False) -> bytes:
    """`counted` has its encoder's mark at the very end of the first frame, and nothing behind."""
    tag = b"TPE1" + len(NAME.encode()).to_bytes(4) + b"\x00\x00" + NAME.encode()
    front = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag
    item = NAME.encode().ljust(40)
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(item), 1, 0) + bytes(8)
    last = b"TAG" + CAMERA.encode().ljust(125, b"\x00")
    frames = mp3_frames()
    if counted:
        # 16 kbit/s: 52 bytes a frame.
        start = b"\xff\xf3\x20\x00"
        frames = start + b"\x11" * 44 + b"Info" + (start + b"\x11" * 48) * 20
    return front + frames + item + foot + last


def ogg_page(body: bytes, *, flags: int, number: int, granule: int = 0, serial: int = 7) -> bytes:
    lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
    page = bytearray(b"OggS\x00" + bytes([flags]) + granule.to_bytes(8, "little"))
    page += struct.pack("<III", serial, number, 0) + bytes([len(lacing)]) + lacing + body
    page[22:26] = ogg.checksum(page).to_bytes(4, "little")
    return bytes(page)


def opus() -> bytes:
    head = b"OpusHead\x01\x01\x38\x01" + (48000).to_bytes(4, "little") + bytes(3)
    maker, artist = CAMERA.encode(), f"ARTIST={NAME}".encode()
    tags = b"OpusTags" + len(maker).to_bytes(4, "little") + maker + (1).to_bytes(4, "little")
    tags += len(artist).to_bytes(4, "little") + artist
    sound = ogg_page(b"\x08" * 200, flags=4, number=2, granule=96_000)
    return ogg_page(head, flags=2, number=0) + ogg_page(tags, flags=0, number=1) + sound


def vorbis_over_two_pages() -> bytes:
    """A comment longer than one page, and the set-up packet behind it on the same page."""
    head = b"\x01vorbis" + bytes(5) + (44100).to_bytes(4, "little") + bytes(14)
    artist = f"ARTIST={NAME}".encode() + b"." * 70_000
    tags = b"\x03vorbis" + len(CAMERA).to_bytes(4, "little") + CAMERA.encode()
    tags += (1).to_bytes(4, "little") + len(artist).to_bytes(4, "little") + artist + b"\x01"
    first, rest = tags[: 255 * 255], tags[255 * 255 :]
    page = bytearray(b"OggS\x00\x00" + b"\xff" * 8 + struct.pack("<III", 7, 1, 0))
    page += b"\xff" + b"\xff" * 255 + first
    page[22:26] = ogg.checksum(page).to_bytes(4, "little")
    setup = b"\x05vorbis" + b"S" * 100
    lacing = bytes([255] * (len(rest) // 255) + [len(rest) % 255, len(setup)])
    second = bytearray(b"OggS\x00\x01" + bytes(8) + struct.pack("<III", 7, 2, 0))
    second += bytes([len(lacing)]) + lacing + rest + setup
    second[22:26] = ogg.checksum(second).to_bytes(4, "little")
    end = ogg_page(b"s" * 50, flags=4, number=3, granule=88_200)
    return ogg_page(head, flags=2, number=0) + bytes(page) + bytes(second) + end


AMR = b"#!AMR\n" + (b"\x3c" + b"\x01" * 31) * 100


# WebM


def element(name: int, *contents: bytes, unknown: bool = False) -> bytes:
    body = b"".join(contents)
    tag = name.to_bytes((name.bit_length() + 7) // 8)
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8)
    return tag + size + body


def webm(*, doc_type: bytes = b"webm", video: bool = True, live: bool = False) -> bytes:
    """`live` as a browser records: no sizes where it could not know them."""
    info = element(
        0x1549A966,
        element(0x2AD7B1, (1_000_000).to_bytes(3)),
        element(0x4489, struct.pack(">d", 6000.0)),
        element(0x7BA9, NAME.encode()),
        element(0x4461, bytes(8)),
        element(0x4D80, CAMERA.encode()),
        element(0x5741, CAMERA.encode()),
    )
    size = element(0xE0, element(0xB0, (640).to_bytes(2)), element(0xBA, (360).to_bytes(2)))
    kind = element(0x83, b"\x01" if video else b"\x02")
    tracks = element(
        0x1654AE6B, element(0xAE, kind, element(0x536E, NAME.encode()), size if video else b"")
    )
    blocks = element(0xE7, b"\x00"), element(0xA3, b"\x81\x00\x00\x80" + SEEN)
    clusters = element(0x1F43B675, *blocks, unknown=live) * 2
    tags = element(0x1254C367, element(0x7373, NAME.encode() * 20))
    files = element(0x1941A469, CAMERA.encode())
    head = element(0x1A45DFA3, element(0x4282, doc_type))
    behind = b"" if live else tags + files + element(0xEC, NAME.encode())
    return head + element(0x18538067, info, tags, tracks, clusters, behind, unknown=live)


# Documents


def package(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = NAME.encode()
        for name, data in parts.items():
            # Without the moment at which it was made: the same bytes in every process.
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
