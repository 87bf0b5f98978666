"""Two status lists and the list of 1EdTech: what W3C's Bitstring Status List 1.0 asks of who
publishes one, without a gap for whoever reads meanwhile."""

import base64
import datetime as dt
import gzip
import itertools
import threading

import pytest
from django.db import connection
from django.test import Client

from tests import cast as people_of
from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, award, confirmed, real
from tests.racing import at_once
from waypost.credentials import actions, mending, suspending
from waypost.credentials.checking import check, check_file, lists_of
from waypost.credentials.keys import current_key
from waypost.credentials.models import Award, Document, IssuerKey
from waypost.openbadges import (
    ENTRIES,
    REVOCATION,
    SUSPENSION,
    Outcome,
    load,
)
from waypost.openbadges import (
    Document as Json,
)
from waypost.openbadges.status import decode, is_set

LATER = NOW + dt.timedelta(days=1)
PLACES = {REVOCATION: "/status/1", SUSPENSION: "/status/suspension/1"}
THE_LIST = f"{ADDRESS}/status/1"


def stranger(cast: Cast) -> Client:
    return Client(headers={"host": cast.district.host})


def listing(cast: Cast, purpose: str) -> Json:
    return load(stranger(cast).get(PLACES[purpose]).content)


@pytest.mark.parametrize("purpose", [REVOCATION, SUSPENSION])
def test_a_list_has_the_form_that_w3c_asks(pecan_flats: Cast, caliche: Cast, purpose: str) -> None:
    real(pecan_flats)
    answer = stranger(pecan_flats).get(PLACES[purpose])
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Access-Control-Allow-Origin"] == "*"
    found = load(answer.content)
    assert found["id"] == f"{ADDRESS}{PLACES[purpose]}"
    assert "BitstringStatusListCredential" in found["type"]
    assert found["validFrom"] == "2026-11-18T20:00:00Z"
    assert "validUntil" not in found, "a copy on a static site holds for years"
    subject = found["credentialSubject"]
    assert subject["type"] == "BitstringStatusList"
    assert subject["statusPurpose"] == purpose
    assert subject["id"] == f"{found['id']}#list"
    assert "ttl" not in subject
    encoded = subject["encodedList"]
    assert encoded[0] == "u"
    assert "=" not in encoded
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(bits) == 16 * 1024 == ENTRIES // 8
    assert not any(bits)


def test_a_suspended_badge_names_one_place_in_both_lists_and_withdrawal_first(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    alone = load(bytes(made.documents.get().body))["credentialStatus"]
    suspending.suspend(award=made, reason="other", note="x", by=pecan_flats.lead, at=LATER)
    document = made.documents.current()
    entries = load(bytes(document.body))["credentialStatus"]
    assert set(alone) == set(entries[0])
    assert [entry["statusPurpose"] for entry in entries] == [REVOCATION, SUSPENSION]
    for entry in entries:
        assert entry["type"] == "BitstringStatusListEntry"
        assert entry["statusListIndex"] == str(document.status_index)
        assert entry["id"] != entry["statusListCredential"]
        assert "statusSize" not in entry
        path = entry["statusListCredential"].removeprefix(ADDRESS)
        assert stranger(pecan_flats).get(path).status_code == 200


def test_places_are_given_at_random(pecan_flats: Cast, caliche: Cast) -> None:
    people = [pecan_flats.people[who] for who in ("ortiz", "reyes", "rep", "wells", "hr")]
    for person in people:
        award(pecan_flats, to=person)
    given = list(Document.objects.order_by("issued_at").values_list("status_index", flat=True))
    assert len(set(given)) == len(people)
    assert max(given) > 1000, "never one after the other from the start"
    assert all(abs(a - b) > 1 for a, b in itertools.pairwise(given))


def test_one_bit_is_set_for_one_badge_and_unset_again(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)

    def told(purpose: str) -> tuple[bool, int]:
        bits = decode(listing(pecan_flats, purpose)["credentialSubject"]["encodedList"])
        index = made.documents.current().status_index
        return is_set(bits, index), sum(byte.bit_count() for byte in bits)

    suspending.suspend(award=made, reason="other", note="x", by=pecan_flats.lead, at=LATER)
    assert (told(REVOCATION), told(SUSPENSION)) == ((False, 1), (True, 2)), "with the file before"
    suspending.restore(award=made, note="x", by=pecan_flats.lead, at=LATER)
    assert (told(REVOCATION), told(SUSPENSION)) == ((False, 2), (False, 0))
    actions.withdraw(award=made, reason="error", by=pecan_flats.lead, at=LATER)
    assert (told(REVOCATION), told(SUSPENSION)) == ((True, 3), (False, 0))


@pytest.mark.parametrize("purpose", [REVOCATION, SUSPENSION])
def test_a_reader_who_has_it_is_told_so_until_it_changes(
    pecan_flats: Cast, caliche: Cast, purpose: str
) -> None:
    made = real(pecan_flats)
    client, path = stranger(pecan_flats), PLACES[purpose]
    known = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": known})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", known)
    if purpose == SUSPENSION:
        suspending.suspend(award=made, reason="other", note="x", by=pecan_flats.lead, at=NOW)
    else:
        actions.withdraw(award=made, reason="error", by=pecan_flats.lead, at=NOW)
    now = client.get(path, headers={"if-none-match": known})
    assert now.status_code == 200, "even where both were signed in the same moment"
    assert now["ETag"] != known


