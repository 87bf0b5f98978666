"""A PDF is written anew: pages stay, and who made it, where, with what, and any program in it go.

Writing anew also leaves out every earlier version that a PDF may carry behind its last one.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from waypost.evidence.intake import sealed
from waypost.evidence.intake.kinds import Facts
from waypost.evidence.intake.pictures import strip_jp2, strip_jpeg
from waypost.evidence.intake.refusals import Refused, is_fault, is_full

MOST_OBJECTS: Final = 400_000
MOST_DEPTH: Final = 40
MOST_PICTURE: Final = 100 * 1024 * 1024

# Gone wherever they stand.
TELLING: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/OpenAction", "/AA", "/JS",
                  "/SpiderInfo", "/OPI", "/AF", "/CreatorInfo", "/XFA")  # fmt: skip
# When an action runs: on opening, on closing, on a key, before printing …
MOMENTS: Final = {"/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI", "/O", "/C",
                  "/K", "/F", "/V", "/WC", "/WS", "/DS", "/WP", "/DP"}  # fmt: skip
TELLING_IN_ROOT: Final = ("/Collection", "/Perms", "/DSS", "/Legal", "/URI")
SIGNATURE: Final = ("/Name", "/Location", "/Reason", "/ContactInfo", "/M", "/Contents", "/Cert",
                    "/Prop_Build", "/ByteRange", "/Reference", "/Filter", "/SubFilter")  # fmt: skip
KEPT_ACTIONS: Final = {"/GoTo", "/URI", "/Named", "/SetOCGState", "/Trans", "/Thread"}
BROUGHT_ALONG: Final = {"/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"}
ANNOTATION_WORDS: Final = ("/T", "/NM", "/M", "/CreationDate", "/Subj", "/Popup", "/RC")


def clean(source: Path, target: Path, content_type: str) -> Facts:
    """Runs in the sealed process. Raises Refused for a password and for damage."""
    try:
        attached = _rewrite(source, target)
    except pikepdf.PasswordError as error:
        raise Refused("pdf_password") from error
    except MemoryError as error:
        raise Refused("too_hard") from error
    except Refused:
        raise
    except Exception as error:  # a damaged file makes a parser raise nearly anything
        if is_full(error) or is_fault(error):
            raise
        raise Refused("pdf_broken") from error
    return Facts(content_type, note="attachments" if attached else "")


def _rewrite(source: Path, target: Path) -> bool:
    with Pdf.open(source, attempt_recovery=True, suppress_warnings=True) as pdf:
        if not len(pdf.pages):
            raise Refused("pdf_broken")
        attached = _empty_root(pdf)
        for number, thing in enumerate(pdf.objects):
            if number > MOST_OBJECTS:
                raise Refused("too_hard")
            _empty(thing, 0)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        pdf.save(
            target,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
            encryption=False,
        )
    return attached


def _empty_root(pdf: Pdf) -> bool:
    """True where files were attached."""
    root = pdf.Root
    for key in TELLING_IN_ROOT:
        if key in root:
            del root[key]
    names = root.get("/Names")
    attached = False
    if isinstance(names, Dictionary):
        attached = _holds(names.get("/EmbeddedFiles"))
        for key in ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/URLS", "/IDS"):
            if key in names:
                del names[key]
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            found = [one for one in _parts(annotations) if isinstance(one, Dictionary)]
            kinds = [str(one.get("/Subtype", "")) for one in found]
            gone = BROUGHT_ALONG | {"/Popup"}  # a note's own window: the note itself stays
            kept = [one for one, kind in zip(found, kinds, strict=True) if kind not in gone]
            attached = attached or not BROUGHT_ALONG.isdisjoint(kinds)
            page.obj["/Annots"] = Array(kept)
    return attached


def _holds(tree: Any) -> bool:
    """Some programs write a list of attached files with nothing in it."""
    return isinstance(tree, Dictionary) and bool(len(tree.get("/Names", ())) or "/Kids" in tree)


def _parts(thing: Array) -> Iterator[Any]:
    for index in range(len(thing)):
        yield thing[index]


def _empty(thing: Any, depth: int) -> None:
    """One object with what is written directly inside it; the others come in their own turn."""
    if depth > MOST_DEPTH:
        raise Refused("pdf_broken")
    if isinstance(thing, Stream):
        _empty_stream(thing)
        _empty_dictionary(thing.stream_dict, depth)
    elif isinstance(thing, Dictionary):
        _empty_dictionary(thing, depth)
    elif isinstance(thing, Array):
        for part in _parts(thing):
            if isinstance(part, Object) and not part.is_indirect:
                _empty(part, depth + 1)


def _empty_dictionary(thing: Any, depth: int) -> None:
    for key in TELLING:
        if key in thing and _is_telling(key, thing[key]):
            del thing[key]
    action = str(thing.get("/S", ""))
    if (action and action not in KEPT_ACTIONS and _is_action(thing)) or "/EF" in thing:
        for key in list(thing.keys()):
            del thing[key]
    if "/ByteRange" in thing:
        for key in SIGNATURE:
            if key in thing:
                del thing[key]
    if "/Rect" in thing and str(thing.get("/Subtype", "")) not in {"", "/Widget", "/Link"}:
        for key in ANNOTATION_WORDS:
            if key in thing:
                del thing[key]
    for key in list(thing.keys()):
        part = thing.get(key)
        if isinstance(part, Object) and not part.is_indirect:
            _empty(part, depth + 1)


def _is_telling(key: str, value: Any) -> bool:
    """A page may call one of its fonts or pictures by a short name, such as AA."""
    if key == "/AA":
        return isinstance(value, Dictionary) and set(value.keys()) <= MOMENTS
    if key == "/AF":
        return isinstance(value, Array) or (isinstance(value, Dictionary) and "/EF" in value)
    if key == "/JS":
        return not isinstance(value, Dictionary) or isinstance(value, Stream)
    return True


def _is_action(thing: Any) -> bool:
    """/S also names a group's or a structure element's kind; those must stay."""
    return str(thing.get("/Type", "")) == "/Action" or str(thing.get("/S", "")) in {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
        "/Movie", "/Sound", "/RichMediaExecute", "/ResetForm", "/GoTo3DView", "/Hide",
    }  # fmt: skip


def _empty_stream(stream: Stream) -> None:
    if str(stream.get("/Type", "")) in {"/EmbeddedFile", "/Metadata"}:
        stream.write(b"")
        return
    filters = stream.get("/Filter")
    names = [str(f) for f in _parts(filters)] if isinstance(filters, Array) else [str(filters)]
    if names[-1] not in {"/DCTDecode", "/DCT", "/JPXDecode"}:
        return
    data = _unwrap(stream.read_raw_bytes(), names[:-1])
    if data is None:
        return
    jpeg = names[-1] != "/JPXDecode"
    plain = strip_jpeg(data, keep_turn=False) if jpeg else strip_jp2(data)
    if plain != data or len(names) > 1:
        parameters = stream.get("/DecodeParms")
        last = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
        if isinstance(last, Dictionary):
            stream.write(plain, filter=Name(names[-1]), decode_parms=last)
        else:
            stream.write(plain, filter=Name(names[-1]))


def _unwrap(data: bytes, filters: list[str]) -> bytes | None:
    """What lies under a picture's outer wrappings; None where one is too rare to unwrap."""
    for name in filters:
        if name in {"/FlateDecode", "/Fl"}:
            opened = zlib.decompressobj()
            data = opened.decompress(data, MOST_PICTURE)
            if opened.unconsumed_tail:
                raise Refused("too_hard")
        elif name in {"/ASCII85Decode", "/A85"}:
            data = base64.a85decode(data.strip().removeprefix(b"<~").split(b"~>")[0])
        elif name in {"/ASCIIHexDecode", "/AHx"}:
            digits = re.sub(rb"\s", b"", data.split(b">")[0])
            data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        else:
            return None
    return data


if __name__ == "__main__":
    sealed.run(clean)
