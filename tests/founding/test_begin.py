"""An empty district has somebody who can sign in, and says what is wrong with a bad choice."""

import re
from io import StringIO

import pytest
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
    ],
)
def test_a_bad_choice_is_named(choice: str, value: str) -> None:
    with pytest.raises(CommandError, match=f"--{choice}: "):
        call_command("create_district", **{choice: value})
    assert not District.objects.exists()


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
