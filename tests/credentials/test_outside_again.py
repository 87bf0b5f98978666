"""A badge from elsewhere is read again: what was known is neither lost nor made better."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine

from tests.cast import Cast
from tests.credentials.test_asking import hosted
from tests.credentials.test_outside import Issuer, added, issuer, opening, post
from tests.openbadges import made
from tests.pages.stage import visitor
from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.keeping import Older, Worse
from waypost.credentials.outside.reading import read
from waypost.openbadges import Document, Outcome, did_document, did_web, dump, sign
from waypost.people import actions as people

__all__ = ["issuer"]  # a fixture

NOW = made.NOW
POLLS = "Checking for understanding with live polls"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def again(cast: Cast, badge: OutsideBadge) -> str:
    client = visitor(cast, cast.ortiz)
    answer = client.post(f"/badges/elsewhere/{badge.pk}", follow=True)
    assert answer.status_code == 200
    badge.refresh_from_db()
    return answer.content.decode()


def signed_at(place: str, title: str = POLLS, **changes: object) -> bytes:
    """By the issuer whose keys stand at this host."""
    did = did_web(f"https://{place}")
    parts = {
        "issuer": replace(made.ISSUER, did=did),
        "achievement": replace(made.ACHIEVEMENT, name=title),
        "status": None,
    }
    return dump(sign(made.unsigned(**parts | changes), key=made.KEY, did=did, at=made.AT))


def withdraw(place: str) -> None:
    did, url = did_web(f"https://{place}"), f"https://{place}/status/1"
    Issuer.served["/status/1"] = dump(made.status_list(made.INDEX, url=url, issuer_did=did))


@pytest.mark.parametrize(
    "how", ["its list is gone", "its list is no list", "links are off", "its issuer is gone"]
)
@pytest.mark.parametrize("way", ["file", "link"])
def test_a_known_withdrawal_yields_only_to_a_list_that_was_seen(
    pecan_flats: Cast, caliche: Cast, issuer: str, how: str, way: str
) -> None:
    cast = pecan_flats
    withdraw(issuer)
    fine = dict(Issuer.served)
    client = opening(cast)
    if way == "file":
        post(client, body=Issuer.served["/b"])
    else:
        post(client, link=f"https://{issuer}/b")
    badge = OutsideBadge.objects.get()
    assert badge.outcome == Outcome.WITHDRAWN
    if how == "its list is gone":
        del Issuer.served["/status/1"]
    elif how == "its list is no list":
        Issuer.served["/status/1"] = b"{}"
    elif how == "its issuer is gone":
        Issuer.served.clear()
    else:
        people.choose(district=cast.district, try_links=False, by=cast.system)
    page = again(cast, badge)
    assert badge.outcome == Outcome.WITHDRAWN
    assert "Nobody could say more today. What was found before stays." in page
    asked = "nobody answered" if how != "links are off" else "nobody was asked"
    assert asked in page
    lead = visitor(cast, cast.lead).get(f"/badges/elsewhere/{badge.pk}").content.decode()
    assert "so it can’t count" in lead
    did, url = did_web(f"https://{issuer}"), f"https://{issuer}/status/1"
    Issuer.served |= fine | {"/status/1": dump(made.status_list(url=url, issuer_did=did))}
    people.choose(district=cast.district, try_links=True, by=cast.system)
    assert "Tried again" not in again(cast, badge)
    assert badge.outcome == Outcome.REAL, "its list says today that it stands"


def test_a_withdrawn_badge_is_not_made_good_by_a_newer_file_that_names_no_list(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    withdraw(issuer)
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    badge = OutsideBadge.objects.get()
    good = Issuer.served["/b"]
    Issuer.served["/b"] = signed_at(issuer, valid_from=made.AT + dt.timedelta(hours=1))
    again(pecan_flats, badge)
    assert (badge.outcome, bytes(badge.body or b"")) == (Outcome.WITHDRAWN, good)


def test_what_was_proven_stays_where_nobody_answers_and_yields_to_an_answer(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    post(opening(pecan_flats), body=Issuer.served["/b"])
    badge = OutsideBadge.objects.get()
    Issuer.served.clear()
    again(pecan_flats, badge)
    assert badge.outcome == Outcome.REAL
    other = did_document(did_web(f"https://{issuer}"), [made.OTHER_KEY.public])
    Issuer.served["/.well-known/did.json"] = json.dumps(other).encode()
    assert "Checked again." in again(pecan_flats, badge)
    assert badge.outcome == Outcome.CHANGED, "its issuer does not publish the key any more"
    Issuer.served.clear()
    again(pecan_flats, badge)
    assert badge.outcome == Outcome.CHANGED


def test_a_link_never_replaces_a_badge_by_one_that_proves_less(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    post(opening(pecan_flats), link=f"https://{issuer}/b")
    badge = OutsideBadge.objects.get()
    good = Issuer.served["/b"]
    parked = {name: each for name, each in json.loads(good).items() if name != "proof"}
    parked["credentialSubject"]["achievement"]["name"] = "Buy cheap watches"
    anyone = dump(made.badge(achievement=replace(made.ACHIEVEMENT, name="Made by anyone")))
    before = signed_at(issuer, "Before", valid_from=made.AT - dt.timedelta(days=9))
    for other in (json.dumps(parked).encode(), anyone, before):
        Issuer.served["/b"] = other
        page = again(pecan_flats, badge)
        assert (bytes(badge.body or b""), badge.title) == (good, POLLS)
        assert badge.outcome == Outcome.REAL, "the file that is kept is checked again instead"
        assert POLLS in page
    Issuer.served["/b"] = signed_at(issuer, "Corrected", valid_from=made.AT + dt.timedelta(hours=1))
    again(pecan_flats, badge)
    assert (badge.title, badge.outcome) == ("Corrected", Outcome.REAL)


def test_the_action_itself_refuses_a_file_that_proves_less(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats

    def theirs(hours: int) -> Document:
        return made.practice_badge(valid_from=made.AT + dt.timedelta(hours=hours))

    badge = added(cast, dump(theirs(0)))
    later = {name: each for name, each in theirs(1).items() if name != "proof"}
    earlier = dump(theirs(-1))
    for body, problem in ((dump(later), Worse), (earlier, Older)):
        with pytest.raises(problem):
            actions.read_again(
                badge=badge, reading=read(body, cast.ortiz, at=NOW), by=cast.ortiz, at=NOW
            )


def test_a_hosted_badge_keeps_what_its_host_said(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    post(opening(pecan_flats), body=hosted(issuer, pecan_flats.ortiz.email))
    badge = OutsideBadge.objects.get()
    facts = badge.facts
    for _ in range(2):
        page = again(pecan_flats, badge)
        assert (badge.outcome, badge.issuer) == (Outcome.HOSTED, "Little Fork ISD")
        Issuer.served.clear()
    assert (badge.facts, badge.found["whose"]) == (facts, "mine")
    assert "nobody answered who could say more" in page
    Issuer.served["/a"] = b'{"id": "https://elsewhere.example/a"}'
    page = again(pecan_flats, badge)
    assert "its addresses don’t stand behind it" in page
    assert (badge.facts, badge.issuer) == (facts, "Little Fork ISD")
    Issuer.served.clear()
    again(pecan_flats, badge)
    assert badge.found["reason"] == "not_as_hosted"


def test_a_link_that_nobody_opens_any_more_keeps_what_it_came_to(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    post(opening(pecan_flats), link=f"https://{issuer}/gone")
    badge = OutsideBadge.objects.get()
    people.choose(district=pecan_flats.district, try_links=False, by=pecan_flats.system)
    assert "Nothing was found at the link." in again(pecan_flats, badge)


def test_a_badge_that_cannot_be_read_once_its_key_is_known_gets_a_sentence(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    did, place = did_web(f"https://{issuer}"), f"https://{issuer}/s"
    odd = made.unsigned(issuer=replace(made.ISSUER, did=did), status=None)
    odd["credentialStatus"] = [
        {
            "id": f"{place}#{number}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "message",
            "statusListIndex": str(number),
            "statusListCredential": place,
        }
        for number in range(9)
    ]
    body = dump(sign(odd, key=made.KEY, did=did, at=made.AT))
    post(opening(pecan_flats, on=False), body=body)
    badge = OutsideBadge.objects.get()
    people.choose(district=pecan_flats.district, try_links=True, by=pecan_flats.system)
    page = again(pecan_flats, badge)
    assert "it can’t be read. What was found before stays." in page
    assert (badge.outcome, bytes(badge.body or b"")) == (Outcome.CANNOT_CHECK, body)
