"""Suspending and restoring: what counts, what everyone is told, and what stays inside."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials import lists
from tests.credentials.made import ADDRESS, award, confirmed, corrected, real, show
from tests.pages.stage import visitor
from waypost.credentials import (
    actions,
    hours,
    mending,
    reissuing,
    rotation,
    status_lists,
    suspending,
)
from waypost.credentials.checking import check, check_file, lists_of, signed_name
from waypost.credentials.keys import signing_key
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award, Document, Met, StatusList, Suspension
from waypost.credentials.status_lists import list_url
from waypost.credentials.suspending import AlreadySuspended, NotSuspended
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.openbadges import Outcome, dump, load, sign
from waypost.openbadges.status import decode, is_set
from waypost.pages.standing import State, standings
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.viewers import Viewer

LATER = NOW + dt.timedelta(days=1)
AFTER = NOW + dt.timedelta(days=5)
INSIDE = "Somebody says the picture is not hers."


def suspend(cast: Cast, made: Award, at: dt.datetime = LATER) -> Suspension:
    return suspending.suspend(award=made, reason="question", note=INSIDE, by=cast.lead, at=at)


def restore(cast: Cast, made: Award, at: dt.datetime = LATER) -> None:
    suspending.restore(award=made, note="It is hers.", by=cast.lead, at=at)


def bits(made: Award, purpose: str) -> bool:
    document = made.documents.current()
    listing = load(lists_of(document.status_list)[list_url(document.status_list, purpose)])
    subject = listing["credentialSubject"]
    assert subject["statusPurpose"] == purpose
    return is_set(decode(subject["encodedList"]), document.status_index)


def test_a_suspended_badge_says_so_to_every_verifier_and_is_real_again_afterwards(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    file = bytes(made.documents.get().body)
    said = suspend(pecan_flats, made)
    current = made.documents.current()
    verdict = check(current, at=LATER)
    assert (verdict.outcome, verdict.reason) == (Outcome.WITHDRAWN, "suspended")
    assert (bits(made, "revocation"), bits(made, "suspension")) == (False, True)
    assert current == said.document
    restore(pecan_flats, made)
    assert check(made.documents.current(), at=LATER).outcome is Outcome.REAL
    assert not bits(made, "suspension")
    for over in (file, bytes(current.body)):
        assert check_file(over, pecan_flats.district, at=LATER).reason == "withdrawn"


def statuses_of(document: Document) -> list[str]:
    """What each place says that it is for; Open Badges 3.0 has one, as an object."""
    said = load(bytes(document.body))["credentialStatus"]
    if isinstance(said, dict):
        return [said["statusPurpose"]]
    assert len(said) == 2, "a list of one is no status of that standard either"
    return [each["statusPurpose"] for each in said]


@pytest.mark.parametrize("is_real", [False, True])
def test_a_badge_that_counts_has_the_one_status_that_its_schema_allows(
    pecan_flats: Cast, caliche: Cast, is_real: bool
) -> None:
    """Open Badges 3.0 gives `credentialStatus` the multiplicity 0..1, and the schema that every
    badge names holds it to an object."""
    cast = confirmed(pecan_flats) if is_real else pecan_flats
    made = award(cast, to=cast.ortiz)
    assert statuses_of(made.documents.get()) == ["revocation"]
    listed = lists.awarded(cast, f"{cast.reyes.email}\n", slug="check-and-change")
    assert statuses_of(Document.objects.get(award__award_list=listed)) == ["revocation"]
    corrected(cast, made, AFTER)
    assert statuses_of(made.documents.current()) == ["revocation"]
    suspend(cast, made, AFTER)
    assert statuses_of(made.documents.current()) == ["revocation", "suspension"]
    corrected(cast, made, AFTER)
    assert statuses_of(made.documents.current()) == ["revocation", "suspension"]
    restore(cast, made, AFTER)
    assert statuses_of(made.documents.current()) == ["revocation"]
    rotation.withdraw_key(key=made.documents.current().key, why="x", by=cast.lead, at=AFTER)
    reissuing.sign_anew(district=cast.district, by=cast.lead, at=AFTER)
    for document in Document.objects.unreplaced():
        assert statuses_of(document) == ["revocation"]


def test_only_the_program_lead_of_its_district_suspends_and_restores(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    others: list[Viewer] = [
        pecan_flats.people[who] for who in ("ortiz", "dana", "hr", "principal", "rep")
    ]
    others += [caliche.lead, pecan_flats.system]
    for who in others:
        with pytest.raises(NotAllowed):
            suspending.suspend(award=made, reason="other", note="x", by=who, at=NOW)
    suspend(pecan_flats, made)
    for who in others:
        with pytest.raises(NotAllowed):
            suspending.restore(award=made, note="x", by=who, at=NOW)


def test_a_second_lead_finds_it_done(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    with pytest.raises(NotSuspended):
        restore(pecan_flats, made)
    suspend(pecan_flats, made)
    with pytest.raises(AlreadySuspended):
        suspend(pecan_flats, made)
    restore(pecan_flats, made)
    with pytest.raises(NotSuspended):
        restore(pecan_flats, made)
    suspend(pecan_flats, made)
    assert made.suspensions.count() == 2
    assert made.suspensions.filter(restoration=None).count() == 1


def test_what_was_said_of_it_is_frozen(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    said = suspend(pecan_flats, made)
    restore(pecan_flats, made)
    for rows in (Suspension.objects.filter(pk=said.pk), type(said.restoration).objects.all()):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(note="Something else.")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_while_it_is_suspended_it_does_not_count(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made = award(cast, "check-and-change", to=cast.ortiz)
    assert hours.totals(hours.lines(cast.district)).hours == 4
    suspend(cast, made)
    assert hours.totals(hours.lines(cast.district)).hours == 0
    made.refresh_from_db()
    assert hours.status(made, LATER) == "suspended"
    assert not Award.objects.held_by(cast.ortiz).exists()
    restore(cast, made)
    assert hours.totals(hours.lines(cast.district)).hours == 4
    assert Award.objects.held_by(cast.ortiz).get() == made


def test_a_degree_waits_for_what_is_suspended_and_comes_with_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    parts = [award(cast, slug, to=cast.ortiz) for slug in ("forms-quiz", "check-and-change")]
    suspend(cast, parts[0])
    assert show(cast, "digital-classroom", to=cast.ortiz) is None
    deliver_all(at=LATER)
    degree = Award.objects.filter(version=cast.versions["digital-classroom"])
    assert not degree.exists()
    restore(cast, parts[0])
    deliver_all(at=LATER)
    assert degree.get().person == cast.ortiz


def test_a_suspended_badge_is_not_awarded_a_second_time(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    suspend(pecan_flats, made)
    assert award(pecan_flats, to=pecan_flats.ortiz) == made
    assert Met.objects.count() == Award.objects.count() == 1


def test_a_correction_leaves_it_suspended(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    suspend(pecan_flats, made)
    mending.correct(
        document=made.documents.current(),
        what="name",
        name="María Ortiz Vega",
        reason="changed",
        note="x",
        by=pecan_flats.lead,
        at=LATER,
    )
    assert signed_name(made) == "María Ortiz Vega"
    assert check(made.documents.current(), at=LATER).reason == "suspended"
    restore(pecan_flats, made)
    assert check(made.documents.current(), at=LATER).outcome is Outcome.REAL


def test_a_suspended_badge_can_be_withdrawn_and_is_not_restored_then(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    suspend(pecan_flats, made)
    actions.withdraw(award=made, reason="evidence", note="x", by=pecan_flats.lead, at=LATER)
    verdict = check(made.documents.current(), at=LATER)
    assert (verdict.outcome, verdict.reason) == (Outcome.WITHDRAWN, "withdrawn")
    assert not bits(made, "suspension")
    with pytest.raises(NotSuspended):
        restore(pecan_flats, made)
    with pytest.raises(NotStanding):
        suspend(pecan_flats, made)


def from_before(made: Award) -> Document:
    """As an earlier release signed it: one place, in a list that has no sibling. Signed bytes are
    frozen, so it takes the place of the one of today."""
    today = made.documents.current()
    body = load(bytes(today.body))
    del body["proof"]
    key, pk = today.key, uuid.uuid4()
    Document.objects.filter(pk=today.pk).update(superseded_by=pk)
    index = (today.status_index + 1) % 131_072
    body["credentialStatus"]["statusListIndex"] = str(index)
    signed = dump(sign(body, key=signing_key(key), did=key.did, at=NOW))
    StatusList.objects.update(suspension_body=None)
    return Document.objects.create(
        pk=pk,
        district=made.district,
        award=made,
        body=signed,
        sha256="x" * 64,
        key=key,
        status_list=today.status_list,
        status_index=index,
        issued_at=NOW,
    )


def test_what_was_signed_before_there_were_suspensions_is_signed_anew_for_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    old = from_before(made)
    assert not status_lists.names_suspension(old)
    assert check(old, at=LATER).outcome is Outcome.REAL
    said = suspend(pecan_flats, made)
    new = made.documents.current()
    assert new == said.document != old
    assert status_lists.names_suspension(new)
    assert check(new, at=LATER).reason == "suspended"
    old.refresh_from_db()
    assert check(old, at=LATER).reason == "withdrawn", "the file of before cannot say more"
    stranger = Client(headers={"host": pecan_flats.district.host})
    assert stranger.get("/status/suspension/1").status_code == 200


def test_lists_of_an_earlier_release_get_their_sibling_by_the_next_morning(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    StatusList.objects.update(suspension_body=None)
    assert status_lists.make_suspension_lists(at=LATER) == StatusList.objects.count() == 1
    assert status_lists.make_suspension_lists(at=LATER) == 0
    assert check(made.documents.get(), at=LATER).outcome is Outcome.REAL
    StatusList.objects.update(suspension_body=None)
    award(pecan_flats, to=pecan_flats.reyes)
    assert StatusList.objects.get().suspension_body, "whatever is signed names it"


def test_a_stranger_reads_that_it_is_suspended_and_not_why(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    suspend(pecan_flats, made)
    stranger = Client(headers={"host": pecan_flats.district.host})
    with time_machine.travel(LATER):
        page = stranger.get(f"/c/{made.public_id}").content.decode()
        told = stranger.get(f"/c/{made.public_id}/history.json").json()
    assert "This badge is suspended" in page
    assert "suspended on November 19, 2026" in page
    for secret in (INSIDE, "question about the evidence", "Priya"):
        assert secret not in page
    assert [step["kind"] for step in told["history"]] == ["issued", "suspended"]
    assert told["status"] == "suspended"
    restore(pecan_flats, made)
    with time_machine.travel(LATER):
        page = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "This badge is real" in page
    assert "Badge restored" in page
    assert "It is hers." not in page


def test_a_private_badge_says_nothing_but_that_it_is_suspended(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(confirmed(pecan_flats), to=pecan_flats.ortiz)
    suspend(pecan_flats, made)
    stranger = Client(headers={"host": pecan_flats.district.host})
    facts = stranger.get(f"/c/{made.public_id}.json").json()
    assert facts == {
        "issuer": {"name": "Pecan Flats ISD", "url": ADDRESS},
        "status": "suspended",
        "practice": False,
        "private": True,
    }
    page = stranger.get(f"/c/{made.public_id}").content.decode()
    assert "This badge is suspended" in page
    for secret in ("María", "November 1", "Badge suspended"):
        assert secret not in page.partition("</main>")[0].partition("<main")[2], secret
    assert stranger.get(f"/c/{made.public_id}/history.json").status_code == 404


def test_a_file_that_is_checked_says_suspended_whichever_it_is(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    old = from_before(made)
    suspend(pecan_flats, made)
    stranger = Client(headers={"host": pecan_flats.district.host})
    for document in (old, made.documents.current()):
        file = SimpleUploadedFile("badge.json", bytes(document.body))
        page = stranger.post("/check", {"badge": file}).content.decode()
        assert "This badge is suspended" in page
        assert "stands" not in page.partition("<main")[0]


def test_its_earner_hears_in_plain_words(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    suspend(pecan_flats, made)
    deliver_all(at=LATER)
    letter = Letter.objects.get(kind="suspended")
    assert letter.to == pecan_flats.ortiz
    assert INSIDE in letter.text
    assert "question about the evidence" in letter.text
    restore(pecan_flats, made)
    deliver_all(at=LATER)
    letter = Letter.objects.get(kind="restored")
    assert "It is hers." in letter.text
    assert Letter.objects.filter(district=caliche.district).count() == 0


def test_its_earner_and_the_lead_read_why_and_by_whom(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    suspend(pecan_flats, made)
    page = visitor(pecan_flats, pecan_flats.ortiz).get(f"/badges/{made.pk}").content.decode()
    assert INSIDE in page
    assert "Suspended" in page
    assert "The program lead" in page
    assert "Priya Raman" not in page
    page = visitor(pecan_flats, pecan_flats.lead).get(f"/badges/{made.pk}").content.decode()
    assert INSIDE in page
    assert "Restore" in page
    page = visitor(pecan_flats, pecan_flats.hr).get(f"/badges/{made.pk}").content.decode()
    assert "Suspended" in page
    assert INSIDE not in page


def test_its_earner_sees_it_as_suspended_wherever_it_stands(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    suspend(pecan_flats, made)
    ortiz = Person.objects.with_roles().get(pk=pecan_flats.ortiz.pk)
    shown = standings(ortiz)[made.version.achievement_id]
    assert (shown.state, shown.label, shown.fills) == (State.SUSPENDED, "Suspended", False)
    client = visitor(pecan_flats, ortiz)
    page = client.get("/catalog/forms-quiz").content.decode()
    assert "See why it is suspended" in page
    assert 'action="/earn/' not in page
    assert "Suspended" in client.get("/badges").content.decode()
    assert f"/badges/{made.pk}" not in client.get("/home").content.decode()
    lead = visitor(pecan_flats, pecan_flats.lead)
    assert "Suspended" in lead.get("/awards").content.decode()
    certificate = lead.get(f"/c/{made.public_id}.pdf")
    assert certificate.content.startswith(b"%PDF-")
