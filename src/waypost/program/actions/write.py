"""Write to several people, each in a letter of their own."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.program.events import MessageAddressed, MessageWritten
from waypost.program.models import Addressee, Message
from waypost.program.participation import Wanted, reachable
from waypost.program.policies import may_write_to

AT_ONCE = 500


class Empty(Exception):
    """Nobody is left to write to."""


class TooMany(Exception):
    """More than are written to in one go; `args[0]` is how many."""


class Moved(Exception):
    """It is not the number any more that was on the page; `args[0]` is what it is now."""


@transaction.atomic
def write_message(
    *,
    wanted: Wanted,
    subject: str,
    text: str,
    key: uuid.UUID,
    expected: int,
    by: Person,
    at: dt.datetime,
) -> Message:
    """To whom `wanted` finds among those that `by` sees, without whoever said "not this time".

    The same `key` again finds what was written before. Raises Empty, TooMany, Moved.
    """
    require(may_write_to(by))
    before = Message.objects.filter(district=by.district, key=key, written_by=by).first()
    if before is not None:
        return before
    found = list(reachable(by, wanted, at=at)[: AT_ONCE + 1])
    _check(found, expected)
    message, made = Message.objects.get_or_create(
        district=by.district,
        key=key,
        defaults={"subject": subject, "text": text, "written_by": by, "written_at": at},
    )
    if not made:
        return message
    addressees = Addressee.objects.bulk_create(
        Addressee(district=by.district, message=message, person=person) for person in found
    )
    record(
        MessageWritten(district=by.district_id, subject=message.pk, count=len(addressees)),
        by=by,
        at=at,
    )
    for addressee in addressees:
        record(MessageAddressed(district=by.district_id, subject=addressee.pk), by=by, at=at)
    return message


def _check(found: Collection[Person], expected: int) -> None:
    if not found:
        raise Empty
    if len(found) > AT_ONCE:
        raise TooMany(len(found))
    if len(found) != expected:
        raise Moved(len(found))
