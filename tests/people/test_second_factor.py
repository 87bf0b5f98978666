"""A second factor for those with power, and what a shared device keeps of a sign-in."""

import datetime as dt
import re
import time
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests.cast import PASSWORD, Cast, as_demo
from tests.identity.running import Identity, identity
from waypost.people.models import Person

__all__ = ["identity"]

LEAD = {"login": "lead@pecanflats.example", "password": PASSWORD}
ORTIZ = {"login": "ortiz@pecanflats.example", "password": PASSWORD}


@pytest.fixture
def here(pecan_flats: Cast) -> Client:
    cache.clear()
    return Client(headers={"host": pecan_flats.district.host})


def another(where: Cast) -> Client:
    return Client(headers={"host": where.district.host})


def digits(secret: str, at: float | None = None) -> str:
    return str(format_hotp_value(hotp_value(secret, int((at or time.time()) // 30))))


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """The app's secret, and the recovery codes that are shown once."""
    page = client.get("/account/app/").text
    found = re.search(r'class="code"[^>]*>([A-Z2-7]+)<', page)
    assert found, page
    answer = client.post("/account/app/", {"code": digits(found[1])})
    assert answer["Location"] == "/account/recovery-codes/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get(answer["Location"]).text)
    assert len(codes) == 10
    return found[1], codes


def test_who_has_power_is_led_to_a_second_factor_and_can_put_it_off_for_two_weeks(
    here: Client, pecan_flats: Cast
) -> None:
    asked = here.post("/account/login/", LEAD | {"next": "/people"})
    assert asked["Location"] == "/account/second-factor/?next=%2Fpeople"
    page = here.get(asked["Location"]).text
    assert "Not now" in page
    assert "It can wait until" in page
    assert here.get("/people").status_code == 200
    # A later sign-in begins no new two weeks.
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=13)):
        again = another(pecan_flats)
        again.post("/account/login/", LEAD)
        assert again.get("/people").status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, minutes=1)):
        late = another(pecan_flats)
        page = late.get(late.post("/account/login/", LEAD)["Location"]).text
        assert "Not now" not in page
        held = late.get("/people")
        assert held.status_code == 403
        assert "One more step opens this page" in held.text
        assert late.get("/program").status_code == 403
        # Their own work is nobody else's.
        assert late.get("/work").status_code == 200
        set_up_app(late)
        assert late.get("/people").status_code == 200


def test_nobody_without_power_and_nobody_of_a_demo_is_asked(
    here: Client, pecan_flats: Cast
) -> None:
    assert here.post("/account/login/", ORTIZ)["Location"] == "/home"
    as_demo(pecan_flats)
    assert another(pecan_flats).post("/account/login/", LEAD)["Location"] == "/home"
    assert Person.objects.get(pk=pecan_flats.lead.pk).second_factor_by is None


def test_a_password_and_a_mailed_code_are_one_factor(here: Client, pecan_flats: Cast) -> None:
    here.post("/account/login/code/", {"email": LEAD["login"]})
    code = re.search(r"\b\d{6}\b", str(mail.outbox[0].subject))
    assert code
    answer = here.post("/account/login/code/confirm/", {"code": code[0]})
    assert answer["Location"].startswith("/account/second-factor/")


def test_an_app_is_asked_after_every_way_in_and_a_recovery_code_works_once(
    here: Client, pecan_flats: Cast
) -> None:
    here.post("/account/login/", ORTIZ)
    secret, codes = set_up_app(here)
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)
    for way in ("password", "code"):
        client = another(pecan_flats)
        if way == "password":
            answer = client.post("/account/login/", ORTIZ | {"next": "/badges"})
        else:
            client.post("/account/login/code/", {"email": ORTIZ["login"]})
            code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].subject))
            assert code
            answer = client.post("/account/login/code/confirm/", {"code": code[0]})
        assert answer["Location"] == "/account/second-step/", way
        assert client.get("/badges").status_code == 302
        wrong = client.post("/account/second-step/", {"code": "000000"}).text
        assert "That didn’t match" in wrong
        passed = client.post("/account/second-step/", {"code": codes[way == "code"]})
        assert passed.status_code == 302, way
        assert client.get("/badges").status_code == 200
    used = another(pecan_flats)
    used.post("/account/login/", ORTIZ)
    assert "That didn’t match" in used.post("/account/second-step/", {"code": codes[0]}).text


