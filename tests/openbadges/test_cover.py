"""Nothing is signed that the signature would not cover."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.openbadges.made import AT, DID, KEY, unsigned
from tests.openbadges.tampered import changed
from waypost.openbadges import sign
from waypost.openbadges.contexts import PINNED, PINS, ContextChanged, Pin, UnknownContext, _read
from waypost.openbadges.documents import NotCovered, NotSupported
from waypost.openbadges.rdf import canonical

SUBJECT = ("credentialSubject",)
ACHIEVEMENT = (*SUBJECT, "achievement")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("honors",), "summa cum laude"),
        ((*ACHIEVEMENT, "honors"), "summa cum laude"),
        ((*SUBJECT, "description2"), "x"),
        (("id",), "badge/7"),
        (("id",), ""),
        ((*SUBJECT, "id"), "maria"),
        ((*ACHIEVEMENT, "id"), "//host/path"),
        ((*ACHIEVEMENT, "image", "id"), "art.png"),
        (("type",), ["VerifiableCredential", "OpenBadgeCredential", "HonorsCredential"]),
        ((*ACHIEVEMENT, "type"), "Honours"),
        ((*ACHIEVEMENT, "name"), None),
        ((*ACHIEVEMENT, "tag"), []),
        ((*ACHIEVEMENT, "image"), {}),
        (("credentialStatus", "statusListCredential"), "https://a.example/ b"),
        (("credentialStatus", "statusListCredential"), "https://a.example/\u00a0b"),
        (("id",), "https://a.example/> <urn:x:p> <urn:x:o> .\n<https://a.example/"),
        (("id",), "@id"),
        (("type",), "@json"),
    ],
)
def test_what_would_be_dropped_is_refused(path: tuple[str, ...], value: Any) -> None:
    document = changed(unsigned(), path, value)
    if path == (*ACHIEVEMENT, "image"):
        document = changed(unsigned(), (*ACHIEVEMENT, "image"), {"caption": []})
    with pytest.raises((NotCovered, NotSupported)):
        sign(document, key=KEY, did=DID, at=AT)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("@id",), "urn:x:1"),
        (("@graph",), [{"id": "urn:x:1"}]),
        (("@included",), [{"id": "urn:x:1", "type": "Profile"}]),
        (("@reverse",), {"issuer": {"id": "urn:x:1"}}),
        (("https://schema.org/name",), "x"),
        (("urn:x:name",), "x"),
        ((*ACHIEVEMENT, "@context"), {"name": "https://example.org/other"}),
        ((*ACHIEVEMENT, "name"), {"@value": "x", "@type": "https://example.org/t"}),
        ((*ACHIEVEMENT, "name"), {"@value": "x", "@direction": "rtl"}),
        ((*ACHIEVEMENT, "name"), {"@value": "x", "@language": 'en> .\n<urn:x:s> <urn:x:p> "'}),
        ((*ACHIEVEMENT, "name"), {"@list": ["x"]}),
        ((*ACHIEVEMENT, "name"), "bell \x07"),
        ((*ACHIEVEMENT, "tag"), [["x"]]),
        (
            (*ACHIEVEMENT, "related"),
            [{"id": "https://badges.pecanflats.example/c/7QK4M2XD", "name": "x"}],
        ),
    ],
)
def test_what_only_some_would_understand_is_refused(path: tuple[str, ...], value: Any) -> None:
    with pytest.raises((NotCovered, NotSupported)):
        sign(changed(unsigned(), path, value), key=KEY, did=DID, at=AT)


def test_every_statement_of_a_badge_is_absolute() -> None:
    quads = canonical(unsigned(), PINNED)
    assert "example.org/base" not in quads
    # Split at line feeds alone: str.splitlines would also split inside texts.
    for line in quads.split("\n")[:-1]:
        assert line.startswith(("<http", "<urn:", "<did:", "_:c14n")), line


def test_every_pinned_vocabulary_is_what_it_was() -> None:
    for pin in PINS:
        assert "@context" in PINNED.load(pin.url)


def test_a_damaged_vocabulary_is_refused() -> None:
    with pytest.raises(ContextChanged):
        _read(Pin("https://www.w3.org/ns/credentials/v2", "credentials-v2.json", "0" * 64))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/v2#",
        "http://www.w3.org/ns/credentials/v2",
        "HTTPS://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.json",
        "../credentials-v2.json",
        "file:///etc/passwd",
    ],
)
def test_no_other_vocabulary_is_loaded(url: str) -> None:
    with pytest.raises(UnknownContext):
        PINNED.load(url)


def test_checking_leaves_the_document_as_it_was() -> None:
    document = unsigned()
    before = copy.deepcopy(document)
    canonical(document, PINNED)
    assert document == before
