"""Open Badges 2.0: what is hosted, what is baked, and what comes out of other people's pictures."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image as Picture

from tests.openbadges.made import ACHIEVEMENT, AT, EARNER, ISSUER, KEY, NOW, SVG, badge, png
from waypost.openbadges import (
    ComposeError,
    Evidence,
    NotAnAddress,
    Older,
    OlderBadge,
    Outcome,
    Unreadable,
    bake,
    bake_older,
    dump,
    identity_hash,
    unbake,
    verify,
)
from waypost.openbadges.older import (
    Recipient,
    compose_assertion,
    compose_badge_class,
    compose_issuer,
    compose_revoked,
    read_older,
)

HOME = "https://badges.pecanflats.example/ob2"
HOSTED = f"{HOME}/assertions/7QK4M2XD.json"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IngifQ.c2ln"
THEIRS = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://other.example/a/1",
    "verification": {"type": "hosted"},
}


def assertion(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": HOSTED,
        "badge": f"{HOME}/badges/1.json",
        "recipient": Recipient(email=EARNER.email, salt=EARNER.salt),
        "issued_on": AT,
        "expires": datetime(2031, 9, 4, tzinfo=UTC),
        "image": f"{HOME}/assertions/7QK4M2XD.png",
        "evidence": [Evidence(id=f"{HOME}#evidence-1", name="Photo 1", narrative="It worked.")],
    }
    return compose_assertion(**{**values, **changes})


def test_an_assertion_names_whose_it_is_as_a_salted_hash_alone() -> None:
    made = assertion()
    assert made["@context"] == "https://w3id.org/openbadges/v2"
    assert made["recipient"] == {
        "type": "email",
        "hashed": True,
        "salt": EARNER.salt,
        "identity": identity_hash(EARNER.email, EARNER.salt),
    }
    assert made["verification"] == {"type": "hosted"}
    assert (made["issuedOn"], made["expires"]) == ("2026-09-04T20:14:00Z", "2031-09-04T00:00:00Z")
    assert made["evidence"][0]["narrative"] == "It worked."
    assert EARNER.email.lower().encode() not in dump(made).lower()
    hashed = Recipient(hashed=identity_hash(EARNER.email, EARNER.salt), salt=EARNER.salt)
    assert assertion(recipient=hashed) == made


def test_a_badge_class_says_what_had_to_be_shown_and_what_it_counts_toward() -> None:
    made = compose_badge_class(
        id=f"{HOME}/badges/1.json",
        issuer=f"{HOME}/issuer.json",
        achievement=ACHIEVEMENT,
        image=f"{HOME}/badges/1.png",
    )
    assert made["criteria"]["narrative"] == ACHIEVEMENT.criteria
    assert made["criteria"]["id"] == ACHIEVEMENT.criteria_url
    (aligned,) = made["alignment"]
    assert aligned["targetName"] == "Monitor and Adjust"
    assert aligned["targetFramework"] == "T-TESS Rubric, 2016"
    assert aligned["targetCode"] == "2.5"
    assert made["tags"] == ["formative assessment", "polls"]


def test_an_issuer_is_a_real_one() -> None:
    made = compose_issuer(
        id=f"{HOME}/issuer.json", issuer=ISSUER, email="badges@pecanflats.example"
    )
    assert (made["type"], made["name"]) == ("Issuer", "Pecan Flats ISD")
    assert made["email"] == "badges@pecanflats.example"
    practice = type(ISSUER)(did=KEY.public.did, name="x", url="https://a.example")
    with pytest.raises(ComposeError):
        compose_issuer(id=f"{HOME}/issuer.json", issuer=practice)


def test_what_was_withdrawn_says_that_and_nothing_else() -> None:
    assert compose_revoked(id=HOSTED, reason="Issued in error") == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": HOSTED,
        "revoked": True,
        "revocationReason": "Issued in error",
    }


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"id": "assertions/1"}, NotAnAddress),
        ({"badge": ""}, NotAnAddress),
        ({"recipient": Recipient(email="a@b.example", salt="short")}, ComposeError),
        ({"recipient": Recipient(salt=EARNER.salt)}, ComposeError),
        ({"evidence": [Evidence(id="photo.jpg")]}, NotAnAddress),
    ],
)
def test_what_cannot_be_hosted_is_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        assertion(**changes)


def test_a_picture_for_an_older_backpack_holds_the_assertion_in_its_own_way() -> None:
    raw = dump(assertion())
    with Picture.open(io.BytesIO(bake_older(png(), raw, HOSTED))) as picture:
        picture.load()
        assert picture.text == {"openbadges": raw.decode()}  # type: ignore[attr-defined]  # PNG only
    root = ET.fromstring(bake_older(SVG, raw, f"{HOSTED}?a=1&b=2"))  # noqa: S314 - our own bytes
    held = root.find("{http://openbadges.org}assertion")
    assert held is not None
    assert held.get("verify") == f"{HOSTED}?a=1&b=2"
    assert json.loads(held.text or "") == assertion()


@pytest.mark.parametrize("picture", [png(), SVG])
def test_it_comes_out_as_what_it_is_and_is_never_called_real(picture: bytes) -> None:
    raw = dump(assertion())
    baked = bake_older(picture, raw, HOSTED)
    with pytest.raises(OlderBadge) as found:
        unbake(baked)
    assert found.value.held == Older(HOSTED, raw)
    verdict = verify(baked, now=NOW)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "open_badges_2")
    assert verdict.facts is None


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def svg(inside: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
        f"{inside}</svg>"
    ).encode()


URL = "https://other.example/a/1"


@pytest.mark.parametrize(
    ("source", "held"),
    [
        (png()[:33] + chunk(b"tEXt", b"openbadges\0" + URL.encode()) + png()[33:], Older(URL)),
        (
            png()[:33] + chunk(b"iTXt", b"openbadges\0\0\0\0\0" + TOKEN.encode()) + png()[33:],
            Older("", TOKEN.encode()),
        ),
        (svg(f'<openbadges:assertion verify="{TOKEN}"/>'), Older("", TOKEN.encode())),
        (svg(f'<openbadges:assertion verify="{URL}"/>'), Older(URL)),
        (
            svg(
                f'<openbadges:assertion verify="{URL}"><![CDATA[\n{json.dumps(THEIRS)}\n]]>'
                "</openbadges:assertion>"
            ),
            Older(URL, json.dumps(THEIRS).encode()),
        ),
        (svg('<openbadges:assertion verify="javascript:alert(1)"/>'), Older()),
        (svg("<openbadges:assertion>neither one nor the other</openbadges:assertion>"), Older()),
    ],
)
def test_every_way_in_which_an_older_badge_stands_in_a_picture(source: bytes, held: Older) -> None:
    with pytest.raises(OlderBadge) as found:
        unbake(source)
    assert found.value.held == held
    assert verify(source, now=NOW).outcome is Outcome.UNREADABLE


def test_the_address_is_the_assertion_s_own_or_the_one_that_it_names() -> None:
    named = {**THEIRS, "id": "urn:uuid:1", "verification": {"type": "hosted", "url": URL}}
    assert read_older(json.dumps(named).encode()).url == URL
    old = {"uid": "1", "verify": {"type": "hosted", "url": URL}}
    assert read_older(json.dumps(old).encode()).url == URL
    assert read_older(b'{"id":7,"verify":"x"}').url == ""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (svg('<openbadges:assertion verify="a"/><openbadges:assertion verify="b"/>'), "several"),
        (svg("<openbadges:assertion>{not json}</openbadges:assertion>"), "not_json"),
        (svg("<openbadges:assertion>" + '{"a":' * 60 + "</openbadges:assertion>"), "not_json"),
        (
            png()[:33] + chunk(b"iTXt", b"openbadges\0\1\0\0\0x") + png()[33:],
            "compressed_badge_in_picture",
        ),
        (png()[:33] + chunk(b"tEXt", b"openbadges\0x") * 2 + png()[33:], "several"),
    ],
)
def test_a_damaged_one_is_named(source: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        unbake(source)
    assert verify(source, now=NOW).outcome is Outcome.UNREADABLE


def test_a_picture_with_a_badge_of_each_kind_speaks_for_the_newer() -> None:
    raw = dump(badge())
    both = bake(bake_older(png(), dump(assertion()), HOSTED), raw)
    assert unbake(both) == raw


@pytest.mark.parametrize("picture", [png(), SVG])
def test_a_token_is_baked_as_both_specifications_say(picture: bytes) -> None:
    baked = bake(picture, TOKEN.encode())
    assert unbake(baked) == TOKEN.encode()
    if picture == SVG:
        assert f'<openbadges:credential verify="{TOKEN}"></openbadges:credential>'.encode() in baked
        assert b"CDATA" not in baked
    else:
        assert b"openbadgecredential\0\0\0\0\0" + TOKEN.encode() in baked
