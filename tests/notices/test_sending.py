"""A letter goes out once there is a way, and holds up nobody on its way."""

import datetime as dt
from collections.abc import Sequence
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import NOW, Cast, as_demo, caliche, pecan_flats
from tests.credentials.made import award
from tests.racing import at_once
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.journal.actions import deliver_again, deliver_all
from waypost.journal.models import BACKOFF, Delivery
from waypost.notices.models import NEWS_FOR, Letter
from waypost.people.models import Campus, District, Person

SOON = NOW + dt.timedelta(hours=1)
HOUR = dt.timedelta(hours=1)
WITHOUT_SERVER = "waypost.notices.outbox.OutboxBackend"
SEND = "notices.handlers.send_letter"


class Hanging(BaseEmailBackend):
    """While it waits for its server, somebody writes."""

    ends: list[str] = []  # Django makes the instances

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        self.ends += at_once(lambda: Campus.objects.update(name="Renamed meanwhile"))
        return len(messages)


class Down(BaseEmailBackend):
    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("nobody answers for ortiz@pecanflats.example")


def backend(of: type[BaseEmailBackend]) -> str:
    return f"{of.__module__}.{of.__qualname__}"


def sending() -> Delivery:
    return Delivery.objects.get(handler=SEND)


def try_until(end: dt.datetime) -> None:
    moment = SOON
    while moment < end:
        deliver_all(at=moment)
        moment = max(sending().due_at, moment + HOUR / 2)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_hangs_keeps_nobody_from_writing(settings: Settings) -> None:
    home = pecan_flats()
    caliche()
    award(home, to=home.ortiz)
    settings.EMAIL_BACKEND = backend(Hanging)
    Hanging.ends.clear()
    deliver_all(at=SOON)
    assert Hanging.ends == ["done"]
    assert Letter.objects.get().sent_at


