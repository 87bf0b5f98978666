"""The XML inside a document, with the names of people, folders and printers taken out."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from waypost.evidence.intake.refusals import Refused

NEUTRAL: Final = "Author"
MOST_XML: Final = 60 * 1024 * 1024
# The same names mean the same in every part, so that no part has to be known to be cleaned.
OOXML_NAME_ATTRIBUTES: Final = {"author", "userName", "userId", "lastModifiedBy", "refreshedBy"}
# What is called a name nearly everywhere is a person's in these alone.
OOXML_NAMED: Final = {
    "name": {"cmAuthor", "author", "userInfo", "chgData"},
    "displayName": {"person"},
    "user": {"scenario"},
}
OOXML_BLANK_ATTRIBUTES: Final = {"initials", "providerId", "suggestedsigner", "suggestedsigner2",
                                "suggestedsigneremail"}  # fmt: skip
# Where data was brought from: a file in somebody's folder, or a server and an account on it.
OOXML_SOURCES: Final = {"odcFile", "sourceFile", "connection", "localConnection", "singleSignOnId"}
# Word's settings and the workbook's: the folder it was saved in, who reserved it, its variables,
# and each person's own view of a shared sheet.
OOXML_GONE: Final = {"absPath", "fileSharing", "docVars", "docVar", "attachedTemplate", "mailMerge",
                     "revisionPtr", "customWorkbookViews", "customSheetViews"}  # fmt: skip
# Of what somebody keeps beside a document: what a library knows about the file, what a cover page
# asks of its author, and queries with the paths that they read.
OOXML_KEPT_BESIDE: Final = (
    "http://schemas.microsoft.com/office/2006/metadata/",
    "http://schemas.microsoft.com/office/2006/coverPageProps",
    "http://schemas.microsoft.com/DataMashup",
    "http://schemas.microsoft.com/sharepoint/",
)
ODF_NAMES: Final = {"creator", "creator-initials", "initial-creator", "printed-by",
                    "meta-creator-initials", "author-name", "author-initials"}  # fmt: skip
ODF_SETTINGS: Final = {
    "PrinterName",
    "PrinterSetup",
    "RsidRoot",
    "Rsid",
    "CurrentDatabaseDataSource",
}
LINKS: Final = ("/hyperlink", "/video", "/audio", "/media")
# A folder on a computer or on a district's server, from its root to where a list would go on.
_PATH: Final = (
    r"(?:file:/+|(?<![A-Za-z])[A-Za-z]:[\\/]+[^\\/\";|<>]+[\\/]|\\\\[^\\\s\"]+\\"
    r"|(?:^|(?<=[\"'=;\s]))/(?:Users|home)/)[^\";|<>]*"
)
PATH: Final = re.compile(_PATH)


def _any(words: Iterable[str]) -> re.Pattern[bytes]:
    """Found in bytes, before anything is parsed: a name in XML cannot be written another way."""
    others = r"<!DOCTYPE|file:/|:[\\/][^/]|\\\\|/Users/|/home/"
    return re.compile("|".join([*sorted(words), others]).encode())


OOXML_TELLING: Final = _any(
    OOXML_NAME_ATTRIBUTES
    | OOXML_BLANK_ATTRIBUTES
    | OOXML_SOURCES
    | OOXML_GONE
    | set().union(*OOXML_NAMED.values())
)
ODF_TELLING: Final = _any(ODF_NAMES | {"sender-", "config-item"})


def parse(data: bytes) -> Any:
    """No entities, no network, no endless depth."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("document_broken") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("document_broken")
    return root


def text(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(tag: object) -> str:
    """Comments and instructions have a function where their tag would be."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _elements(root: Any) -> Iterator[Any]:
    return (one for one in root.iter() if isinstance(one.tag, str))


def clean_ooxml(data: bytes) -> bytes:
    """Authors of comments and tracked changes, whoever saved or shared it, and folders."""
    root = parse(data)
    names = {one.text.strip() for one in _elements(root) if local(one.tag) == "author" and one.text}
    gone = []
    for element in _elements(root):
        kind = local(element.tag)
        if kind in OOXML_GONE and element is not root:
            gone.append(element)
        elif kind == "author" and element.text:
            element.text = NEUTRAL
        elif kind == "t" and element.text and element.text.strip().removesuffix(":") in names:
            # Excel begins each comment with its author's name.
            element.text = f"{NEUTRAL}:"
        elif kind == "instrText" and element.text:
            element.text = PATH.sub("", element.text)
        for key in list(element.attrib):
            _neutral_attribute(element, key, kind)
    for element in gone:
        _remove(element)
    return text(root)


def _neutral_attribute(element: Any, key: str, kind: str) -> None:
    name = local(key)
    if name in OOXML_NAME_ATTRIBUTES or kind in OOXML_NAMED.get(name, ()):
        element.set(key, NEUTRAL)
    elif name in OOXML_BLANK_ATTRIBUTES:
        element.set(key, "None" if name == "providerId" else "")
    elif name in OOXML_SOURCES or (name == "comment" and kind == "scenario"):
        element.set(key, "")
    elif name == "date" and any(local(other) == "author" for other in element.attrib):
        del element.attrib[key]
    elif kind != "numFmt":  # how a number is written, with every sign there is
        _without_path(element, key)


def _without_path(element: Any, key: str) -> None:
    value = element.get(key)
    if (plain := PATH.sub("", value)) == value:
        return
    if local(key) == "formula":  # what it came to stands beside it, and stays
        del element.attrib[key]
    else:
        element.set(key, plain)


def clean_relations(data: bytes, name: str, dropped: re.Pattern[str]) -> bytes:
    """Nothing outside is fetched on opening; a folder on someone's computer is no link.

    `name` is the part's own, from which the others' names are told; those `dropped` are let go.
    """
    root = parse(data)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(_elements(root)):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            web = target.lower().startswith(("http://", "https://", "mailto:", "#"))
            if not web or not kind.endswith(LINKS):
                relation.set("Target", "about:blank")
        elif dropped.search(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")):
            _remove(relation)
    return text(root)


def clean_content_types(data: bytes, dropped: re.Pattern[str]) -> bytes:
    root = parse(data)
    for override in list(_elements(root)):
        if dropped.search(override.get("PartName", "").removeprefix("/")):
            _remove(override)
    return text(root)


def clean_beside(data: bytes) -> bytes:
    """What is kept beside a document; a form's answers and a list of sources are part of it."""
    namespace = etree.QName(parse(data)).namespace or ""
    return emptied(data) if namespace.startswith(OOXML_KEPT_BESIDE) else data


def clean_odf(data: bytes) -> bytes:
    """Comments, tracked changes, fields that write out the author, and folders."""
    root = parse(data)
    for element in _elements(root):
        kind = local(element.tag)
        if kind in ODF_NAMES or kind.startswith("sender-"):
            for child in list(element):
                _remove(child)
            element.text = NEUTRAL if kind == "creator" else ""
        elif kind == "config-item" and element.text:
            told = _config_name(element) in ODF_SETTINGS
            element.text = "" if told else PATH.sub("", element.text)
        for key in list(element.attrib):
            _without_path(element, key)
    return text(root)


def _config_name(element: Any) -> str:
    return next((str(v) for k, v in element.attrib.items() if local(k) == "name"), "")


def emptied(data: bytes) -> bytes:
    """The root alone: a valid part that says nothing."""
    root = parse(data)
    root.text = None
    for child in list(root):
        root.remove(child)
    return text(root)


def _remove(element: Any) -> None:
    """What stands behind the element is not part of it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
