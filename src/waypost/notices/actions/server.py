"""Choose the district's mail server, and send a test by it."""

import datetime as dt
import threading
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from waypost.journal.actions import record
from waypost.notices.actions.letters import write_letter
from waypost.notices.events import MailServerChosen
from waypost.notices.letters import compose, sender
from waypost.notices.models import MailServer
from waypost.notices.outbox import OutboxBackend
from waypost.notices.policies import may_choose_server
from waypost.notices.servers import (
    Way,
    has_password,
    is_fixed,
    keep_password,
    mailbox_of,
    way_of,
)
from waypost.notices.troubles import trouble_of
from waypost.people.models import District, Person
from waypost.people.policies import require
from waypost.people.viewers import System, Viewer

# A person waits for the whole of it.
SECONDS = 20


class OnlyDemo(Exception):
    """Nobody of a demo exists, so none of its mail leaves."""


class FixedServer(Exception):
    """WAYPOST_MAIL_HOST names the server, and whoever runs this machine set it."""


class PasswordAgain(Exception):
    """Another server, user or security would get the password that is kept: type it again."""


@transaction.atomic
def choose_server(
    *,
    district: District,
    host: str,
    port: int,
    security: str,
    user: str,
    password: str,
    sender: str,
    by: Viewer,
    at: dt.datetime,
) -> MailServer:
    """An empty password keeps the one there is. Raises OnlyDemo, FixedServer, PasswordAgain."""
    require(may_choose_server(by, district))
    if district.demo:
        raise OnlyDemo
    if is_fixed():
        raise FixedServer
    before = MailServer.objects.select_for_update().filter(district=district).first()
    to = {"host": host, "port": port, "security": security, "user": user}
    moved = before and any(getattr(before, name) != value for name, value in to.items())
    if moved and user and not password and has_password(district):
        raise PasswordAgain
    server, _made = MailServer.objects.update_or_create(
        district=district, defaults={**to, "sender": sender, "changed_at": at}
    )
    record(MailServerChosen(district=district.pk, subject=server.pk), by=by, at=at)
    if password or not user:
        # Last, when nothing in the database can fail any more but the commit itself.
        keep_password(district, password if user else "")
    return server


@dataclass(frozen=True)
class Tested:
    """`trouble` is a code of `troubles`, or "no_server"; empty when it was sent."""

    to: str
    host: str = ""
    trouble: str = ""


def send_test(*, to: Person, by: Person, at: dt.datetime) -> Tested:
    """A real mail, at once; in no transaction, as the other side may take its time."""
    require(may_choose_server(by, to.district))
    district = to.district
    if district.demo:
        moment = f"test:{at.isoformat()}"
        system = System(district, "notices")
        write_letter("test", to=to, occasion=moment, facts={}, by=system, at=at)
        return Tested(to.email)
    way, connection = _way(district)
    if connection is None:
        return Tested(to.email, trouble="no_server")
    subject, text, html = compose("test", to=to, facts={})
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=sender(district, mailbox_of(district)),
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.attach_alternative(html, "text/html")
    return Tested(to.email, way.host if way else "", _trouble_in_time(message))


def _way(district: District) -> tuple[Way | None, BaseEmailBackend | None]:
    """The same that letters go, whatever backend the operator chose."""
    chosen = get_connection()
    if not isinstance(chosen, OutboxBackend):
        return None, chosen
    way = way_of(district)
    return (way, way.backend(SECONDS)) if way else (None, None)


def _trouble_in_time(message: EmailMultiAlternatives) -> str:
    """In a thread, because a server may answer one letter a second for as long as it likes."""
    found: list[Exception] = []

    def post() -> None:
        try:
            message.send()
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=post, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        return "timeout"
    return trouble_of(found[0]) if found else ""
