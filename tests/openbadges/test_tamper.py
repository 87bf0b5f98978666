"""No change to a signed badge passes, wherever it is made."""

from __future__ import annotations

from tests.openbadges.made import (
    INDEX,
    KEY,
    LIST_URL,
    NOW,
    OTHER_DID,
    OTHER_KEY,
    ROWS,
    badge,
    practice_badge,
    published,
    status_list,
)
from tests.openbadges.tampered import changed, members, tamperings
from waypost.openbadges import Document, Outcome, Verdict, sign, verify
from waypost.openbadges.verify import State

REFUSED = {Outcome.CHANGED, Outcome.UNREADABLE, Outcome.CANNOT_CHECK}
LISTS = {LIST_URL: status_list(3)}


def check(document: Document) -> Verdict:
    return verify(document, now=NOW, did_documents=published(), status_lists=LISTS)


def test_every_change_to_a_real_badge_is_refused() -> None:
    document = badge(results=ROWS[:1])
    assert check(document).outcome is Outcome.REAL
    accepted, tried = [], 0
    for name, tampered in tamperings(document):
        tried += 1
        verdict = check(tampered)
        if verdict.outcome not in REFUSED or State.PROVEN in {c.state for c in verdict.checks}:
            accepted.append((name, verdict.outcome))
    assert accepted == []
    assert tried > 250


def test_no_change_takes_the_mark_off_a_practice_badge() -> None:
    document = practice_badge(results=())
    for name, tampered in tamperings(document):
        if "tag" in name or "name" in name or name.startswith(("issuer", "the whole")):
            assert check(tampered).outcome in REFUSED, name


def test_every_change_to_a_status_list_makes_it_unusable() -> None:
    document = badge()
    listing = status_list(3)
    for name, tampered in tamperings(listing):
        lists = {LIST_URL: tampered}
        verdict = verify(document, now=NOW, did_documents=published(), status_lists=lists)
        assert verdict.outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN, name


def test_a_badge_signed_again_by_someone_else_is_refused() -> None:
    forged = {name: value for name, value in badge().items() if name != "proof"}
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Someone Else"
    theirs = sign(forged, key=OTHER_KEY, did=OTHER_DID, at=NOW)
    assert check(theirs).reason == "not_signed_by_its_issuer"
    own_key = sign(forged, key=OTHER_KEY, did=forged["issuer"]["id"], at=NOW)
    assert check(own_key).reason == "key_not_published_by_its_issuer"
    borrowed = sign(
        forged,
        key=OTHER_KEY,
        did=forged["issuer"]["id"],
        at=NOW,
        method=badge()["proof"]["verificationMethod"],
    )
    assert check(borrowed).reason == "signature_does_not_match"
    assert check(borrowed).outcome is Outcome.CHANGED


def test_a_withdrawal_cannot_be_hidden_behind_another_way_to_write_it() -> None:
    """The full address of a name means the same to a signature, and nothing to a reader."""
    withdrawn = {LIST_URL: status_list(INDEX)}
    document = badge()
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop(
        "credentialStatus"
    )
    verdict = verify(document, now=NOW, did_documents=published(), status_lists=withdrawn)
    assert verdict.outcome in REFUSED


def test_parts_cannot_be_moved_to_another_place_under_the_same_id() -> None:
    document = badge()
    document["credentialSubject"]["achievement"]["related"] = [
        {"id": document["id"], "type": "Related", "name": "x"}
    ]
    assert check(document).outcome in REFUSED


def test_a_wrong_proof_beside_the_right_one_is_refused() -> None:
    document = badge()
    wrong = {**document["proof"], "created": "2026-09-04T20:15:00Z"}
    assert check({**document, "proof": [document["proof"], wrong]}).outcome is Outcome.CHANGED
    assert check({**document, "proof": [document["proof"]]}).outcome is Outcome.REAL


def test_a_second_proof_by_someone_else_neither_helps_nor_harms() -> None:
    document = badge()
    bare = {name: value for name, value in document.items() if name != "proof"}
    theirs = sign(bare, key=OTHER_KEY, did=OTHER_DID, at=NOW)["proof"]
    assert check({**document, "proof": [document["proof"], theirs]}).outcome is Outcome.REAL
    assert check({**document, "proof": [theirs]}).outcome is Outcome.CHANGED


def test_the_list_of_changes_reaches_every_value() -> None:
    document = practice_badge()
    names = {name.partition(":")[0] for name, _ in tamperings(document)}
    assert {".".join(map(str, path)) for path, _ in members(document)} <= names
    assert changed(document, ("id",)) == {k: v for k, v in document.items() if k != "id"}
    assert KEY.public.did == document["issuer"]["id"]
