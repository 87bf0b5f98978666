"""Documents keep their words, and lose authors, folders, macros and whatever hides in them."""

import io
import posixpath
import struct
import zipfile

import pytest
from lxml import etree
from PIL import Image

from tests.evidence.intake import crafted
from tests.evidence.intake.arriving import Arrive, Refusal
from tests.evidence.intake.crafted import CAMERA, NAME, package
from waypost.evidence.intake import Kind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/_xmlsignatures/sig1.xml" ContentType="x"/></Types>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    f'core-properties"><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy></cp:coreProperties>'
)
WORDS = (
    f"<w:document {W}><w:body><w:p><w:ins w:id='1' w:author='{NAME}' w:date='2026-01-01T00:00:00Z'>"
    "<w:r><w:t>Students compared two maps.</w:t></w:r></w:ins></w:p></w:body></w:document>"
)
COMMENTS = (
    f"<w:comments {W}><w:comment w:id='0' w:author='{NAME}' w:initials='Maribel'><w:p><w:r>"
    "<w:t>Nice</w:t></w:r></w:p></w:comment></w:comments>"
)
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    f'<w15:person w15:author="{NAME}"><w15:presenceInfo w15:providerId="AD"'
    f' w15:userId="S::{NAME}"/></w15:person></w15:people>'
)
SETTINGS = (
    f'<w:settings {W} xmlns:r="{RELATIONS}"><w:attachedTemplate r:id="rId1"/><w:docVars>'
    f'<w:docVar w:name="who" w:val="{NAME}"/></w:docVars><w:zoom w:percent="100"/></w:settings>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/attachedTemplate" TargetMode="External"'
    f' Target="file:///C:/Users/{NAME}/Normal.dotm"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/image" TargetMode="External"'
    ' Target="https://spy.example/pixel.png"/>'
    f'<Relationship Id="rId3" Type="{RELATIONS}/hyperlink" TargetMode="External"'
    ' Target="https://example.org/lesson"/></Relationships>'
)


def docx(**more: bytes | str) -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": TYPES,
        "docProps/core.xml": CORE,
        "docProps/app.xml": f"<Properties><Company>{NAME}</Company></Properties>",
        "docProps/custom.xml": f"<Properties><property>{NAME}</property></Properties>",
        "word/document.xml": WORDS,
        "word/comments.xml": COMMENTS,
        "word/people.xml": PEOPLE,
        "word/settings.xml": SETTINGS,
        "word/_rels/settings.xml.rels": LINKS,
        "word/media/image1.jpeg": crafted.jpeg(turn=6),
        "_xmlsignatures/sig1.xml": f"<s>{NAME}</s>",
        "customXml/item1.xml": "<p:properties xmlns:p='http://schemas.microsoft.com/office/2006/"
        f"metadata/properties'><a>{NAME}</a></p:properties>",
        **more,
    }


