"""A badge that a wallet brought is checked at its issuer afterwards, where links are tried."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import Cast
from tests.credentials.test_outside import Issuer, issuer
from tests.credentials.test_outside_again import signed_at
from tests.openbadges import made
from tests.pages.stage import visitor
from tests.wallets.app import App, ask, turned_on
from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.reading import read
from waypost.evidence import intake
from waypost.evidence.intake import links
from waypost.journal.actions import deliver_all
from waypost.journal.models import POSTPONED
from waypost.openbadges import Outcome
from waypost.people import actions as people

__all__ = ["issuer"]  # a fixture


def brought(cast: Cast, *, tries_links: bool) -> Outcome:
    """What is said of the badge once everything was delivered."""
    people.choose(district=cast.district, try_links=tries_links, by=cast.system)
    with time_machine.travel(made.NOW, tick=False):
        token = App.registered(turned_on(cast)).connected(cast.ortiz)["access_token"]
        answer = ask(cast, token, "credentials", "POST", Issuer.served["/b"])
        assert answer.status_code == 201
        assert Issuer.seen == [], "the wallet does not wait for anybody else"
        deliver_all(at=made.NOW)
        deliver_all(at=made.NOW)
    return Outcome(OutsideBadge.objects.get().outcome)


def test_its_issuer_is_asked_where_links_are_tried(pecan_flats: Cast, issuer: str) -> None:
    assert brought(pecan_flats, tries_links=True) == Outcome.REAL
    assert [path for path, _ in Issuer.seen] == ["/.well-known/did.json", "/status/1"]


def test_nobody_is_asked_where_they_are_not(pecan_flats: Cast, issuer: str) -> None:
    assert brought(pecan_flats, tries_links=False) == Outcome.CANNOT_CHECK
    assert Issuer.seen == []


def test_it_waits_while_the_server_is_busy_with_other_links(
    pecan_flats: Cast, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "AT_ONCE", threading.BoundedSemaphore(1))
    with intake.asking():
        assert brought(pecan_flats, tries_links=True) == Outcome.CANNOT_CHECK
    assert Issuer.seen == []
    with time_machine.travel(made.NOW + POSTPONED, tick=False):
        deliver_all(at=made.NOW + POSTPONED)
    assert OutsideBadge.objects.get().outcome == Outcome.REAL


@pytest.fixture
def wallet(pecan_flats: Cast, caliche: Cast) -> Iterator[str]:
    """The token of Ortiz's wallet, where links are tried."""
    people.choose(district=pecan_flats.district, try_links=True, by=pecan_flats.system)
    with time_machine.travel(made.NOW, tick=False):
        yield App.registered(turned_on(pecan_flats)).connected(pecan_flats.ortiz)["access_token"]


def newer(place: str) -> bytes:
    return signed_at(place, "Corrected", valid_from=made.AT + dt.timedelta(hours=1))


def bring(cast: Cast, token: str, body: bytes, *, settled: bool = True) -> int:
    status: int = ask(cast, token, "credentials", "POST", body).status_code
    for _ in range(2 if settled else 0):
        deliver_all(at=made.NOW)
    return status


def test_a_newer_file_waits_for_its_issuer_and_then_takes_the_place(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    first = signed_at(issuer)
    assert bring(pecan_flats, wallet, first) == 201
    assert bring(pecan_flats, wallet, newer(issuer), settled=False) == 200
    badge = OutsideBadge.objects.get()
    assert (bytes(badge.body or b""), badge.outcome) == (first, Outcome.REAL)
    assert bring(pecan_flats, wallet, newer(issuer)) == 200
    badge.refresh_from_db()
    assert (bytes(badge.body or b""), badge.outcome) == (newer(issuer), Outcome.REAL)
    assert (badge.title, badge.brought) == ("Corrected", b"")


def test_a_newer_file_that_its_issuer_did_not_sign_spoils_nothing(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    first = signed_at(issuer)
    bring(pecan_flats, wallet, first)
    forged = newer(issuer).replace(b"Corrected", b"Forged")
    assert bring(pecan_flats, wallet, forged) == 200
    badge = OutsideBadge.objects.get()
    assert (bytes(badge.body or b""), badge.outcome) == (first, Outcome.REAL)
    assert badge.brought == b"", "it waited in vain"


def test_one_that_waits_is_asked_about_when_its_owner_checks_again(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    bring(pecan_flats, wallet, signed_at(issuer))
    published = Issuer.served.pop("/.well-known/did.json")
    bring(pecan_flats, wallet, newer(issuer))
    badge = OutsideBadge.objects.get()
    owner = visitor(pecan_flats, pecan_flats.ortiz)
    owner.post(f"/badges/elsewhere/{badge.pk}")
    badge.refresh_from_db()
    assert (badge.title, badge.outcome, badge.brought) == (
        "Checking for understanding with live polls",
        Outcome.REAL,
        newer(issuer),
    )
    Issuer.served["/.well-known/did.json"] = published
    owner.post(f"/badges/elsewhere/{badge.pk}")
    badge.refresh_from_db()
    assert (badge.title, badge.outcome) == ("Corrected", Outcome.REAL)


def test_where_links_are_not_tried_nothing_would_settle_it(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    bring(pecan_flats, wallet, signed_at(issuer))
    people.choose(district=pecan_flats.district, try_links=False, by=pecan_flats.system)
    assert bring(pecan_flats, wallet, newer(issuer)) == 400


def test_a_slow_reading_never_writes_over_what_came_meanwhile(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    cast = pecan_flats
    bring(cast, wallet, signed_at(issuer), settled=False)
    before = OutsideBadge.objects.get()
    slow = read(signed_at(issuer), cast.ortiz, at=made.NOW)
    bring(cast, wallet, newer(issuer), settled=False)
    with pytest.raises(actions.ReplacedMeanwhile):
        actions.read_again(badge=before, reading=slow, by=cast.ortiz, at=made.NOW)
    assert OutsideBadge.objects.get().title == "Corrected"
    deliver_all(at=made.NOW)
    deliver_all(at=made.NOW)
    assert OutsideBadge.objects.get().outcome == Outcome.REAL


def test_one_that_waits_and_is_here_already_keeps_nothing_from_being_checked(
    pecan_flats: Cast, issuer: str, wallet: str
) -> None:
    cast = pecan_flats
    bring(cast, wallet, signed_at(issuer))
    badge = OutsideBadge.objects.get()
    bring(cast, wallet, newer(issuer), settled=False)
    twin = read(newer(issuer), cast.ortiz, at=made.NOW)
    actions.add(person=cast.ortiz, reading=twin, by=cast.ortiz, at=made.NOW)
    owner = visitor(cast, cast.ortiz)
    page = owner.post(f"/badges/elsewhere/{badge.pk}", follow=True).content.decode()
    assert "Checked again." in page
