"""The first page of a server: opened by its key, once."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW
from waypost.founding import door
from waypost.founding.actions import AlreadyBegun, begin_first
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db
HERE = {"host": "localhost:8110"}
FILLED = {
    "name": "Live Oak ISD",
    "program": "Learning Together",
    "team": "Digital Learning",
    "state": "Texas",
    "timezone": "America/Denver",
    "lead": "Ada Moreno",
    "email": "ada@liveoak.example",
    "password": "a purple pecan river",
}


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    settings.KEYS = folder
    return folder


def post(client: Client, key: str, **changed: str) -> Any:
    return client.post("/setup", {**FILLED, "key": key, **changed}, headers=HERE)


def test_every_address_says_that_there_is_no_district_and_where_to_look(client: Client) -> None:
    key = door.key()
    paths = ("/", "/home", "/catalog", "/setup", f"/setup?key={key[:-1]}x", "/.well-known/did.json")
    for path in paths:
        answer = client.get(path, headers=HERE)
        assert answer.status_code == 200, path
        assert "This server has no district yet" in answer.content.decode(), path
        assert "no-store" in answer.headers["Cache-Control"]
    assert post(client, "").status_code == 200
    assert not District.objects.exists()


def test_the_key_makes_the_district_and_signs_its_lead_in(client: Client, keys: Path) -> None:
    key = door.key()
    assert door.key() == key, "it is the same at each start"
    assert door.place().stat().st_mode & 0o777 == 0o600
    page = client.get(f"/setup?key={key}", headers=HERE).content.decode()
    assert "Make the district" in page
    assert post(client, key).headers["Location"] == "/setup"
    district = District.objects.get()
    told = (district.name, district.program, district.team, district.timezone)
    assert told == ("Live Oak ISD", "Learning Together", "Digital Learning", "America/Denver")
    assert (district.host, district.address) == ("localhost", "http://localhost:8110")
    assert "1 of 9 done." in client.get("/setup", headers=HERE).content.decode()
    lead = Person.objects.get()
    assert lead.account
    assert lead.account.check_password(FILLED["password"])
    assert list(keys.iterdir()) == []


def test_a_used_key_opens_nothing_more(client: Client) -> None:
    key = door.key()
    post(client, key)
    again = Client()
    assert "/account/login/" in again.get(f"/setup?key={key}", headers=HERE).headers["Location"]
    assert post(again, key, name="Another").status_code == 401
    assert District.objects.count() == 1
    with pytest.raises(AlreadyBegun):
        begin(door.key())


def test_without_the_key_nobody_begins() -> None:
    door.key()
    with pytest.raises(NotAllowed):
        begin("")
    assert not District.objects.exists()


def begin(key: str) -> District:
    return begin_first(key=key, host="localhost", address="http://localhost", at=NOW, **FILLED)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Fill in “District”."),
        ("name", "Live\u0007Oak", "hidden character"),
        ("timezone", "Texas", "Texas is not one of the available choices"),
        ("email", "not an address", "valid email"),
        ("password", "short", "too short"),
        ("password", "ada@liveoak.example", "too similar"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    client: Client, field: str, value: str, said: str
) -> None:
    key = door.key()
    answer = post(client, key, **{field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Learning Together" in answer.content.decode(), "what was typed still stands there"
    assert not District.objects.exists()
    assert door.fits(key)


def test_killed_before_the_key_was_taken_away_nothing_stays_open(client: Client) -> None:
    key = door.key()
    post(client, key)
    door.place().parent.mkdir(exist_ok=True)
    door.place().write_text(key)
    assert "/account/login/" in Client().get(f"/setup?key={key}", headers=HERE).headers["Location"]


def test_at_a_name_of_no_district_there_is_still_no_page(client: Client) -> None:
    post(client, door.key())
    assert client.get("/", headers={"host": "learn.liveoak.example"}).status_code == 404
    assert client.get("/setup", headers={"host": "learn.liveoak.example"}).status_code == 404
