"""Signing in by a provider of the district: a real one, in a process of its own."""

import stat
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from tests.cast import NOW, Cast
from tests.identity.running import Identity, identity
from waypost.people import staffing
from waypost.people.kept import secret_of
from waypost.people.models import Account, Person, Provider
from waypost.people.policies import NotAllowed
from waypost.people.providers import choose_provider
from waypost.people.vouching import Refused, vouched_address

pytestmark = pytest.mark.any_database

__all__ = ["identity"]

ORTIZ: dict[str, Any] = {"email": "ortiz@pecanflats.example", "verified": True}
NEVER: dict[str, Any] = {"email": "never@pecanflats.example", "verified": True}
OTHER: dict[str, Any] = {"email": "ortiz@gmail.example", "verified": True}
HALF: dict[str, Any] = {"email": "reyes@pecanflats.example", "verified": False}
MIXED: dict[str, Any] = {"email": "dana@pecanflats.example", "verified": True}
MIXED |= {"claims": {"email": "Dana@PecanFlats.example"}}


@pytest.fixture
def here(pecan_flats: Cast, identity: Identity) -> Client:
    back = f"http://{pecan_flats.district.host}/account/with/other/back/"
    identity.has(ORTIZ, NEVER, OTHER, HALF, MIXED, back=back)
    identity.chosen(pecan_flats)
    return Client(headers={"host": pecan_flats.district.host})


