"""The one door to an award, and what stands behind it afterwards."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast, confirm
from tests.credentials.made import award
from waypost.credentials import actions
from waypost.credentials.checking import check
from waypost.credentials.models import Award, Document, Met, Withdrawal
from waypost.credentials.status_lists import list_url
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.openbadges import Outcome, load, verify
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

LATER = NOW + dt.timedelta(days=30)


def test_a_met_requirement_makes_one_signed_award(pecan_flats: Cast) -> None:
    made = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    document = made.documents.get()
    verdict = check(document, at=LATER)
    assert verdict.outcome == Outcome.PRACTICE
    assert verdict.facts is not None
    assert verdict.facts.earner_name == "María Ortiz"
    again = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    assert again == made
    assert Met.objects.count() == Award.objects.count() == Document.objects.count() == 1
    assert Entry.objects.filter(kind="credentials.AwardMade").count() == 1


def test_nobody_lets_their_own_work_count(pecan_flats: Cast) -> None:
    with pytest.raises(NotAllowed):
        award(pecan_flats, "forms-quiz", to=pecan_flats.dana, by=pecan_flats.dana)


@pytest.mark.parametrize("who", ["ortiz", "principal", "hr", "rep"])
def test_only_reviewers_open_the_door(pecan_flats: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        award(pecan_flats, "forms-quiz", to=pecan_flats.reyes, by=getattr(pecan_flats, who))


def test_a_reviewer_of_another_district_opens_nothing(pecan_flats: Cast, caliche: Cast) -> None:
    with pytest.raises(NotAllowed):
        award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=caliche.reviewer)


def test_a_requirement_of_another_district_counts_for_nobody_here(
    pecan_flats: Cast, caliche: Cast
) -> None:
    with pytest.raises(actions.NotOffered):
        award(caliche, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)


def test_a_confirmed_address_signs_real_badges_and_leaves_practice_ones_as_they_are(
    pecan_flats: Cast,
) -> None:
    practice = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    pecan_flats.reyes.refresh_from_db()
    real = award(pecan_flats, "forms-quiz", to=pecan_flats.reyes, by=pecan_flats.dana)
    document = real.documents.get()
    assert check(document, at=LATER).outcome == Outcome.REAL
    body = load(bytes(document.body))
    assert body["id"] == f"https://learn.pecanflats.example/c/{real.public_id}"
    assert body["issuer"]["id"] == "did:web:learn.pecanflats.example"
    assert check(practice.documents.get(), at=LATER).outcome == Outcome.PRACTICE


def test_withdrawing_flips_the_bit_and_only_that_bit(pecan_flats: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    other = award(pecan_flats, "forms-quiz", to=pecan_flats.reyes, by=pecan_flats.dana)
    actions.withdraw(award=mine, reason="error", note="", by=pecan_flats.lead, at=NOW)
    assert check(mine.documents.get(), at=LATER).outcome == Outcome.WITHDRAWN
    assert check(other.documents.get(), at=LATER).outcome == Outcome.PRACTICE


def test_a_practice_badge_can_be_withdrawn_after_the_address_is_confirmed(
    pecan_flats: Cast,
) -> None:
    practice = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    practice.refresh_from_db()
    actions.withdraw(award=practice, reason="error", by=pecan_flats.lead, at=NOW)
    assert check(practice.documents.get(), at=LATER).outcome == Outcome.WITHDRAWN


def test_a_district_that_stops_practicing_meanwhile_awards_a_real_badge(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """Whoever awards read the person and the district before the address was confirmed."""
    before = Person.objects.select_related("district").get(pk=pecan_flats.ortiz.pk)
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    made = award(pecan_flats, "forms-quiz", to=before, by=pecan_flats.dana)
    assert before.district.practice
    assert not made.practice
    assert check(made.documents.get(), at=LATER).outcome == Outcome.REAL


def test_withdrawing_twice_keeps_the_first_reason(pecan_flats: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    actions.withdraw(award=mine, reason="error", by=pecan_flats.lead, at=NOW)
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.withdraw(award=mine, reason="other", by=pecan_flats.lead, at=LATER)
    assert Withdrawal.objects.get().reason == "error"


@pytest.mark.parametrize("who", ["ortiz", "dana", "principal", "hr"])
def test_only_the_program_lead_withdraws(pecan_flats: Cast, who: str) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    with pytest.raises(NotAllowed):
        actions.withdraw(award=mine, reason="error", by=getattr(pecan_flats, who), at=NOW)


def test_another_districts_lead_withdraws_nothing(pecan_flats: Cast, caliche: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    with pytest.raises(NotAllowed):
        actions.withdraw(award=mine, reason="error", by=caliche.lead, at=NOW)
    assert not Award.objects.visible_to(caliche.lead).exists()


def test_only_the_earner_chooses_who_sees_it(pecan_flats: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    with pytest.raises(NotAllowed):
        actions.share(award=mine, visibility="public", shown=[], by=pecan_flats.lead, at=NOW)
    actions.share(award=mine, visibility="public", shown=[], by=pecan_flats.ortiz, at=NOW)
    mine.refresh_from_db()
    assert mine.visibility == "public"


def test_a_degree_comes_by_itself_when_its_rule_is_met(pecan_flats: Cast) -> None:
    cast = pecan_flats
    award(cast, "forms-quiz", to=cast.ortiz, by=cast.dana)
    award(cast, "check-and-change", to=cast.ortiz, by=cast.dana)
    deliver_all(at=LATER)
    degree = cast.versions["digital-classroom"]
    assert not Award.objects.filter(version=degree).exists()
    piece = degree.requirements.get(kind="evidence")
    actions.meet_requirement(requirement=piece, person=cast.ortiz, basis={}, by=cast.dana, at=NOW)
    assert Award.objects.filter(version=degree, person=cast.ortiz).count() == 1
    deliver_all(at=LATER)
    assert Award.objects.filter(version=degree).count() == 1


def test_signed_bytes_cannot_be_changed_in_the_database(pecan_flats: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Document.objects.filter(award=mine).update(body=b"{}")


def test_a_changed_document_is_called_changed(pecan_flats: Cast) -> None:
    mine = award(pecan_flats, "forms-quiz", to=pecan_flats.ortiz, by=pecan_flats.dana)
    document = mine.documents.get()
    body = bytes(document.body).replace("María".encode(), b"Maria")
    lists = {list_url(document.status_list): bytes(document.status_list.body)}
    assert verify(body, now=LATER, status_lists=lists).outcome == Outcome.CHANGED


def test_status_places_are_scattered(pecan_flats: Cast) -> None:
    for who in ("ortiz", "reyes", "wells", "rep"):
        award(pecan_flats, "forms-quiz", to=getattr(pecan_flats, who), by=pecan_flats.dana)
    places = list(
        Document.objects.order_by("issued_at", "pk").values_list("status_index", flat=True)
    )
    assert len(set(places)) == 4
    assert max(places) - min(places) > 100
