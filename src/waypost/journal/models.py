"""Entry and Delivery."""

import datetime as dt

from django.db import models
from django.db.models import Q

# How long a worker may take before another one tries.
LEASE = dt.timedelta(minutes=5)
SOON = tuple(dt.timedelta(seconds=s) for s in (2, 15, 60, 300, 1800))
# Hourly for a day, then four times a day: two weeks, so that a server that is down over a holiday
# loses nothing. Then a delivery is given up, and each start says so (check_deliveries).
BACKOFF = SOON + (dt.timedelta(hours=1),) * 24 + (dt.timedelta(hours=6),) * 52
# How often a handler is asked that has no way for now.
POSTPONED = dt.timedelta(hours=1)


class Entry(models.Model):
    """One fact, kept for good; holds what a recount needs and nothing personal."""

    kind = models.CharField(max_length=80)
    schema = models.PositiveSmallIntegerField()
    # Plain ids: the journal lies below every room and points at none of them.
    district = models.UUIDField()
    subject = models.UUIDField()
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    facts = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["district", "subject"]),
            models.Index(fields=["district", "kind", "at"]),
        ]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: dt.datetime) -> "DeliveryQuerySet":
        """What may run at `at`, and what waits for a time that only a wrong clock can have set.

        A clock that was ahead and was put right must not hold back what was recorded meanwhile.
        """
        free = Q(leased_until=None) | Q(leased_until__lt=at) | Q(leased_until__gt=at + 2 * LEASE)
        due = Q(due_at__lte=at) | Q(attempts=0) | Q(due_at__gt=at + BACKOFF[-1])
        return self.filter(free, due, done_at=None, gave_up_at=None)

    def tried(self) -> "DeliveryQuerySet":
        """What did not succeed yet or was given up, and is in no worker's hands."""
        return self.filter(done_at=None, leased_until=None, attempts__gt=0)

    def given_up(self) -> "DeliveryQuerySet":
        return self.tried().exclude(gave_up_at=None)


class Delivery(models.Model):
    """One handler's copy of one entry: the outbox and the queue in a single row."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=160)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # The fencing token: a worker that slept past its lease can no longer mark the row done.
    fence = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    # The exception's class only: its text may hold what a person wrote.
    error = models.CharField(max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "handler"], name="one_delivery_per_handler")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_waiting",
                condition=Q(done_at=None, gave_up_at=None),
            )
        ]
