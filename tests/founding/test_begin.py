"""An empty district has somebody who can sign in, and says what is wrong with a bad choice."""

import datetime as dt
import re
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from waypost.people.models import District, Person


@pytest.mark.django_db
def test_an_empty_district_has_somebody_who_can_sign_in() -> None:
    out = StringIO()
    call_command("create_district", name="Live Oak ISD", email="ada@liveoak.example", stdout=out)
    lead = Person.objects.get(email="ada@liveoak.example")
    password = out.getvalue().split("password ")[1].split()[0]
    assert lead.account
    assert lead.account.check_password(password)
    assert District.objects.get().practice


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "value"),
    [
        ("timezone", "Texas"),
        ("name", ""),
        ("brand", "blue"),
        ("brand", "x" * 12),
        ("accent", "#12"),
        ("lead", ""),
        ("lead", "  "),
        ("email", ""),
        ("email", "not an address"),
        ("address", "javascript:alert(1)"),
        ("address", "https://learn.example.org/path"),
        ("address", "https://someone@learn.example.org"),
        ("host", "learn.example.org/path"),
    ],
)
def test_a_bad_choice_is_named(choice: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"--{choice}: "):
        call_command("create_district", **{choice: value})
    assert not District.objects.exists()


@pytest.mark.django_db
def test_a_district_lives_on_this_machine_or_anywhere() -> None:
    for number, address in enumerate(
        ("http://[::1]:8000", "http://isd-server:8000", "http://10.0.0.4", "https://learn.isd.org/")
    ):
        call_command(
            "create_district", host=f"h{number}.example", address=address, stdout=StringIO()
        )
    assert District.objects.filter(address="https://learn.isd.org").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_first_lead_leads_at_any_hour(client: Client, hour: int) -> None:
    """In a Texas evening it is tomorrow already by the clock that computers agree on."""
    with time_machine.travel(dt.datetime(2026, 11, 22, hour, 57, tzinfo=dt.UTC), tick=False):
        call_command("create_district", email="ada@liveoak.example", stdout=StringIO())
        lead = Person.objects.get()
        assert lead.account
        client.force_login(lead.account)
        assert client.get("/awards", headers={"host": "localhost"}).status_code == 200


@pytest.mark.django_db
def test_cut_short_before_its_password_was_said_nothing_was_made() -> None:
    class Closed(StringIO):
        def write(self, text: str) -> int:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_command("create_district", stdout=Closed())
    assert not District.objects.exists()


@pytest.mark.django_db
def test_a_password_that_was_lost_is_made_anew() -> None:
    first, again = StringIO(), StringIO()
    call_command("create_district", email="ada@liveoak.example", stdout=first)
    call_command("new_password", "Ada@liveoak.example", stdout=again)
    old, new = (said.getvalue().split("password ")[1].split()[0] for said in (first, again))
    lead = Person.objects.get()
    assert lead.account
    assert (lead.account.check_password(old), lead.account.check_password(new)) == (False, True)
    Person.objects.update(left_at=lead.district.created_at)
    for nobody in ("ada@liveoak.example", "eve@liveoak.example"):
        with pytest.raises(CommandError, match="Nobody signs in"):
            call_command("new_password", nobody)


@pytest.mark.django_db
def test_the_second_district_of_a_lead_changes_no_password() -> None:
    first, second = StringIO(), StringIO()
    for host, said in (("one.localhost", first), ("two.localhost", second)):
        call_command("create_district", host=host, email="ada@liveoak.example", stdout=said)
    assert "password" not in second.getvalue()
    password = first.getvalue().split("password ")[1].split()[0]
    people = Person.objects.filter(email="ada@liveoak.example").select_related("account")
    assert [bool(one.account and one.account.check_password(password)) for one in people] == [
        True,
        True,
    ]


@pytest.mark.django_db
def test_a_district_may_have_a_second_colour(client: Client) -> None:
    call_command("create_district", brand="#ffd100", stdout=StringIO())
    gold = stylesheet(client)
    District.objects.update(accent="#1b3a6b")
    assert stylesheet(client) != gold


def stylesheet(client: Client) -> str:
    page = client.get("/", headers={"host": "localhost"}).content.decode()
    address = re.search(r'href="(/brand/[^"]+)"', page)
    assert address
    return client.get(address[1], headers={"host": "localhost"}).content.decode()
