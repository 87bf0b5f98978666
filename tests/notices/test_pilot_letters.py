"""What a team writes: filled in for each, from the district, once, with a way to answer."""

import datetime as dt
import uuid

from django.core import mail
from django.test import Client

from tests.cast import NOW, Cast
from tests.pages.stage import visitor
from tests.program.scene import BODY, invited, lettered, newcomer
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.program import actions
from waypost.program.models import Invitation
from waypost.program.participation import Wanted

SOON = NOW + dt.timedelta(hours=1)


def test_an_invitation_is_a_letter_in_the_teams_words(pecan_flats: Cast, caliche: Cast) -> None:
    invited(caliche, caliche.teacher)
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=SOON)
    Delivery.objects.update(done_at=None, fence=0)
    deliver_all(at=SOON)
    letter = Letter.objects.get(district=pecan_flats.district)
    assert (letter.to, letter.occasion) == (pecan_flats.ortiz, f"invited:{one.pk}")
    assert letter.subject == "María, would you try it?"
    page = f"{pecan_flats.district.address}/i/{one.token}"
    for words in (letter.text, letter.html):
        assert "Hi María," in words
        assert page in words
        assert f"{page}#not-this-time" in words
        assert "{" not in words.partition("</style>")[2] or words is letter.text
        assert "Instructional Media" in words
    assert f'<a class="btn" href="{page}">See what it is</a>' in letter.html
    sent = next(one for one in mail.outbox if one.to == ["ortiz@pecanflats.example"])
    assert sent.from_email.startswith('"Instructional Media, Pecan Flats ISD"')
    assert sent.reply_to == [pecan_flats.lead.email]
    assert len(mail.outbox) == 2, "one to each district's person, and never again"


def test_what_the_team_wrote_cannot_become_markup(pecan_flats: Cast) -> None:
    made = lettered(pecan_flats, pecan_flats.ortiz)
    actions.write_text(
        group=made,
        subject="A & B",
        body=f"<script>x</script>\n\n{BODY}",
        after=1,
        by=pecan_flats.lead,
        at=NOW,
    )
    actions.invite(group=made, by=pecan_flats.lead, at=NOW)
    deliver_all(at=SOON)
    letter = Letter.objects.get()
    assert letter.subject == "A & B"
    assert "<script>" not in letter.html
    assert "<script>x</script>" in letter.text


def test_send_me_this_first_goes_to_whoever_asks_and_names_no_invitation(
    pecan_flats: Cast,
) -> None:
    made = lettered(pecan_flats, pecan_flats.ortiz)
    for later in range(2):
        actions.try_text(group=made, by=pecan_flats.lead, at=NOW + dt.timedelta(minutes=later))
    deliver_all(at=SOON)
    letters = Letter.objects.all()
    assert [letter.to for letter in letters] == [pecan_flats.lead] * 2
    assert f"/program/groups/{made.pk}/page" in letters[0].text
    assert not Invitation.objects.exists()


def test_nobody_is_invited_by_mail_into_a_group_that_was_closed_meanwhile(
    pecan_flats: Cast,
) -> None:
    (one,) = invited(pecan_flats, pecan_flats.ortiz)
    actions.close_group(group=one.group, by=pecan_flats.lead, at=NOW)
    deliver_all(at=SOON)
    assert not Letter.objects.exists()


def test_a_message_leads_each_to_where_they_go_on(pecan_flats: Cast) -> None:
    waits, came = newcomer(pecan_flats, "Waits Quill"), newcomer(pecan_flats, "Came Quill")
    Person.objects.filter(pk=came.pk).update(first_seen_at=NOW)
    Person.objects.filter(pk=waits.pk).update(first_seen_at=None)
    invited(pecan_flats, waits, came)
    deliver_all(at=SOON)
    Letter.objects.all().delete()
    mail.outbox.clear()
    actions.write_message(
        wanted=Wanted(q="Quill"),
        subject="For {name}",
        text="Dear {name}",
        key=uuid.uuid4(),
        expected=2,
        by=pecan_flats.lead,
        at=SOON,
    )
    deliver_all(at=SOON + dt.timedelta(hours=1))
    to_waits, to_came = Letter.objects.get(to=waits), Letter.objects.get(to=came)
    assert f"/i/{Invitation.objects.get(person=waits).token}" in to_waits.text
    assert f"{pecan_flats.district.address}/home" in to_came.text
    assert (to_came.subject, to_waits.subject) == ("For Came", "For Waits")
    assert "Open your page" in to_came.html
    assert sorted(len(sent.to + sent.cc + sent.bcc) for sent in mail.outbox) == [1, 1]


def test_the_preview_is_the_letter_itself_and_the_leads_alone(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = lettered(pecan_flats)
    here = f"/program/groups/{made.pk}/letter/body"
    shown = visitor(pecan_flats, pecan_flats.lead).get(here)
    assert "Hi Priya," in shown.content.decode()
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "allow-scripts" not in shown["Content-Security-Policy"]
    assert visitor(pecan_flats, pecan_flats.dana).get(here).status_code == 403
    assert visitor(caliche, caliche.lead).get(here).status_code == 404
    stranger = Client(headers={"host": pecan_flats.district.host})
    assert stranger.get(here).status_code == 302
