"""Where mail goes: to the server that was named, or to the page of a demo."""

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from waypost.journal.events import Postponed
from waypost.notices.letters import sender
from waypost.notices.models import Letter
from waypost.notices.servers import way_of
from waypost.people.models import Account, District, Person
from waypost.people.sign_in import OF_DISTRICT

log = logging.getLogger(__name__)
LETTER = "X-Waypost-Letter"


class NoMailServer(Postponed):
    """A letter cannot go out before a mail server is named."""


class OutboxBackend(BaseEmailBackend):
    """Mail to people of a demo never leaves: nobody has their address, and anyone may read it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raises NoMailServer for a letter that has no way out."""
        for message in email_messages:
            district = _district_of(message)
            if not self._keep(message):
                self._send(message, district)
        return len(email_messages)

    def _send(self, message: EmailMessage, district: District | None) -> None:
        way = way_of(district)
        if way is not None:
            if district is not None:
                message.from_email = sender(district, way.sender)
            way.backend().send_messages([message])
        elif LETTER in message.extra_headers:
            raise NoMailServer
        else:
            # A code is a secret: without a mail server it is nowhere to be read.
            log.warning("no mail server is set (WAYPOST_MAIL_HOST): a mail was not sent")

    def _keep(self, message: EmailMessage) -> bool:
        """Told by the account: a code for it signs in wherever it has a person."""
        accounts = list(Account.objects.filter(emailaddress__email__in=message.to))
        if not accounts or not all(account.invented for account in accounts):
            return False
        for person in Person.objects.filter(account__in=accounts):
            Letter.objects.create(
                district_id=person.district_id,
                to=person,
                address=person.email,
                occasion="",
                subject=str(message.subject)[:200],
                text=str(message.body),
                written_at=timezone.now(),
                sent_at=timezone.now(),
            )
        return True


def _district_of(message: EmailMessage) -> District | None:
    """Whose mail it is; the header stays here."""
    named = message.extra_headers.pop(OF_DISTRICT, "")
    return District.objects.filter(pk=named).first() if named else None
