"""Where mail goes while no mail server is set: the demo keeps it on a page."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from waypost.notices.models import Letter
from waypost.people.models import Person

log = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Letters are rows already; other mail (sign-in codes) is kept in the demo only."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if "X-Waypost-Letter" in message.extra_headers:
                continue
            if settings.DEMO:
                self._keep(message)
            else:
                # A code is a secret: without a mail server it is nowhere to be read.
                log.warning("no mail server is set (WAYPOST_MAIL_HOST): a mail was not sent")
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        for address in message.to:
            person = Person.objects.filter(email__iexact=address).first()
            if person is None:
                continue
            Letter.objects.create(
                district_id=person.district_id,
                to=person,
                address=address,
                occasion="",
                subject=str(message.subject)[:200],
                text=str(message.body),
                written_at=timezone.now(),
                sent_at=timezone.now(),
            )
