"""A badge inside a picture, and out again."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from tests.openbadges.made import (
    ACHIEVEMENT,
    LIST_URL,
    NOW,
    SVG,
    badge,
    png,
    published,
    status_list,
)
from waypost.openbadges import Outcome, Unreadable, bake, dump, unbake, verify
from waypost.openbadges.png import KEYWORD, SIGNATURE, bake_png, unbake_png
from waypost.openbadges.svg import NAMESPACE, bake_svg, unbake_svg

RAW = dump(badge())


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def with_chunk(kind: bytes, data: bytes) -> bytes:
    whole = png()
    return whole[:33] + chunk(kind, data) + whole[33:]


@pytest.mark.parametrize("picture", [png(), SVG])
def test_what_is_baked_comes_out_to_the_byte_and_is_real(picture: bytes) -> None:
    baked = bake(picture, RAW)
    assert unbake(baked) == RAW
    lists = {LIST_URL: status_list(3)}
    verdict = verify(baked, now=NOW, did_documents=published(), status_lists=lists)
    assert verdict.outcome is Outcome.REAL


def test_a_baked_png_is_one_uncompressed_itxt_and_the_same_picture() -> None:
    baked = bake_png(png(), RAW)
    with Picture.open(io.BytesIO(baked)) as picture:
        picture.load()
        assert picture.text["openbadgecredential"] == RAW.decode()  # type: ignore[attr-defined]  # PNG only
        assert picture.getpixel((0, 0)) == (0, 128, 128)
    expected = chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + RAW)
    assert baked.replace(expected, b"") == png()


def test_baking_a_png_again_replaces_what_was_there() -> None:
    twice = bake_png(bake_png(png(), b"{}"), RAW)
    assert twice == bake_png(png(), RAW)


def test_a_baked_svg_is_well_formed_and_the_same_picture() -> None:
    root = ET.fromstring(bake_svg(SVG, RAW))  # noqa: S314 - our own bytes
    held = root.find(f"{{{NAMESPACE}}}credential")
    assert held is not None
    assert held.text == RAW.decode()
    assert root.find("{http://www.w3.org/2000/svg}path") is not None
    assert root.get("aria-label") == "a > b"


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" />',
        b"<svg xmlns='http://www.w3.org/2000/svg' a='/'></svg>",
        b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg">x</svg>',
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        b'<?xml version="1.0"?><svg\n  xmlns="http://www.w3.org/2000/svg"\n>\xc3\xa9</svg>',
    ],
)
def test_every_way_to_write_an_svg(svg: bytes) -> None:
    baked = bake(svg, RAW)
    ET.fromstring(baked)  # noqa: S314 - our own bytes
    assert unbake(baked) == RAW


@settings(max_examples=30, deadline=None, database=None)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable() and text.strip()))
def test_any_text_survives_both_pictures(text: str) -> None:
    for name in (text, f"{text}]]>{text}<![CDATA[&amp;"):
        raw = dump({"name": name})
        assert unbake(bake(png(), raw)) == raw
        assert unbake(bake(SVG, raw)) == raw


def test_a_badge_with_marks_of_xml_in_it_is_real_from_both_pictures() -> None:
    raw = dump(badge(achievement=replace(ACHIEVEMENT, name="]]></svg><x>&lt;"), status=None))
    for picture in (png(), SVG):
        verdict = verify(bake(picture, raw), now=NOW, did_documents=published())
        assert verdict.outcome is Outcome.REAL
        assert verdict.facts is not None
        assert verdict.facts.name == "]]></svg><x>&lt;"


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (png(), "no_badge_in_picture"),
        (SVG, "no_badge_in_picture"),
        (png()[:-1], "damaged_picture"),
        (png()[:40], "damaged_picture"),
        (png() + b"more", "damaged_picture"),
        (SIGNATURE + chunk(b"IEND", b""), "damaged_picture"),
        (bake_png(png(), RAW).replace(b"Pecan", b"Peach"), "damaged_picture"),
        (SIGNATURE + b"\xff\xff\xff\xffIHDR" + b"\0" * 20, "damaged_picture"),
        (with_chunk(b"IHDR", b""), "damaged_picture"),
        (with_chunk(b"tEXt", KEYWORD + b"\0" + RAW), "damaged_picture"),
        (with_chunk(b"iTXt", KEYWORD), "damaged_picture"),
        (with_chunk(b"iTXt", KEYWORD + b"\0\0\0no end"), "damaged_picture"),
        (with_chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0x"), "compressed_badge_in_picture"),
        (with_chunk(b"iTXt", b"openbadges\0\0\0\0\0{}"), "open_badges_2"),
        (bake_png(png(), RAW)[:33] + bake_png(png(), RAW)[33:-12] * 2, "damaged_picture"),
        (SVG.replace(b"</svg>", b""), "damaged_picture"),
        (b"<html/>", "damaged_picture"),
        (b'<svg xmlns="http://example.org/other"/>', "damaged_picture"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
            "damaged_picture",
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 5_000, "damaged_picture"),
        ('<?xml version="1.0" encoding="UTF-16"?><svg/>'.encode("utf-16"), "not_utf8"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            "damaged_picture",
        ),
        (
            (
                b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org">'
                b'<o:assertion verify="x.y.z"/></svg>'
            ),
            "open_badges_2",
        ),
        (
            (
                b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
                b"<o:credential>{}</o:credential><o:credential>{}</o:credential></svg>"
            ),
            "several_badges_in_picture",
        ),
        (
            (
                b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
                b"<o:credential>{<b/>}</o:credential></svg>"
            ),
            "damaged_picture",
        ),
        (
            (
                b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
                b'<o:credential verify="eyJhbGciOiJFZERTQSJ9.e30.c2ln"/></svg>'
            ),
            "signed_token",
        ),
    ],
)
def test_a_picture_without_one_whole_badge_is_named(picture: bytes, reason: str) -> None:
    verdict = verify(picture, now=NOW)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, reason)


def test_two_badges_in_one_png_are_refused() -> None:
    baked = bake_png(png(), RAW)
    text = chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + RAW)
    with pytest.raises(Unreadable, match="several"):
        unbake_png(baked.replace(text, text + text))


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"\x89PNG", png()[:50], b"<html/>"])
def test_only_whole_pictures_are_baked(picture: bytes) -> None:
    with pytest.raises(Unreadable):
        bake(picture, RAW)


def test_an_svg_is_baked_once() -> None:
    with pytest.raises(Unreadable):
        bake_svg(bake_svg(SVG, RAW), RAW)


def test_an_svg_takes_only_what_dump_wrote() -> None:
    with pytest.raises(Unreadable):
        bake_svg(SVG, b'{"a":"]]>"}')
    assert unbake_svg(bake_svg(SVG, dump({"a": "]]>"}))) == b'{"a":"]]\\u003e"}'
