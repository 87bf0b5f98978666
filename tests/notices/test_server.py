"""A district's own mail server: who chooses it, where the password lies, and what a test finds."""

import datetime as dt
import smtplib
import socket
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.cast import NOW, Cast, as_demo
from tests.credentials.made import award
from tests.notices.mailserver import SECRET, USER, serving
from tests.serving import certificate
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.notices import actions
from waypost.notices.actions import server as verbs
from waypost.notices.models import Letter, MailServer
from waypost.notices.servers import read_password, way_of
from waypost.notices.troubles import trouble_of
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.any_database

SOON = NOW + dt.timedelta(hours=1)
SENDER = "no-reply@pecanflats.example"


def choose(cast: Cast, port: int = 25, **more: Any) -> MailServer:
    values: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "security": "none",
        "user": "",
        "password": "",
        "sender": SENDER,
        "by": cast.lead,
    } | more
    return actions.choose_server(district=cast.district, at=NOW, **values)


def trial(cast: Cast) -> str:
    return actions.send_test(to=cast.lead, by=cast.lead, at=NOW).trouble


def password_file(cast: Cast) -> Path:
    return Path(live.KEYS) / str(cast.district.pk) / "mail.password"


def test_a_letter_and_a_code_go_by_the_servers_of_their_own_districts(
    pecan_flats: Cast, caliche: Cast, posting: Settings
) -> None:
    with serving() as ours, serving() as theirs:
        choose(pecan_flats, ours.port)
        choose(caliche, theirs.port, sender="post@caliche.example")
        award(pecan_flats, to=pecan_flats.ortiz)
        deliver_all(at=SOON)
        asking = Client(headers={"host": caliche.district.host})
        asking.post("/account/login/code/", {"email": "teacher@caliche.example"})
    (letter,) = ours.taken
    assert letter.to == ["TO:<ortiz@pecanflats.example>"]
    assert letter.message["From"] == f'"Instructional Media, Pecan Flats ISD" <{SENDER}>'
    assert letter.message["X-Waypost-Letter"] == str(Letter.objects.get().pk)
    assert [part.get_content_type() for part in letter.message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    (code,) = theirs.taken
    assert "<post@caliche.example>" in code.message["From"]
    for taken in (letter, code):
        assert "X-Waypost-District" not in taken.message


def test_the_password_is_a_file_and_no_row_page_or_event_holds_it(
    pecan_flats: Cast, caliche: Cast, posting: Settings
) -> None:
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    sent = {
        "host": "smtp.pecanflats.example",
        "port": "587",
        "security": "starttls",
        "user": USER,
        "password": SECRET,
        "sender": SENDER,
        "then": "save",
    }
    assert client.post("/settings/mail", sent).status_code == 302
    kept = password_file(pecan_flats)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert read_password(pecan_flats.district) == SECRET
    assert not password_file(caliche).exists()
    page = client.get("/settings/mail").content.decode()
    assert "smtp.pecanflats.example" in page
    rows = [str(value) for row in MailServer.objects.values() for value in row.values()]
    facts = str(list(Entry.objects.values_list("facts")))
    assert SECRET not in page + " ".join(rows) + facts
    assert SECRET not in repr(way_of(pecan_flats.district))
    client.post("/settings/mail", sent | {"password": ""})
    assert read_password(pecan_flats.district) == SECRET, "an empty field goes on with it"
    client.post("/settings/mail", sent | {"user": "", "password": ""})
    assert not kept.exists(), "without a user there is nothing to keep"


@pytest.mark.parametrize(
    "change", [{"host": "elsewhere.example"}, {"security": "none"}, {"port": 26}, {"user": "x"}]
)
def test_a_kept_password_never_goes_anywhere_else_than_it_was_typed_for(
    pecan_flats: Cast, posting: Settings, change: dict[str, Any]
) -> None:
    before = {"security": "tls", "user": USER, "password": SECRET}
    choose(pecan_flats, 465, **before)
    with pytest.raises(actions.PasswordAgain):
        choose(pecan_flats, **{"port": 465, **before, "password": "", **change})
    assert way_of(pecan_flats.district) == way_of(MailServer.objects.get().district)
    assert MailServer.objects.get().host == "localhost"


def test_only_the_program_lead_chooses_and_only_in_their_own_district(
    pecan_flats: Cast, caliche: Cast, posting: Settings
) -> None:
    for nobody in (pecan_flats.ortiz, pecan_flats.principal, pecan_flats.hr, caliche.lead):
        with pytest.raises(NotAllowed):
            choose(pecan_flats, by=nobody)
        with pytest.raises(NotAllowed):
            actions.send_test(to=pecan_flats.lead, by=nobody, at=NOW)
    assert not MailServer.objects.exists()


def test_the_environment_comes_first_and_the_page_says_what_it_sets(
    pecan_flats: Cast, posting: Settings
) -> None:
    with serving() as named:
        choose(pecan_flats, 1)
        posting.EMAIL_HOST, posting.EMAIL_PORT = "localhost", named.port
        posting.DEFAULT_FROM_EMAIL = "Waypost <it@pecanflats.example>"
        posting.EMAIL_HOST_PASSWORD = SECRET
        assert trial(pecan_flats) == ""
        with pytest.raises(actions.FixedServer):
            choose(pecan_flats, 2)
    assert "<it@pecanflats.example>" in named.taken[0].message["From"]
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    page = client.get("/settings/mail").content.decode()
    assert "WAYPOST_MAIL_HOST" in page
    assert str(named.port) in page
    assert SECRET not in page


def test_nothing_leaves_a_demo(pecan_flats: Cast, posting: Settings) -> None:
    as_demo(pecan_flats)
    with serving() as server:
        with pytest.raises(actions.OnlyDemo):
            choose(pecan_flats, server.port)
        assert trial(pecan_flats) == ""
        deliver_all(at=SOON)
    assert not server.taken
    assert Letter.objects.get().subject == "Your mail server works"


def test_a_test_arrives_in_the_clear_by_starttls_and_by_tls(
    pecan_flats: Cast, posting: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    for security in ("none", "starttls", "tls"):
        with serving(security=security, pem=pem, asks_who=True) as server:
            choose(pecan_flats, server.port, security=security, user=USER, password=SECRET)
            assert trial(pecan_flats) == "", security
        assert server.passwords == [SECRET]
        assert server.taken[0].message["Subject"] == "Your mail server works"
    assert not mail.outbox


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ({"answers": {"MAIL": "550 5.7.1 not yours"}}, "sender"),
        ({"answers": {"RCPT": "550 5.1.1 nobody here"}}, "recipient"),
        ({"answers": {"RCPT": "451 4.7.1 greylisted"}}, "later"),
        ({"answers": {"BODY": "554 5.6.0 spam"}}, "content"),
        ({"answers": {"BODY": "452 4.3.1 no room"}}, "later"),
        ({"answers": {"EHLO": "421 go away", "HELO": "421 go away"}}, "hung_up"),
    ],
)
def test_a_test_says_what_the_server_refused(
    pecan_flats: Cast, posting: Settings, rules: dict[str, Any], found: str
) -> None:
    with serving(**rules) as server:
        choose(pecan_flats, server.port)
        assert trial(pecan_flats) == found


