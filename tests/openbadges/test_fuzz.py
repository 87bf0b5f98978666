"""Whatever is handed over ends in a named verdict, in bounded time and memory, and never real.

A few examples in every run; many more with --all.
"""

from __future__ import annotations

import copy
import json
import time
import tracemalloc
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.openbadges.elsewhere import ED25519, base64url, claims_of, jwk, older, proved, raw_token
from tests.openbadges.made import (
    DID,
    KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    SVG,
    badge,
    png,
    published,
    status_list,
    unsigned,
)
from tests.openbadges.tampered import at, members
from waypost.openbadges import Document, Outcome, Verdict, bake, check_hosted, dump, verify
from waypost.openbadges.documents import MAX_BYTES
from waypost.openbadges.keys import base58_decode
from waypost.openbadges.png import SIGNATURE, _chunk
from waypost.openbadges.proof import OLDER_PROOF
from waypost.openbadges.report import REASONS, lines

SECONDS, BYTES = 5, 64 * 1024 * 1024
EARLIER = "urn:uuid:0d1f7f9c-0000-4a51-8d1c-000000000001"
KINDS: dict[str, Document] = {
    "2.0": badge(),
    "1.1": proved(older(), kind=OLDER_PROOF),
    "chain": proved(
        proved(unsigned(), key=OTHER_KEY, did=OTHER_KEY.public.did, name=EARLIER),
        previous=EARLIER,
    ),
}
HEADER = {"alg": "EdDSA", "typ": "JWT", "kid": f"{DID}#{KEY.public.multibase}"}
TOKENS: dict[str, tuple[Document, Document]] = {
    "2.0": (HEADER, {**badge(), **claims_of(badge())}),
    "1.1": (HEADER, {**claims_of(older()), "vc": older()}),
    "with a key": ({"alg": "EdDSA", "jwk": jwk(ED25519)}, {**badge(), **claims_of(badge())}),
}
LISTS: dict[str, Any] = {LIST_URL: status_list(3)}
ODD = [
    "\x00", "\x7f", "\u2028", "\ufeff", "\ud800", "\udfff\ud800", "𝕏" * 40, "a" * 5_000, "../x",
    "//x", "javascript:x", "urn:", "_:b0", "@id", "http://127.0.0.1/", "https://[::1]/", "%00",
    "9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z", "2026-01-01T00:00:00+99:99", "1e999", "-0",
    "z" + "1" * 200, "z" + "0OIl", "u" + "=" * 9, "did:key:z", "did:web:", "did:jwk:AAAA", "",
]  # fmt: skip
NUMBERS = [10**400, -(10**30), 2**53, 1e308, float("inf"), float("nan"), -0.0, 5e-324, True]


def examples(few: int, many: int, *drawn: st.SearchStrategy[Any]) -> Callable[..., Any]:
    """A short run, and under the same name a long one that --all asks for."""
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much]

    def parts(tried: Callable[..., None]) -> Any:
        limits = pytest.mark.parametrize(
            "_turn", [few, pytest.param(many, marks=pytest.mark.only_with_all)]
        )

        def run(_turn: int) -> None:
            # Anew for each run: a function takes settings once.
            @settings(max_examples=_turn, deadline=None, database=None, suppress_health_check=quiet)
            @given(*drawn)
            @wraps(tried)
            def afresh(*values: Any, **named: Any) -> None:
                tried(*values, **named)

            afresh()

        run.__name__, run.__doc__ = tried.__name__, tried.__doc__
        return limits(run)

    return parts


def judged(source: Any, **known: Any) -> Verdict:
    began = time.process_time()
    seen = {"now": NOW, "did_documents": published(), "status_lists": LISTS, **known}
    verdict = verify(source, **seen)
    assert time.process_time() - began < SECONDS
    assert verdict.reason in REASONS
    assert all(each.reason in REASONS for each in verdict.checks)
    assert lines(verdict, now=NOW)
    return verdict


VALUES = st.recursive(
    st.sampled_from([*ODD, *NUMBERS, None]) | st.text(max_size=8) | st.integers(),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "type", "@id", "@value", "@type", "@context", "@graph", "@list",
                             "@reverse", "@included", "@set", "@language", "name", "proof", ""]),
            inside,
            max_size=4,
        )
    ),
    max_leaves=8,
)  # fmt: skip


@examples(40, 3_000, st.sampled_from(sorted(KINDS)), st.data())
def test_any_value_anywhere_in_any_kind_of_document(kind: str, data: st.DataObject) -> None:
    document = copy.deepcopy(KINDS[kind])
    path = data.draw(st.sampled_from([path for path, _ in members(document)]))
    value, before = data.draw(VALUES), at(document, path)
    at(document, path[:-1])[path[-1]] = value
    outcome = judged(document).outcome
    assert outcome is not Outcome.REAL or value == before or before == []
    try:
        raw = json.dumps(document).encode()
    except ValueError:
        return
    assert judged(raw).outcome is not Outcome.REAL or value == before


