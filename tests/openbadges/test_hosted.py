"""Open Badges 2.0: what its issuer's own addresses say, which is never called real."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.openbadges.made import NOW, SVG, png
from waypost.openbadges import (
    Document,
    Outcome,
    State,
    Unreadable,
    Verdict,
    check_hosted,
    identity_hash,
    is_hosted_for,
    older_in,
    unbake,
    verify,
)
from waypost.openbadges.older import compose_revoked
from waypost.openbadges.png import SIGNATURE, _chunk
from waypost.openbadges.report import lines
from waypost.openbadges.times import instant

HOST = "https://badges.elsewhere.example"
ASSERTION: Document = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": f"{HOST}/assertions/1",
    "type": "Assertion",
    "recipient": {
        "type": "email",
        "hashed": True,
        "salt": "abc",
        "identity": identity_hash("maria@pecanflats.example", "abc"),
    },
    "badge": f"{HOST}/badges/1",
    "issuedOn": "2024-05-01T12:00:00Z",
    "verification": {"type": "HostedBadge"},
}
BADGE: Document = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": f"{HOST}/badges/1",
    "type": "BadgeClass",
    "name": "Digital Citizenship",
    "description": "Teaches it.",
    "issuer": f"{HOST}/issuer",
}
ISSUER: Document = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": f"{HOST}/issuer",
    "type": "Issuer",
    "name": "Elsewhere ISD",
}


def web(*documents: Document) -> dict[str, bytes]:
    every = documents or (ASSERTION, BADGE, ISSUER)
    return {each["id"]: json.dumps(each).encode() for each in every}


def check(source: Document | bytes = ASSERTION, **changes: Any) -> Verdict:
    raw = source if isinstance(source, bytes) else json.dumps(source).encode()
    verdict = check_hosted(raw, **{"now": NOW, "fetched": web(), **changes})
    assert lines(verdict, now=NOW)
    return verdict


def test_what_its_issuers_addresses_say_is_shown_as_their_word() -> None:
    verdict = check()
    assert (verdict.outcome, verdict.reason) == (Outcome.HOSTED, "hosted_by_its_issuer")
    failed, proven = State.FAILED, State.PROVEN
    assert [each.state for each in verdict.checks] == [failed, failed, proven, proven]
    assert verdict.facts
    assert (verdict.facts.name, verdict.facts.issuer_name) == (
        "Digital Citizenship",
        "Elsewhere ISD",
    )
    assert lines(verdict, now=NOW)[0] == (
        "This badge stands at its issuer's own address. It is not signed."
    )


def test_each_address_is_asked_for_in_turn_and_nothing_is_said_before() -> None:
    asked: dict[str, bytes] = {}
    for each in (ASSERTION, BADGE, ISSUER):
        verdict = check(fetched=asked)
        assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "open_badges_2")
        assert verdict.needs == (each["id"],)
        assert verdict.facts is None
        asked |= web(each)
    assert check(fetched=asked).outcome is Outcome.HOSTED


def test_nothing_of_what_was_handed_over_is_believed() -> None:
    forged = ASSERTION | {"issuedOn": "2020-01-01T00:00:00Z", "badge": f"{HOST}/badges/9"}
    verdict = check(forged)
    assert verdict.facts
    assert verdict.facts.valid_from.year == 2024


@pytest.mark.parametrize(
    "documents",
    [
        (ASSERTION | {"id": f"{HOST}/assertions/2"}, BADGE, ISSUER),
        (ASSERTION | {"type": "Badge"}, BADGE, ISSUER),
        (ASSERTION | {"badge": 7}, BADGE, ISSUER),
        (ASSERTION | {"badge": "http://badges.elsewhere.example/badges/1"}, BADGE, ISSUER),
        (ASSERTION | {"badge": {"name": "Inside"}}, BADGE, ISSUER),
        (ASSERTION | {"badge": [BADGE["id"], BADGE["id"]]}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": None}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": True}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": 10**30}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": 253_402_300_799}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": "2024-05-32"}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": "2024-05"}, BADGE, ISSUER),
        (ASSERTION | {"issuedOn": "2024-05-01T12:00:00"}, BADGE, ISSUER),
        (ASSERTION | {"expires": "never"}, BADGE, ISSUER),
        (ASSERTION, BADGE | {"name": ""}, ISSUER),
        (ASSERTION, BADGE, ISSUER | {"type": "Thing"}),
    ],
)
def test_addresses_that_say_otherwise_prove_nothing(documents: tuple[Document, ...]) -> None:
    places = (ASSERTION["id"], BADGE["id"], ISSUER["id"])
    bodies = (json.dumps(each).encode() for each in documents)
    verdict = check(fetched=dict(zip(places, bodies, strict=True)))
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_CHECK, "not_as_hosted")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2015-04-01", "2015-04-01T00:00:00Z"),
        ("2015-04-01T10:00:00+0000", "2015-04-01T10:00:00Z"),
        ("2015-04-01T10:00:00.123456-0530", "2015-04-01T15:30:00Z"),
        (1_396_310_400, "2014-04-01T00:00:00Z"),
    ],
)
def test_dates_are_read_as_hosts_of_before_still_write_them(said: object, meant: str) -> None:
    verdict = check(fetched=web(ASSERTION | {"issuedOn": said}, BADGE, ISSUER))
    assert verdict.facts
    assert (verdict.outcome, instant(verdict.facts.valid_from)) == (Outcome.HOSTED, meant)
    over = check(fetched=web(ASSERTION | {"expires": said}, BADGE, ISSUER))
    assert over.outcome is Outcome.EXPIRED


def test_a_list_of_one_is_that_one_and_null_is_nothing() -> None:
    recipient = [ASSERTION["recipient"]]
    assertion = ASSERTION | {"badge": [BADGE["id"]], "recipient": recipient, "expires": None}
    verdict = check(fetched=web(assertion, BADGE | {"issuer": [ISSUER["id"]]}, ISSUER))
    assert verdict.outcome is Outcome.HOSTED
    assert verdict.facts
    assert verdict.facts.valid_until is None
    assert verdict.facts.earner == ASSERTION["recipient"]["identity"]
    assert is_hosted_for(assertion, "maria@pecanflats.example")


OLDEST: Document = {
    "uid": "1",
    "recipient": ASSERTION["recipient"],
    "badge": BADGE["id"],
    "issuedOn": 1_396_310_400,
    "verify": {"type": "hosted", "url": f"{HOST}/assertions/1"},
}


@pytest.mark.parametrize("context", [{}, {"@context": "https://w3id.org/openbadges/v1"}])
def test_one_of_before_is_called_what_it_is_as_a_file_and_in_a_picture(
    context: dict[str, str],
) -> None:
    raw = json.dumps(OLDEST | context).encode()
    with pytest.raises(Unreadable) as caught:
        unbake(baked(raw))
    verdict = verify(raw, now=NOW)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.reason == caught.value.reason == "open_badges_2"
    assert check(raw).needs == ()


def elsewhere(**rules: Any) -> dict[str, bytes]:
    """The assertion stands at another host than its issuer."""
    away = BADGE | {"issuer": "https://isd.example/issuer"}
    issuer = ISSUER | {"id": "https://isd.example/issuer", **rules}
    return web(ASSERTION, away, issuer)


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        ({}, Outcome.CANNOT_CHECK),
        ({"verification": {"allowedOrigins": "badges.elsewhere.example"}}, Outcome.HOSTED),
        ({"verification": {"allowedOrigins": ["a.example"]}}, Outcome.CANNOT_CHECK),
        ({"verification": {"startsWith": f"{HOST}/"}}, Outcome.HOSTED),
        ({"verification": {"startsWith": ["https://badges.elsew"]}}, Outcome.CANNOT_CHECK),
        ({"verification": {"startsWith": [f"{HOST}/other"]}}, Outcome.CANNOT_CHECK),
        ({"verification": "anything"}, Outcome.CANNOT_CHECK),
    ],
)
def test_another_host_speaks_for_an_issuer_only_where_it_says_so(
    rules: dict[str, Any], outcome: Outcome
) -> None:
    verdict = check(fetched=elsewhere(**rules))
    assert verdict.outcome is outcome
    assert verdict.reason == (
        "hosted_by_its_issuer" if outcome is Outcome.HOSTED else "hosted_elsewhere"
    )


def test_revoked_run_out_and_not_begun() -> None:
    for change, outcome in (
        ({"revoked": True}, Outcome.WITHDRAWN),
        ({"revoked": "yes"}, Outcome.WITHDRAWN),
        ({"expires": "2025-01-01T00:00:00Z"}, Outcome.EXPIRED),
        ({"issuedOn": (NOW + timedelta(days=1)).isoformat()}, Outcome.NOT_YET_VALID),
    ):
        verdict = check(fetched=web(ASSERTION | change, BADGE, ISSUER))
        assert verdict.outcome is outcome


@pytest.mark.parametrize(
    "left",
    [
        compose_revoked(id=ASSERTION["id"], reason="Issued in error"),
        {"id": ASSERTION["id"], "revoked": True},
        ASSERTION | {"revoked": True, "badge": 7},
    ],
)
def test_its_id_and_that_it_is_revoked_are_enough(left: Document) -> None:
    for fetched in (web(left), web(left, BADGE, ISSUER)):
        verdict = check(fetched=fetched)
        assert (verdict.outcome, verdict.reason) == (Outcome.WITHDRAWN, "withdrawn")
        assert (verdict.facts, verdict.needs) == (None, ())
    other = left | {"id": f"{HOST}/assertions/2"}
    verdict = check(fetched={ASSERTION["id"]: json.dumps(other).encode()})
    assert verdict.outcome is Outcome.CANNOT_CHECK


def test_what_is_left_of_it_leads_to_its_address_as_well() -> None:
    left = compose_revoked(id=ASSERTION["id"])
    assert check(left, fetched={}).needs == (ASSERTION["id"],)
    assert check(left, fetched=web(left)).outcome is Outcome.WITHDRAWN
    assert check(left).outcome is Outcome.HOSTED, "its address says otherwise"


def test_what_a_withdrawn_one_was_is_told_as_far_as_its_addresses_say() -> None:
    revoked = ASSERTION | {"revoked": True}
    verdict = check(fetched=web(revoked))
    assert (verdict.outcome, verdict.needs) == (Outcome.WITHDRAWN, (BADGE["id"],))
    verdict = check(fetched=web(revoked, BADGE, ISSUER))
    assert verdict.facts
    assert (verdict.outcome, verdict.facts.name) == (Outcome.WITHDRAWN, BADGE["name"])
    moved = {"issuer": "https://isd.example/issuer"}
    away = web(revoked, BADGE | moved, ISSUER | {"id": moved["issuer"]})
    assert (check(fetched=away).outcome, check(fetched=away).facts) == (Outcome.WITHDRAWN, None)


@pytest.mark.parametrize("value", [None, False])
def test_what_is_not_revoked_says_so_or_nothing(value: object) -> None:
    assert check(fetched=web(ASSERTION | {"revoked": value}, BADGE, ISSUER)).outcome is (
        Outcome.HOSTED
    )


def test_it_names_its_owner_by_a_hash_or_in_plain() -> None:
    assert is_hosted_for(ASSERTION, "Maria@pecanflats.example")
    assert not is_hosted_for(ASSERTION, "ana@pecanflats.example")
    plain = {"recipient": {"type": "email", "hashed": False, "identity": "Ana@x.example"}}
    assert is_hosted_for(plain, "ana@x.example")
    assert not is_hosted_for({"recipient": {"type": "url", "identity": "a"}}, "a")
    assert not is_hosted_for({"recipient": "a"}, "a")


def baked(text: bytes, kind: bytes = b"iTXt") -> bytes:
    picture = png()
    middle = b"\0\0\0\0\0" if kind == b"iTXt" else b"\0"
    end = len(SIGNATURE) + 25
    return picture[:end] + _chunk(kind, b"openbadges" + middle + text) + picture[end:]


def test_it_is_found_in_pictures_as_an_assertion_or_as_its_address() -> None:
    raw = json.dumps(ASSERTION).encode()
    drawn = b'<o:assertion xmlns:o="http://openbadges.org" verify="%s">%s</o:assertion></svg>'
    for picture in (
        baked(raw),
        baked(ASSERTION["id"].encode(), b"tEXt"),
        SVG.replace(b"</svg>", drawn % (ASSERTION["id"].encode(), b"")),
        SVG.replace(b"</svg>", drawn % (b"", b"<![CDATA[" + raw + b"]]>")),
    ):
        with pytest.raises(Unreadable) as caught:
            unbake(picture)
        assert caught.value.reason == "open_badges_2"
        assert check(older_in(picture)).outcome is Outcome.HOSTED
    assert older_in(png()) == older_in(SVG) == older_in(b"x") == b""
    twice = baked(raw).replace(png()[-12:], baked(raw)[33:])
    assert older_in(twice) == b""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"http://badges.elsewhere.example/1", "open_badges_2"),
        (b"https://badges.elsewhere.example/../1", "open_badges_2"),
        (
            json.dumps(ASSERTION | {"verification": {"type": "SignedBadge"}}).encode(),
            "open_badges_2",
        ),
        (json.dumps(ASSERTION | {"type": "BadgeClass"}).encode(), "open_badges_2"),
        (json.dumps({"id": f"{HOST}/1", "type": "Assertion"}).encode(), "not_a_badge"),
        (b"[]", "not_an_object"),
        (b"hello", "not_json"),
        (b"eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "signed_token"),
    ],
)
def test_what_is_not_hosted_is_not_asked_for(source: bytes, reason: str) -> None:
    verdict = check(source)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, reason)
    assert verdict.needs == ()
