"""Word, PowerPoint, Excel and OpenDocument: the same document without who, where and with what."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from waypost.evidence.intake import markup, mp4, ogg, packages, pictures, sealed, sounds, webm
from waypost.evidence.intake.contents import ODF, sniff
from waypost.evidence.intake.kinds import Facts, Kind
from waypost.evidence.intake.refusals import Refused

MOST_PICTURE: Final = 60 * 1024 * 1024
SMALL: Final = 8 * 1024 * 1024
MACROS: Final = re.compile(r"vbaproject\.bin$|vbadata\.xml$|(^|/)activex/|^basic/.+\.xml$"
                           r"|^scripts/.+[^/]$|macrosheets/", re.IGNORECASE)  # fmt: skip
# Signatures, who changed what when, tasks and whom they were given to, and what Word threw away.
DROPPED: Final = re.compile(
    r"^_xmlsignatures/|^META-INF/.*signatures|^\[trash\]/|(^|/)(changesInfos|documenttasks)/",
    re.IGNORECASE,
)
# Parts that hold nothing but facts about people and programs.
EMPTIED: Final = re.compile(
    r"(^|/)docProps/(core|app|custom)\.xml$|\.psmdcp$|(^|/)docMetadata/", re.IGNORECASE
)
BESIDE: Final = re.compile(r"^customXml/item\d*\.xml$", re.IGNORECASE)
MARKUP: Final = (".xml", ".rels", ".rdf", ".vml", ".psmdcp")
ODF_META: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    b"<office:meta/></office:document-meta>"
)


def clean(source: Path, target: Path, content_type: str, depth: int = 0) -> Facts:
    """Runs in the sealed process. A document inside a document is cleaned once more, not deeper."""
    with closing(packages.open_package(source)) as package:
        names = [entry.filename for entry in package.infolist()]
        if any(MACROS.search(name) for name in names) or _runs_macros(package):
            raise Refused("document_macros")
        if content_type.startswith(ODF):
            _guard_odf(package)
        note = ""
        with target.open("w+b") as out, closing(packages.Writer(out)) as writer:
            for entry in package.infolist():
                if entry.is_dir() or DROPPED.search(entry.filename):
                    continue
                stored = entry.filename == "mimetype"
                with tempfile.TemporaryDirectory() as folder:
                    part = _Part(package, entry, content_type, Path(folder), depth)
                    writer.write(entry.filename, part.pieces(), stored=stored)
                    note = part.note or note
    return Facts(content_type, note=note)


def _runs_macros(package: zipfile.ZipFile) -> bool:
    """A .docm renamed to .docx still says so here."""
    try:
        entry = package.getinfo("[Content_Types].xml")
    except KeyError:
        return False
    return b"macroEnabled" in packages.read(package, entry, packages.MB)


def _guard_odf(package: zipfile.ZipFile) -> None:
    try:
        entry = package.getinfo("META-INF/manifest.xml")
        package.getinfo("content.xml")
    except KeyError as error:
        raise Refused("document_broken") from error
    if b"encryption-data" in packages.read(package, entry, 8 * packages.MB):
        raise Refused("document_password")


class _Part:
    """One file inside the package, and what becomes of it."""

    def __init__(
        self, package: zipfile.ZipFile, entry: zipfile.ZipInfo, mime: str, folder: Path, depth: int
    ) -> None:
        self.package = package
        self.entry = entry
        self.odf = mime.startswith(ODF)
        self.folder = folder
        self.depth = depth
        self.note = ""

    def pieces(self) -> Iterator[bytes]:
        name = self.entry.filename
        if (xml := self._xml(name)) is not None:
            yield xml
        elif "printersettings" in name.lower():
            yield _nameless_printer(self._read(packages.MB))
        elif name.lower().endswith(MARKUP) or name == "mimetype":
            yield from packages.blocks(self.package, self.entry)
        else:
            yield from self._binary()

    def _xml(self, name: str) -> bytes | None:
        """None where the part stays as it is."""
        markup_of = name.lower().endswith
        if self.odf:
            if name.endswith("meta.xml"):
                return ODF_META
            if markup_of(".xml") and self._tells(markup.ODF_TELLING):
                return markup.clean_odf(self._read(markup.MOST_XML))
            return b"" if name == "layout-cache" else None
        if EMPTIED.search(name):
            return markup.emptied(self._read(markup.MOST_XML))
        if name == "[Content_Types].xml":
            return markup.clean_content_types(self._read(packages.MB), DROPPED)
        if markup_of(".rels"):
            return markup.clean_relations(self._read(8 * packages.MB), name, DROPPED)
        if BESIDE.search(name):
            return markup.clean_beside(self._read(markup.MOST_XML))
        if markup_of((".xml", ".vml")) and self._tells(markup.OOXML_TELLING):
            return self._nameless(drawing=markup_of(".vml"))
        return None

    def _nameless(self, *, drawing: bool) -> bytes | None:
        try:
            return markup.clean_ooxml(self._read(markup.MOST_XML))
        except Refused as refused:
            # Excel's old drawings are not always whole XML.
            if drawing and refused.code == "document_broken":
                return None
            raise

    def _tells(self, telling: re.Pattern[bytes]) -> bool:
        """Whether it is to be taken apart. A sheet of a million cells names nobody, and taken apart
        it would fill all the memory there is."""
        if self.entry.file_size <= SMALL:
            return True
        before = b""
        for block in packages.blocks(self.package, self.entry):
            if telling.search(before + block) or (not before and b"\x00" in block[:8]):
                return True
            before = block[-32:]
        return False

    def _read(self, most: int) -> bytes:
        return packages.read(self.package, self.entry, most)

    def _binary(self) -> Iterator[bytes]:
        """A picture, a film, a document, or something that nobody here can look into."""
        held = self.folder / "part"
        with held.open("wb") as out:
            for block in packages.blocks(self.package, self.entry):
                out.write(block)
        cleaned = self._cleaned(held)
        if cleaned is None:
            self.note = "embedded"
            return
        with cleaned.open("rb") as stream:
            while block := stream.read(65_536):
                yield block

    def _cleaned(self, held: Path) -> Path | None:
        """None for what cannot be looked into, so that nothing hides in it."""
        try:
            kind, mime = sniff(held)
        except Refused as refused:
            drawing = refused.code == "web_page" and self.entry.filename.lower().endswith(".svg")
            # Drawings, fonts and old pictures are no evidence by themselves, and stay.
            return held if drawing or refused.code in _STAYING else None
        if kind is Kind.PHOTO:
            held.write_bytes(pictures.strip(self._read(MOST_PICTURE)))
            return held
        try:
            if kind is Kind.DOCUMENT and self.depth == 0:
                inner = self.folder / "inner"
                clean(held, inner, mime, depth=1)
                return inner
            if kind in {Kind.AUDIO, Kind.VIDEO}:
                return self._recording(held, mime)
        except Refused:
            return None
        return None

    def _recording(self, held: Path, mime: str) -> Path:
        if mime == "audio/mpeg":
            inner = self.folder / "inner"
            sounds.clean_mpeg(held, inner)
            return inner
        cleaners = {"audio/wav": sounds.clean_wav, "audio/ogg": ogg.clean,
                    "audio/webm": webm.clean, "video/webm": webm.clean}  # fmt: skip
        if not mime.endswith(("/amr", "/aac")):
            cleaners.get(mime, mp4.clean)(held)
        return held


def _nameless_printer(data: bytes) -> bytes:
    """Windows' DEVMODE: first the printer's name, which may name a room or a person, last what its
    driver keeps, which may name whoever is signed in. The paper between them stays."""
    length = int.from_bytes(data[68:70], "little")
    if not 72 <= length <= len(data):
        return bytes(len(data))
    return bytes(64) + data[64:70] + bytes(2) + data[72:length]


_STAYING: Final = {"unknown", "text", "photo_format", "empty"}


if __name__ == "__main__":
    sealed.run(clean)