@examples(40, 3_000, st.sampled_from(sorted(TOKENS)), st.booleans(), st.data())
def test_any_value_anywhere_in_a_token_that_is_signed_again(
    kind: str, in_the_header: bool, data: st.DataObject
) -> None:
    """Even with the issuer's own key, because other platforms make mistakes with theirs."""
    header, claims = copy.deepcopy(TOKENS[kind])
    part = header if in_the_header else claims
    path = data.draw(st.sampled_from([path for path, _ in members(part)]))
    at(part, path[:-1])[path[-1]] = data.draw(VALUES)
    verdict = judged(raw_token(header, claims, ED25519))
    assert verdict.facts is None or isinstance(verdict.facts.name, str)
    stale = b".".join(base64url(json.dumps(each).encode()) for each in (header, claims))
    assert judged(stale + b"." + base64url(bytes(64))).outcome is not Outcome.REAL


@examples(30, 2_000, st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=80))
def test_three_parts_of_anything(head: bytes, body: bytes, mark: bytes) -> None:
    parts = [base64url(b'{"' + head), base64url(body), base64url(mark)]
    assert judged(b".".join(parts)).outcome is Outcome.UNREADABLE


@examples(30, 2_000, st.text(max_size=120))
def test_any_text_as_a_signature_or_as_a_key(text: str) -> None:
    document = copy.deepcopy(KINDS["2.0"])
    document["proof"]["proofValue"] = "z" + text
    assert judged(document).outcome in (Outcome.CHANGED, Outcome.UNREADABLE)
    found = copy.deepcopy(published())
    found[DID]["verificationMethod"][0]["publicKeyMultibase"] = "z" + text  # type: ignore[index]  # a document
    assert judged(badge(), did_documents=found).outcome in (
        Outcome.CANNOT_CHECK,
        Outcome.CHANGED,
    )
    try:
        base58_decode(text)
    except ValueError:
        return
    assert set(text) <= set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")


@examples(30, 2_000, VALUES)
def test_anything_that_the_network_answers_with(value: Any) -> None:
    kid = "https://badges.pecanflats.example/.well-known/jwks.json"
    token = raw_token(HEADER | {"kid": kid}, TOKENS["2.0"][1], ED25519)
    keys = ({"keys": [value]}, {"keys": value}, value, {"kty": value, "crv": value, "x": value})
    for found in keys:
        assert judged(token, key_documents={kid: found}).outcome is not Outcome.REAL
    document = KINDS["2.0"]
    for listing in (value, {**status_list(3), "credentialSubject": value}):
        verdict = judged(document, status_lists={LIST_URL: listing})
        assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    raw = json.dumps({"@context": "https://w3id.org/openbadges/v2", "id": value}, default=str)
    hosted = check_hosted(raw.encode("utf-8", "replace"), now=NOW, fetched={})
    assert hosted.outcome is Outcome.UNREADABLE


def chunks(*parts: tuple[bytes, bytes]) -> bytes:
    """A picture with these parts after its first."""
    picture, head = png(), len(SIGNATURE) + 25
    return picture[:head] + b"".join(_chunk(*part) for part in parts) + picture[head:]


KINDS_OF_TEXT = st.sampled_from([b"iTXt", b"tEXt", b"zTXt", b"IDAT", b"IHDR", b"IEND", b"xXXx"])
INSIDE = st.sampled_from(
    [
        b"openbadgecredential" + b"\0" * 5,
        b"openbadgecredential\0",
        b"openbadgecredential\0\1\0\0\0",
        b"openbadges" + b"\0" * 5,
        b"",
    ]
)


