"""Where mail goes: to the server that was named, or to the page of a demo."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from waypost.journal.events import Postponed
from waypost.notices.models import Letter
from waypost.people.models import Account, Person

log = logging.getLogger(__name__)


class NoMailServer(Postponed):
    """A letter cannot go out before WAYPOST_MAIL_HOST is set."""


class OutboxBackend(EmailBackend):
    """Mail to people of a demo never leaves: nobody has their address, and anyone may read it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raises NoMailServer for a letter that has no way out."""
        leaving = [message for message in email_messages if not self._keep(message)]
        if settings.EMAIL_HOST:
            super().send_messages(leaving)
        elif any("X-Waypost-Letter" in message.extra_headers for message in leaving):
            raise NoMailServer
        elif leaving:
            # A code is a secret: without a mail server it is nowhere to be read.
            log.warning("no mail server is set (WAYPOST_MAIL_HOST): a mail was not sent")
        return len(email_messages)

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
