"""Write a letter once; send it; say what became of it."""

import datetime as dt
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from waypost.journal.actions import record
from waypost.notices.events import LetterLost, LetterWritten
from waypost.notices.kinds import Kind, kind_of
from waypost.notices.letters import (
    answered_by,
    compose,
    letterhead,
    quiet_address,
    sender,
)
from waypost.notices.models import NEWS_FOR, Letter, Quiet, QuietKey
from waypost.notices.outbox import NoMailServer
from waypost.notices.policies import may_see_letters
from waypost.notices.servers import mailbox_of
from waypost.notices.troubles import FINAL, trouble_of
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import System, Viewer


@transaction.atomic
def write_letter(
    name: str,
    *,
    to: Person,
    occasion: str,
    facts: dict[str, Any],
    by: System,
    at: dt.datetime,
    address: str = "",
) -> Letter | None:
    """Write it unless this occasion had its letter before.

    None for someone without an address, or who turned this kind off. `name` is the kind's and the
    templates'; `address` is where it goes if not to the one that they have.
    """
    kind = kind_of(name)
    address = address or to.email
    if not address or Quiet.objects.filter(person=to, kind=name).exists():
        return None
    subject, text, html = compose(name, to=to, facts=facts, quiet_url=_quiet_url(to, kind))
    letter, made = Letter.objects.get_or_create(
        district=to.district,
        address=address,
        occasion=occasion,
        defaults={
            "to": to,
            "kind": name,
            "subject": subject[:200],
            "text": text,
            "html": html,
            "written_at": at,
        },
    )
    if made:
        record(LetterWritten(district=to.district_id, subject=letter.pk), by=by, at=at)
    return letter


def _quiet_url(to: Person, kind: Kind) -> str:
    if not kind.one_click:
        return ""
    key, _made = QuietKey.objects.get_or_create(district=to.district, person=to)
    return quiet_address(to.district, kind, key.token)


def send(*, letter: Letter, at: dt.datetime) -> None:
    """Hand it to the mail server; a repeat after a crash sends again rather than never.

    What is refused for good is noted and left; for now, it is noted and raised, to be tried again.
    Raises NoMailServer while none is set and the letter is news; later it is kept and not mailed.
    """
    if letter.sent_at or letter.failed_at:
        return
    if not letter.district.demo:
        try:
            _post(letter)
        except NoMailServer:
            if at - letter.written_at < NEWS_FOR:
                raise
            return
        except Exception as error:
            if not _noted(letter, trouble_of(error), at):
                raise
            return
    Letter.objects.filter(pk=letter.pk).update(sent_at=at, trouble="")


def _noted(letter: Letter, trouble: str, at: dt.datetime) -> bool:
    """Was it for good?"""
    final = trouble in FINAL
    changes = {"trouble": trouble} | ({"failed_at": at} if final else {})
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk, sent_at=None).update(**changes)
        if final:
            _record_lost(letter, trouble, at)
    return final


def _record_lost(letter: Letter, trouble: str, at: dt.datetime) -> None:
    record(
        LetterLost(district=letter.district_id, subject=letter.pk, trouble=trouble),
        by=System(letter.district, "notices"),
        at=at,
    )


def _post(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender(letter.district, mailbox_of(letter.district)),
        to=[letter.address],
        reply_to=answered_by(letter),
        headers=letterhead(letter),
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()


class NothingToSend(Exception):
    """It is on its way already, or arrived."""


@transaction.atomic
def send_again(*, letter: Letter, by: Viewer, at: dt.datetime) -> Letter:
    """To the address that its reader has today, unless it is for another. Raises NothingToSend."""
    require(may_see_letters(by) and letter.district_id == by.district.pk)
    stays = bool(letter.kind) and kind_of(letter.kind).stays
    holder = letter.to.holder if letter.to and not stays else None
    address = holder.email if holder and holder.email else letter.address
    moved = (
        Letter.objects.filter(pk=letter.pk)
        .lost()
        .update(address=address, sent_at=None, failed_at=None, bounced_at=None, trouble="")
    )
    if not moved:
        raise NothingToSend
    letter.refresh_from_db()
    record(LetterWritten(district=letter.district_id, subject=letter.pk), by=by, at=at)
    return letter


@transaction.atomic
def came_back(*, letter: Letter, trouble: str, at: dt.datetime) -> bool:
    """A bounce was read; False when that was known."""
    moved = Letter.objects.filter(pk=letter.pk, bounced_at=None).update(
        bounced_at=at, trouble=trouble
    )
    if moved:
        _record_lost(letter, trouble, at)
    return bool(moved)