def test_somebody_who_lost_the_device_is_let_in_again_by_the_one_who_runs_the_server(
    here: Client, pecan_flats: Cast
) -> None:
    here.post("/account/login/", ORTIZ)
    set_up_app(here)
    out = StringIO()
    call_command("new_password", ORTIZ["login"], "--without-second-factor", stdout=out)
    password = re.search(r"password (\S+)", out.getvalue())
    assert password
    client = another(pecan_flats)
    answer = client.post("/account/login/", ORTIZ | {"password": password[1]})
    assert answer["Location"] == "/home"


def test_a_provider_counts_as_a_second_factor_where_the_district_says_so(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    back = f"http://{pecan_flats.district.host}/account/with/other/back/"
    identity.has({"email": LEAD["login"], "verified": True}, back=back)
    identity.chosen(pecan_flats)
    answer = identity.walk(here, LEAD["login"])
    assert answer["Location"].startswith("/account/second-factor/")
    identity.chosen(pecan_flats, is_second_factor=True)
    assert identity.walk(another(pecan_flats), LEAD["login"])["Location"] == "/home"
    Person.objects.filter(pk=pecan_flats.lead.pk).update(
        second_factor_by=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    assert here.get("/people").status_code == 200
    # Taken back, it counts no longer, for those who are signed in too.
    identity.chosen(pecan_flats, is_second_factor=False)
    assert here.get("/people").status_code == 403


def test_every_other_device_is_signed_out_and_this_one_stays(
    here: Client, pecan_flats: Cast
) -> None:
    elsewhere = Client(
        headers={
            "host": pecan_flats.district.host,
            "user-agent": "Mozilla/5.0 (X11; CrOS x86_64 1) AppleWebKit Chrome/130 Safari/537",
        }
    )
    for client in (here, elsewhere):
        client.post("/account/login/", ORTIZ)
    page = here.get("/account/sign-in/").text
    assert "Chrome on ChromeOS" in page
    here.post("/account/sign-out-everywhere/")
    assert elsewhere.get("/badges").status_code == 302
    assert here.get("/badges").status_code == 200
    assert UserSession.objects.count() == 1


def test_a_shared_device_ends_the_session_with_the_browser_whatever_the_way_in(
    here: Client, pecan_flats: Cast
) -> None:
    assert "This is a shared device" in here.get("/account/login/").text
    onward = "/account/login/?next=/badges"
    assert here.post("/account/device/", {"shared": "yes", "next": onward})["Location"] == onward
    away = here.post("/account/device/", {"shared": "yes", "next": "https://evil.example/"})
    assert away["Location"] == "/account/login/"
    assert "closing the browser signs you out" in here.get("/account/login/").text
    answer = here.post("/account/login/", ORTIZ)
    assert answer.cookies["sessionid"]["max-age"] == ""
    here.post("/account/logout/")
    here.post("/account/device/", {"shared": "no"})
    answer = here.post("/account/login/", ORTIZ)
    assert answer.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_signing_out_leaves_nothing_in_the_cache_and_ends_the_session_on_the_server(
    here: Client,
) -> None:
    assert "Cache-Control" not in here.get("/catalog").headers
    here.post("/account/login/", ORTIZ)
    for path in ("/home", "/catalog", "/badges", "/account/sign-in/"):
        assert "no-store" in here.get(path)["Cache-Control"], path
    assert Session.objects.count() == 1
    answer = here.post("/account/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.exclude(session_key=here.session.session_key).exists()
    here.post("/account/device/", {"shared": "yes"})
    here.post("/account/login/", ORTIZ)
    assert here.post("/account/logout/")["Clear-Site-Data"] == '"cache", "storage"'
