"""Write a letter once; send it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from waypost.journal.actions import record
from waypost.notices.events import LetterWritten
from waypost.notices.letters import answered_by, compose, letterhead, sender
from waypost.notices.models import NEWS_FOR, Letter
from waypost.notices.outbox import NoMailServer
from waypost.people.models import Person
from waypost.people.viewers import System


@transaction.atomic
def write_letter(
    name: str, *, to: Person, occasion: str, facts: dict[str, Any], by: System, at: dt.datetime
) -> Letter | None:
    """Write it unless this occasion had its letter before; None for someone without an address."""
    if not to.email:
        return None
    subject, text, html = compose(name, to=to, facts=facts)
    letter, made = Letter.objects.get_or_create(
        district=to.district,
        address=to.email,
        occasion=occasion,
        defaults={
            "to": to,
            "subject": subject[:200],
            "text": text,
            "html": html,
            "written_at": at,
        },
    )
    if made:
        record(LetterWritten(district=to.district_id, subject=letter.pk), by=by, at=at)
    return letter


def send(*, letter: Letter, at: dt.datetime) -> None:
    """Hand it to the mail server; a repeat after a crash sends again rather than never.

    Raises NoMailServer while none is set and the letter is news; later it is kept and not mailed.
    """
    if letter.sent_at:
        return
    if not letter.district.demo:
        try:
            _post(letter)
        except NoMailServer:
            if at - letter.written_at < NEWS_FOR:
                raise
            return
    Letter.objects.filter(pk=letter.pk).update(sent_at=at)


def _post(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender(letter.district, settings.DEFAULT_FROM_EMAIL),
        to=[letter.address],
        reply_to=answered_by(letter),
        headers=letterhead(letter),
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()
