"""A public address is confirmed once: reached by the server itself, and opened from outside."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW, Cast, as_demo, confirm
from waypost.founding import reach
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people import reaching
from waypost.people.models import AddressCheck, District
from waypost.people.models.addresses import GOOD_FOR, REACHED
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db
ADDRESS = "https://learn.pecanflats.example"
OUTSIDE = {"host": "learn.pecanflats.example", "X-Forwarded-Proto": "https"}


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def begin(cast: Cast, address: str = ADDRESS) -> AddressCheck:
    return reaching.begin_check(district=cast.district, address=address, by=cast.lead, at=NOW)


def confirmed(cast: Cast, at: dt.datetime = NOW) -> None:
    people.confirm_address(district=cast.district, address=ADDRESS, by=cast.lead, at=at)


def test_only_both_checks_together_confirm_and_only_for_a_day(
    pecan_flats: Cast, caliche: Cast
) -> None:
    with pytest.raises(people.NotChecked):
        confirmed(pecan_flats)
    check = begin(pecan_flats)
    reaching.note_seen(check=check, at=NOW)
    with pytest.raises(people.NotChecked):
        confirmed(pecan_flats)
    reaching.note_found(check=check, found="expired", by=pecan_flats.lead, at=NOW)
    with pytest.raises(people.NotChecked):
        confirmed(pecan_flats)
    reaching.note_found(check=check, found=REACHED, by=pecan_flats.lead, at=NOW)
    with pytest.raises(people.NotChecked):
        confirmed(pecan_flats, NOW + GOOD_FOR + dt.timedelta(minutes=1))
    with pytest.raises(people.NotChecked):
        people.confirm_address(district=caliche.district, address=ADDRESS, by=caliche.lead, at=NOW)
    confirmed(pecan_flats)
    here = District.objects.get(pk=pecan_flats.district.pk)
    assert (here.address, here.practice) == (ADDRESS, False)
    assert Entry.objects.filter(kind="people.AddressConfirmed", district=here.pk).count() == 1


def test_once_confirmed_it_is_locked(pecan_flats: Cast) -> None:
    confirm(pecan_flats.district, ADDRESS, by=pecan_flats.lead, at=NOW)
    with pytest.raises(people.AddressLocked):
        confirmed(pecan_flats)
    with pytest.raises(people.AddressLocked):
        begin(pecan_flats, "https://another.example")
    assert District.objects.get(pk=pecan_flats.district.pk).address == ADDRESS


def test_the_district_answers_at_the_address_it_confirmed_and_at_its_old_one(
    pecan_flats: Cast, caliche: Cast, client: Client
) -> None:
    assert client.get("/", headers=OUTSIDE).status_code == 404
    confirm(pecan_flats.district, ADDRESS, by=pecan_flats.lead, at=NOW)
    for host in ("learn.pecanflats.example", pecan_flats.district.host):
        page = client.get("/", headers=OUTSIDE | {"host": host}).content.decode()
        assert "Pecan Flats ISD" in page


def test_two_districts_never_have_one_address(pecan_flats: Cast, caliche: Cast) -> None:
    confirm(pecan_flats.district, ADDRESS, by=pecan_flats.lead, at=NOW)
    for taken in (ADDRESS, f"https://{pecan_flats.district.host}"):
        with pytest.raises(ValidationError, match="Another district"):
            begin(caliche, taken)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("learn.isd.org", "https://learn.isd.org"),
        (" https://Learn.ISD.org/ ", "https://learn.isd.org"),
        ("https://learn.isd.org:443", "https://learn.isd.org"),
        ("https://learn.isd.org:8443", "https://learn.isd.org:8443"),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, kept: str) -> None:
    assert reaching.public_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "http://learn.isd.org", "https://learn.isd.org/x", "https://a@b.org", "https://:9"],
)
def test_what_no_badge_could_carry_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        reaching.public_address(typed)


def test_a_demo_and_anybody_else_find_nothing_to_confirm(pecan_flats: Cast, caliche: Cast) -> None:
    for by in (pecan_flats.dana, pecan_flats.principal, caliche.lead):
        with pytest.raises(NotAllowed):
            reaching.begin_check(district=pecan_flats.district, address=ADDRESS, by=by, at=NOW)
    as_demo(pecan_flats)
    with pytest.raises(people.OnlyPractice):
        begin(pecan_flats)


def test_only_the_server_that_was_asked_for_answers(
    pecan_flats: Cast, caliche: Cast, client: Client
) -> None:
    check = begin(pecan_flats)
    place = f"/.well-known/waypost/{check.nonce}"
    assert client.get(place, headers=OUTSIDE).content.decode() == check.answer
    assert check.answer not in place
    for host in ("another.example", caliche.district.host, pecan_flats.district.host):
        assert client.get(place, headers=OUTSIDE | {"host": host}).status_code == 404, host
    again = begin(pecan_flats)
    assert again.nonce != check.nonce
    assert again.token == check.token, "a link that was given out keeps working"
    assert client.get(place, headers=OUTSIDE).status_code == 404


def opened(client: Client, check: AddressCheck, **headers: str) -> tuple[str, bool]:
    page = client.get(f"/address/{check.token}", headers=OUTSIDE | headers)
    assert page.status_code == 200
    return page.content.decode(), AddressCheck.objects.get(pk=check.pk).seen_at is not None


def test_it_counts_as_seen_only_at_that_address_over_https_from_outside(
    pecan_flats: Cast, client: Client
) -> None:
    check = begin(pecan_flats)
    plain, seen = opened(client, check, **{"X-Forwarded-Proto": "http"})
    assert ("This came without https" in plain, seen) == (True, False)
    other, seen = opened(client, check, host=pecan_flats.district.host)
    assert ("Open it at the public address" in other, seen) == (True, False)
    inside, seen = opened(client, check, **{"X-Forwarded-For": "203.0.113.4, 10.4.0.7"})
    assert ("still inside the network" in inside, seen) == (True, False)
    _page, seen = opened(client, check, **{"Sec-Purpose": "prefetch;prerender"})
    assert seen is False
    works, seen = opened(client, check, **{"X-Forwarded-For": "10.4.0.7, 8.8.8.8"})
    assert ("It works from here" in works, seen) == (True, True)
    for token in ("x", check.nonce, check.answer):
        assert client.get(f"/address/{token}", headers=OUTSIDE).status_code == 404


def test_what_is_not_checked_cannot_be_confirmed_on_the_page(
    pecan_flats: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    home = {"host": pecan_flats.district.host}

    def post(**fields: Any) -> str:
        page = client.post("/settings/address", fields, headers=home, follow=True)
        return page.content.decode()

    assert "Write the address as https://" in post(then="check", address="https://")
    monkeypatch.setattr(reach, "ask", lambda *_a, **_k: reach.Found.NO_NAME)
    assert "This name leads nowhere yet" in post(then="check", address=ADDRESS)
    assert "have to hold" in post(then="confirm", for_good="on")
    check = AddressCheck.objects.get()
    reaching.note_found(check=check, found=REACHED, by=pecan_flats.lead, at=check.asked_at)
    reaching.note_seen(check=check, at=check.asked_at)
    assert "Check “I know that this address can’t be changed later”" in post(then="confirm")
    assert District.objects.get(pk=pecan_flats.district.pk).practice
    # It says so at the new address, where this district alone still answers to its old name.
    client.post("/settings/address", {"then": "confirm", "for_good": "on"}, headers=home)
    page = client.get("/settings/address", headers=home).content.decode()
    assert "So it can’t be changed." in page
    assert "Check</button>" not in page
