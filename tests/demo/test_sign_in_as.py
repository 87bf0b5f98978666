"""One click signs in as a role: in the demo only, by POST only, and only as the demo's cast."""

import logging
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast
from waypost.demo.actions import settle
from waypost.demo.cast import CAST
from waypost.demo.people import STAFF
from waypost.notices.models import Letter
from waypost.people import actions as people
from waypost.people.models import District, Person, Role
from waypost.people.viewers import System

pytestmark = pytest.mark.any_database


@pytest.fixture
def staff(db: None) -> None:
    settle(at=timezone.now())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def own(staff: None) -> None:
    """The same people in a district that is no demo."""
    District.objects.update(demo=False)


def test_there_is_one_of_every_role() -> None:
    assert {part.role for part in CAST} == set(Role)
    keys = {person.key: person for person in STAFF}
    assert all(part.role in keys[part.key].roles for part in CAST)


@pytest.mark.django_db
class TestOneClick:
    @pytest.mark.parametrize("part", CAST, ids=lambda part: part.role)
    def test_signs_in(self, staff: None, part: object, client: Client) -> None:
        answer = client.post("/demo/sign-in", {"who": part.key})  # type: ignore[attr-defined]  # a Part
        assert answer.status_code == 302
        assert answer["Location"] == "/home"
        assert client.session["_auth_user_id"]

    def test_is_offered_on_the_sign_in_page(self, staff: None, client: Client) -> None:
        page = client.get("/account/login/").content.decode()
        assert "This is a demo" in page
        assert page.count('name="who"') == len(CAST)

    def test_goes_on_to_where_one_wanted_to_go_and_never_elsewhere(
        self, staff: None, client: Client
    ) -> None:
        who = CAST[0].key
        onward = client.post("/demo/sign-in", {"who": who, "next": "/catalog"})
        assert onward["Location"] == "/catalog"
        away = client.post("/demo/sign-in", {"who": who, "next": "https://elsewhere.example/"})
        assert away["Location"] == "/home"

    def test_is_not_there_for_a_real_district_whatever_was_set(
        self, own: None, settings: Settings, client: Client
    ) -> None:
        settings.DEMO = True  # as it was called when a setting could still do that
        assert client.post("/demo/sign-in", {"who": CAST[0].key}).status_code == 404
        assert "This is a demo" not in client.get("/account/login/").content.decode()
        assert client.get("/outbox").status_code == 404
        assert client.get("/ui/").status_code == 404

    def test_takes_no_get_and_nobody_outside_the_cast(self, staff: None, client: Client) -> None:
        assert client.get("/demo/sign-in").status_code == 405
        outside = next(p.key for p in STAFF if p.key not in {part.key for part in CAST})
        assert client.post("/demo/sign-in", {"who": outside}).status_code == 404
        assert client.post("/demo/sign-in", {}).status_code == 404

    def test_signs_in_as_nobody_who_is_somebody_elsewhere(
        self, staff: None, pecan_flats: Cast, client: Client
    ) -> None:
        part = CAST[0].person
        both(part.email, pecan_flats)
        assert client.post("/demo/sign-in", {"who": part.key}).status_code == 404


def both(email: str, elsewhere: Cast) -> None:
    """The account with this address works in a real district, too."""
    people.add_person(
        district=elsewhere.district, name="A Person", called="A", email=email, by=elsewhere.system
    )


@pytest.fixture
def posted(settings: Settings) -> None:
    """A mail server is named, and none answers there."""
    settings.EMAIL_BACKEND = "waypost.notices.outbox.OutboxBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.mark.django_db
class TestMail:
    def test_to_the_demo_stays_here(self, staff: None, posted: None) -> None:
        someone = Person.objects.filter(district__demo=True)[0]
        assert mail.send_mail("Your code", "123456", None, [someone.email]) == 1
        assert Letter.objects.get().to == someone

    @pytest.mark.parametrize("where", ["a real district", "both", "nowhere"])
    def test_to_anybody_who_may_be_real_leaves(
        self, staff: None, posted: None, pecan_flats: Cast, where: str
    ) -> None:
        email = {"both": STAFF[0].email, "nowhere": "x@nowhere.example"}.get(where)
        if where == "both":
            both(STAFF[0].email, pecan_flats)
        with pytest.raises(ConnectionRefusedError):
            mail.send_mail("Your code", "123456", None, [email or pecan_flats.ortiz.email])
        assert not Letter.objects.exists()

    def test_without_a_server_is_said_and_kept_nowhere(
        self, own: None, posted: None, settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.EMAIL_HOST = ""
        with caplog.at_level(logging.WARNING):
            mail.send_mail("Your code", "123456", None, [STAFF[0].email])
        assert "WAYPOST_MAIL_HOST" in caplog.text
        assert not Letter.objects.exists()


@pytest.mark.django_db
class TestADemo:
    def test_of_an_earlier_version_is_known_by_its_addresses(
        self, own: None, pecan_flats: Cast, caliche: Cast
    ) -> None:
        """`pecan_flats` of the tests has other people under the same domain, and one of its own."""
        Person.objects.filter(pk=pecan_flats.ortiz.pk).update(email="maria@isd.example.org")
        earlier = import_module("waypost.people.migrations.0004_demo")
        earlier.mark_demos(apps, connection.schema_editor())
        assert [found.host for found in District.objects.filter(demo=True)] == ["localhost"]

    def test_never_confirms_an_address(self, staff: None) -> None:
        demo = District.objects.get()
        with pytest.raises(people.OnlyPractice):
            people.confirm_address(
                district=demo,
                address="https://learn.pecanflats.example",
                by=System(demo, "test"),
                at=timezone.now(),
            )