def test_a_test_says_that_the_password_is_wrong_or_not_asked_for(
    pecan_flats: Cast, posting: Settings
) -> None:
    with serving(asks_who=True) as server:
        choose(pecan_flats, server.port, user=USER, password="wrong")
        assert trial(pecan_flats) == "password"
    with serving() as server:
        choose(pecan_flats, server.port, user=USER, password=SECRET)
        assert trial(pecan_flats) == "not_offered"
        assert not server.passwords


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_gets_neither_password_nor_letter(
    pecan_flats: Cast, posting: Settings, tmp_path: Path, security: str
) -> None:
    pem = certificate(tmp_path)
    with serving(security=security, pem=pem, asks_who=True) as server:
        choose(pecan_flats, server.port, security=security, user=USER, password=SECRET)
        assert trial(pecan_flats) == "certificate"
    assert not server.passwords
    assert not server.taken


def test_a_certificate_for_another_name_is_not_trusted(
    pecan_flats: Cast, posting: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "mail.elsewhere.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with serving(security="tls", pem=pem) as server:
        choose(pecan_flats, server.port, security="tls")
        assert trial(pecan_flats) == "certificate"


def test_tls_to_a_server_that_speaks_none_and_starttls_that_is_not_offered(
    pecan_flats: Cast, posting: Settings
) -> None:
    with serving() as server:
        choose(pecan_flats, server.port, security="tls")
        assert trial(pecan_flats) == "not_tls"
        choose(pecan_flats, server.port, security="starttls")
        assert trial(pecan_flats) == "not_offered"


def test_a_test_ends_in_time_whatever_the_server_does(
    pecan_flats: Cast, posting: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "SECONDS", 1)
    for rules in ({"silent": True}, {"drips": True}):
        with serving(**rules) as server:
            choose(pecan_flats, server.port)
            assert trial(pecan_flats) == "timeout", rules


def test_a_server_that_falls_silent_is_not_said_to_have_hung_up(
    pecan_flats: Cast, posting: Settings
) -> None:
    with serving(silent=True) as server:
        choose(pecan_flats, server.port)
        way = way_of(pecan_flats.district)
        assert way is not None
        with pytest.raises(smtplib.SMTPServerDisconnected) as found:
            way.backend(1).open()
        assert trouble_of(found.value) == "timeout"


def test_a_name_that_nobody_has_and_a_port_that_nobody_listens_on(
    pecan_flats: Cast, posting: Settings
) -> None:
    choose(pecan_flats, host="nobody.invalid")
    assert trial(pecan_flats) == "name"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    choose(pecan_flats, port)
    assert trial(pecan_flats) == "closed"
    MailServer.objects.all().delete()
    assert trial(pecan_flats) == "no_server"


def test_what_keeps_letters_from_going_out_is_said_at_start(
    pecan_flats: Cast, caliche: Cast, posting: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    def said() -> str:
        call_command("check_mail")
        return capsys.readouterr().out

    choose(pecan_flats, user=USER, password=SECRET)
    assert said().count("No mail server is set") == 1
    assert "caliche.localhost" in (told := said())
    assert "pecanflats.localhost" not in told
    choose(caliche)
    assert said() == ""
    password_file(pecan_flats).unlink()
    assert "The password of the mail server of pecanflats.localhost is gone" in said()
