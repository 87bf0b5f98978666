"""One click signs in as a role: in the demo only, by POST only, and only as the demo's cast."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from waypost.demo.actions import settle
from waypost.demo.cast import CAST
from waypost.demo.people import STAFF
from waypost.people.models import Role


@pytest.fixture
def staff(db: None) -> None:
    settle(at=timezone.now())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def in_demo(settings: Settings) -> None:
    settings.DEMO = True


def test_there_is_one_of_every_role() -> None:
    assert {part.role for part in CAST} == set(Role)
    keys = {person.key: person for person in STAFF}
    assert all(part.role in keys[part.key].roles for part in CAST)


@pytest.mark.django_db
class TestOneClick:
    @pytest.mark.parametrize("part", CAST, ids=lambda part: part.role)
    def test_signs_in(self, staff: None, in_demo: None, part: object, client: Client) -> None:
        answer = client.post("/demo/sign-in", {"who": part.key})  # type: ignore[attr-defined]  # a Part
        assert answer.status_code == 302
        assert answer["Location"] == "/home"
        assert client.session["_auth_user_id"]

    def test_is_offered_on_the_sign_in_page(
        self, staff: None, in_demo: None, client: Client
    ) -> None:
        page = client.get("/account/login/").content.decode()
        assert "This is a demo" in page
        assert page.count('name="who"') == len(CAST)

    def test_goes_on_to_where_one_wanted_to_go_and_never_elsewhere(
        self, staff: None, in_demo: None, client: Client
    ) -> None:
        who = CAST[0].key
        onward = client.post("/demo/sign-in", {"who": who, "next": "/catalog"})
        assert onward["Location"] == "/catalog"
        away = client.post("/demo/sign-in", {"who": who, "next": "https://elsewhere.example/"})
        assert away["Location"] == "/home"

    def test_is_not_there_for_a_real_district(self, staff: None, client: Client) -> None:
        assert client.post("/demo/sign-in", {"who": CAST[0].key}).status_code == 404
        assert "This is a demo" not in client.get("/account/login/").content.decode()

    def test_takes_no_get_and_nobody_outside_the_cast(
        self, staff: None, in_demo: None, client: Client
    ) -> None:
        assert client.get("/demo/sign-in").status_code == 405
        outside = next(p.key for p in STAFF if p.key not in {part.key for part in CAST})
        assert client.post("/demo/sign-in", {"who": outside}).status_code == 404
        assert client.post("/demo/sign-in", {}).status_code == 404
