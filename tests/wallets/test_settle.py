"""A badge that a wallet brought is checked at its issuer afterwards, where links are tried."""

import threading

import pytest
import time_machine

from tests.cast import Cast
from tests.credentials.test_outside import Issuer, issuer
from tests.openbadges import made
from tests.wallets.app import App, ask, turned_on
from waypost.credentials.models import OutsideBadge
from waypost.evidence import intake
from waypost.evidence.intake import links
from waypost.journal.actions import POSTPONED, deliver_all
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
