"""A badge from elsewhere is what it is today, and not only what it was when it was read."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from tests.cast import Cast
from tests.credentials.test_asking import hosted
from tests.credentials.test_outside import Issuer, added, count, issuer, opening, post
from tests.credentials.test_outside_again import signed_at
from tests.openbadges import made
from tests.pages.stage import visitor
from waypost.credentials.earlier.dates import read_date
from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.reading import verdict_of
from waypost.openbadges import Outcome, did_web, dump, sign
from waypost.people import actions as people

__all__ = ["issuer"]  # a fixture

NOW = made.NOW
SOON, LATER = NOW + dt.timedelta(days=2), NOW + dt.timedelta(days=400)


def kept(cast: Cast, body: bytes) -> OutsideBadge:
    with time_machine.travel(NOW, tick=False):
        post(opening(cast), body=body)
    return OutsideBadge.objects.get()


def counted(cast: Cast, badge: OutsideBadge, at: dt.datetime) -> None:
    actions.let_count(
        badge=badge,
        achievement=cast.versions["forms-quiz"].achievement,
        earned=read_date("May 2019"),
        reason="Seen the course.",
        by=cast.lead,
        at=at,
    )


@pytest.mark.parametrize("kind", ["signed", "hosted", "not yet valid before"])
def test_one_that_has_run_out_since_says_so_and_does_not_count(
    pecan_flats: Cast, caliche: Cast, issuer: str, kind: str
) -> None:
    cast = pecan_flats
    if kind == "hosted":
        body = hosted(issuer, cast.ortiz.email)
        ended = json.loads(body) | {"expires": SOON.isoformat()}
        Issuer.served["/a"] = json.dumps(ended).encode()
    else:
        begins: Any = {"valid_from": NOW + dt.timedelta(hours=1)} if "not yet" in kind else {}
        body = signed_at(issuer, valid_until=SOON, **begins)
    badge = kept(cast, body)
    assert badge.may_count(NOW) == ("not yet" not in kind)
    with time_machine.travel(LATER, tick=False):
        lead = visitor(cast, cast.lead).get(f"/badges/elsewhere/{badge.pk}").content.decode()
        shelf = visitor(cast, cast.ortiz).get("/badges?show=elsewhere").content.decode()
    assert verdict_of(badge, at=LATER).outcome == Outcome.EXPIRED
    assert "Its last day has passed." in lead
    assert "so it can’t count" in lead
    assert "holds for as long as the address says so" not in shelf
    with pytest.raises(actions.Spoiled):
        counted(cast, badge, LATER)


def test_one_whose_date_has_come_since_is_open_until_it_is_checked_again(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    """While it could not be valid, nobody looked whether it was withdrawn."""
    badge = kept(pecan_flats, signed_at(issuer, valid_from=SOON))
    assert badge.outcome == Outcome.NOT_YET_VALID
    with pytest.raises(actions.Spoiled):
        counted(pecan_flats, badge, NOW)
    verdict = verdict_of(badge, at=SOON)
    assert (verdict.outcome, verdict.reason) == (
        Outcome.AUTHENTIC_STATUS_UNKNOWN,
        "status_list_unseen",
    )
    counted(pecan_flats, badge, SOON)


def test_a_hosted_one_whose_date_has_come_is_hosted(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    ahead = json.loads(hosted(issuer, pecan_flats.ortiz.email)) | {"issuedOn": SOON.isoformat()}
    Issuer.served["/a"] = json.dumps(ahead).encode()
    badge = kept(pecan_flats, Issuer.served["/a"])
    assert [verdict_of(badge, at=at).outcome for at in (NOW, SOON)] == [
        Outcome.NOT_YET_VALID,
        Outcome.HOSTED,
    ]


def test_what_says_itself_that_it_has_ended_does_not_count_proven_or_not(
    pecan_flats: Cast, caliche: Cast
) -> None:
    with time_machine.travel(NOW, tick=False):
        badge = added(pecan_flats, dump(made.badge(valid_until=SOON)))
    assert badge.outcome_at(LATER) == Outcome.CANNOT_CHECK
    with pytest.raises(actions.Spoiled):
        counted(pecan_flats, badge, LATER)
    count(pecan_flats, badge)


OTHER = "somebody.else@elsewhere.example"
NAMES_ANOTHER = "It was issued to an address that isn’t one of María Ortiz’s here."


@pytest.mark.parametrize("kind", ["2.0 hashed", "2.0", "3.0 hashed"])
@time_machine.travel(NOW, tick=False)
def test_one_that_names_another_address_alone_says_so(
    pecan_flats: Cast, caliche: Cast, issuer: str, kind: str
) -> None:
    client = opening(pecan_flats)
    if kind == "3.0 hashed":
        did = did_web(f"https://{issuer}")
        unsigned = made.unsigned(issuer=replace(made.ISSUER, did=did), status=None)
        told = unsigned["credentialSubject"]["identifier"]
        unsigned["credentialSubject"]["identifier"] = [each for each in told if each["hashed"]]
        body = dump(sign(unsigned, key=made.KEY, did=did, at=made.AT))
    else:
        body = hosted(issuer, OTHER, hashed="hashed" in kind)
    page = post(client, body=body)
    assert NAMES_ANOTHER in page
    assert "to whom it was issued" not in page


@time_machine.travel(NOW, tick=False)
def test_a_badge_of_which_nothing_was_read_says_nothing_of_whom_it_names(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    page = post(opening(pecan_flats, on=False), body=hosted(issuer, pecan_flats.ortiz.email))
    assert "to whom it was issued" not in page


@pytest.mark.parametrize("on", [True, False])
@time_machine.travel(NOW, tick=False)
def test_whether_anybody_was_asked_is_told_of_that_reading(
    pecan_flats: Cast, caliche: Cast, issuer: str, on: bool
) -> None:
    cast = pecan_flats
    client = opening(cast, on=on)
    post(client, body=Issuer.served["/b"])
    people.choose(district=cast.district, try_links=not on, by=cast.system)
    badge = OutsideBadge.objects.get()
    page = client.get(f"/badges/elsewhere/{badge.pk}").content.decode()
    assert ("Nothing was asked over the network." in page) == (not on)