def test_a_mail_server_that_is_down_for_a_weekend_costs_no_letter(
    pecan_flats: Cast, settings: Settings
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, backend(Down)
    monday = NOW + dt.timedelta(days=3)
    try_until(monday)
    assert not mail.outbox
    settings.EMAIL_BACKEND = working
    assert deliver_all(at=monday + dt.timedelta(hours=6)) == 1
    assert [sent.to for sent in mail.outbox] == [["ortiz@pecanflats.example"]]
    assert sum(BACKOFF, dt.timedelta()) > dt.timedelta(days=14)


def test_what_was_given_up_is_said_without_its_words_and_tried_again_when_asked(
    pecan_flats: Cast,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, backend(Down)
    call_command("check_deliveries")
    assert capsys.readouterr().out == ""
    try_until(NOW + dt.timedelta(days=15))
    assert sending().gave_up_at
    given_up = [record for record in caplog.records if "given up" in record.getMessage()]
    assert [record.levelname for record in given_up] == ["ERROR"]
    call_command("check_deliveries")
    said = capsys.readouterr().out
    assert f": 1, the last because of ConnectionRefusedError ({SEND})" in said
    assert "ortiz" not in said + caplog.text
    settings.EMAIL_BACKEND = working
    call_command("deliver_again")
    assert capsys.readouterr().out == "To be tried again now: 1\n"
    deliver_all(at=NOW + dt.timedelta(days=16))
    assert len(mail.outbox) == 1
    assert deliver_again() == 0


def test_without_a_mail_server_a_letter_waits_for_one_and_uses_up_no_tries(
    pecan_flats: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, WITHOUT_SERVER
    deliver_all(at=SOON)
    Letter.objects.update(written_at=timezone.now() - NEWS_FOR + HOUR)
    try_until(NOW + dt.timedelta(days=6))
    assert Letter.objects.get().sent_at is None
    assert (sending().attempts, sending().error) == (1, "NoMailServer")
    call_command("check_mail")
    assert "No mail server is set (WAYPOST_MAIL_HOST)" in capsys.readouterr().out
    settings.EMAIL_BACKEND = working
    call_command("check_mail")
    assert "set WAYPOST_MAIL_FROM" in capsys.readouterr().out
    settings.DEFAULT_FROM_EMAIL = "Waypost <no-reply@pecanflats.example>"
    call_command("check_mail")
    assert capsys.readouterr().out == ""
    deliver_all(at=NOW + dt.timedelta(days=6, hours=1))
    assert Letter.objects.get().sent_at
    assert len(mail.outbox) == 1


def test_a_letter_that_waited_for_weeks_is_kept_and_does_not_come_as_news(
    pecan_flats: Cast, settings: Settings
) -> None:
    award(pecan_flats, to=pecan_flats.ortiz)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, WITHOUT_SERVER
    deliver_all(at=SOON)
    Letter.objects.update(written_at=timezone.now() - NEWS_FOR)
    deliver_all(at=SOON + HOUR)
    settings.EMAIL_BACKEND = working
    deliver_all(at=SOON + 2 * HOUR)
    assert sending().done_at
    assert Letter.objects.get().sent_at is None
    assert not mail.outbox


def test_in_the_demo_its_outbox_is_the_delivery(pecan_flats: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = WITHOUT_SERVER
    as_demo(pecan_flats)
    award(pecan_flats, to=pecan_flats.ortiz)
    deliver_all(at=SOON)
    assert Letter.objects.get().sent_at


@pytest.mark.parametrize("team", ["Instructional Media", "Đội Truyền thông, “B”", 'The "A" team'])
def test_the_team_is_who_writes_whatever_its_name_and_from_any_usual_mailbox(
    pecan_flats: Cast, settings: Settings, team: str
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Waypost <no-reply@pecanflats.example>"
    District.objects.filter(pk=pecan_flats.district.pk).update(team=team)
    award(pecan_flats, to=Person.objects.get(pk=pecan_flats.ortiz.pk))
    deliver_all(at=SOON)
    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    (sender,) = sent["From"].addresses
    assert sender.display_name == f"{team}, Pecan Flats ISD"
    assert sender.addr_spec == "no-reply@pecanflats.example"


def answers_go_to(cast: Cast, made: Award) -> tuple[list[str], Letter]:
    actions.withdraw(award=made, reason="error", note="Twice.", by=cast.lead, at=NOW)
    deliver_all(at=SOON)
    letter = Letter.objects.get(occasion=f"withdrawn:{made.pk}")
    sent = next(
        one for one in mail.outbox if one.extra_headers["X-Waypost-Letter"] == str(letter.pk)
    )
    return list(sent.reply_to), letter


def test_answers_are_read_by_the_program_lead_and_no_reviewer(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    readers, letter = answers_go_to(pecan_flats, made)
    assert readers == [pecan_flats.lead.email]
    for words in (letter.text, letter.html):
        assert "just answer this mail" in words


@pytest.mark.parametrize("address", ["", "lead@localhost"])
def test_where_nobody_would_read_an_answer_the_letter_names_the_team(
    pecan_flats: Cast, caliche: Cast, address: str
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    Person.objects.filter(pk=pecan_flats.lead.pk).update(email=address)
    readers, letter = answers_go_to(pecan_flats, made)
    assert readers == []
    for words in (letter.text, letter.html):
        assert "just answer" not in words
        assert "If you think this is a mistake, tell Instructional Media." in words


def test_the_program_lead_is_told_how_many_letters_are_late(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """A day late and no history yet; those of the own district, and nobody else is told."""
    now = timezone.now()

    def written(cast: Cast, to: Person, **ago: Any) -> None:
        Letter.objects.create(
            district=cast.district,
            to=to,
            address="x@x.example",
            occasion=str(ago),
            written_at=now - dt.timedelta(**ago),
        )

    def home(person: Person) -> str:
        client = Client(headers={"host": person.district.host})
        assert person.account
        client.force_login(person.account)
        return client.get("/home").content.decode()

    for ago in ({"hours": 2}, {"days": 31}):
        written(pecan_flats, pecan_flats.ortiz, **ago)
    written(caliche, caliche.teacher, days=3)
    assert "could not be mailed" not in home(pecan_flats.lead)
    for days in (2, 20):
        written(pecan_flats, pecan_flats.ortiz, days=days)
    assert "2 letters could not be mailed yet" in home(pecan_flats.lead)
    for nobody in (pecan_flats.dana, pecan_flats.ortiz):
        assert "could not be mailed" not in home(nobody)
    Letter.objects.update(sent_at=now)
    assert "could not be mailed" not in home(pecan_flats.lead)