def test_what_is_not_a_list_of_this_district_is_not_found(pecan_flats: Cast, caliche: Cast) -> None:
    real(pecan_flats)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    for place in ("/status/{}", "/status/suspension/{}", "/status/revocations/{}.json"):
        assert stranger(pecan_flats).get(place.format(2)).status_code == 404
        assert stranger(caliche).get(place.format(1)).status_code == 404, "for practice"


def test_a_clock_that_was_set_back_makes_no_list_look_older(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    suspending.suspend(award=made, reason="other", note="x", by=pecan_flats.lead, at=LATER)
    suspending.restore(award=made, note="x", by=pecan_flats.lead, at=NOW)
    assert listing(pecan_flats, SUSPENSION)["validFrom"] == "2026-11-19T20:00:00Z"


def test_a_list_of_a_retired_key_still_holds_and_the_next_one_is_of_the_new_key(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    file = bytes(made.documents.get().body)
    IssuerKey.objects.filter(use="badges").update(retired_at=LATER)
    pecan_flats.district.refresh_from_db()
    new = current_key(pecan_flats.district, at=LATER)
    assert check_file(file, pecan_flats.district, at=LATER).outcome is Outcome.REAL
    suspending.suspend(award=made, reason="other", note="x", by=pecan_flats.lead, at=LATER)
    for purpose in PLACES:
        method = listing(pecan_flats, purpose)["proof"]["verificationMethod"]
        assert method.endswith(new.public_multibase)
    assert check_file(file, pecan_flats.district, at=LATER).reason == "withdrawn"
    anew = bytes(made.documents.current().body)
    assert check_file(anew, pecan_flats.district, at=LATER).reason == "suspended"


def test_a_practice_list_has_no_address_and_two_names(pecan_flats: Cast, caliche: Cast) -> None:
    document = award(pecan_flats, to=pecan_flats.ortiz).documents.get()
    names = list(lists_of(document.status_list))
    assert len(set(names)) == 2
    assert all(name.startswith("urn:uuid:") for name in names)
    assert check(document, at=NOW).outcome is Outcome.PRACTICE


def test_the_list_of_1edtech_names_what_was_withdrawn_and_nothing_else(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    shown = award(cast, to=cast.ortiz)
    actions.share(award=shown, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    private, replaced, standing = (
        award(cast, to=cast.people[who]) for who in ("reyes", "rep", "hr")
    )
    for made in (shown, private):
        actions.withdraw(award=made, reason="evidence", note="Inside.", by=cast.lead, at=LATER)
    mending.correct(
        document=replaced.documents.get(),
        what="name",
        name="Ana Sosa Ruiz",
        reason="changed",
        note="x",
        by=cast.lead,
        at=LATER,
    )
    suspending.suspend(award=standing, reason="other", note="x", by=cast.lead, at=LATER)
    answer = stranger(cast).get("/status/revocations/1.json")
    assert answer["Cache-Control"] == "public, max-age=60"
    found = answer.json()
    assert found["id"] == f"{ADDRESS}/status/revocations/1.json"
    assert found["issuer"] == "did:web:learn.pecanflats.example"
    assert sorted(found["revokedCredential"], key=lambda one: one["id"]) == sorted(
        [
            {
                "id": f"{ADDRESS}/c/{shown.public_id}",
                "revoked": True,
                "revocationReason": "The evidence was not the earner's own",
            },
            # Its own address says as much, and no more.
            {"id": f"{ADDRESS}/c/{private.public_id}", "revoked": True},
        ],
        key=lambda one: str(one["id"]),
    )
    known = {"if-none-match": answer["ETag"]}
    assert stranger(cast).get("/status/revocations/1.json", headers=known).status_code == 304


@pytest.mark.django_db(transaction=True)
def test_suspending_and_withdrawing_at_once_leave_it_withdrawn() -> None:
    people_of.caliche()
    cast = people_of.pecan_flats()
    made = real(cast)
    ends = at_once(
        lambda: suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=LATER),
        lambda: actions.withdraw(award=made, reason="error", by=cast.lead, at=LATER),
    )
    assert ends in (["done", "done"], ["NotStanding", "done"])
    found = Award.objects.get(pk=made.pk)
    assert (found.stands, found.suspended_at) == (False, None)
    verdict = check(found.documents.current(), at=LATER)
    assert (verdict.outcome, verdict.reason) == (Outcome.WITHDRAWN, "withdrawn")


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_one_suspends_and_one_restores() -> None:
    people_of.caliche()
    cast = people_of.pecan_flats()
    made = real(cast)

    def suspend() -> object:
        return suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=LATER)

    def restore() -> object:
        return suspending.restore(award=made, note="x", by=cast.lead, at=LATER)

    assert at_once(suspend, suspend) == ["AlreadySuspended", "done"]
    assert at_once(restore, restore) == ["NotSuspended", "done"]
    assert made.suspensions.count() == 1
    assert check(made.documents.current(), at=LATER).outcome is Outcome.REAL


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_while_lists_are_signed_anew_gets_a_whole_and_never_an_older_one() -> None:
    people_of.caliche()
    cast = people_of.pecan_flats()
    made = real(cast)
    others = [award(cast, to=cast.people[who]) for who in ("reyes", "rep", "wells")]
    seen: list[tuple[int, Json]] = []
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        client = stranger(cast)
        try:
            while not done.is_set():
                answer = client.get("/status/1")
                seen.append((answer.status_code, load(answer.content)))
        except Exception as error:  # whatever a reader would have met
            wrong.append(repr(error))
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number, other in enumerate(others):
            at = LATER + dt.timedelta(minutes=number)
            suspending.suspend(award=made, reason="other", note="x", by=cast.lead, at=at)
            actions.withdraw(award=other, reason="error", by=cast.lead, at=at)
            suspending.restore(award=made, note="x", by=cast.lead, at=at)
    finally:
        done.set()
        reader.join()
    assert not wrong
    assert len(seen) > 3
    counts = []
    for code, found in seen:
        assert code == 200
        bits = decode(found["credentialSubject"]["encodedList"])
        counts.append((found["validFrom"], sum(byte.bit_count() for byte in bits)))
    assert counts == sorted(counts), "withdrawn and replaced ones only become more"
    last = stranger(cast).get("/status/1").content
    assert sum(b.bit_count() for b in decode(load(last)["credentialSubject"]["encodedList"])) == 9
