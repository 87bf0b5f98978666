"""A PDF keeps its pages, and loses its author, its programs and what hides behind it."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.evidence.intake import crafted
from tests.evidence.intake.arriving import Arrive, Refusal
from waypost.evidence.intake import Kind

PAGE = b"BT /F1 24 Tf 72 700 Td (Lesson plan) Tj ET"


def made(*, encryption: pikepdf.Encryption | None = None, wrapped: bool = False) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(PAGE)
    photo = crafted.jpeg(turn=6)
    if wrapped:
        image = pdf.make_stream(zlib.compress(photo))
        image.Filter = Array([Name.FlateDecode, Name.DCTDecode])
    else:
        image = pdf.make_stream(photo)
        image.Filter = Name.DCTDecode
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = 64, 48, 8
    image.ColorSpace = Name.DeviceRGB
    page.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.Thumb = pdf.make_stream(crafted.NAME.encode())
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(crafted.NAME)))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=String(crafted.NAME),
                      Contents=String("Good question"))  # fmt: skip
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
                      A=Dictionary(S=Name.URI, URI=String("https://example.org/")))  # fmt: skip
    run = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
                     A=Dictionary(S=Name.Launch, F=String("calc.exe")))  # fmt: skip
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9],
                      Contents=String(crafted.NAME))  # fmt: skip
    page.Annots = Array([pdf.make_indirect(note), link, run, clip])
    signature = Dictionary(Type=Name.Sig, ByteRange=[0, 1, 2, 3], Name=String(crafted.NAME),
                           Location=String(crafted.PLACE))  # fmt: skip
    field = Dictionary(FT=Name.Sig, T=String("field"), V=pdf.make_indirect(signature))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{crafted.NAME}')"))
    secret = crafted.NAME.encode()
    pdf.attachments["secret.txt"] = pikepdf.AttachedFileSpec(pdf, secret)  # type: ignore[call-arg]  # its stub forgets the defaults
    pdf.docinfo["/Author"] = crafted.NAME
    pdf.docinfo["/Creator"] = crafted.CAMERA
    with pdf.open_metadata() as data:
        data["dc:creator"] = [crafted.NAME]
    out = io.BytesIO()
    pdf.save(out, encryption=encryption or False)
    return out.getvalue()


def everything(data: bytes) -> bytes:
    """What a curious person can unpack from a PDF: its strings and all its streams."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, compress_streams=False, qdf=True, static_id=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
        return plain.getvalue()


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_pdf_loses_its_author_and_everything_that_runs(arrive: Arrive, wrapped: bool) -> None:
    data = made(wrapped=wrapped)
    assert len(crafted.telling(everything(data))) >= 4
    cleaned, after = arrive(data, Kind.PDF, name="Plan by Maribel.pdf")
    inside = everything(after)
    assert crafted.telling(inside) == []
    for word in (b"JavaScript", b"OpenAction", b"Launch", b"calc.exe", b"EmbeddedFile", b"Exif"):
        assert word not in inside
    assert (cleaned.kind, cleaned.extension, cleaned.note) == (Kind.PDF, "pdf", "attachments")


@pytest.mark.parametrize("attached", [False, True])
def test_a_sticky_note_with_its_window_is_no_attached_file(arrive: Arrive, attached: bool) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    window = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=[0, 0, 9, 9]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Popup=window,
                      Contents=String("Good question"))  # fmt: skip
    page.Annots = Array([pdf.make_indirect(note), window])
    files = [String("a"), Dictionary(Type=Name.Filespec)] if attached else []
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(files)))
    out = io.BytesIO()
    pdf.save(out)
    cleaned, after = arrive(out.getvalue())
    assert cleaned.note == ("attachments" if attached else "")
    assert b"Good question" in everything(after)
    assert b"Popup" not in everything(after)


def test_its_pages_links_and_comments_stay(arrive: Arrive) -> None:
    _, after = arrive(made())
    inside = everything(after)
    for word in (b"Lesson plan", b"Good question", b"https://example.org/"):
        assert word in inside
    with pikepdf.open(io.BytesIO(after)) as pdf:
        stream = pdf.pages[0].Resources.XObject.Im0
        assert isinstance(stream, pikepdf.Stream)
        image = pikepdf.PdfImage(stream)
        assert image.as_pil_image().size == (64, 48)


def test_a_font_with_the_short_name_of_an_action_stays(arrive: Arrive) -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[0].Resources["/Font"] = Dictionary(AA=font, AF=font, JS=font)
        out = io.BytesIO()
        pdf.save(out)
    _, after = arrive(out.getvalue())
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert set(pdf.pages[0].Resources["/Font"].keys()) == {"/AA", "/AF", "/JS"}


def test_what_runs_on_opening_a_page_goes(arrive: Arrive) -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        run = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))
        pdf.pages[0].obj["/AA"] = Dictionary(O=run)
        out = io.BytesIO()
        pdf.save(out)
    _, after = arrive(out.getvalue())
    assert b"beep" not in everything(after)


def test_an_earlier_version_behind_the_last_one_goes(arrive: Arrive) -> None:
    first = made()
    changed = first + b"\n9 0 obj\n(" + crafted.NAME.encode() + b")\nendobj\n" + first[-200:]
    _, after = arrive(changed)
    assert crafted.telling(everything(after)) == []


def test_a_pdf_with_a_password_is_sent_back(refusal: Refusal) -> None:
    refused = refusal(made(encryption=pikepdf.Encryption(owner="o", user="u")))
    assert refused.code == "pdf_password"
    assert "Save it without a password" in refused.message


def test_a_pdf_that_only_forbids_printing_is_taken(arrive: Arrive) -> None:
    _, after = arrive(made(encryption=pikepdf.Encryption(owner="o", user="")))
    assert b"/Encrypt" not in after
    assert crafted.telling(everything(after)) == []


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"x" * 5000, made()[:300]],
    ids=["heading alone", "noise", "cut off"],
)
def test_a_damaged_pdf_is_sent_back(refusal: Refusal, data: bytes) -> None:
    assert refusal(data).code == "pdf_broken"


def test_a_pdf_that_unpacks_to_gigabytes_is_stopped(refusal: Refusal, tmp_path: Path) -> None:
    squeezed = zlib.compressobj(9)
    first, again = (
        squeezed.compress(bytes(1 << 20)) + squeezed.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    packed = first + again * 2500
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    bomb = b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    table = b"\x01" + len(head).to_bytes(4) + b"\x00"
    cross = (b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length 30>>\nstream\n"
             + b"\x00" * 6 + b"\x01\x00\x00\x00\x09\x00" + b"\x02\x00\x00\x00\x03\x00" + table
             + b"\x01" + len(head).to_bytes(4) + b"\x00" + b"\nendstream\nendobj\n")  # fmt: skip
    body = head + bomb + packed + b"\nendstream\nendobj\n"
    data = body + cross + b"startxref\n%d\n%%%%EOF" % len(body)
    assert refusal(data).code in {"too_hard", "pdf_broken"}
