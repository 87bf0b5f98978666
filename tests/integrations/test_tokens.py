"""A token is made by the lead, shown once, kept as a digest, and ends."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import NOW, Cast, confirm
from tests.integrations.asking import System, credential, days
from tests.pages.stage import few_queries
from waypost.credentials.key_files import path_of
from waypost.credentials.models import IssuerKey
from waypost.integrations import actions, issuing, standing
from waypost.integrations.checks import systems_over_tls
from waypost.integrations.models import ApiToken, IssuedCredential, StatusChange
from waypost.journal.doctor import Asked, State
from waypost.journal.models import Entry
from waypost.people import api
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client(headers={"host": person.district.host})
    assert person.account
    client.force_login(person.account)
    return client


def test_the_token_is_shown_once_and_kept_as_a_digest(pecan_flats: Cast, caliche: Cast) -> None:
    client = client_of(pecan_flats.lead)
    form = {"name": "State wallet", "may": ["verify"], "days": "90"}
    page = client.post("/settings/systems", form)
    made = page.context["made"]
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert made.secret in page.content.decode()
    assert made.secret not in client.get("/settings/systems").content.decode()
    row = ApiToken.objects.get()
    assert made.secret not in str(list(ApiToken.objects.values()))
    assert (row.may_issue, row.may_verify, row.may_change_status) == (False, True, False)
    entry = Entry.objects.get(kind="integrations.TokenMade")
    assert "State wallet" not in str(entry.facts)
    assert made.secret not in str(entry.facts)
    # The other district's lead sees none of it.
    assert "State wallet" not in client_of(caliche.lead).get("/settings/systems").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"may": []}, "may"),
        ({"may": ["everything"]}, "may"),
        ({"days": "9999"}, "days"),
        ({"days": "soon"}, "days"),
    ],
)
def test_a_form_that_lacks_something_says_what(
    pecan_flats: Cast, change: dict[str, object], field: str
) -> None:
    form = {"name": "State wallet", "may": ["issue"], "days": "90", **change}
    page = client_of(pecan_flats.lead).post("/settings/systems", form)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not ApiToken.objects.exists()


def test_two_living_tokens_of_a_district_never_share_a_name(
    pecan_flats: Cast, caliche: Cast
) -> None:
    first = System(pecan_flats)
    System(caliche)
    with pytest.raises(ValidationError) as wrong:
        System(pecan_flats)
    assert "name" in wrong.value.message_dict
    assert actions.end_token(token=first.made.token, by=pecan_flats.lead, at=NOW)
    System(pecan_flats)


def test_only_a_lead_of_the_district_makes_and_ends_one(pecan_flats: Cast, caliche: Cast) -> None:
    token = System(pecan_flats).made.token
    for person in (pecan_flats.ortiz, pecan_flats.hr, pecan_flats.dana, caliche.lead):
        with pytest.raises(NotAllowed):
            actions.end_token(token=token, by=person, at=NOW)
        with pytest.raises(NotAllowed):
            actions.make_token(
                district=pecan_flats.district,
                name="Mine",
                may_issue=True,
                may_verify=True,
                may_change_status=True,
                days=90,
                by=person,
                at=NOW,
            )


def test_an_ended_token_opens_nothing_and_two_taps_end_it_once(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, other = System(pecan_flats), System(pecan_flats, name="Registrar")
    client = client_of(pecan_flats.lead)
    place = f"/settings/systems/{system.made.token.pk}/end"
    assert client.get(place).status_code == 200
    assert client_of(caliche.lead).post(place).status_code == 404
    assert client.post(place).status_code == 302
    assert client.post(place).status_code == 302
    assert Entry.objects.filter(kind="integrations.TokenEnded").count() == 1
    assert client.get(place).status_code == 302
    assert system.verify(credential()).status_code == 401
    assert other.verify(credential()).status_code == 400
    actions.end_token(token=other.made.token, by=pecan_flats.lead, at=timezone.now())
    # With the last one the API itself is gone.
    assert other.verify(credential()).status_code == 404


def test_a_token_ends_by_itself(pecan_flats: Cast) -> None:
    system = System(pecan_flats, at=timezone.now() - days(91))
    assert system.verify(credential()).status_code == 404
    System(pecan_flats, name="Another")
    assert system.verify(credential()).status_code == 401
    page = client_of(pecan_flats.lead).get("/settings/systems").content.decode()
    assert "Its time was over on" in page
    with pytest.raises(ValidationError):
        System(pecan_flats)


def test_what_a_token_may_is_never_changed(pecan_flats: Cast) -> None:
    token = System(pecan_flats, "verify").made.token
    for change in ({"may_issue": True}, {"secret_hash": "0" * 64}, {"expires_at": NOW + days(900)}):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(**change)


def test_when_it_was_last_used_is_seen_and_a_wild_system_is_held_back(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, other = System(pecan_flats), System(caliche)
    assert system.made.token.last_used_at is None
    at = timezone.now()
    for _turn in range(3):
        actions.caller_of(system.secret, pecan_flats.district, at=at)
    token = ApiToken.objects.get(pk=system.made.token.pk)
    assert (token.last_used_at, token.in_minute) == (at, 3)
    ApiToken.objects.filter(pk=token.pk).update(in_minute=api.A_MINUTE)
    with pytest.raises(api.TooOften) as held:
        actions.caller_of(system.secret, pecan_flats.district, at=at)
    assert 0 < held.value.wait <= 60
    later = at + days(1)
    assert actions.caller_of(system.secret, pecan_flats.district, at=later).token == token
    theirs = actions.caller_of(other.secret, caliche.district, at=at)
    assert theirs.token == other.made.token
    with pytest.raises(actions.NoSuchToken):
        actions.caller_of(other.secret, pecan_flats.district, at=at)


def test_a_held_back_system_is_told_how_long_to_wait(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    minute = int(timezone.now().timestamp()) // 60
    for each in (minute, minute + 1):  # a minute may begin meanwhile
        ApiToken.objects.update(minute=each, in_minute=api.A_MINUTE)
        answer = system.verify(credential())
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.told["title"] == "Too Many Requests"


def test_the_page_says_what_each_signed_and_takes_it_back_with_the_end(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, other = System(pecan_flats), System(pecan_flats, name="Registrar")
    there = System(caliche)
    mine = [system.issued(id=...) for _ in range(3)]
    beside, elsewhere = other.issued(id=...), there.issued(id=...)
    signed = system.issued(id="urn:x:1")
    system.change("urn:x:1", "revocation", True)
    client = client_of(pecan_flats.lead)
    listed = client.get("/settings/systems").content.decode()
    assert "It signed 4 credentials. 1 is revoked." in listed
    place = f"/settings/systems/{system.made.token.pk}/end"
    assert "It signed 3 credentials that hold today" in client.get(place).content.decode()
    page = client.post(place, {"revoke": "on"}, follow=True).content.decode()
    assert "3 credentials are revoked." in page
    assert "It signed 4 credentials. 4 are revoked." in page
    for each in (*mine, signed):
        assert other.verify(each).told["verified"] is False
    assert other.verify(beside).told["verified"] is True
    assert there.verify(elsewhere).told["verified"] is True
    changes = StatusChange.objects.filter(system=system.made.token)
    assert (changes.count(), changes.filter(value=True).count()) == (4, 4)
    entry = Entry.objects.get(kind="integrations.AllRevoked")
    assert (entry.actor, entry.facts["count"]) == (pecan_flats.lead.reference, 3)


def test_without_the_choice_all_stays_and_can_be_taken_back_later(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, other = System(pecan_flats), System(pecan_flats, name="Registrar")
    signed = system.issued(id=...)
    client = client_of(pecan_flats.lead)
    place = f"/settings/systems/{system.made.token.pk}/end"
    client.post(place)
    assert other.verify(signed).told["verified"] is True
    # A second tap on the first page, and a colleague's, take nothing back.
    client.post(place)
    assert other.verify(signed).told["verified"] is True
    assert "Revoke what it signed" in client.get("/settings/systems").content.decode()
    page = client.get(place).content.decode()
    assert "1 credential that it signed still holds" in page
    assert client_of(caliche.lead).post(place, {"revoke": "on"}).status_code == 404
    field = re.search(r'<input type="hidden" name="revoke" value="([^"]+)"', page)
    assert field
    client.post(place, {"revoke": field[1]})
    assert other.verify(signed).told["verified"] is False
    assert client.get(place).status_code == 302, "nothing is left to take back"
    assert "Revoke what it signed" not in client.get("/settings/systems").content.decode()


def test_only_what_has_ended_is_taken_back_as_a_whole_and_only_by_a_lead(
    pecan_flats: Cast, caliche: Cast
) -> None:
    token = System(pecan_flats).made.token
    with pytest.raises(standing.NotEnded):
        standing.revoke_all(token=token, by=pecan_flats.lead, at=timezone.now())
    actions.end_token(token=token, by=pecan_flats.lead, at=timezone.now())
    for person in (pecan_flats.ortiz, pecan_flats.hr, caliche.lead):
        with pytest.raises(NotAllowed):
            standing.revoke_all(token=token, by=person, at=timezone.now())


def test_what_was_asked_before_the_end_is_not_signed_after_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system = System(pecan_flats)
    at = timezone.now()
    caller = actions.caller_of(system.secret, pecan_flats.district, at=at)
    actions.end_token(token=system.made.token, by=pecan_flats.lead, at=at)
    with pytest.raises(NotAllowed):
        issuing.issue(credential=credential(), by=caller, at=at)
    assert not IssuedCredential.objects.exists()


def test_an_end_is_an_end_though_its_lists_cannot_be_signed(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system, other = System(pecan_flats), System(pecan_flats, name="Registrar")
    signed = system.issued(id=...)
    file = path_of(IssuerKey.objects.get(use="systems"))
    text = file.read_text()
    client = client_of(pecan_flats.lead)
    place = f"/settings/systems/{system.made.token.pk}/end"
    file.write_text("damaged\n")
    try:
        page = client.post(place, {"revoke": "on"}, follow=True).content.decode()
    finally:
        file.write_text(text)
    assert "Nothing was revoked" in page
    assert system.verify(signed).status_code == 401
    assert other.verify(signed).told["verified"] is True
    client.post(place, {"revoke": "on"})
    assert other.verify(signed).told["verified"] is False


def test_many_tokens_cost_no_more_questions(pecan_flats: Cast, caliche: Cast) -> None:
    for number in range(8):
        System(pecan_flats, name=f"System {number}").issued(id=...)
    client = client_of(pecan_flats.lead)
    client.get("/settings/systems")
    with few_queries():
        client.get("/settings/systems")


def test_the_doctor_sees_tokens_that_travel_in_the_open(
    pecan_flats: Cast, caliche: Cast, settings: Any
) -> None:
    def said() -> list[State]:
        return [one.state for one in systems_over_tls(Asked(at=timezone.now()))]

    assert said() == []
    system = System(pecan_flats)
    assert said() == [State.OK], "a practice district on one machine"
    confirm(pecan_flats.district, "https://learn.pecanflats.example", by=pecan_flats.lead, at=NOW)
    assert said() == [State.WRONG]
    settings.TLS = True
    assert said() == [State.OK]
    settings.TLS = False
    actions.end_token(token=system.made.token, by=pecan_flats.lead, at=timezone.now())
    assert said() == []
