"""Turning letters off: by the link in one, by a mail program, and on a page of one's own."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import award
from waypost.journal.actions import deliver_all
from waypost.notices import actions
from waypost.notices.kinds import KINDS, kinds_for
from waypost.notices.models import Letter, Quiet, QuietKey
from waypost.people.models import District, Person
from waypost.people.viewers import System

SOON = NOW + dt.timedelta(hours=1)
HTTPS = "https://learn.pecanflats.example"
MONDAY = KINDS["monday_rep"]


def monday(cast: Cast, occasion: str = "monday:1") -> Letter | None:
    """A letter of the kind that one click turns off."""
    rep = Person.objects.select_related("district").get(pk=cast.rep.pk)
    return actions.write_letter(
        "monday_rep",
        to=rep,
        occasion=occasion,
        facts={"hellos": []},
        by=System(rep.district, "test"),
        at=NOW,
    )


@pytest.fixture
def link(pecan_flats: Cast, caliche: Cast) -> str:
    assert monday(pecan_flats)
    return f"/quiet/{QuietKey.objects.get().token}/monday_rep"


def stranger(cast: Cast) -> Client:
    return Client(headers={"host": cast.district.host}, enforce_csrf_checks=True)


def test_a_mail_program_turns_it_off_with_one_post_and_no_cookie(
    pecan_flats: Cast, settings: Settings
) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(address=HTTPS)
    monday(pecan_flats)
    deliver_all(at=SOON)
    head = mail.outbox[0].message()
    address = head["List-Unsubscribe"].strip("<>")
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith(f"{HTTPS}/quiet/")
    assert address in mail.outbox[0].body
    answer = stranger(pecan_flats).post(
        address.removeprefix(HTTPS), {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200, "a mail program is not sent on"
    assert Quiet.objects.get().person == pecan_flats.rep
    assert monday(pecan_flats, "monday:2") is None


def test_letters_about_one_s_own_work_offer_no_one_click(pecan_flats: Cast) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(address=HTTPS)
    award(pecan_flats, to=Person.objects.get(pk=pecan_flats.ortiz.pk))
    deliver_all(at=SOON)
    head = mail.outbox[0].message()
    assert head["List-Unsubscribe"] is None
    assert f"{HTTPS}/account/letters" in mail.outbox[0].body


def test_where_there_is_no_https_no_one_click_is_promised(pecan_flats: Cast, link: str) -> None:
    deliver_all(at=SOON)
    head = mail.outbox[0].message()
    assert head["List-Unsubscribe"].startswith("<http://pecanflats.localhost")
    assert head["List-Unsubscribe-Post"] is None


def test_looking_changes_nothing_and_all_can_be_undone_at_once(
    pecan_flats: Cast, link: str
) -> None:
    client = stranger(pecan_flats)
    page = client.get(link)
    assert page.status_code == 200
    assert "Stop these letters?" in page.content.decode()
    assert not Quiet.objects.exists()
    for _twice in range(2):
        assert client.post(link).status_code == 302
    assert "You won’t get these any more" in client.get(link).content.decode()
    assert Quiet.objects.count() == 1
    client.post(link, {"undo": "1"})
    assert not Quiet.objects.exists()
    assert monday(pecan_flats, "monday:2")


def test_a_link_opens_nothing_else_and_belongs_to_its_district(
    pecan_flats: Cast, caliche: Cast, link: str
) -> None:
    token = link.split("/")[2]
    ours, theirs = stranger(pecan_flats), stranger(caliche)
    ours.get(link)
    assert "sessionid" not in ours.cookies
    assert ours.get("/home").status_code == 302
    assert theirs.get(link).status_code == 404
    assert theirs.post(link).status_code == 404
    for kind in ("decided", "earned", "test", "nothing"):
        assert ours.post(f"/quiet/{token}/{kind}").status_code == 404, kind
    for wrong in ("x" * 22, "%00", "é"):
        assert ours.get(f"/quiet/{wrong}/monday_rep").status_code == 404
    assert not Quiet.objects.exists()


def test_each_kind_is_turned_off_by_itself_on_one_s_own_page(
    pecan_flats: Cast, caliche: Cast
) -> None:
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.ortiz.account
    client.force_login(pecan_flats.ortiz.account)
    page = client.get("/account/letters").content.decode()
    assert "Three names" not in page, "she represents no campus"
    offered = {kind.name for kind in kinds_for(pecan_flats.ortiz)}
    client.post("/account/letters", {"choose": "1", "wanted": sorted(offered - {"earned"})})
    assert [quiet.kind for quiet in Quiet.objects.all()] == ["earned"]
    award(pecan_flats, to=pecan_flats.ortiz)
    award(pecan_flats, to=pecan_flats.reyes)
    deliver_all(at=SOON)
    assert [letter.to for letter in Letter.objects.all()] == [pecan_flats.reyes]
    client.post("/account/letters", {"choose": "1", "wanted": sorted(offered)})
    assert not Quiet.objects.exists()
    client.post("/account/letters", {"choose": "1", "wanted": ["monday_lead"]})
    assert not Quiet.objects.exists(), "what is not offered is refused as a whole"
    client.post("/account/letters", {"choose": "1"})
    assert Quiet.objects.count() == len(offered)


def test_a_letter_of_no_known_kind_cannot_be_written(pecan_flats: Cast) -> None:
    with pytest.raises(KeyError):
        actions.write_letter(
            "base",
            to=pecan_flats.ortiz,
            occasion="x",
            facts={},
            by=pecan_flats.system,
            at=NOW,
        )
