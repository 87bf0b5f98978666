"""The list of withdrawn badges."""

from __future__ import annotations

import base64
import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.openbadges.made import AT, DID, LIST_URL, status_list
from waypost.openbadges import (
    ENTRIES,
    SUSPENSION,
    compose_revocation_list,
    compose_status_list,
    dump,
)
from waypost.openbadges.status import (
    MAX_LIST_BYTES,
    BadStatusList,
    NotInList,
    decode,
    encode,
    is_set,
)

# W3C "Bitstring Status List v1.0", the encodedList of its example credentials: nobody withdrawn.
W3C_EMPTY_LIST = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def packed(bits: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).rstrip(b"=").decode()


def test_the_w3c_list_is_read() -> None:
    bits = decode(W3C_EMPTY_LIST)
    assert len(bits) * 8 == ENTRIES
    assert not any(bits)
    assert decode(encode([])) == bits


def test_the_first_bit_is_the_leftmost_of_the_first_byte() -> None:
    bits = decode(encode([0, 9, ENTRIES - 1]))
    assert (bits[0], bits[1], bits[-1]) == (0b1000_0000, 0b0100_0000, 0b0000_0001)


@settings(max_examples=50, deadline=None, database=None)
@given(st.sets(st.integers(0, ENTRIES - 1), max_size=40))
def test_what_was_withdrawn_is_what_is_read(withdrawn: set[int]) -> None:
    bits = decode(encode(withdrawn))
    assert {index for index in withdrawn if is_set(bits, index)} == withdrawn
    assert sum(byte.bit_count() for byte in bits) == len(withdrawn)


def test_the_same_withdrawals_give_the_same_bytes() -> None:
    assert dump(status_list(3, 9)) == dump(status_list(9, 3))


@pytest.mark.parametrize("index", [-1, ENTRIES])
def test_a_place_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(NotInList):
        encode([index])
    with pytest.raises(NotInList):
        is_set(decode(W3C_EMPTY_LIST), index)


def test_a_longer_list_can_be_made_and_a_shorter_one_cannot() -> None:
    assert len(decode(encode([200_000], entries=ENTRIES * 2))) * 8 == ENTRIES * 2
    with pytest.raises(BadStatusList):
        compose_status_list(url=LIST_URL, issuer_did=DID, withdrawn=[], at=AT, entries=8)


@pytest.mark.parametrize(
    "encoded",
    [
        None,
        7,
        "",
        "u",
        W3C_EMPTY_LIST[1:],
        W3C_EMPTY_LIST[:-9],
        "z" + W3C_EMPTY_LIST[1:],
        "u!!!",
        "ué",
        packed(b"\0" * 100),
        packed(b"\0" * (MAX_LIST_BYTES + 1)),
        packed(b"\0" * 16_384) + "AAAA",
    ],
)
def test_a_list_that_is_none_is_refused(encoded: object) -> None:
    with pytest.raises(BadStatusList):
        decode(encoded)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(b"\0" * 40_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(BadStatusList):
            decode(bomb)
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_LIST_BYTES
    finally:
        tracemalloc.stop()


def test_a_list_of_suspensions_says_what_it_is() -> None:
    listing = compose_status_list(
        url=LIST_URL, issuer_did=DID, withdrawn=[3], at=AT, purpose=SUSPENSION
    )
    subject = listing["credentialSubject"]
    assert subject["statusPurpose"] == "suspension"
    assert is_set(decode(subject["encodedList"]), 3)
    with pytest.raises(BadStatusList):
        compose_status_list(url=LIST_URL, issuer_did=DID, withdrawn=[], at=AT, purpose="mood")


def test_the_list_of_1edtech_is_in_order_and_tells_no_reason_where_none_is_given() -> None:
    listing = compose_revocation_list(
        url="https://a.example/r", issuer_did=DID, withdrawn={"urn:b": "", "urn:a": "In error"}
    )
    assert listing == {
        "id": "https://a.example/r",
        "issuer": DID,
        "revokedCredential": [
            {"id": "urn:a", "revoked": True, "revocationReason": "In error"},
            {"id": "urn:b", "revoked": True},
        ],
    }
