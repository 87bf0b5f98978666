"""The letter to a group is written, read first, sent once to each, and answered by a click."""

import datetime as dt

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from tests.program.scene import BODY, SUBJECT, group, invited, lettered, without_address
from waypost.journal.models import Entry
from waypost.people.models import Group, Person
from waypost.people.policies import NotAllowed
from waypost.program import actions
from waypost.program.groups import member, members
from waypost.program.models import Answer, Invitation, InvitationText
from waypost.program.texts import faults, fill, usual_body, usual_subject

LATER = NOW + dt.timedelta(hours=1)


def counted(kind: str) -> int:
    return Entry.objects.filter(kind=f"program.{kind}").count()


def reader(cast: Cast) -> Client:
    """Somebody with a letter, who has not signed in; forms need their token, as in a browser."""
    return Client(headers={"host": cast.district.host}, enforce_csrf_checks=False)


@pytest.mark.parametrize(
    ("subject", "body", "told"),
    [
        (SUBJECT, "Hi {nmae} {link} {stop}", "“{nmae}” is filled in by nobody"),
        (SUBJECT, "Hi {name} {stop}", "Put {link} where"),
        (SUBJECT, "Hi {name} {link}", "Put {stop} where"),
        ("Look: {link}", BODY, "In a subject only {name} is filled in."),
        ("Two\nlines", BODY, "hidden character"),
        (SUBJECT, f"{BODY}\x00", "hidden character"),
    ],
)
def test_a_letter_that_would_not_arrive_whole_is_not_saved(
    pecan_flats: Cast, subject: str, body: str, told: str
) -> None:
    made = group(pecan_flats)
    with pytest.raises(actions.Unfit) as unfit:
        actions.write_text(
            group=made, subject=subject, body=body, after=0, by=pecan_flats.lead, at=NOW
        )
    assert told in str(unfit.value.faults)
    assert not InvitationText.objects.exists()


def test_the_letter_that_is_there_to_begin_with_can_be_sent(pecan_flats: Cast) -> None:
    assert faults(usual_subject(), usual_body()) == {}


def test_a_place_is_filled_once_and_a_name_that_looks_like_one_stays_a_name() -> None:
    told = fill("{name} {link} {other}", name="{stop}", link="L", stop="S")
    assert told == "{stop} L {other}"


