"""The code on a certificate: checked without a network, and never by its words alone."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.openbadges import made
from waypost.openbadges import (
    Outcome,
    SigningKey,
    Statement,
    TooMuch,
    Verdict,
    did_document,
    dump,
    paper_code,
    verify,
)
from waypost.openbadges.paper import MOST

TOKEN = "7QK4M2XDlongEnough1234"
ADDRESS = f"https://badges.pecanflats.example/c/{TOKEN}"
BADGE = dump(made.badge())
SAID = Statement(
    did=made.DID,
    issuer="Pecan Flats ISD",
    badge_id=TOKEN,
    earner="María Peña",
    achievement="Checking for understanding with live polls",
    valid_from=made.AT,
    valid_until=datetime(2031, 9, 4, tzinfo=UTC),
    status_list=made.LIST_URL,
    status_index=made.INDEX,
    suspension_list="",
    badge=BADGE,
)
CODE = paper_code(f"{ADDRESS}?k=abcdefghijklmnopqrstuv", SAID, key=made.KEY)
DOCUMENTS = {made.DID: did_document(made.DID, [made.KEY.public])}


def judged(code: str, *, withdrawn: tuple[int, ...] = (), **more: Any) -> Verdict:
    given = {
        "now": made.NOW,
        "did_documents": DOCUMENTS,
        "status_lists": {made.LIST_URL: made.status_list(*withdrawn)},
    }
    return verify(code.encode(), **{**given, **more})


def test_it_says_what_the_certificate_says_and_is_proven() -> None:
    verdict = judged(CODE)
    assert verdict.outcome is Outcome.REAL
    assert verdict.facts is not None
    assert verdict.facts.earner_name == "María Peña"
    assert verdict.facts.name == SAID.achievement
    assert verdict.facts.issuer_name == "Pecan Flats ISD"
    assert verdict.facts.id == ADDRESS
    assert verdict.facts.valid_from == made.AT


def test_without_the_list_it_is_authentic_and_never_called_real() -> None:
    verdict = judged(CODE, status_lists={})
    assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN
    assert verdict.needs == (made.LIST_URL,)
    alone = judged(CODE, did_documents={}, status_lists={})
    assert alone.outcome is Outcome.CANNOT_CHECK


def test_what_was_withdrawn_or_ran_out_is_said_of_the_paper_too() -> None:
    assert judged(CODE, withdrawn=(made.INDEX,)).outcome is Outcome.WITHDRAWN
    late = datetime(2031, 9, 5, tzinfo=UTC)
    assert judged(CODE, now=late).outcome is Outcome.EXPIRED


def test_a_practice_paper_is_one() -> None:
    did = made.KEY.public.did
    said = replace(SAID, did=did, status_list="urn:uuid:0d1f7f9c-9b2c-4a51-8d1c-1a2b3c4d5e6f")
    verdict = judged(paper_code(ADDRESS, said, key=made.KEY))
    assert verdict.outcome is Outcome.PRACTICE


def test_every_changed_character_behind_the_sign_is_noticed() -> None:
    start = CODE.index("#") + 1
    for position in range(start, len(CODE), 9):
        for other in "Aq":
            changed = CODE[:position] + other + CODE[position + 1 :]
            if changed == CODE:
                continue
            outcome = judged(changed).outcome
            # The last character of each part holds bits that stand for nothing.
            assert outcome is not Outcome.REAL or same_bytes(changed), position


def same_bytes(changed: str) -> bool:
    def parts(code: str) -> list[bytes]:
        texts = code.partition("#")[2].split(".")
        return [base64.urlsafe_b64decode(text + "==") for text in texts]

    return parts(changed) == parts(CODE)


@pytest.mark.parametrize("cut", [1, 10, 100, 300])
def test_a_code_that_was_cut_short_proves_nothing(cut: int) -> None:
    assert judged(CODE[:-cut]).outcome in (Outcome.CHANGED, Outcome.UNREADABLE)


def test_a_true_statement_under_another_badges_address_proves_nothing() -> None:
    other = CODE.replace(TOKEN, "AAAAAAAAAAAAAAAAAAAAAA", 1)
    verdict = judged(other)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "damaged_code")


def test_another_key_proves_nothing_whatever_it_calls_itself() -> None:
    assert judged(paper_code(ADDRESS, SAID, key=made.OTHER_KEY)).outcome is Outcome.CHANGED
    # Its own key named beside another's signature.
    forged = resigned({}, {"kid": made.KEY.public.multibase}, made.OTHER_KEY)
    assert judged(forged).outcome is Outcome.CHANGED


def resigned(said: dict[str, Any], header: dict[str, Any], key: SigningKey) -> str:
    """The statement with other words, signed by whoever likes to."""
    head, body, _ = CODE.partition("#")[2].split(".")
    parts = [
        {**json.loads(base64.urlsafe_b64decode(text + "==")), **more}
        for text, more in ((head, header), (body, said))
    ]
    message = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts
    )
    mark = base64.urlsafe_b64encode(key.sign(message.encode())).rstrip(b"=").decode()
    return f"{ADDRESS}#{message}.{mark}"


@pytest.mark.parametrize(
    ("said", "header"),
    [
        ({}, {"alg": "none"}),
        ({}, {"typ": "JWT"}),
        ({}, {"crit": ["b64"]}),
        ({"nbf": "yesterday"}, {}),
        ({"nbf": 1e300}, {}),
        ({"nbf": True}, {}),
        ({"exp": None}, {}),
        ({"st": None}, {}),
        ({"st": ["x"]}, {}),
        ({"st": ["x", -1]}, {}),
        ({"st": ["x", True]}, {}),
        ({"sub": ["María"]}, {}),
        ({"sub": "a\u0001b"}, {}),
        ({"iss": 7}, {}),
    ],
)
def test_an_odd_statement_is_called_damaged(said: dict[str, Any], header: dict[str, Any]) -> None:
    assert judged(resigned(said, header, made.KEY)).outcome is Outcome.UNREADABLE


def test_a_name_that_no_paper_can_carry_is_refused() -> None:
    with pytest.raises(TooMuch):
        paper_code(ADDRESS, replace(SAID, earner="م" * 900), key=made.KEY)


def test_the_longest_code_is_one_that_a_telephone_reads() -> None:
    """At error correction M a third of a millimetre a module is left at 45 mm."""
    assert segno.make("x" * MOST, error="m", boost_error=False).symbol_size(border=0)[0] <= 153
    assert len(CODE.encode()) < 760


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="ascii"), max_size=400))
def test_anything_behind_an_address_ends_in_a_verdict(text: str) -> None:
    assert judged(f"{ADDRESS}#eyJ{text}").outcome is not Outcome.REAL
