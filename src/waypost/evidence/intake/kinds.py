"""The kinds of evidence, how large each may be, and what is known about a cleaned file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MB: Final = 1024 * 1024


class Kind(StrEnum):
    """What a teacher would call it; several file formats belong to each."""

    PHOTO = "photo"
    PDF = "pdf"
    DOCUMENT = "document"
    AUDIO = "audio"
    VIDEO = "video"
    LINK = "link"


# A link has no bytes, so it has no limit here.
LIMITS: Final[dict[Kind, int]] = {
    Kind.PHOTO: 25 * MB,
    Kind.PDF: 50 * MB,
    Kind.DOCUMENT: 50 * MB,
    Kind.AUDIO: 100 * MB,
    Kind.VIDEO: 500 * MB,
}

# What a browser is told, and the neutral ending that the caller gives the neutral name.
EXTENSIONS: Final[dict[str, str]] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/webm": "weba",
    "audio/mp4": "m4a",
    "audio/3gpp": "3gp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
}


# What one photo, PDF or document may cost to open.
JAIL_SECONDS: Final = 90
JAIL_MEMORY: Final = 1536 * MB
JAIL_FILE: Final = 500 * MB


@dataclass(frozen=True, slots=True)
class Facts:
    """What a cleaner learned; `door` adds what it can count by itself (size and digest)."""

    content_type: str
    duration: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The bytes now at the target. Seconds are whole; `note` is a code for what was changed."""

    kind: Kind
    content_type: str
    extension: str
    size: int
    sha256: str
    duration: int | None = None
    note: str = ""