def everything(data: bytes) -> bytes:
    """Every part unpacked, with its name, date and comment, and the raw bytes as well."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = [opened.comment, data]
        for entry in opened.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            parts += [entry.filename.encode(), entry.extra, entry.comment, opened.read(entry)]
    return b"\n".join(parts)


def test_a_word_document_loses_every_author(arrive: Arrive) -> None:
    cleaned, after = arrive(package(docx()), Kind.DOCUMENT)
    inside = everything(after)
    assert crafted.telling(inside) == []
    assert b"Students compared two maps." in inside
    assert b"https://example.org/lesson" in inside
    assert b"spy.example" not in inside
    assert b'percent="100"' in inside
    assert b"2026-01-01" not in inside
    assert (cleaned.kind, cleaned.extension) == (Kind.DOCUMENT, "docx")


def test_a_picture_in_a_document_stays_upright(arrive: Arrive) -> None:
    """Word turns a picture by its camera data, so that one fact alone stays."""
    _, after = arrive(package(docx()))
    with zipfile.ZipFile(io.BytesIO(after)) as opened:
        picture = opened.read("word/media/image1.jpeg")
    assert Image.open(io.BytesIO(picture)).getexif() == {0x0112: 6}


def test_a_film_in_slides_loses_its_place(arrive: Arrive) -> None:
    authors = f'<p:l xmlns:p="x"><p:cmAuthor id="0" name="{NAME}" initials="MT"/></p:l>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "ppt/presentation.xml": "<p/>",
        "ppt/commentAuthors.xml": authors,
        "ppt/media/media1.mp4": crafted.film(),
        "ppt/media/media2.m4a": crafted.film(brand=b"M4A ", video=False),
        "ppt/media/audio1.mp3": crafted.mp3(),
    }
    cleaned, after = arrive(package(parts))
    assert cleaned.extension == "pptx"
    inside = everything(after)
    assert crafted.telling(inside) == []
    assert crafted.SEEN in inside
    assert b'initials=""' in inside


def test_a_sheet_loses_its_folder_its_authors_and_its_printer(arrive: Arrive) -> None:
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook xmlns:x="y"><x:absPath url="C:/Users/{NAME}/"/>'
        f'<fileSharing userName="{NAME}"/></workbook>',
        "xl/comments1.xml": f"<comments><authors><author>{NAME}</author></authors><commentList>"
        f"<comment><text><r><t>{NAME}:</t></r><r><t>Look</t></r></text></comment></commentList>"
        "</comments>",
        "xl/persons/person.xml": f'<personList><person displayName="{NAME}" id="1" userId="{NAME}"'
        ' providerId="AD"/></personList>',
        "xl/printerSettings/printerSettings1.bin": CAMERA.encode("utf-16-le").ljust(220, b"\x01"),
        "xl/worksheets/sheet1.xml": "<worksheet><v>42</v></worksheet>",
    }
    cleaned, after = arrive(package(parts))
    inside = everything(after)
    assert cleaned.extension == "xlsx"
    assert crafted.telling(inside) == []
    assert b"Look" in inside
    assert b"<v>42</v>" in inside


ACCOUNT = "mtrevino-secret"
FOLDER = rf"C:\Users\{ACCOUNT}\Documents"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def whole(*parts: tuple[str, str, str], main: str) -> dict[str, bytes | str]:
    """A package as Office writes it: each part is (name, who points at it, contents)."""
    types, relations = "", {"": [main]}
    for name, owner, _ in parts:
        types += f'<Override PartName="/{name}" ContentType="application/x-{len(types)}+xml"/>'
        relations.setdefault(owner, []).append(name)
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
    }
    for owner, names in relations.items():
        folder, _, last = owner.rpartition("/")
        pointing = "".join(
            f'<Relationship Id="rId{number}" Type="urn:x" Target="/{name}"/>'
            if number % 2
            else f'<Relationship Id="rId{number}" Type="urn:x"'
            f' Target="{posixpath.relpath(name, folder or ".")}"/>'
            for number, name in enumerate(dict.fromkeys(names))
            if name != owner
        )
        made[posixpath.join(folder, "_rels", f"{last}.rels")] = (
            f'<Relationships xmlns="{PACKAGE}/relationships">{pointing}</Relationships>'
        )
    return made | {name: contents for name, _, contents in parts}


def opens(data: bytes) -> None:
    """What Office asks of a package: whole XML, types and relations of parts that are there."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(opened.read(name))
            for one in root.iter(f"{{{PACKAGE}/content-types}}Override"):
                assert one.get("PartName").removeprefix("/") in names
            for one in root.iter(f"{{{PACKAGE}/relationships}}Relationship"):
                folder = "/" + posixpath.dirname(posixpath.dirname(name))
                target = posixpath.normpath(posixpath.join(folder, one.get("Target")))
                assert one.get("TargetMode") == "External" or target.lstrip("/") in names


