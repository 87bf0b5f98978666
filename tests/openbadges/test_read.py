"""Whatever someone brings, the answer is a named verdict, soon, and never an exception."""

from __future__ import annotations

import copy
import json
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.openbadges.made import LIST_URL, NOW, badge, published, status_list
from tests.openbadges.tampered import at, members
from waypost.openbadges import Outcome, Unreadable, Verdict, dump, load, verify
from waypost.openbadges.documents import MAX_BYTES
from waypost.openbadges.form import read_badge
from waypost.openbadges.report import lines

DOCUMENT = badge()
RAW = dump(DOCUMENT)
LISTS = {LIST_URL: status_list(3)}
PROVES_NOTHING = {Outcome.UNREADABLE, Outcome.CANNOT_CHECK, Outcome.CHANGED}


def check(source: Any) -> Verdict:
    began = time.process_time()
    verdict = verify(source, now=NOW, did_documents=published(), status_lists=LISTS)
    assert time.process_time() - began < 5
    assert lines(verdict, now=NOW)
    return verdict


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"", "not_json"),
        (b"hello", "not_json"),
        (b"\xff\xfe{\x00}\x00", "not_utf8"),
        (b"[]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"{}", "not_a_badge"),
        (b'{"a":1,"a":2}', "repeated_name"),
        (b'{"a":{"b":1,"b":1}}', "repeated_name"),
        (b'{"a":NaN}', "not_a_number"),
        (b'{"a":-Infinity}', "not_a_number"),
        (b'{"a":1e999}', "not_a_number"),
        (b'{"a":' + b"9" * 10_000 + b"}", "number_too_large"),
        (b'{"a":9007199254740993}', "number_too_large"),
        (b'{"a":"\\ud800"}', "lone_surrogate"),
        (b'{"\\udfff":1}', "lone_surrogate"),
        (b'{"a":"\x00"}', "not_json"),
        (b"[" * 1_000_000, "too_many_values"),
        (b"[" + b"[]," * 1_300_000, "too_many_values"),
        (b"[" * 90_000, "too_deep"),
        (b'{"a":' * 90_000 + b"1" + b"}" * 90_000, "too_deep"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, "too_deep"),
        (b'{"a":[' + b"1," * 10_000 + b"1]}", "too_many_values"),
        (b'{"a":[' + b"1," * 400 + b"1]}", "too_many_values"),
        (b'{"a":"' + b"x" * MAX_BYTES + b'"}', "too_large"),
        (b'{"@context":"https://www.w3.org/2018/credentials/v1"}', "older_credential"),
        (b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}', "open_badges_2"),
        (b"eyJhbGciOiJFZERTQSJ9.e30.c2ln", "signed_token"),
        (b"<html></html>", "damaged_picture"),
        (b"\x89PNG\r\n\x1a\n", "damaged_picture"),
        (b"%PDF-1.7", "not_json"),
    ],
)
def test_what_is_no_badge_is_named(source: bytes, reason: str) -> None:
    verdict = check(source)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, reason)


@pytest.mark.parametrize("value", [None, 7, [], "text", {1: 2}, {"a": object()}, {"a": {1, 2}}])
def test_a_value_that_json_cannot_carry_is_named(value: Any) -> None:
    assert check(value).outcome is Outcome.UNREADABLE


def test_a_document_that_contains_itself_is_named() -> None:
    document: dict[str, Any] = {}
    document["a"] = document
    assert check(document).reason == "too_deep"


@pytest.mark.parametrize(
    "contexts",
    [
        None,
        [],
        {},
        7,
        "https://www.w3.org/ns/credentials/v2",
        ["https://www.w3.org/ns/credentials/v2"],
        ["https://www.w3.org/ns/credentials/v2", "https://unknown.example/v1"],
        ["https://www.w3.org/ns/credentials/v2", "http://169.254.169.254/"],
        ["https://www.w3.org/ns/credentials/v2", "file:///etc/passwd"],
        ["https://www.w3.org/ns/credentials/v2", {"name": "https://example.org/other"}],
        [*DOCUMENT["@context"], {"@vocab": "https://example.org/"}],
        [*DOCUMENT["@context"], {"@base": "https://example.org/"}],
        [*DOCUMENT["@context"], None],
        [*DOCUMENT["@context"]] * 40,
        list(reversed(DOCUMENT["@context"])),
    ],
)
def test_other_vocabularies_prove_nothing_and_are_not_fetched(contexts: Any) -> None:
    verdict = check({**DOCUMENT, "@context": contexts})
    same_terms = isinstance(contexts, list) and len(contexts) == 80
    assert verdict.outcome in PROVES_NOTHING or (same_terms and verdict.outcome is Outcome.REAL)


def test_many_parts_that_look_alike_end_soon() -> None:
    """Canonical names for blank nodes can take exponential time."""
    for count in (7, 12, 60):
        document = copy.deepcopy(DOCUMENT)
        document["credentialSubject"]["achievement"]["related"] = [
            {"type": "Related", "name": {"type": "Related"}} for _ in range(count)
        ]
        assert check(document).outcome in PROVES_NOTHING


