"""What a file is, by its content alone: a name or a claimed type is never asked."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Final

from waypost.evidence.intake import mp4, ogg, packages, webm
from waypost.evidence.intake.kinds import Kind
from waypost.evidence.intake.refusals import Refused, WrongKind

Found = tuple[Kind, str]

OOXML: Final = "application/vnd.openxmlformats-officedocument."
MOST_TYPE: Final = 200
ODF: Final = "application/vnd.oasis.opendocument."
DOCUMENT_TYPES: Final = {
    "word/": OOXML + "wordprocessingml.document",
    "ppt/": OOXML + "presentationml.presentation",
    "xl/": OOXML + "spreadsheetml.sheet",
}
PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe",
                   b"\xfe\xed\xfa", b"#!/", b"L\x00\x00\x00\x01\x14\x02\x00", b"dex\n")  # fmt: skip
ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
                   b"\x28\xb5\x2f\xfd", b"MSCF", b"xar!", b"PK\x05\x06")  # fmt: skip
PHOTO_FORMATS: Final = (b"II*\x00", b"MM\x00*", b"BM", b"8BPS", b"\x00\x00\x01\x00",
                        b"\x00\x00\x00\x0cJXL ", b"\xff\x0a", b"\x00\x00\x00\x0cjP  ",
                        b"FUJIFILM", b"IIU\x00")  # fmt: skip
RECORDING_FORMATS: Final = (b"fLaC", b"FLV\x01", b"\x30\x26\xb2\x75", b"FORM", b".RMF", b"caff",
                            b"MAC ", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"MThd",
                            b"#!AMR-WB")  # fmt: skip
PHOTO_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
MARKUP: Final = (b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body",
                 b"<!--", b"mime-version:", b"from: <saved by")  # fmt: skip


def sniff(path: Path, allowed: Collection[Kind] = tuple(Kind)) -> Found:
    """Raises Refused for what is never taken; `allowed` only words that refusal."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head:
        raise Refused("empty")
    found = _picture(head) or _paper(head, path) or _recording(head, path)
    if found:
        return found
    _refuse(head, allowed)
    raise WrongKind("unknown", allowed)


def _picture(head: bytes) -> Found | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.PHOTO, "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PHOTO, "image/png"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return Kind.PHOTO, "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.PHOTO, "image/webp"
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[i : i + 4] for i in range(16, _brands_end(head), 4))}
        if head[8:12] in PHOTO_BRANDS:
            if b"avif" in brands or b"avis" in brands:
                raise Refused("photo_format")
            return Kind.PHOTO, "image/heic"
        if head[8:12] in (b"avif", b"avis", b"crx "):
            raise Refused("photo_format")
    return None


def _brands_end(head: bytes) -> int:
    return min(int.from_bytes(head[:4]), 256, len(head))


def _paper(head: bytes, path: Path) -> Found | None:
    # A PDF may have up to 1 KB before its header, but something else's header wins over that.
    if b"%PDF-" in head[:1024] and not head.startswith((*PROGRAMS, b"PK", b"<")):
        return Kind.PDF, "application/pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Refused("document_password" if _holds_encrypted_package(path) else "document_legacy")
    if head.startswith(b"{\\rtf"):
        raise Refused("document_format")
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCUMENT, document_type(path)
    return None


def _holds_encrypted_package(path: Path) -> bool:
    """An encrypted .docx is an old-style container with one stream of this name."""
    name, overlap = "EncryptedPackage".encode("utf-16-le"), 64
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1 << 20):
            if name in tail + block:
                return True
            tail = block[-overlap:]
    return False


def document_type(path: Path) -> str:
    """By the parts inside a zip; raises Refused for any other zip."""
    with closing(packages.open_archive(path)) as package:
        names = package.namelist()
        if "mimetype" in names[:3] and (told := package.getinfo("mimetype")).file_size < MOST_TYPE:
            mime = packages.read(package, told, MOST_TYPE).decode("ascii", "replace").strip()
            if mime.startswith(ODF):
                return _open_document_type(mime)
            raise Refused("document_format")
    if "[Content_Types].xml" in names:
        for folder, mime in DOCUMENT_TYPES.items():
            if any(name.startswith(folder) for name in names):
                return mime
        raise Refused("document_format")
    if any(name.startswith("Index/") or name == "Index.zip" for name in names):
        raise Refused("document_format")  # Pages, Keynote, Numbers
    raise Refused("archive")


def _open_document_type(mime: str) -> str:
    if mime.removeprefix(ODF) in {"text", "presentation", "spreadsheet"}:
        return mime
    raise Refused("document_format")


def _recording(head: bytes, path: Path) -> Found | None:
    if head.startswith((b"RIFF", b"RF64")) and head[8:12] == b"WAVE":
        return Kind.AUDIO, "audio/wav"
    if head.startswith(b"RIFF"):
        raise Refused("recording_format")
    if head.startswith(b"OggS"):
        return Kind.AUDIO, ogg.content_type(path)
    if head.startswith(b"#!AMR\n"):
        return Kind.AUDIO, "audio/amr"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        mime = webm.content_type(path)
    elif mp4.looks_like(head):
        mime = mp4.content_type(path)
    elif head.startswith(b"ID3") or _mpeg_sync(head):
        aac = not head.startswith(b"ID3") and head[1] & 0xF6 == 0xF0
        return Kind.AUDIO, "audio/aac" if aac else "audio/mpeg"
    else:
        return None
    return (Kind.VIDEO if mime.startswith("video/") else Kind.AUDIO), mime


def _mpeg_sync(head: bytes) -> bool:
    """Layer III, or AAC in ADTS; a UTF-16 text mark (FF FE) is neither."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    return head[1] & 0xF6 == 0xF0 or (head[1] & 0x06 == 0x02 and head[2] >> 4 != 15)


def _refuse(head: bytes, allowed: Collection[Kind]) -> None:
    if head.startswith(PROGRAMS):
        raise WrongKind("program", allowed)
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        raise Refused("archive")
    if head.startswith(PHOTO_FORMATS):
        raise Refused("photo_format")
    if head.startswith(RECORDING_FORMATS) or (head[0] == 0x47 and head[188:189] == b"\x47"):
        raise Refused("recording_format")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if start.startswith(MARKUP):
        raise Refused("web_page")
    if b"\x00" in head:
        return
    try:
        # The last bytes may be half a character.
        head[: len(head) - 4 if len(head) == 4096 else len(head)].decode()
    except UnicodeDecodeError:
        return
    raise Refused("text")