DECK = whole(
    ("ppt/presentation.xml", "", "<p/>"),
    ("ppt/slides/slide1.xml", "ppt/presentation.xml",
     f'<p><cNvPr id="2" name="Picture" descr="{FOLDER}\\map.png"/><t>Two maps: a/b.</t></p>'),
    ("ppt/changesInfos/changesInfo1.xml", "ppt/presentation.xml",
     ('<pc:chgInfo xmlns:pc="urn:pc"><pc:docChgLst><pc:chgData'
     f' name="{NAME}" userId="{ACCOUNT}" providerId="AD"/></pc:docChgLst></pc:chgInfo>')),
    main="ppt/presentation.xml",
)  # fmt: skip
SHEET = whole(
    ("xl/workbook.xml", "", ("<workbook><customWorkbookViews><customWorkbookView"
     f' name="{NAME} - Personal View"/></customWorkbookViews><sheets/></workbook>')),
    ("xl/worksheets/sheet1.xml", "xl/workbook.xml",
     (f'<worksheet><scenarios><scenario name="Best" user="{NAME}" comment="Created by {NAME}"/>'
     f'</scenarios><hyperlink ref="A1" display="file:///{FOLDER}"/><v>42</v></worksheet>')),
    ("xl/tables/table1.xml", "xl/worksheets/sheet1.xml",
     '<table name="Scores" displayName="Scores"/>'),
    ("xl/styles.xml", "xl/workbook.xml",
     r'<styleSheet><numFmt numFmtId="164" formatCode="h:\ mm\ ss"/></styleSheet>'),
    ("xl/pivotCache/pivotCacheDefinition1.xml", "xl/workbook.xml",
     f'<pivotCacheDefinition refreshedBy="{NAME}" recordCount="3"/>'),
    ("xl/connections.xml", "xl/workbook.xml",
     ('<connections><connection id="1" name="Scores"'
     f' odcFile="{FOLDER}\\a.odc" sourceFile="{FOLDER}">'
     f'<dbPr connection="Provider=X;Data Source={FOLDER}\\a.mdb;User ID={ACCOUNT};" command="Q"/>'
     f'<textPr sourceFile="{FOLDER}\\a.csv"/><webPr url="//files/home/" htmlTables="1"/>'
     "</connection></connections>")),
    main="xl/workbook.xml",
)  # fmt: skip
LETTER = whole(
    ("word/document.xml", "", WORDS),
    ("word/glossary/document.xml", "word/document.xml",
     WORDS.replace("Students", f"<w:instrText>INCLUDEPICTURE \"{FOLDER}\"</w:instrText>Classes")),
    ("word/documenttasks/documenttasks1.xml", "word/document.xml",
     f'<t:Tasks xmlns:t="urn:t"><t:By userId="S::{ACCOUNT}" userName="{NAME}"/></t:Tasks>'),
    ("customXml/item1.xml", "word/document.xml",
     '<b:Sources xmlns:b="urn:b"><b:Author>Freire</b:Author></b:Sources>'),
    ("package/services/metadata/core-properties/1.psmdcp", "", CORE),
    main="word/document.xml",
)  # fmt: skip
LETTER["customXml/item2.xml"] = (
    '<?xml version="1.0" encoding="utf-16"?><DataMashup'
    f' xmlns="http://schemas.microsoft.com/DataMashup">{NAME}</DataMashup>'
).encode("utf-16")


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (DECK, ["Two maps: a/b.", "slide1.xml", 'name="Picture"']),
        (SHEET, ["<v>42</v>", 'displayName="Scores"', r"h:\ mm\ ss", 'command="Q"', 'name="Best"',
                 'recordCount="3"', 'htmlTables="1"']),
        (LETTER, ["Classes compared two maps.", "Freire"]),
    ],
    ids=["slides", "a sheet", "a letter"],
)  # fmt: skip
def test_whoever_has_worked_on_a_document_is_named_in_none_of_its_parts(
    arrive: Arrive, parts: dict[str, bytes | str], kept: list[str]
) -> None:
    opens(package(parts))
    assert any(ACCOUNT in str(contents) for contents in parts.values())
    cleaned, after = arrive(package(parts), Kind.DOCUMENT)
    opens(after)
    inside = everything(after)
    assert crafted.telling(inside) == []
    assert ACCOUNT.encode() not in inside
    for words in kept:
        assert words.encode() in inside
    assert cleaned.note == ""


def test_a_sheet_of_many_cells_is_read_through_and_cleaned_where_it_tells(arrive: Arrive) -> None:
    cells = "".join(f"<v>{n**25}</v>" for n in range(75_000))
    rest = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
    quiet = {"xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"}
    _, after = arrive(package({**rest, **quiet}))
    assert quiet["xl/worksheets/sheet1.xml"].encode() in everything(after)
    telling = {"xl/worksheets/sheet1.xml": f'<w>{cells}<scenario user="{NAME}"/></w>'}
    _, after = arrive(package({**rest, **telling}))
    assert crafted.telling(everything(after)) == []


@pytest.mark.parametrize("size", [220, 0])
def test_a_printer_keeps_its_paper_and_loses_its_name_and_its_users(
    arrive: Arrive, size: int
) -> None:
    paper, driver = b"LETTER".ljust(220 - 72, b"\x01"), ACCOUNT.encode("utf-16-le")
    told = CAMERA.encode("utf-16-le").ljust(68, b"\x00") + struct.pack("<HH", size, len(driver))
    part = "xl/printerSettings/printerSettings1.bin"
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
    _, after = arrive(package({**parts, part: told + paper + driver}))
    inside = everything(after)
    assert crafted.telling(inside) == []
    assert driver not in inside
    assert (paper in inside) is bool(size)


OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(manifest: str = "<manifest/>") -> dict[str, bytes | str]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": manifest,
        "META-INF/documentsignatures.xml": f"<s>{NAME}</s>",
        "content.xml": f"<office:document-content {OFFICE} {DC}><office:annotation>"
        f"<dc:creator>{NAME}</dc:creator>Nice</office:annotation>"
        "Students compared maps.</office:document-content>",
        "meta.xml": f"<office:document-meta {OFFICE} {DC}><dc:creator>{NAME}</dc:creator>"
        "</office:document-meta>",
        "settings.xml": '<config xmlns:config="c"><config:config-item config:name="PrinterName">'
        f"{CAMERA}</config:config-item></config>",
        "Object 1/meta.xml": f"<m>{NAME}</m>",
        "Pictures/1.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x07tEXtMaribelcrc4"
        b"\x00\x00\x00\x00IENDcrc4Maribel",
    }


