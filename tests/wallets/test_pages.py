"""Apps and wallets: one's own page, the lead's, and what the database itself holds fast."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast, confirm
from tests.pages.stage import few_queries, visitor
from tests.wallets.app import BACK, METADATA, App, ask, registration, turned_on
from waypost.journal.doctor import Asked, State
from waypost.journal.models import Entry
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.viewers import Stranger, System
from waypost.wallets import actions, ending, scopes
from waypost.wallets.checks import wallets_over_tls
from waypost.wallets.models import Connection, Policies, Token, Wallet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(pecan_flats: Cast) -> Cast:
    return turned_on(pecan_flats)


def page(cast: Cast, person: Person, path: str = "/account/wallets") -> str:
    return visitor(cast, person).get(path).content.decode()


def test_ones_own_page_says_what_is_connected_and_ends_it_at_once(home: Cast) -> None:
    token = App.registered(home).connected(home.ortiz, scope=scopes.READ)["access_token"]
    before = page(home, home.ortiz)
    assert "Pocket Wallet" in before
    assert "Not used yet." in before
    assert str(scopes.WORDS[scopes.READ]) in before
    assert str(scopes.WORDS[scopes.PROFILE]) not in before
    assert home.district.address in before
    ask(home, token, "credentials")
    assert "Last used Wednesday, Nov 18." in page(home, home.ortiz)
    one = Connection.objects.get()
    for _ in range(2):
        answer = visitor(home, home.ortiz).post(f"/account/wallets/{one.pk}/end", follow=True)
        assert answer.status_code == 200
    assert ask(home, token, "credentials").status_code == 401
    assert "No wallet is connected." in page(home, home.ortiz)
    entry = Entry.objects.get(kind="wallets.WalletEnded")
    assert (entry.facts["why"], entry.actor) == ("owner", home.ortiz.reference)


def test_nobody_sees_or_ends_what_is_somebody_elses(home: Cast, caliche: Cast) -> None:
    App.registered(home).connected(home.ortiz)
    one = Connection.objects.get()
    for who in (home.lead, home.principal, home.reyes):
        assert "Pocket Wallet" not in page(home, who)
        assert visitor(home, who).post(f"/account/wallets/{one.pk}/end").status_code == 404
        with pytest.raises(NotAllowed):
            ending.end(connection=one, why=Connection.Why.OWNER, by=who, at=NOW)
    turned_on(caliche)
    there = visitor(caliche, caliche.teacher)
    assert there.post(f"/account/wallets/{one.pk}/end").status_code == 404
    assert Connection.objects.standing().count() == 1


def test_many_connections_cost_no_more_questions(home: Cast) -> None:
    for number in range(5):
        App.registered(home, client_name=f"Wallet {number}").connected(home.ortiz)
    client = visitor(home, home.ortiz)
    with few_queries(8):
        assert client.get("/account/wallets").content.count(b"End it") == 5


def test_where_wallets_are_off_nothing_of_them_is_shown(pecan_flats: Cast, caliche: Cast) -> None:
    home = pecan_flats
    turned_on(caliche)
    assert "has not turned wallets on" in page(home, home.ortiz)
    assert 'href="/account/wallets"' not in page(home, home.ortiz, "/home")
    assert visitor(home).get("/wallets/about").status_code == 404
    assert registration(home).status_code == 404
    with pytest.raises(NotAllowed):
        actions.register(sent=METADATA, by=Stranger(home.district), at=NOW)
    turned_on(home)
    assert 'href="/account/wallets"' in page(home, home.ortiz, "/home")


def test_the_lead_turns_them_on_and_names_the_districts_own_pages(
    pecan_flats: Cast, caliche: Cast
) -> None:
    home = pecan_flats
    lead = visitor(home, home.lead)
    sent: dict[str, Any] = {
        "is_on": "on",
        "privacy_url": "https://district.example/privacy",
        "terms_url": "javascript:alert(1)",
    }
    wrong = lead.post("/settings/wallets", sent)
    assert wrong.status_code == 422
    assert "Write the whole address" in wrong.content.decode()
    assert 'value="https://district.example/privacy"' in wrong.content.decode()
    assert not Policies.objects.exists()
    sent["terms_url"] = "https://district.example/terms"
    assert lead.post("/settings/wallets", sent).status_code == 302
    home.district.refresh_from_db()
    assert home.district.wallets_since == NOW
    told = visitor(home).get("/ims/ob/v3p0/discovery").json()
    assert told["info"]["x-imssf-privacyPolicyUrl"] == "https://district.example/privacy"
    assert told["info"]["termsOfService"] == "https://district.example/terms"
    caliche.district.refresh_from_db()
    assert caliche.district.wallets_since is None
    App.registered(home).connected(home.ortiz)
    assert "1 wallet is connected now." in page(home, home.lead, "/settings/wallets")
    with time_machine.travel(NOW.replace(hour=21), tick=False):
        lead.post("/settings/wallets", sent)
    home.district.refresh_from_db()
    assert home.district.wallets_since == NOW, "saved again, they were on all the while"
    assert Connection.objects.standing().count() == 1
    lead.post("/settings/wallets", {})
    assert Connection.objects.get().ended_why == Connection.Why.OFF
    assert Entry.objects.filter(kind="people.SettingsKept", facts__page="wallets").count() == 3


def test_only_the_lead_decides(home: Cast) -> None:
    for who in (home.ortiz, home.principal, home.hr):
        assert visitor(home, who).get("/settings/wallets").status_code == 403
        with pytest.raises(NotAllowed):
            actions.choose(
                district=home.district, is_on=False, privacy_url="", terms_url="", by=who, at=NOW
            )


def test_a_lead_who_is_held_back_connects_for_themselves_and_decides_nothing(home: Cast) -> None:
    Person.objects.filter(pk=home.lead.pk).update(second_factor_by=NOW)
    lead = visitor(home, home.lead)
    assert lead.get("/settings/wallets").status_code == 403
    assert App.registered(home).connected(home.lead)["access_token"]


def test_nobody_is_let_in_by_a_rule_or_by_a_stranger(home: Cast) -> None:
    asked = f"{home.district.address}{App.registered(home).question()}"
    for by in (Stranger(home.district), System(home.district, "test")):
        with pytest.raises(NotAllowed):
            actions.allow(asked=asked, district=home.district, by=by, at=NOW)


def test_a_name_cannot_turn_the_page_around(home: Cast) -> None:
    App.registered(home, client_name="Wallet\u202e evil\u2066 \u0007 x")
    assert Wallet.objects.get().name == "Wallet evil x"


def test_what_was_said_and_allowed_is_never_made_more(home: Cast) -> None:
    App.registered(home).connected(home.ortiz, scope=scopes.READ)
    more = [*scopes.WORDS]
    said = METADATA | {"redirect_uris": [BACK, "https://evil.example/"]}
    for rows, change in (
        (Connection.objects.all(), {"scopes": more}),
        (Connection.objects.all(), {"person": home.reyes}),
        (Token.objects.all(), {"scopes": more}),
        (Token.objects.all(), {"expires_at": NOW.replace(year=2036)}),
        (Wallet.objects.all(), {"said": said}),
        (Wallet.objects.all(), {"secret_sha256": ""}),
    ):
        with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
            rows.update(**change)


def test_the_doctor_sees_tokens_that_travel_in_the_open(home: Cast, settings: Any) -> None:
    def said() -> list[State]:
        return [one.state for one in wallets_over_tls(Asked(at=NOW))]

    assert said() == [State.OK]
    confirm(home.district, "https://learn.pecanflats.example", by=home.lead, at=NOW)
    assert said() == [State.WRONG]
    settings.TLS = True
    assert said() == [State.OK]
    turned_on(home, is_on=False)
    assert said() == []
