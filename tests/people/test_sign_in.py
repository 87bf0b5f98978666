"""Signing in, and what an account of another district is worth here."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests import cast
from tests.cast import NOW, PASSWORD, Cast
from waypost.people import actions as people
from waypost.people.models import Person


@pytest.fixture
def client_here(pecan_flats: Cast, caliche: Cast) -> Client:
    return Client(headers={"host": pecan_flats.district.host})


def test_a_password_signs_in(client_here: Client, pecan_flats: Cast) -> None:
    answer = client_here.post(
        "/account/login/", {"login": "Ortiz@PecanFlats.example", "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/home"
    assert client_here.get("/badges").status_code == 200


def test_a_wrong_password_says_so_and_keeps_the_address(client_here: Client) -> None:
    page = client_here.post(
        "/account/login/", {"login": "ortiz@pecanflats.example", "password": "wrong"}
    ).content.decode()
    assert "ortiz@pecanflats.example" in page
    assert 'role="alert"' in page


def test_six_digits_by_mail_sign_in_once(client_here: Client) -> None:
    client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[0].subject))
    assert code is not None
    answer = client_here.post("/account/login/code/confirm/", {"code": code[0]})
    assert answer["Location"] == "/home"
    assert client_here.get("/badges").status_code == 200


@pytest.mark.parametrize("away", [dt.timedelta(minutes=11), dt.timedelta(days=400)])
def test_a_code_that_ran_out_says_so_and_the_next_one_works(
    client_here: Client, away: dt.timedelta
) -> None:
    """By the server's clock, which may have jumped."""
    client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[0].subject))
    assert code is not None
    with time_machine.travel(dt.datetime.now(dt.UTC) + away):
        late = client_here.post(
            "/account/login/code/confirm/", {"code": code[0]}, follow=True
        ).content.decode()
        assert "That code no longer works" in late
        assert client_here.get("/badges").status_code == 302
        client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
        newer = re.search(r"\b\d{6}\b", str(mail.outbox[-1].subject))
        assert newer is not None
        client_here.post("/account/login/code/confirm/", {"code": newer[0]})
        assert client_here.get("/badges").status_code == 200


def test_an_unknown_address_looks_like_a_known_one(client_here: Client) -> None:
    known = client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
    other = Client(headers={"host": "pecanflats.localhost"})
    unknown = other.post("/account/login/code/", {"email": "nobody@pecanflats.example"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert len(mail.outbox) == 1


@pytest.mark.any_database
def test_a_stranger_behind_the_proxy_locks_nobody_else_out(
    client_here: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess = {"login": "ortiz@pecanflats.example", "password": "wrong"}
    for number in range(120):
        guess["login"] = f"nobody{number}@pecanflats.example"
        client_here.post("/account/login/", guess, headers={"x-forwarded-for": "203.0.113.9"})
    right = {"login": "ortiz@pecanflats.example", "password": PASSWORD}
    # What somebody wrote into the header themselves stands before what the proxy adds.
    forged = {"x-forwarded-for": "198.51.100.7, 203.0.113.9"}
    assert "too many tries" in client_here.post("/account/login/", right, headers=forged).text
    other = {"x-forwarded-for": "203.0.113.9, 198.51.100.7"}
    assert client_here.post("/account/login/", right, headers=other).status_code == 302


@pytest.mark.any_database
def test_a_workshop_signs_in_from_one_address_of_its_school(
    client_here: Client, pecan_flats: Cast
) -> None:
    for number in range(60):
        person = people.add_person(
            district=pecan_flats.district,
            name=f"Teacher {number}",
            called="Teacher",
            email=f"teacher{number}@pecanflats.example",
            by=pecan_flats.system,
        )
        device = Client(headers={"host": pecan_flats.district.host})
        device.post("/account/login/", {"login": person.email, "password": "forgotten"})
        asked = device.post("/account/login/code/", {"email": person.email})
        assert asked.status_code == 302, number
        code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].subject))
        assert code is not None
        answer = device.post("/account/login/code/confirm/", {"code": code[0]})
        assert answer["Location"] == "/home"


