"""A zip from a stranger, opened so that it can neither fill the disk nor write outside of it."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from waypost.evidence.intake.refusals import Refused, is_fault, is_full

MB: Final = 1024 * 1024
MOST_ENTRIES: Final = 5_000
MOST_DIRECTORY: Final = 2 * MB
MOST_ENTRY: Final = 200 * MB
MOST_TOTAL: Final = 400 * MB
# Text packs to a twentieth; a sheet of equal numbers to a hundredth. Only large entries count.
MOST_RATIO: Final = 200
RATIO_FROM: Final = 5 * MB


def open_package(path: Path) -> zipfile.ZipFile:
    """Raises Refused before anything is unpacked. The caller closes it."""
    package = open_archive(path)
    try:
        _guard_entries(package)
    except BaseException:
        package.close()
        raise
    return package


def open_archive(path: Path) -> zipfile.ZipFile:
    """Any zip, of which only the list of entries has been read. The caller closes it."""
    _guard_directory(path)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Refused("document_broken") from error


def _guard_directory(path: Path) -> None:
    """The list of entries is itself read whole, so its size is looked up first."""
    with path.open("rb") as stream:
        total = stream.seek(0, 2)
        stream.seek(max(0, total - 22 - 65_535))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise Refused("document_broken")
    count, size = struct.unpack_from("<HL", tail, at + 10)
    # Zip64, which none of these formats needs at this size, shows as all ones.
    if count > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise Refused("document_bomb")


def _guard_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES:
        raise Refused("document_bomb")
    if len({name.lower() for name in names}) < len(names):
        raise Refused("document_broken")
    total = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("document_password")
        if not _is_inside(entry.filename) or entry.external_attr >> 28 == 0xA:  # a symbolic link
            raise Refused("document_broken")
        total += entry.file_size
        packed = max(1, entry.compress_size)
        bomb = entry.file_size > RATIO_FROM and entry.file_size / packed > MOST_RATIO
        if bomb or entry.file_size > MOST_ENTRY or total > MOST_TOTAL:
            raise Refused("document_bomb")


def _is_inside(name: str) -> bool:
    """A name such as ../../etc/cron.d/x is never written by an Office program."""
    plain = name.removesuffix("/")
    return (
        bool(plain)
        and "\\" not in plain
        and ":" not in plain
        and all(part not in {"", ".", ".."} for part in plain.split("/"))
        and plain.isprintable()
    )


def read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Counts what really comes out: the sizes a zip tells about itself may be lies."""
    parts, total = [], 0
    for block in blocks(package, entry):
        total += len(block)
        if total > most:
            raise Refused("document_bomb")
        parts.append(block)
    return b"".join(parts)


def blocks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Piece by piece, which only these two ways of packing can be unpacked in."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused("document_broken")
    try:
        with package.open(entry) as stream:
            while block := stream.read(65_536):
                yield block
    except RuntimeError as error:
        raise Refused("document_password") from error
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise Refused("document_broken") from error
    except OSError as error:
        if is_full(error) or is_fault(error):
            raise
        raise Refused("document_broken") from error
    except Exception as error:  # zlib.error is no child of anything named above
        if type(error).__module__ != "zlib":
            raise
        raise Refused("document_broken") from error


class Writer:
    """A new zip with neutral dates and no comments or extra fields."""

    def __init__(self, target: BinaryIO) -> None:
        self.package = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)

    def write(self, name: str, pieces: Iterator[bytes], *, stored: bool = False) -> None:
        entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.create_system = 0
        with self.package.open(entry, "w") as out:
            for piece in pieces:
                out.write(piece)

    def close(self) -> None:
        self.package.close()
