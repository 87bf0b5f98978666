"""Record a fact; deliver it to those who asked."""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from waypost.journal.events import (
    Actor,
    Event,
    Postponed,
    event_type,
    handler,
    outside,
    subscribers,
)
from waypost.journal.models import BACKOFF, LEASE, POSTPONED, Delivery, Entry

log = logging.getLogger(__name__)
# How many facts one INSERT writes down.
TOGETHER = 500


def record(event: Event, *, by: Actor, at: dt.datetime) -> Entry:
    """Write the fact and one delivery per subscriber in the caller's transaction (an outbox).

    Raises TransactionManagementError outside a transaction: a fact without its cause is a lie.
    """
    return record_many([event], by=by, at=at)[0]


def record_many(events: Sequence[Event], *, by: Actor, at: dt.datetime) -> list[Entry]:
    """The same for several facts at once, in their order and in a few statements."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A fact needs its cause's transaction.")
    entries: list[Entry] = []
    for start in range(0, len(events), TOGETHER):
        some = events[start : start + TOGETHER]
        made = Entry.objects.bulk_create(_entry(event, by, at) for event in some)
        Delivery.objects.bulk_create(
            Delivery(entry=entry, handler=name, due_at=at)
            for entry, event in zip(made, some, strict=True)
            for name in subscribers(type(event))
        )
        entries += made
    return entries


def _entry(event: Event, by: Actor, at: dt.datetime) -> Entry:
    return Entry(
        kind=event.kind(),
        schema=event.schema,
        district=event.district,
        subject=event.subject,
        actor=by.reference,
        at=at,
        facts=event.facts(),
    )


class Overtaken(Exception):
    """Another worker took this delivery while its lease had run out."""


def deliver_one(*, at: dt.datetime, of: type[Event] | None = None) -> bool:
    """Claim the next due delivery and run it; False when nothing was due. With `of`, of this fact
    alone, and only what stays inside."""
    for candidate in _candidates(at, of):
        claimed = (
            Delivery.objects.due(at)
            .filter(pk=candidate.pk, fence=candidate.fence)
            .update(
                leased_until=at + LEASE,
                fence=candidate.fence + 1,
                attempts=candidate.attempts + 1,
            )
        )
        if claimed:
            candidate.fence += 1
            candidate.attempts += 1
            _run(candidate, at)
            return True
    return False


def _candidates(at: dt.datetime, of: type[Event] | None) -> Iterator[Delivery]:
    """What stays inside goes first: a mail server that hangs holds up nothing but mail. Each is
    read along the index, so that ten thousand that wait cost no more than ten."""
    waiting = Delivery.objects.due(at).order_by("due_at", "pk").select_related("entry")
    reaching = Q(handler__in=outside())
    if of:
        yield from waiting.exclude(reaching).filter(entry__kind=of.kind())[:5]
        return
    for part in (waiting.exclude(reaching), waiting.filter(reaching)):
        yield from part[:5]


def _run(delivery: Delivery, at: dt.datetime) -> None:
    entry = delivery.entry
    try:
        found = handler(delivery.handler)
        if found is None:
            raise LookupError(delivery.handler)
        event = event_type(entry.kind).from_facts(entry.facts)
        if found.outside:
            # No transaction waits for the world: on SQLite nobody could write until it answers.
            found.run(event)
            _mark_done(delivery, at)
        else:
            with transaction.atomic():
                # Marked done first and in the handler's own transaction: both happen or neither.
                _mark_done(delivery, at)
                found.run(event)
    except Overtaken:
        log.info("delivery %s was taken over", delivery.pk)
    except Postponed as reason:
        # As after one try: with none, it would be due whatever the clock says.
        _let_go(delivery, due_at=at + POSTPONED, attempts=1, error=type(reason).__name__)
    except Exception as error:  # whatever a handler raises, the loop goes on and tries again
        _put_off(delivery, at, error)


def _mark_done(delivery: Delivery, at: dt.datetime) -> None:
    if not _let_go(delivery, done_at=at, error=""):
        raise Overtaken


def _put_off(delivery: Delivery, at: dt.datetime, error: Exception) -> None:
    final = delivery.attempts > len(BACKOFF)
    wait = BACKOFF[min(delivery.attempts, len(BACKOFF)) - 1]
    name = type(error).__name__[:120]
    _let_go(delivery, due_at=at + wait, gave_up_at=at if final else None, error=name)
    log.log(
        logging.ERROR if final else logging.WARNING,
        "delivery %s to %s failed (%s), %s",
        delivery.pk,
        delivery.handler,
        name,
        "given up" if final else f"again in {wait}",
    )


def _let_go(delivery: Delivery, **changes: Any) -> int:
    """End the claim, unless another worker has one by now: then 0."""
    held = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, done_at=None)
    return held.update(leased_until=None, **changes)


def deliver_all(*, at: dt.datetime, most: int = 10_000, of: type[Event] | None = None) -> int:
    """Deliver what is due until nothing is left, as `deliver_one` does; returns how many ran."""
    count = 0
    while count < most and deliver_one(at=at, of=of):
        count += 1
    return count


def deliver_again(*, of: type[Event] | None = None) -> int:
    """Start over with what was given up, and now with what was put off; returns how many. With
    `of`, of this fact alone."""
    tried = Delivery.objects.tried()
    if of:
        tried = tried.filter(entry__kind=of.kind())
    return tried.update(attempts=0, gave_up_at=None)
