"""Letters that were refused or came back: noted, shown to the lead, and sent again when asked."""

import datetime as dt
import io
import mailbox
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.notices.mailserver import Server, serving
from tests.notices.test_server import choose
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery, Entry
from waypost.notices import actions, bounces
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

SOON = NOW + dt.timedelta(hours=1)


def written(cast: Cast, server: Server) -> Letter:
    """A letter about a badge, that the server was asked to take."""
    choose(cast, server.port)
    award(cast, to=cast.ortiz)
    deliver_all(at=SOON)
    return Letter.objects.get(kind="earned")


def test_a_refused_address_is_noted_and_never_tried_again(
    pecan_flats: Cast, caliche: Cast, posting: Settings
) -> None:
    with serving(answers={"RCPT": "550 5.1.1 maria has left"}) as server:
        letter = written(pecan_flats, server)
    assert (letter.sent_at, letter.trouble) == (None, "recipient")
    assert letter.failed_at
    assert not Delivery.objects.filter(done_at=None).exists()
    fact = Entry.objects.get(kind="notices.LetterLost")
    assert fact.facts["trouble"] == "recipient"
    assert "maria" not in str(fact.facts)


def test_what_is_refused_for_now_says_so_and_is_tried_again(
    pecan_flats: Cast, posting: Settings
) -> None:
    with serving(answers={"RCPT": "451 4.7.1 greylisted"}) as server:
        letter = written(pecan_flats, server)
        assert (letter.failed_at, letter.trouble, letter.state) == (None, "later", "waiting")
        server.rules.answers.clear()
        deliver_all(at=SOON + dt.timedelta(days=1))
        assert len(server.taken) == 1
    letter.refresh_from_db()
    assert (letter.trouble, letter.state) == ("", "sent")


def test_the_lead_sends_it_again_to_the_address_of_today_and_nobody_else_does(
    pecan_flats: Cast, caliche: Cast, posting: Settings
) -> None:
    with serving(answers={"RCPT": "550 5.1.1 nobody"}) as server:
        letter = written(pecan_flats, server)
        server.rules.answers.clear()
        Person.objects.filter(pk=pecan_flats.ortiz.pk).update(email="maria@pecanflats.example")
        for nobody in (pecan_flats.ortiz, pecan_flats.principal, caliche.lead):
            with pytest.raises(NotAllowed):
                actions.send_again(letter=letter, by=nobody, at=SOON)
        letter = Letter.objects.select_related("to").get()
        actions.send_again(letter=letter, by=pecan_flats.lead, at=SOON)
        with pytest.raises(actions.NothingToSend):
            actions.send_again(letter=letter, by=pecan_flats.lead, at=SOON)
        deliver_all(at=SOON)
        assert [taken.to for taken in server.taken] == [["TO:<maria@pecanflats.example>"]]
    assert Letter.objects.get().state == "sent"


def report(letter: Letter, status: str = "5.1.1", action: str = "failed", head: str = "") -> bytes:
    """As a mail server writes it (RFC 3464)."""
    head = head or f"X-Waypost-Letter: {letter.pk}\n"
    return (
        "From: MAILER-DAEMON@mx.example\nTo: no-reply@pecanflats.example\n"
        "Subject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI am sorry.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {letter.address}\nAction: {action}\nStatus: {status}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{head}Subject: You earned it\n\n--b--\n"
    ).encode()


@pytest.fixture
def sent(pecan_flats: Cast, caliche: Cast) -> Letter:
    award(pecan_flats, to=pecan_flats.ortiz)
    deliver_all(at=SOON)
    return Letter.objects.get()


def read(raw: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("read_bounces", "-")
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "trouble"),
    [("5.1.1", "recipient"), ("5.2.2", "full"), ("5.7.1", "content"), ("4.4.1", "gave_up")],
)
def test_a_report_on_stdin_marks_its_letter(
    sent: Letter,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    trouble: str,
) -> None:
    raw = report(sent, status)
    assert "came back: 1" in read(raw, capsys, monkeypatch)
    assert "came back: 0" in read(raw, capsys, monkeypatch), "it was known"
    sent.refresh_from_db()
    assert (sent.state, sent.trouble) == ("bounced", trouble)


