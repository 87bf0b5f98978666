"""Several addresses of one person over a career: today's, their own, and those from before."""

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.cast import NOW, Cast
from tests.evidence.scene import client_of
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.people import own_addresses
from waypost.people.actions import add_person
from waypost.people.known_addresses import addresses_of, holders_by_address
from waypost.people.mending import join, move_address
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

PRIVATE = "maria@home.example"


def confirmed(person: Person, email: str = PRIVATE) -> EmailAddress:
    row = own_addresses.add(person=person, email=email, by=person, at=NOW)
    token = own_addresses.token_for(row)
    return own_addresses.confirm(person=person, token=token, by=person, at=NOW)


def test_an_address_counts_once_its_letter_was_answered(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    row = own_addresses.add(person=ortiz, email=f" {PRIVATE.upper()} ", by=ortiz, at=NOW)
    assert PRIVATE not in addresses_of(ortiz)
    deliver_all(at=timezone.now())
    letter = Letter.objects.get(address=PRIVATE)
    assert own_addresses.token_for(row).split(":")[0] in letter.text
    own_addresses.confirm(person=ortiz, token=own_addresses.token_for(row), by=ortiz, at=NOW)
    assert addresses_of(ortiz) == [ortiz.email, PRIVATE]
    assert holders_by_address(pecan_flats.district)[PRIVATE] == ortiz.pk


def test_another_s_link_confirms_nothing(pecan_flats: Cast) -> None:
    row = own_addresses.add(person=pecan_flats.ortiz, email=PRIVATE, by=pecan_flats.ortiz, at=NOW)
    reyes = pecan_flats.reyes
    with pytest.raises(signing.BadSignature):
        own_addresses.confirm(person=reyes, token=own_addresses.token_for(row), by=reyes, at=NOW)
    with pytest.raises(NotAllowed):
        own_addresses.add(person=reyes, email=PRIVATE, by=pecan_flats.lead, at=NOW)


def test_one_that_somebody_else_confirmed_is_theirs(pecan_flats: Cast) -> None:
    ortiz, reyes = pecan_flats.ortiz, pecan_flats.reyes
    row = own_addresses.add(person=reyes, email=PRIVATE, by=reyes, at=NOW)
    confirmed(ortiz)
    with pytest.raises(own_addresses.SomebodyElses):
        own_addresses.confirm(person=reyes, token=own_addresses.token_for(row), by=reyes, at=NOW)
    assert PRIVATE not in addresses_of(reyes)


def test_what_is_no_address_and_a_sixth_one_are_refused(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    with pytest.raises(ValidationError):
        own_addresses.add(person=ortiz, email="nobody", by=ortiz, at=NOW)
    for number in range(4):
        own_addresses.add(person=ortiz, email=f"m{number}@home.example", by=ortiz, at=NOW)
    with pytest.raises(own_addresses.TooMany):
        own_addresses.add(person=ortiz, email=PRIVATE, by=ortiz, at=NOW)


def test_the_district_s_own_address_is_not_taken_away(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    given = EmailAddress.objects.get(user=ortiz.account)
    with pytest.raises(own_addresses.GivenByTheDistrict):
        own_addresses.remove(person=ortiz, address=given.pk, by=ortiz, at=NOW)
    own_addresses.remove(person=ortiz, address=confirmed(ortiz).pk, by=ortiz, at=NOW)
    assert addresses_of(ortiz) == [ortiz.email]


def test_addresses_from_before_and_of_joined_entries_are_theirs(
    pecan_flats: Cast, caliche: Cast
) -> None:
    ortiz, lead = pecan_flats.ortiz, pecan_flats.lead
    before = ortiz.email
    move_address(person=ortiz, email="m.salas@pecanflats.example", note="Wed.", by=lead, at=NOW)
    other = add_person(
        district=pecan_flats.district,
        name="Maria Ortiz",
        called="Maria",
        email="mortiz@pecanflats.example",
        by=pecan_flats.system,
    )
    ortiz.refresh_from_db()
    join(kept=ortiz, other=other, note="Twice.", by=lead, at=NOW)
    ortiz.refresh_from_db()
    assert {before, "m.salas@pecanflats.example", "mortiz@pecanflats.example"} <= set(
        addresses_of(ortiz)
    )
    known = holders_by_address(pecan_flats.district)
    assert {known[email] for email in addresses_of(ortiz)} == {ortiz.pk}
    assert not set(addresses_of(ortiz)) & set(holders_by_address(caliche.district))


def test_an_address_that_was_given_on_is_whose_it_is_today(pecan_flats: Cast) -> None:
    ortiz, reyes, lead = pecan_flats.ortiz, pecan_flats.reyes, pecan_flats.lead
    before = ortiz.email
    move_address(person=ortiz, email="new@pecanflats.example", note="New.", by=lead, at=NOW)
    EmailAddress.objects.filter(email=before).delete()
    Person.objects.filter(pk=reyes.pk).update(email=before)
    assert holders_by_address(pecan_flats.district)[before] == reyes.pk


def test_the_page_adds_asks_and_removes(pecan_flats: Cast) -> None:
    client = client_of(pecan_flats, "ortiz")
    page = client.post("/account/addresses/", {"email": "no address"})
    assert "Write an e-mail address" in page.content.decode()
    assert 'value="no address"' in page.content.decode()
    said = client.post("/account/addresses/", {"email": PRIVATE}, follow=True)
    assert f"We wrote to {PRIVATE}" in said.content.decode()
    row = EmailAddress.objects.get(email=PRIVATE)
    link = f"/account/addresses/yes/{own_addresses.token_for(row)}"
    assert "Is this address yours?" in client.get(link).content.decode()
    row.refresh_from_db()
    assert not row.verified
    done = client.post(link, follow=True)
    assert f"You can sign in with {PRIVATE}" in done.content.decode()
    wrong = client.get("/account/addresses/yes/nonsense", follow=True)
    assert "has run out" in wrong.content.decode()
    gone = client.post(f"/account/addresses/{row.pk}/remove", follow=True)
    assert "Removed." in gone.content.decode()
    assert not EmailAddress.objects.filter(email=PRIVATE).exists()
    stranger = Client(headers={"host": pecan_flats.district.host})
    assert stranger.get("/account/addresses/").status_code == 302
