"""A badge inside an SVG: one `openbadges:credential` element, every other byte left as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from waypost.openbadges.documents import MAX_BYTES, SIGNED_TOKEN, Unreadable
from waypost.openbadges.older import OlderBadge, read_older

SVG = "http://www.w3.org/2000/svg"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
OPEN_BADGES_2_NAMESPACE = "http://openbadges.org"
BADGE = f"{NAMESPACE} credential"
OLDER = f"{OPEN_BADGES_2_NAMESPACE} assertion"
MAX_SVG_BYTES = 8 * 1024 * 1024
MAX_SVG_DEPTH = 200
MAX_SVG_ELEMENTS = 200_000


def bake_svg(picture: bytes, credential: bytes) -> bytes:
    """The picture with the credential's bytes in it; one that holds a badge already is refused."""
    if SIGNED_TOKEN.fullmatch(credential.decode("utf-8", errors="replace")):
        return _bake(picture, NAMESPACE, b"credential", verify=credential)
    return _bake(picture, NAMESPACE, b"credential", credential)


def bake_older_svg(picture: bytes, assertion: bytes, url: str) -> bytes:
    """The picture with an assertion of Open Badges 2.0 and the address that answers for it."""
    verify = url.replace("&", "&amp;").replace('"', "&quot;").encode()
    return _bake(picture, OPEN_BADGES_2_NAMESPACE, b"assertion", assertion, verify=verify)


def _bake(
    picture: bytes, namespace: str, element: bytes, text: bytes = b"", *, verify: bytes = b""
) -> bytes:
    """`verify` goes into the attribute of that name, `text` into the body, where there is any."""
    if len(text) > MAX_BYTES or len(verify) > MAX_BYTES:
        raise Unreadable("too_large", "credential")
    if b"]]>" in text:
        raise Unreadable("not_json", "write a document with dump()")
    found = _read(picture)
    if found.credentials or found.older or found.declares_prefix:
        raise Unreadable("several_badges_in_picture", "baked already")
    start, end, closed = _root_tag(picture, found.root_at)
    # The element name ends at the first character that cannot be part of it.
    name_end = next(i for i in range(start + 1, end + 1) if picture[i : i + 1] in b" \t\r\n/>")
    name = picture[start + 1 : name_end]
    declared = f' xmlns:openbadges="{namespace}"'.encode()
    opened = b"<openbadges:" + element + (b' verify="' + verify + b'"' if verify else b"")
    body = b"<![CDATA[" + text + b"]]>" if text else b""
    held = opened + b">" + body + b"</openbadges:" + element + b">"
    attributes = picture[name_end : end - 1 if closed else end]
    opening = picture[:name_end] + declared + attributes + b">"
    closing = b"</" + name + b">" if closed else b""
    return opening + held + closing + picture[end + 1 :]


def unbake_svg(picture: bytes) -> bytes:
    """The credential's bytes; Unreadable when there is none, more than one, or a damaged file, and
    OlderBadge for one of Open Badges 2.0."""
    found = _read(picture)
    if len(found.credentials) > 1 or (len(found.older) > 1 and not found.credentials):
        raise Unreadable("several_badges_in_picture")
    if found.credentials:
        verify, text = found.credentials[0]
        return (verify + text).strip().encode("utf-8")
    if found.older:
        verify, text = found.older[0]
        # A token stands where otherwise the address is.
        token = "" if text.strip() else verify
        raise OlderBadge(read_older((text.strip() or token).encode(), verify))
    raise Unreadable("no_badge_in_picture")


@dataclass
class _Found:
    root_at: int = -1
    declares_prefix: bool = False
    depth: int = 0
    elements: int = 0
    inside: int = 0
    verify: str = ""
    text: list[str] = field(default_factory=list)
    # What each holds: the `verify` attribute, and the text inside.
    credentials: list[tuple[str, str]] = field(default_factory=list)
    older: list[tuple[str, str]] = field(default_factory=list)


def _read(picture: bytes) -> _Found:
    if len(picture) > MAX_SVG_BYTES:
        raise Unreadable("too_large", "picture")
    found = _Found()
    # UTF-8 alone, and no entities of its own: they are how XML explodes. A document type by
    # address is common in drawings and harmless, because nothing here fetches it.
    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_own_doctype
    parser.XmlDeclHandler = _utf8_only
    parser.StartNamespaceDeclHandler = lambda prefix, _uri: _prefix(found, prefix)
    parser.StartElementHandler = lambda name, attributes: _start(found, parser, name, attributes)
    parser.EndElementHandler = lambda name: _end(found, name)
    parser.CharacterDataHandler = lambda data: _characters(found, data)
    try:
        parser.Parse(picture, True)
    except expat.ExpatError as error:
        raise Unreadable("damaged_picture", "not well-formed XML") from error
    return found


def _no_own_doctype(_name: str, _system: object, _public: object, has_own: int) -> None:
    if has_own:
        raise Unreadable("damaged_picture", "a document type of its own")


def _utf8_only(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.upper() not in ("UTF-8", "UTF8", "US-ASCII", "ASCII"):
        raise Unreadable("damaged_picture", "not UTF-8")


def _prefix(found: _Found, prefix: str | None) -> None:
    found.declares_prefix = found.declares_prefix or prefix == "openbadges"


def _start(
    found: _Found, parser: expat.XMLParserType, name: str, attributes: dict[str, str]
) -> None:
    found.depth += 1
    found.elements += 1
    if found.depth > MAX_SVG_DEPTH or found.elements > MAX_SVG_ELEMENTS:
        raise Unreadable("damaged_picture", "too deep or too many elements")
    if found.depth == 1:
        if name != f"{SVG} svg":
            raise Unreadable("damaged_picture", "not an SVG")
        found.root_at = parser.CurrentByteIndex
    if found.inside:
        raise Unreadable("damaged_picture", "elements inside a badge")
    if name in (BADGE, OLDER):
        found.inside = found.depth
        found.verify, found.text = attributes.get("verify", ""), []


def _end(found: _Found, name: str) -> None:
    if found.inside == found.depth:
        kind = found.credentials if name == BADGE else found.older
        kind.append((found.verify, "".join(found.text)))
        found.inside = 0
    found.depth -= 1


def _characters(found: _Found, data: str) -> None:
    if found.inside:
        found.text.append(data)


def _root_tag(picture: bytes, start: int) -> tuple[int, int, bool]:
    """Where the root's opening tag begins, where its `>` is, and whether it is `/>`."""
    quote = b""
    for position in range(start, len(picture)):
        character = picture[position : position + 1]
        if quote:
            quote = b"" if character == quote else quote
        elif character in (b'"', b"'"):
            quote = character
        elif character == b">":
            return start, position, picture[position - 1 : position] == b"/"
    raise Unreadable("damaged_picture", "no opening tag")