def test_an_open_document_loses_its_author(arrive: Arrive) -> None:
    cleaned, after = arrive(package(odt()))
    inside = everything(after)
    assert crafted.telling(inside) == []
    assert b"Students compared maps." in inside
    assert cleaned.extension == "odt"
    assert after[30:38] == b"mimetype"
    assert after[38:77] == b"application/vnd.oasis.opendocument.text"


def test_an_open_document_loses_folders_and_the_sender_everywhere(arrive: Arrive) -> None:
    folder = f"file:///C:/Users/{ACCOUNT}"
    told = (
        f'<s xmlns:text="t" xmlns:xlink="l" xmlns:table="b"><text:sender-email>{ACCOUNT}'
        f'</text:sender-email><text:a xlink:href="{folder}/a.odt">Plan</text:a><table:cell'
        f" table:formula=\"of:=['{folder}/a.ods'#$A.A1]\" table:value='42'/></s>"
    )
    parts = odt() | {"Object 1/content.xml": told, "settings-of-mine/any.xml": told}
    parts["settings.xml"] = (
        '<c xmlns:config="c"><config:config-item config:name="EmbeddedDatabaseName">'
        f"{folder}/x</config:config-item></c>"
    )
    _, after = arrive(package(parts))
    inside = everything(after)
    assert ACCOUNT.encode() not in inside
    assert inside.count(b">Plan<") == inside.count(b"42") == 2


def test_a_document_inside_a_document_is_cleaned_too(arrive: Arrive) -> None:
    parts = docx(**{"word/embeddings/sheet.xlsx": package(docx())})
    _, after = arrive(package(parts))
    with zipfile.ZipFile(io.BytesIO(after)) as opened:
        assert crafted.telling(everything(opened.read("word/embeddings/sheet.xlsx"))) == []


@pytest.mark.parametrize(
    "inside",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NAME.encode(),
        package({"any.txt": NAME}),
        b"MZ" + NAME.encode(),
        crafted.film()[:700],
        package(docx(**{"word/embeddings/deeper.docx": package(docx())})),
    ],
    ids=["old container", "archive", "program", "half a film", "three deep"],
)
def test_what_nobody_can_look_into_is_left_out(arrive: Arrive, inside: bytes) -> None:
    cleaned, after = arrive(package(docx(**{"word/embeddings/object1.bin": inside})))
    assert crafted.telling(everything(after)) == []
    if not inside.startswith(b"PK") or b"any.txt" in inside:
        assert cleaned.note == "embedded"


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"x"},
        {
            "[Content_Types].xml": TYPES.replace(
                '"x"', '"application/vnd.ms-word.macroEnabled.main"'
            )
        },
        {"word/activeX/activeX1.xml": "<x/>"},
    ],
)
def test_macros_are_sent_back(refusal: Refusal, more: dict[str, bytes | str]) -> None:
    refused = refusal(package(docx(**more)))
    assert refused.code == "document_macros"
    assert "without macros" in refused.message


def test_a_password_is_sent_back(refusal: Refusal) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(ole).code == "document_password"
    assert refusal(package(odt("<m><encryption-data/></m>"))).code == "document_password"


def test_an_old_format_is_sent_back(refusal: Refusal) -> None:
    refused = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), name="plan.docx")
    assert refused.code == "document_legacy"
    assert "Save as PDF or .docx" in refused.message


def test_a_zip_bomb_is_not_unpacked(refusal: Refusal) -> None:
    assert refusal(package(docx(**{"word/media/a.bin": bytes(40_000_000)}))).code == "document_bomb"
    many = docx(**{f"word/media/{number}.txt": b"" for number in range(5_001)})
    assert refusal(package(many)).code == "document_bomb"


def test_a_zip_that_lies_about_its_sizes_is_sent_back(refusal: Refusal) -> None:
    data = package(docx())
    told = len(WORDS.encode()).to_bytes(4, "little")
    assert refusal(data.replace(told, (10).to_bytes(4, "little"))).code == "document_broken"


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "word\\..\\x", "C:/x", "word//x"])
def test_a_path_that_leads_outside_is_sent_back(refusal: Refusal, name: str) -> None:
    assert refusal(package(docx(**{name: "x"}))).code == "document_broken"


def test_entities_are_sent_back(refusal: Refusal) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    assert refusal(package(docx(**{"word/document.xml": bomb}))).code == "document_broken"
    assert refusal(package(docx(**{"word/document.xml": "<w:document"}))).code == "document_broken"


def test_half_a_document_is_sent_back(refusal: Refusal) -> None:
    data = package(docx())
    assert refusal(data[: len(data) // 2]).code == "document_broken"
