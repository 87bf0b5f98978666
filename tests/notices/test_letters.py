"""Who gets which letter, once, and in whose words."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from tests.cast import NOW, Cast, as_demo
from tests.credentials.made import award
from tests.review.work import handed_in
from waypost.credentials import actions
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery
from waypost.notices.models import Letter
from waypost.ui.templatetags.ui import when

LATER = NOW + dt.timedelta(days=30)


def test_an_award_writes_one_letter_from_the_team(pecan_flats: Cast, caliche: Cast) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    deliver_all(at=LATER)
    letter = Letter.objects.get()
    assert letter.address == "ortiz@pecanflats.example"
    assert letter.subject == "You earned it: Google Forms: a quiz that grades itself"
    assert "Hi María," in letter.text
    assert "practice badge" in letter.text
    sent = mail.outbox[0]
    assert sent.from_email.startswith('"Instructional Media, Pecan Flats ISD"')
    assert sent.to == ["ortiz@pecanflats.example"]


def test_delivering_again_writes_and_sends_nothing_twice(pecan_flats: Cast) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    deliver_all(at=LATER)
    Delivery.objects.update(done_at=None, fence=0)
    deliver_all(at=LATER)
    assert Letter.objects.count() == 1
    assert len(mail.outbox) == 1


def test_withdrawing_tells_the_earner_why(pecan_flats: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    actions.withdraw(
        award=made, reason="error", note="Two names mixed up.", by=pecan_flats.lead, at=NOW
    )
    deliver_all(at=LATER)
    letter = Letter.objects.get(occasion=f"withdrawn:{made.pk}")
    assert "Reason: Issued in error." in letter.text
    assert "Two names mixed up." in letter.text
    assert "Two names mixed up." in letter.html


def test_what_people_typed_cannot_become_markup(pecan_flats: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    actions.withdraw(
        award=made, reason="other", note="<script>x</script> & <b>", by=pecan_flats.lead, at=NOW
    )
    deliver_all(at=LATER)
    letter = Letter.objects.get(occasion=f"withdrawn:{made.pk}")
    assert "<script>" not in letter.html
    assert "<script>x</script> & <b>" in letter.text


@pytest.mark.parametrize("demo", [True, False])
def test_the_outbox_is_a_page_of_the_demo_only(
    pecan_flats: Cast, caliche: Cast, demo: bool
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    deliver_all(at=LATER)
    here = Client(headers={"host": pecan_flats.district.host})
    theirs = Letter.objects.get(district=caliche.district)
    if demo:
        as_demo(pecan_flats)
    page = here.get("/outbox")
    assert page.status_code == (200 if demo else 404)
    assert "teacher@caliche.example" not in page.content.decode()
    assert here.get(f"/outbox/{theirs.pk}").status_code == 404
    ours = Letter.objects.get(district=pecan_flats.district)
    assert here.get(f"/outbox/{ours.pk}").status_code == (200 if demo else 404)
    body = here.get(f"/outbox/{ours.pk}/body")
    assert body.status_code == (200 if demo else 404)
    if demo:
        assert "sandbox" in body["Content-Security-Policy"]
        assert "allow-scripts" not in body["Content-Security-Policy"]


def test_handing_in_is_answered_with_a_day(pecan_flats: Cast, caliche: Cast) -> None:
    handed_in(caliche, caliche.teacher)
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    deliver_all(at=LATER)
    letter = Letter.objects.get(district=pecan_flats.district)
    assert (letter.to, letter.occasion) == (pecan_flats.ortiz, f"submitted:{attempt.pk}")
    assert letter.subject == "Got it: Check and change"
    promise = f"You’ll hear by {when(attempt.due_at, pecan_flats.district)}."
    for words in (letter.text, letter.html):
        assert promise in words
        assert f"/work/{attempt.submission_id}" in words
        assert "Instructional Media" in words