def test_each_saving_is_kept_and_two_who_write_at_once_overwrite_nothing(
    pecan_flats: Cast,
) -> None:
    made = lettered(pecan_flats)
    actions.write_text(group=made, subject=SUBJECT, body=BODY, after=1, by=pecan_flats.lead, at=NOW)
    assert InvitationText.objects.count() == 1, "the same again is nothing new"
    theirs = actions.write_text(
        group=made, subject="Theirs", body=BODY, after=1, by=pecan_flats.lead, at=LATER
    )
    lead = visitor(pecan_flats, pecan_flats.lead)
    mine = {"subject": "Mine", "body": BODY, "after": "1"}
    page = lead.post(f"/program/groups/{made.pk}/letter", mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Priya Raman changed this letter meanwhile" in text
    assert 'value="Mine"' in text
    assert f'name="after" value="{theirs.number}"' in text
    lead.post(f"/program/groups/{made.pk}/letter", mine | {"after": "2"})
    assert [t.subject for t in InvitationText.objects.order_by("number")] == [
        SUBJECT,
        "Theirs",
        "Mine",
    ]


def test_twice_is_once_and_only_who_is_new_and_has_an_address_is_invited(
    pecan_flats: Cast, caliche: Cast
) -> None:
    nobody = without_address(pecan_flats, "Nowhere")
    made = lettered(pecan_flats, pecan_flats.ortiz, pecan_flats.reyes, nobody)
    assert actions.invite(group=made, by=pecan_flats.lead, at=NOW) == 2
    assert actions.invite(group=made, by=pecan_flats.lead, at=NOW) == 0
    actions.add_people(group=made, people=[pecan_flats.rep], by=pecan_flats.lead, at=NOW)
    actions.remove_person(group=made, person=pecan_flats.ortiz, by=pecan_flats.lead, at=NOW)
    actions.add_people(group=made, people=[pecan_flats.ortiz], by=pecan_flats.lead, at=NOW)
    assert actions.invite(group=made, by=pecan_flats.lead, at=LATER) == 1
    assert counted("InvitationWritten") == 3
    assert len(set(Invitation.objects.values_list("token", flat=True))) == 3
    page = visitor(pecan_flats, pecan_flats.lead).get(f"/program/groups/{made.pk}")
    assert "1 person has no e-mail address here and is left out." in page.content.decode()


def test_nobody_is_invited_without_a_letter_or_into_a_closed_group(pecan_flats: Cast) -> None:
    bare = group(pecan_flats, pecan_flats.ortiz)
    with pytest.raises(actions.NoText):
        actions.invite(group=bare, by=pecan_flats.lead, at=NOW)
    made = lettered(pecan_flats, pecan_flats.ortiz, name="Two")
    actions.close_group(group=made, by=pecan_flats.lead, at=NOW)
    with pytest.raises(actions.Closed):
        actions.invite(group=made, by=pecan_flats.lead, at=NOW)
    assert not Invitation.objects.exists()


def test_only_the_program_lead_writes_tries_and_invites(pecan_flats: Cast, caliche: Cast) -> None:
    made = lettered(pecan_flats, pecan_flats.ortiz)
    for who in (pecan_flats.dana, pecan_flats.rep, pecan_flats.ortiz, caliche.lead):
        with pytest.raises(NotAllowed):
            actions.write_text(group=made, subject="x", body=BODY, after=1, by=who, at=NOW)
        with pytest.raises(NotAllowed):
            actions.try_text(group=made, by=who, at=NOW)
        with pytest.raises(NotAllowed):
            actions.invite(group=made, by=who, at=NOW)


def test_asking_for_the_page_notes_nothing_and_signs_nobody_in(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    scanner = reader(pecan_flats)
    for method in (scanner.get, scanner.head, scanner.get):
        got = method(f"/i/{one.token}")
        assert got.status_code == 200
    one.refresh_from_db()
    assert one.opened_at is None
    assert "_auth_user_id" not in scanner.session
    assert got.headers["Referrer-Policy"] == "same-origin"
    assert got.headers["Cache-Control"] == "no-store"
    assert "María, you’re invited" in got.content.decode()
    assert pecan_flats.ortiz.email not in got.content.decode()


def test_the_page_says_itself_that_it_was_seen_and_says_it_once(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    eyes = reader(pecan_flats)
    for _twice in range(2):
        assert eyes.post(f"/i/{one.token}/opened").status_code == 204
    one.refresh_from_db()
    assert one.opened_at
    assert counted("InvitationOpened") == 1


def test_not_this_time_is_one_click_and_can_be_taken_back(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    eyes = reader(pecan_flats)
    for _twice in range(2):
        page = eyes.post(f"/i/{one.token}", {"answer": "not_now"}, follow=True)
    assert "that is fine: you get no more letters about this pilot" in page.content.decode()
    one.refresh_from_db()
    assert (one.answer, bool(one.opened_at)) == (Answer.NOT_NOW, True)
    assert counted("InvitationAnswered") == 1
    lead = visitor(pecan_flats, pecan_flats.lead)
    assert "Not this time" in lead.get(f"/program/groups/{one.group_id}").content.decode()
    got = eyes.post(f"/i/{one.token}", {"answer": "coming"})
    assert got.headers["Location"] == "/account/login/?next=%2Fhome"
    one.refresh_from_db()
    assert one.answer == Answer.COMING


def test_signing_in_to_start_has_the_address_filled_in_and_not_in_any_link(
    pecan_flats: Cast,
) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    eyes = reader(pecan_flats)
    got = eyes.post(f"/i/{one.token}", {"answer": "coming"}, follow=True)
    assert "ortiz@" not in str(got.redirect_chain)
    for path in ("/account/login/", "/account/login/code/"):
        assert 'value="ortiz@pecanflats.example"' in eyes.get(path).content.decode(), path
    assert eyes.get("/home").status_code == 302, "the token signs nobody in"


def test_whoever_is_signed_in_goes_straight_to_their_home(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    me = visitor(pecan_flats, pecan_flats.ortiz)
    assert me.post(f"/i/{one.token}", {"answer": "coming"}).headers["Location"] == "/home"


def test_after_the_group_is_closed_the_page_says_so_and_notes_nothing(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    actions.close_group(group=one.group, by=pecan_flats.lead, at=NOW)
    eyes = reader(pecan_flats)
    assert "This pilot is over" in eyes.get(f"/i/{one.token}").content.decode()
    assert eyes.post(f"/i/{one.token}/opened").status_code == 204
    assert eyes.post(f"/i/{one.token}", {"answer": "not_now"}).status_code == 302
    one.refresh_from_db()
    assert (one.opened_at, one.answer) == (None, "")


def test_a_token_that_was_never_given_and_one_of_another_district_find_nothing(
    pecan_flats: Cast, caliche: Cast
) -> None:
    (theirs,) = invited(caliche, caliche.teacher)
    eyes = reader(pecan_flats)
    for token in (theirs.token, "A" * 22, "nothing", "%00"):
        for ask in (eyes.get, eyes.post):
            assert ask(f"/i/{token}").status_code == 404, token
    theirs.refresh_from_db()
    assert theirs.opened_at is None


def test_whoever_has_left_the_district_has_no_page_any_more(pecan_flats: Cast) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(left_at=NOW)
    assert reader(pecan_flats).get(f"/i/{one.token}").status_code == 404


def test_the_state_of_each_is_the_furthest_they_came(pecan_flats: Cast) -> None:
    people = [pecan_flats.ortiz, pecan_flats.reyes, pecan_flats.rep, pecan_flats.hr]
    invited(pecan_flats, *people)
    actions.note_opened(
        invitation=Invitation.objects.get(person=pecan_flats.reyes),
        by=pecan_flats.reyes,
        at=NOW,
    )
    Person.objects.exclude(pk=pecan_flats.rep.pk).update(first_seen_at=None)
    Person.objects.filter(pk=pecan_flats.rep.pk).update(first_seen_at=NOW)
    rows = members(Group.objects.get(), pecan_flats.rep.today)
    assert [(member(row).name, member(row).state) for row in rows] == [
        ("Ana Sosa", "Signed in"),
        ("Hank Boyd", "Invited"),
        ("María Ortiz", "Invited"),
        ("Mateo Reyes", "Opened"),
    ]
