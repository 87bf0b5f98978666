"""Record a fact; deliver it to those who asked."""

import datetime as dt
import logging

from django.db import transaction

from waypost.journal.events import Actor, Event, event_type, handler, subscribers
from waypost.journal.models import BACKOFF, LEASE, Delivery, Entry

log = logging.getLogger(__name__)


def record(event: Event, *, by: Actor, at: dt.datetime) -> Entry:
    """Write the fact and one delivery per subscriber in the caller's transaction (an outbox).

    Raises TransactionManagementError outside a transaction: a fact without its cause is a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() needs the caller's transaction.")
    entry = Entry.objects.create(
        kind=event.kind(),
        schema=event.schema,
        district=event.district,
        subject=event.subject,
        actor=by.reference,
        at=at,
        facts=event.facts(),
    )
    Delivery.objects.bulk_create(
        Delivery(entry=entry, handler=name, due_at=at) for name in subscribers(type(event))
    )
    return entry


class Overtaken(Exception):
    """Another worker took this delivery while its lease had run out."""


def deliver_one(*, at: dt.datetime) -> bool:
    """Claim the next due delivery and run it; False when nothing was due."""
    for candidate in Delivery.objects.due(at).order_by("due_at", "pk")[:5]:
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


def _run(delivery: Delivery, at: dt.datetime) -> None:
    entry = delivery.entry
    try:
        with transaction.atomic():
            # Marked done first and in the handler's own transaction: both happen or neither.
            done = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, done_at=None)
            if not done.update(done_at=at, leased_until=None, error=""):
                raise Overtaken
            run = handler(delivery.handler)
            if run is None:
                raise LookupError(delivery.handler)
            run(event_type(entry.kind).from_facts(entry.facts))
    except Overtaken:
        log.info("delivery %s was taken over", delivery.pk)
    except Exception as error:  # whatever a handler raises, the loop goes on and tries again
        _put_off(delivery, at, error)


def _put_off(delivery: Delivery, at: dt.datetime, error: Exception) -> None:
    final = delivery.attempts > len(BACKOFF)
    wait = BACKOFF[min(delivery.attempts, len(BACKOFF)) - 1]
    Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, done_at=None).update(
        leased_until=None,
        due_at=at + wait,
        gave_up_at=at if final else None,
        error=type(error).__name__[:120],
    )
    log.warning(
        "delivery %s to %s failed (%s), %s",
        delivery.pk,
        delivery.handler,
        type(error).__name__,
        "given up" if final else f"again in {wait}",
    )


def deliver_all(*, at: dt.datetime, most: int = 10_000) -> int:
    """Deliver what is due until nothing is left; returns how many ran."""
    count = 0
    while count < most and deliver_one(at=at):
        count += 1
    return count