@examples(
    40,
    3_000,
    st.lists(st.tuples(KINDS_OF_TEXT, INSIDE, st.binary(max_size=30)), max_size=4),
    st.data(),
)
def test_any_parts_in_a_png(parts: list[tuple[bytes, bytes, bytes]], data: st.DataObject) -> None:
    picture = chunks(*((kind, words + rest) for kind, words, rest in parts))
    assert judged(picture).outcome is Outcome.UNREADABLE
    real = bytearray(bake(picture, dump(badge()))) if not parts else bytearray(picture)
    real[data.draw(st.integers(8, len(real) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert judged(bytes(real)).outcome is Outcome.UNREADABLE


def test_two_badges_in_one_picture_are_none() -> None:
    text = b"openbadgecredential" + b"\0" * 5 + dump(badge())
    assert judged(chunks((b"iTXt", text))).outcome is Outcome.REAL
    assert judged(chunks((b"iTXt", text), (b"iTXt", text))).outcome is Outcome.UNREADABLE
    packed = b"openbadgecredential\0\1\0\0\0" + zlib.compress(dump(badge()))
    assert judged(chunks((b"iTXt", packed))).reason == "compressed_badge_in_picture"
    bomb = b"openbadgecredential\0\1\0\0\0" + zlib.compress(b" " * 50_000_000)
    assert judged(chunks((b"iTXt", bomb))).reason == "compressed_badge_in_picture"


PIECES = [
    "<script>alert(1)</script>", '<a onload="x"/>', "<!ENTITY a 'b'>", "&a;", "&#0;", "<![CDATA[",
    "]]>", '<openbadges:credential verify="e30"/>', "<openbadges:credential>", "<b>", "<?x?>",
    '<o:credential xmlns:o="https://purl.imsglobal.org/ob/v3p0">{}</o:credential>', "\x00", "é",
    '<o:assertion xmlns:o="http://openbadges.org" verify="https://a.example/"/>', "</svg>", "<svg>",
]  # fmt: skip


@examples(40, 3_000, st.lists(st.sampled_from(PIECES), max_size=5), st.integers(0, len(SVG) - 1))
def test_any_pieces_in_an_svg(pieces: list[str], place: int) -> None:
    middle = "".join(pieces).encode()
    assert judged(SVG[:place] + middle + SVG[place:]).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
        b'<?xml version="1.0" encoding="UTF-7"?>',
    ],
)
def test_an_svg_with_entities_of_its_own_is_not_read(head: bytes) -> None:
    picture = bake(SVG, dump(badge())).split(b"?>", 1)[1]
    assert judged(picture.strip()).outcome is Outcome.REAL
    assert judged(head + picture).reason == "damaged_picture"


def test_a_script_in_an_svg_does_not_run_and_does_not_count() -> None:
    picture = bake(SVG.replace(b"<path", b"<script>x()</script><path"), dump(badge()))
    assert judged(picture).outcome is Outcome.REAL


DATES = st.from_regex(
    r"\A-?\d{1,5}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,20})?)?(Z|z|[+-]\d\d:?\d\d|)\Z"
)


@examples(
    40, 3_000, DATES, st.sampled_from(["validFrom", "validUntil", "issuanceDate", "expirationDate"])
)
def test_any_date(text: str, name: str) -> None:
    for kind in ("2.0", "1.1"):
        document = copy.deepcopy(KINDS[kind])
        document[name] = text
        assert judged(document).outcome is not Outcome.REAL or KINDS[kind].get(name) == text


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("deep", b'{"a":' * 200_000 + b"1" + b"}" * 200_000),
        ("deep lists", b"[" * 2_000_000),
        ("wide", b"{" + b",".join(b'"a%d":[{}]' % n for n in range(200_000)) + b"}"),
        ("many commas", b"[" + b"," * 3_900_000 + b"]"),
        ("long text", b'{"a":"' + b"\\u0041" * 600_000 + b'"}'),
        ("long number", b'{"a":' + b"1" * 3_900_000 + b"}"),
        ("long name", b'{"' + b"a" * 3_900_000 + b'":1}'),
        ("vocabularies", b'{"@context":[' + b'"https://www.w3.org/ns/credentials/v2",' * 90_000),
        ("too large", b" " * (MAX_BYTES + 1)),
        ("a long token", b"eyJ" + b"A" * 3_000_000 + b".e30.AAAA"),
        ("dots", b"eyJ" + b"." * 3_000_000),
    ],
)
def test_a_bomb_takes_neither_time_nor_memory(name: str, source: bytes) -> None:
    tracemalloc.start()
    try:
        assert judged(source).outcome is Outcome.UNREADABLE, name
        assert tracemalloc.get_traced_memory()[1] < BYTES, name
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("count", [17, 399])
def test_vocabularies_named_over_and_over_are_not_worked_through(count: int) -> None:
    document = badge()
    many = {**document, "@context": document["@context"][:1] * count + document["@context"][1:]}
    assert judged(many).reason == "unusual_form"
    inside = copy.deepcopy(document)
    inside["credentialSubject"]["achievement"]["related"] = [
        {"@context": document["@context"], "id": f"urn:x:{n}", "type": "Related"}
        for n in range(count * 2 if count < 100 else count)
    ]
    assert judged(inside).outcome in (Outcome.CHANGED, Outcome.CANNOT_CHECK)


def test_many_proofs_over_a_large_badge_end_soon() -> None:
    document = badge()
    achievement = document["credentialSubject"]["achievement"]
    achievement["tag"] = [f"tag {n}" for n in range(390)]
    achievement["alignment"] = [
        {"type": "Alignment", "targetName": str(n), "targetUrl": f"https://x.example/{n}"}
        for n in range(150)
    ]
    assert judged({**document, "proof": [document["proof"]] * 8}).outcome is Outcome.CHANGED


@pytest.mark.parametrize("cut", range(0, 88, 8))
def test_a_signature_that_was_cut_anywhere(cut: int) -> None:
    document = badge()
    document["proof"]["proofValue"] = document["proof"]["proofValue"][: cut + 1]
    assert judged(document).outcome is Outcome.CHANGED
    head, body, mark = raw_token(*TOKENS["2.0"], ED25519).split(b".")
    short = b".".join([head, body, mark[:cut]])
    assert judged(short).outcome in (Outcome.CHANGED, Outcome.UNREADABLE)