def test_a_web_of_parts_that_look_alike_ends_soon() -> None:
    def web(depth: int) -> dict[str, Any]:
        if not depth:
            return {"type": "Related"}
        return {"type": "Related", "alignment": [web(depth - 1), web(depth - 1)]}

    for depth in (3, 6):
        document = copy.deepcopy(DOCUMENT)
        document["credentialSubject"]["achievement"]["related"] = [web(depth), web(depth)]
        assert check(document).outcome in PROVES_NOTHING


def test_the_largest_allowed_document_ends_soon() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["credentialSubject"]["achievement"]["tag"] = [f"tag {n}" for n in range(400)]
    document["credentialSubject"]["achievement"]["description"] = "é" * 1_500_000
    document["credentialSubject"]["achievement"]["related"] = [
        {"id": f"urn:x:{n}", "type": "Related", "name": f"{n}"} for n in range(300)
    ]
    document["credentialSubject"]["result"] += [
        {"id": "urn:x:same", "type": "Result", "value": f"{n}"} for n in range(300)
    ]
    assert check(document).outcome in PROVES_NOTHING


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.text(max_size=6) | st.sampled_from(["id", "type", "@id", "@value", "@type", "name"]),
            inside,
            max_size=4,
        )
    ),
    max_leaves=12,
)
PATHS = [path for path, _value in members(DOCUMENT)]
BOUNDED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@BOUNDED
@given(st.sampled_from(PATHS), JSON)
def test_any_value_anywhere_in_a_badge(path: tuple[str | int, ...], value: Any) -> None:
    document = copy.deepcopy(DOCUMENT)
    at(document, path[:-1])[path[-1]] = value
    verdict = check(document)
    assert verdict.outcome in PROVES_NOTHING or at(DOCUMENT, path) == value


@BOUNDED
@given(st.integers(0, len(RAW) - 1), st.binary(max_size=4), st.integers(0, 3))
def test_any_bytes_anywhere_in_a_badge(position: int, inserted: bytes, removed: int) -> None:
    source = RAW[:position] + inserted + RAW[position + removed :]
    verdict = check(source)
    assert verdict.outcome in PROVES_NOTHING or json.loads(source) == DOCUMENT


@BOUNDED
@given(st.binary(max_size=200))
def test_any_bytes_at_all(source: bytes) -> None:
    assert check(source).outcome is Outcome.UNREADABLE
    assert check(b"\x89PNG\r\n\x1a\n" + source).outcome is Outcome.UNREADABLE
    assert check(b"<svg" + source).outcome is Outcome.UNREADABLE


@BOUNDED
@given(JSON, JSON)
def test_anything_as_an_issuers_document_or_a_status_list(document: Any, listing: Any) -> None:
    did = DOCUMENT["issuer"]["id"]
    for found in (
        document,
        {"id": did, "assertionMethod": document, "verificationMethod": [document]},
    ):
        verdict = verify(
            DOCUMENT, now=NOW, did_documents={did: found}, status_lists={LIST_URL: listing}
        )
        assert verdict.outcome in PROVES_NOTHING
    verdict = verify(DOCUMENT, now=NOW, did_documents=published(), status_lists={LIST_URL: listing})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN


@given(st.text(max_size=40))
def test_reading_gives_back_what_was_written(text: str) -> None:
    document = {"a": text, text: ["b", 1.5, True, None]}
    try:
        raw = dump(document)
    except UnicodeEncodeError:
        return
    assert load(raw) == document
    assert b"]]>" not in raw


def test_many_threads_at_once_agree() -> None:
    with ThreadPoolExecutor(8) as threads:
        verdicts = list(threads.map(check, [RAW, RAW.replace(b"Pecan", b"Peach")] * 16))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.REAL, Outcome.CHANGED] * 16


def test_bytes_of_any_kind_are_read() -> None:
    assert check(bytearray(RAW)).outcome is Outcome.REAL
    assert check(memoryview(RAW)).outcome is Outcome.REAL


def test_a_mark_of_byte_order_is_allowed_and_spaces_are_too() -> None:
    assert check(b"\xef\xbb\xbf" + RAW).outcome is Outcome.REAL
    assert check(json.dumps(DOCUMENT, indent=2).encode()).outcome is Outcome.REAL


def test_a_compressed_badge_is_not_read() -> None:
    with pytest.raises(Unreadable):
        load(zlib.compress(RAW))


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"identityType": "name", "hashed": False, "identityHash": "Ana Sosa"}, "Ana Sosa"),
        ({"identityType": "ext:name", "hashed": False, "identityHash": "Ana Sosa"}, "Ana Sosa"),
        ({"identityType": "name", "hashed": True, "identityHash": "sha256$00"}, ""),
    ],
)
def test_an_earner_is_named_as_other_issuers_name_them(entry: dict[str, Any], name: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    document["credentialSubject"]["identifier"] = [{"type": "IdentityObject", **entry}]
    _, facts = read_badge(document)
    assert facts.earner_name == name
