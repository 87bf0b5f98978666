"""The XML inside a document, with the names of people, folders and printers taken out."""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from waypost.evidence.intake.refusals import Refused

NEUTRAL: Final = "Author"
MOST_XML: Final = 60 * 1024 * 1024
OOXML_NAME_ATTRIBUTES: Final = {"author", "displayName", "userName", "userId", "lastModifiedBy"}
OOXML_NAMED: Final = {"cmAuthor", "author", "userInfo"}
OOXML_BLANK_ATTRIBUTES: Final = {"initials", "providerId"}
# Word's settings and the workbook's: the folder it was saved in, who reserved it, its variables.
OOXML_GONE: Final = {"absPath", "fileSharing", "docVars", "docVar", "attachedTemplate", "mailMerge",
                     "revisionPtr"}  # fmt: skip
ODF_NAMES: Final = {"creator", "creator-initials", "initial-creator", "printed-by",
                    "sender-initials", "meta-creator-initials", "author-name",
                    "author-initials"}  # fmt: skip
ODF_SETTINGS: Final = {
    "PrinterName",
    "PrinterSetup",
    "RsidRoot",
    "Rsid",
    "CurrentDatabaseDataSource",
}
LINKS: Final = ("/hyperlink", "/video", "/audio", "/media")


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
    """Authors of comments and tracked changes, and whoever saved or shared it."""
    root = parse(data)
    names = {one.text.strip() for one in _elements(root) if local(one.tag) == "author" and one.text}
    for element in list(_elements(root)):
        kind = local(element.tag)
        if kind in OOXML_GONE and element.getparent() is not None:
            _remove(element)
            continue
        if kind == "author" and element.text:
            element.text = NEUTRAL
        elif kind == "t" and element.text and element.text.strip().removesuffix(":") in names:
            # Excel begins each comment with its author's name.
            element.text = f"{NEUTRAL}:"
        for key in list(element.attrib):
            _neutral_attribute(element, key, kind)
    return text(root)


def _neutral_attribute(element: Any, key: str, kind: str) -> None:
    name = local(key)
    if name in OOXML_NAME_ATTRIBUTES or (name == "name" and kind in OOXML_NAMED):
        element.set(key, NEUTRAL)
    elif name in OOXML_BLANK_ATTRIBUTES:
        element.set(key, "None" if name == "providerId" else "")
    elif name == "date" and any(local(other) == "author" for other in element.attrib):
        del element.attrib[key]


def clean_relations(data: bytes) -> bytes:
    """Nothing outside is fetched on opening; a folder on someone's computer is no link."""
    root = parse(data)
    for relation in list(_elements(root)):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.endswith("/digital-signature/origin"):
            _remove(relation)
        elif relation.get("TargetMode") == "External":
            web = target.lower().startswith(("http://", "https://", "mailto:", "#"))
            if not web or not kind.endswith(LINKS):
                relation.set("Target", "about:blank")
    return text(root)


def clean_content_types(data: bytes) -> bytes:
    root = parse(data)
    for override in list(_elements(root)):
        if override.get("PartName", "").startswith("/_xmlsignatures/"):
            _remove(override)
    return text(root)


def clean_odf(data: bytes) -> bytes:
    """Comments, tracked changes and fields that write out the author."""
    root = parse(data)
    for element in _elements(root):
        kind = local(element.tag)
        if kind in ODF_NAMES:
            for child in list(element):
                _remove(child)
            element.text = NEUTRAL if kind == "creator" else ""
        elif kind == "config-item" and _config_name(element) in ODF_SETTINGS:
            element.text = ""
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