def test_an_address_that_the_provider_vouches_for_signs_in_and_nothing_is_kept(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    accounts = Account.objects.count()
    answer = identity.walk(here, ORTIZ["email"], next="/badges")
    assert answer["Location"] == "/badges"
    assert here.get("/badges").status_code == 200
    assert Account.objects.count() == accounts
    assert not SocialAccount.objects.exists()
    assert not SocialApp.objects.exists()
    pecan_flats.ortiz.refresh_from_db()
    assert pecan_flats.ortiz.signed_in_at is not None


def test_an_address_is_the_same_however_it_is_cased(here: Client, identity: Identity) -> None:
    assert identity.walk(here, MIXED["email"])["Location"] == "/home"


@pytest.mark.parametrize(
    ("who", "code", "words"),
    [
        (NEVER, 403, ["nobody here with never@pecanflats.example", "Priya Raman"]),
        (OTHER, 403, ["not a school account of Pecan Flats ISD"]),
        (HALF, 403, ["has not confirmed your address"]),
    ],
)
def test_nobody_gets_in_whom_the_district_does_not_know_or_the_provider_not_prove(
    here: Client, identity: Identity, who: dict[str, Any], code: int, words: list[str]
) -> None:
    people = Person.objects.count()
    answer = identity.walk(here, who["email"])
    assert answer.status_code == code
    for word in words:
        assert word in answer.text
    assert "Priya" not in answer.text or who is NEVER
    assert here.get("/badges").status_code == 302
    assert Person.objects.count() == people


def test_who_left_is_told_so(here: Client, identity: Identity, pecan_flats: Cast) -> None:
    staffing.leave(person=pecan_flats.ortiz, by=pecan_flats.lead, at=NOW)
    answer = identity.walk(here, ORTIZ["email"])
    assert "somebody who left" in answer.text
    assert here.get("/badges").status_code == 302


def test_each_way_in_which_a_provider_fails_is_a_plain_page_with_the_way_back(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    said = {
        "denied": identity.walk(here, ORTIZ["email"], agree=False),
        "expired": here.get("/account/with/other/back/?code=x&state=never-given"),
        "nothing": here.get("/account/with/other/back/"),
    }
    identity.chosen(pecan_flats, secret="wrong")
    said["wrong secret"] = identity.walk(here, ORTIZ["email"])
    for issuer in ("http://localhost:9", f"{identity.issuer}/setup"):
        identity.chosen(pecan_flats, issuer=issuer)
        said[issuer] = here.post("/account/with/other/")
    assert "You stopped at School account" in said["denied"].text
    assert "That took too long" in said["expired"].text
    assert "That took too long" in said["nothing"].text
    for way in ("wrong secret", "http://localhost:9", f"{identity.issuer}/setup"):
        assert "didn’t answer as it should" in said[way].text, way
    for answer in said.values():
        assert 'href="/account/login/"' in answer.text
        assert "no-store" in answer["Cache-Control"]
    assert here.get("/badges").status_code == 302


def test_while_it_is_off_there_is_no_button_and_no_call(
    here: Client, identity: Identity, pecan_flats: Cast, caliche: Cast
) -> None:
    assert "Sign in with School account" in here.get("/account/login/").text
    there = Client(headers={"host": caliche.district.host})
    assert "School account" not in there.get("/account/login/").text
    assert there.post("/account/with/other/").status_code == 404
    # Nobody listens there: a call would answer otherwise.
    identity.chosen(pecan_flats, is_on=False, issuer="http://localhost:9")
    assert "School account" not in here.get("/account/login/").text
    assert here.post("/account/with/other/").status_code == 404
    assert here.get("/account/with/other/back/?code=x&state=y").status_code == 404


def test_a_lead_tries_it_before_it_is_on_and_stays_who_they_are(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    identity.chosen(pecan_flats, is_on=False)
    assert pecan_flats.lead.account
    here.force_login(pecan_flats.lead.account)
    answer = identity.walk(here, ORTIZ["email"], process="try")
    page = here.get(answer["Location"]).text
    assert "It works: School account says you are María Ortiz" in page
    assert here.get("/people").status_code == 200


def test_a_sign_in_that_one_district_s_provider_vouched_for_counts_there_alone(
    here: Client, identity: Identity, pecan_flats: Cast, caliche: Cast
) -> None:
    """Or the lead of one district could be anyone in another, by a provider of their own."""
    Person.objects.filter(pk=caliche.teacher.pk).update(account=pecan_flats.ortiz.account)
    identity.walk(here, ORTIZ["email"])
    there = Client(headers={"host": caliche.district.host})
    there.cookies = here.cookies
    assert there.get("/badges").status_code == 403
    assert here.get("/badges").status_code == 200
    for path in ("/account/passkey/add/", "/account/app/", "/account/password/set/"):
        assert here.get(path)["Location"] == "/account/sign-in/", path


def test_the_secret_is_a_file_of_its_own_and_never_shown(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    row = identity.chosen(pecan_flats, secret="told once")
    file = Path(settings.KEYS) / str(pecan_flats.district.pk) / "sign-in-other"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "told once" not in str(vars(row))
    assert pecan_flats.lead.account
    here.force_login(pecan_flats.lead.account)
    page = here.get("/settings/sign-in").text
    assert "told once" not in page
    assert f"http://{pecan_flats.district.host}/account/with/google/back/" in page
    identity.chosen(pecan_flats, secret="")
    assert secret_of(row) == "told once"


def test_what_is_on_is_whole_and_only_a_lead_switches_it(pecan_flats: Cast, caliche: Cast) -> None:
    told: dict[str, Any] = {
        "district": pecan_flats.district,
        "kind": Provider.Kind.MICROSOFT,
        "client_id": "",
        "secret": "",
        "domains": "no domain",
        "tenant": "common",
        "is_on": True,
        "at": NOW,
    }
    with pytest.raises(ValidationError) as wrong:
        choose_provider(**told, by=pecan_flats.lead)
    assert set(wrong.value.message_dict) == {"client_id", "secret", "domains", "tenant"}
    for by in (pecan_flats.hr, pecan_flats.ortiz, caliche.lead):
        with pytest.raises(NotAllowed):
            choose_provider(**told, by=by)
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    sent = {"other-issuer": "http://evil.example", "other-is_on": "on", "other-name": "X"}
    page = client.post("/settings/sign-in/other", sent).text
    assert "beginning with https://" in page
    assert 'value="http://evil.example"' in page
    assert client.post("/settings/sign-in/nonsense", sent).status_code == 404


TENANT = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("kind", "claims", "expected"),
    [
        ("google", {"email": "A@x.org", "email_verified": True, "hd": "x.org"}, "a@x.org"),
        ("google", {"email": "a@x.org", "email_verified": True}, "other_organization"),
        (
            "google",
            {"email": "a@x.org", "email_verified": True, "hd": "y.org"},
            "other_organization",
        ),
        ("google", {"email": "a@x.org", "email_verified": False, "hd": "x.org"}, "unproven"),
        ("google", {"email": "a@x.org", "email_verified": "true", "hd": "x.org"}, "unproven"),
        ("microsoft", {"preferred_username": "A@x.org", "tid": TENANT}, "a@x.org"),
        ("microsoft", {"preferred_username": "a@x.org", "tid": "another"}, "other_organization"),
        ("microsoft", {"preferred_username": "a@x.org"}, "other_organization"),
        ("microsoft", {"email": "a@x.org", "tid": TENANT}, "no_address"),
        (
            "microsoft",
            {"preferred_username": "a_x.org#EXT#@y.onmicrosoft.com", "tid": TENANT},
            "other_domain",
        ),
        ("other", {"email": "a@evil.org", "email_verified": True}, "other_domain"),
        ("other", {"email": "a@sub.x.org", "email_verified": True}, "other_domain"),
        ("other", {"email": ["a@x.org"], "email_verified": True}, "no_address"),
        ("other", {}, "no_address"),
    ],
)
def test_what_each_kind_of_provider_can_vouch_for(
    kind: str, claims: dict[str, Any], expected: str
) -> None:
    provider = Provider(kind=kind, domains="x.org", tenant=TENANT)
    try:
        got = vouched_address(provider, claims)
    except Refused as refused:
        got = refused.code
    assert got == expected


def test_a_second_address_of_an_account_works_too(
    here: Client, identity: Identity, pecan_flats: Cast
) -> None:
    EmailAddress.objects.create(
        user=pecan_flats.ortiz.account, email=NEVER["email"], verified=True, primary=False
    )
    assert identity.walk(here, NEVER["email"])["Location"] == "/home"