def test_a_letter_is_also_known_by_its_message_id(sent: Letter) -> None:
    raw = report(sent, head=f"Message-ID: <waypost.{sent.pk.hex}@pecanflats.localhost>\n")
    found = bounces.read_bounce(raw)
    assert found
    assert found.letter == sent.pk


def test_what_is_no_final_report_marks_nothing(sent: Letter) -> None:
    holiday = f"From: ortiz@x.example\nSubject: Out\nX-Waypost-Letter: {sent.pk}\n\nBack Monday.\n"
    for raw in (report(sent, action="delayed"), report(sent, action="relayed"), holiday.encode()):
        assert bounces.read_bounce(raw) is None


def test_mailboxes_of_both_usual_kinds_are_read(
    sent: Letter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = mailbox.mbox(tmp_path / "box")
    folder = mailbox.Maildir(tmp_path / "folder")
    for place in (box, folder):
        place.add(b"Subject: hello\n\nFrom here on nothing matters.\n")
        place.add(report(sent))
        place.add(report(Letter(address="x@x.example")))
        place.flush()
    for name in ("box", "folder"):
        Letter.objects.update(bounced_at=None)
        call_command("read_bounces", str(tmp_path / name))
        assert capsys.readouterr().out == "Mails read: 3. Letters that came back: 1.\n"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_bounces", str(tmp_path / "nowhere"))


def deep(levels: int) -> bytes:
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(levels)
    )
    return f"From: x\n{opened}".encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 100,
        b"\xff\xfe" * 5000,
        deep(3000),
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\n" * 50_000,
        b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 20_000,
        b"Content-Type: message/delivery-status; charset=nothing\n\nX-Waypost-Letter: " + b"-" * 36,
        b"From " + b"x" * 2_000_000,
    ],
    ids=range(8),
)
def test_reports_made_to_break_their_reader_mark_nothing(raw: bytes) -> None:
    for one in bounces.messages_of(io.BytesIO(raw)):
        assert len(one) <= 2 * bounces.MOST_BYTES
        assert bounces.read_bounce(one) is None


def test_a_huge_mail_does_not_hide_the_one_behind_it(sent: Letter) -> None:
    huge = b"Subject: big\n\n" + b"x\n" * 400_000 + b"\n"
    line = b"From MAILER-DAEMON Mon Nov 23 08:00:00 2026\n"
    found = list(bounces.messages_of(io.BytesIO(line + huge + line + report(sent))))
    assert [bool(bounces.read_bounce(one)) for one in found] == [False, True]


def test_the_page_tells_what_became_of_letters_and_never_their_words(
    pecan_flats: Cast, caliche: Cast, sent: Letter
) -> None:
    actions.came_back(letter=sent, trouble="full", at=SOON)
    award(caliche, to=caliche.teacher, by=caliche.reviewer)
    deliver_all(at=SOON)
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    page = client.get("/letters?state=lost").content.decode()
    for words in (
        "María Ortiz",
        "ortiz@pecanflats.example",
        "You earned it",
        "The mailbox is full.",
    ):
        assert words in page
    assert sent.subject not in page
    assert "Google Forms" not in page
    assert "caliche" not in page
    assert "No such letter" in client.get("/letters?state=waiting&q=ortiz").content.decode()
    done = client.post(f"/letters/{sent.pk}/again", follow=True).content.decode()
    assert "on its way to ortiz@pecanflats.example again" in done
    done = client.post(f"/letters/{sent.pk}/again", follow=True).content.decode()
    assert "on its way already" in done
    theirs = Letter.objects.get(district=caliche.district)
    assert client.post(f"/letters/{theirs.pk}/again").status_code == 404