def test_one_account_is_guessed_at_five_times_whoever_asks(
    client_here: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess = {"login": "ortiz@pecanflats.example", "password": "wrong"}
    for number in range(6):
        place = {"x-forwarded-for": f"203.0.113.{number}"}
        page = client_here.post("/account/login/", guess, headers=place).text
        assert ("too many tries" in page) == (number == 5)


def test_nobody_signs_up(client_here: Client) -> None:
    page = client_here.get("/account/signup/").content.decode()
    assert "Your district brings you in" in page


def test_an_account_of_another_district_is_a_stranger_here(
    client_here: Client, caliche: Cast
) -> None:
    assert caliche.teacher.account is not None
    client_here.force_login(caliche.teacher.account)
    assert client_here.get("/badges").status_code == 403


@pytest.mark.parametrize("path", ["/home", "/"])
@pytest.mark.parametrize("who", ["of another district", "who left"])
def test_an_account_that_is_nobody_here_is_told_so_and_can_sign_out(
    client_here: Client, pecan_flats: Cast, caliche: Cast, who: str, path: str
) -> None:
    person = caliche.teacher if who == "of another district" else pecan_flats.ortiz
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(left_at=NOW)
    assert person.account is not None
    client_here.force_login(person.account)
    page = client_here.get(path).content.decode()
    assert person.email in page
    assert "This account isn’t part of Pecan Flats ISD" in page
    assert 'action="/account/logout/"' in page
    assert "Your role in the district" not in page
    client_here.post("/account/logout/")
    assert person.email not in client_here.get(path, follow=True).content.decode()


def test_a_signed_out_visitor_is_sent_to_sign_in_and_back(client_here: Client) -> None:
    answer = client_here.get("/badges")
    assert answer["Location"] == "/account/login/?next=/badges"
    script = client_here.get("/badges", headers={"accept": "application/json"})
    assert script.status_code == 401


@pytest.mark.usefixtures("pecan_flats")
def test_an_unknown_host_gets_no_page() -> None:
    assert Client(headers={"host": "elsewhere.example"}).get("/check").status_code == 404
    assert Client(headers={"host": "127.0.0.1"}).get("/check").status_code == 404


def test_a_machines_own_address_means_its_only_district(caliche: Cast) -> None:
    assert Client(headers={"host": "127.0.0.1:8000"}).get("/check").status_code == 200
    assert Client(headers={"host": "192.168.4.20"}).get("/check").status_code == 200
    assert Client(headers={"host": "8.8.8.8"}).get("/check").status_code == 404
    cast.pecan_flats()
    assert Client(headers={"host": "127.0.0.1:8000"}).get("/check").status_code == 404


def test_a_code_that_went_astray_is_sent_again_and_the_way_back_is_kept(
    client_here: Client, pecan_flats: Cast
) -> None:
    onward = "/catalog/check-and-change"
    asked = client_here.post(
        "/account/login/code/", {"email": "ortiz@pecanflats.example", "next": onward}
    )
    page = client_here.get(asked["Location"]).content.decode()
    assert "Nothing came? Send another" in page
    again = client_here.post("/account/login/code/confirm/", {"action": "resend", "next": onward})
    assert len(mail.outbox) == 2
    assert "next=" in again["Location"]
    newest = re.search(r"\b\d{6}\b", str(mail.outbox[1].subject))
    assert newest is not None
    answer = client_here.post("/account/login/code/confirm/", {"code": newest[0], "next": onward})
    assert answer["Location"] == onward


def test_a_mistyped_address_is_no_trap(client_here: Client) -> None:
    client_here.post("/account/login/code/", {"email": "ortis@pecanflats.example"})
    session = client_here.session
    session["typed"] = "kept"
    session.save()
    assert client_here.get("/account/login/code/").status_code == 302
    back = client_here.post("/account/login/code/?next=/work", {"elsewhere": "yes"})
    page = client_here.get(back["Location"])
    assert page.status_code == 200
    assert 'value="/work"' in page.content.decode()
    assert client_here.session["typed"] == "kept"
    client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
    assert len(mail.outbox) == 1


def test_wrong_digits_say_what_to_do_and_the_last_try_too(client_here: Client) -> None:
    client_here.post("/account/login/code/", {"email": "ortiz@pecanflats.example"})
    for _try in range(4):
        page = client_here.post("/account/login/code/confirm/", {"code": "12"}).content.decode()
        assert "not the digits of the newest mail" in page
    last = client_here.post("/account/login/code/confirm/", {"code": "12"}, follow=True)
    assert "Ask for a new code" in last.content.decode()


def test_asking_far_too_often_gets_a_page_of_the_product(client_here: Client) -> None:
    for _time in range(6):
        answer = client_here.post("/account/password/reset/", {"email": "ortiz@pecanflats.example"})
    assert answer.status_code == 429
    assert "paused for a minute" in answer.content.decode()
    assert "Pecan Flats ISD" in answer.content.decode()


def test_what_a_new_password_must_be_is_said_as_its_hint(
    client_here: Client, pecan_flats: Cast
) -> None:
    assert pecan_flats.ortiz.account
    client_here.force_login(pecan_flats.ortiz.account)
    page = client_here.get("/account/password/change/").content.decode()
    hint = re.search(r'<p class="hint" id="id_password1-hint">([^<]+)</p>', page)
    assert hint
    assert "10 characters" in hint[1]
    assert "placeholder" not in page


@pytest.mark.parametrize("path", ["login/", "login/code/", "password/reset/", "inactive/"])
def test_who_has_left_and_lost_the_letter_finds_their_badges(
    client_here: Client, path: str
) -> None:
    page = client_here.get(f"/account/{path}").content.decode()
    assert "Have you left the district?" in page
    assert 'href="/take-along"' in page
