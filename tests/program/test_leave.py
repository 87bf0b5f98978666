"""Out of a pilot group, by oneself or by the lead: what is said, what stays, and one question."""

import datetime as dt

import pytest
from django.core import mail

from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.pages.stage import visitor
from tests.program.scene import invited
from tests.review import work
from waypost.evidence import actions as evidence
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery, Entry
from waypost.notices.actions import be_quiet
from waypost.notices.kinds import KINDS
from waypost.notices.models import Letter
from waypost.people.models import Membership, Person
from waypost.program import actions
from waypost.program.models import Answer, Invitation
from waypost.surveys.asking import token_for
from waypost.surveys.models import Evaluation, Occasion

SOON = NOW + dt.timedelta(hours=1)
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def invitation(pecan_flats: Cast, caliche: Cast) -> Invitation:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=NOW)
    Letter.objects.all().delete()
    mail.outbox.clear()
    return one


def remove(cast: Cast, invitation: Invitation, by: Person | None = None) -> None:
    actions.remove_person(group=invitation.group, person=cast.ortiz, by=by or cast.lead, at=SOON)


def test_the_invitation_of_who_was_removed_says_so_and_does_nothing(
    pecan_flats: Cast, invitation: Invitation
) -> None:
    remove(pecan_flats, invitation)
    here, stranger = f"/i/{invitation.token}", visitor(pecan_flats)
    got = stranger.get(here)
    page = got.content.decode()
    assert "You are no longer in “September pilot”" in page
    assert "What you started stays yours to finish" in page
    assert "you’re invited" not in page
    assert got.headers["Referrer-Policy"] == "same-origin"
    for said in ("coming", "not_now", "leave"):
        assert stranger.post(here, {"answer": said}).headers["Location"] == here
    stranger.post(f"{here}/opened")
    with pytest.raises(actions.NotIn):
        actions.answer(invitation=invitation, said=Answer.COMING, by=pecan_flats.ortiz, at=LATER)
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.opened_at) == ("", None)
    actions.add_people(
        group=invitation.group, people=[pecan_flats.ortiz], by=pecan_flats.lead, at=LATER
    )
    assert "you’re invited" in stranger.get(here).content.decode()


def test_nobody_gets_the_letter_of_a_group_they_were_taken_out_of_meanwhile(
    pecan_flats: Cast, caliche: Cast
) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    remove(pecan_flats, one)
    deliver_all(at=SOON)
    assert not Letter.objects.exists()


def test_oneself_leaves_from_the_invitation_and_is_asked_first(
    pecan_flats: Cast, invitation: Invitation
) -> None:
    here = f"/i/{invitation.token}"
    for other in (visitor(pecan_flats), visitor(pecan_flats, pecan_flats.reyes)):
        assert "Leave this group" not in other.get(here).content.decode()
        other.post(here, {"answer": "leave", "sure": "yes"})
    assert Membership.objects.get().left_at is None
    me = visitor(pecan_flats, pecan_flats.ortiz)
    assert "Leave this group" in me.get(here).content.decode()
    assert "Leave “September pilot”?" in me.post(here, {"answer": "leave"}).content.decode()
    assert Membership.objects.get().left_at is None
    for _twice in range(2):
        page = me.post(here, {"answer": "leave", "sure": "yes"}, follow=True)
    assert "You are no longer in" in page.content.decode()
    assert Membership.objects.get().left_at
    fact = Entry.objects.get(kind="program.PersonRemoved")
    assert fact.actor == pecan_flats.ortiz.reference


@pytest.mark.parametrize("oneself", [True, False])
def test_who_leaves_is_asked_once_about_what_they_began(
    pecan_flats: Cast, invitation: Invitation, oneself: bool
) -> None:
    begun = work.begun(pecan_flats, pecan_flats.ortiz)
    link = f"/e/{token_for(Occasion.LEAVING, begun.pk)}"
    remove(pecan_flats, invitation, by=pecan_flats.ortiz if oneself else None)
    deliver_all(at=LATER)
    Delivery.objects.update(done_at=None, fence=0)
    deliver_all(at=LATER)
    letter = Letter.objects.get(kind="evaluation")
    assert link in letter.text
    assert link in letter.html
    assert "“Check and change” stays yours all the same" in letter.text
    assert "/evaluation" in letter.text, "one click stops it"
    here = f"/i/{invitation.token}"
    me = visitor(pecan_flats, pecan_flats.ortiz)
    assert link in me.get(here).content.decode()
    assert link not in visitor(pecan_flats).get(here).content.decode()
    me.post(link, {"useful": "4", "tell": "yes", "change": ""})
    assert Evaluation.objects.get().occasion == Occasion.LEAVING
    assert link not in me.get(here).content.decode()
    actions.add_people(
        group=invitation.group, people=[pecan_flats.ortiz], by=pecan_flats.lead, at=LATER
    )
    remove(pecan_flats, invitation)
    deliver_all(at=LATER + dt.timedelta(hours=1))
    assert Letter.objects.filter(kind="evaluation").count() == 1


def test_nobody_is_asked_about_nothing_twice_or_against_their_will(
    pecan_flats: Cast, invitation: Invitation
) -> None:
    """Nothing begun; begun and earned, which was asked then; stopped, and answered then; quiet."""
    remove(pecan_flats, invitation)
    deliver_all(at=LATER)
    assert not Letter.objects.exists()
    for name in ("reyes", "rep", "hr"):
        who = pecan_flats.people[name]
        actions.add_people(group=invitation.group, people=[who], by=pecan_flats.lead, at=NOW)
    begun = work.begun(pecan_flats, pecan_flats.reyes, "forms-quiz")
    award(pecan_flats, to=pecan_flats.reyes)
    assert begun.version == pecan_flats.versions["forms-quiz"]
    stopped = work.begun(pecan_flats, pecan_flats.rep)
    evidence.set_aside(submission=stopped, by=pecan_flats.rep, at=SOON)
    link = f"/e/{token_for(Occasion.LEAVING, stopped.pk)}"
    visitor(pecan_flats).post(link, {"useful": "2", "tell": "no", "change": ""})
    be_quiet(person=pecan_flats.hr, kind=KINDS["evaluation"], at=NOW)
    work.begun(pecan_flats, pecan_flats.hr)
    for name in ("reyes", "rep", "hr"):
        who = pecan_flats.people[name]
        actions.remove_person(group=invitation.group, person=who, by=pecan_flats.lead, at=LATER)
    deliver_all(at=LATER + dt.timedelta(hours=1))
    assert not Letter.objects.filter(kind="evaluation").exists()


def test_who_is_in_it_again_before_the_letter_is_written_gets_none(
    pecan_flats: Cast, invitation: Invitation
) -> None:
    work.begun(pecan_flats, pecan_flats.ortiz)
    remove(pecan_flats, invitation)
    actions.add_people(
        group=invitation.group, people=[pecan_flats.ortiz], by=pecan_flats.lead, at=NOW
    )
    deliver_all(at=LATER)
    assert not Letter.objects.filter(kind="evaluation").exists()
