"""What happened reaches everyone who asked, once, whatever breaks on the way."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW
from waypost.journal import actions, events
from waypost.journal.models import BACKOFF, LEASE, POSTPONED, Delivery, Entry

heard: list[uuid.UUID] = []
reached: list[uuid.UUID] = []
broken: list[Exception] = []
in_transaction: list[bool] = []


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rang(events.Event):
    loud: bool
    at_last: dt.datetime
    rows: tuple[str, ...] = ()


class Called(Rang):
    """Its handler reaches outside."""


class Somebody:
    reference = "system:test"


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    def hear(event: Rang) -> None:
        heard.append(event.subject)
        Entry.objects.filter(subject=event.subject).exists()
        if broken:
            raise broken[0]

    def reach(event: Called) -> None:
        reached.append(event.subject)
        in_transaction.append(transaction.get_connection().in_atomic_block)
        if broken:
            raise broken[0]

    events.on(Rang)(hear)
    events.on(Called, outside=True)(reach)
    for kept in (heard, reached, broken, in_transaction):
        kept.clear()
    yield
    for event in (Rang, Called):
        events._subscribers.pop(event)


def ring(kind: type[Rang] = Rang, *, at: dt.datetime = NOW) -> Entry:
    event = kind(
        district=uuid.uuid4(), subject=uuid.uuid4(), loud=True, at_last=NOW, rows=("a", "b")
    )
    with transaction.atomic():
        return actions.record(event, by=Somebody(), at=at)


@pytest.mark.django_db
def test_a_fact_reaches_its_subscriber_once() -> None:
    entry = ring()
    assert actions.deliver_all(at=NOW) == 1
    assert actions.deliver_all(at=NOW) == 0
    assert heard == [entry.subject]


@pytest.mark.django_db
def test_a_fact_comes_back_as_it_was_recorded() -> None:
    entry = ring()
    entry.refresh_from_db()
    event = events.event_type(entry.kind).from_facts(entry.facts)
    assert isinstance(event, Rang)
    assert (event.loud, event.at_last, event.rows) == (True, NOW, ("a", "b"))


@pytest.mark.django_db(transaction=True)
def test_many_facts_are_what_they_would_be_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "TOGETHER", 2)
    many = [
        Rang(district=uuid.uuid4(), subject=uuid.uuid4(), loud=bool(n), at_last=NOW)
        for n in range(5)
    ]
    with pytest.raises(transaction.TransactionManagementError):
        actions.record_many(many, by=Somebody(), at=NOW)
    with transaction.atomic():
        actions.record_many(many, by=Somebody(), at=NOW)
        for event in many:
            actions.record(event, by=Somebody(), at=NOW)
    rows = list(Entry.objects.order_by("pk").values("kind", "schema", "subject", "facts", "actor"))
    assert rows[:5] == rows[5:]
    assert Delivery.objects.filter(entry__in=Entry.objects.order_by("pk")[:5]).count() == 5
    actions.deliver_all(at=NOW)
    assert heard == [each.subject for each in many] * 2


@pytest.mark.django_db(transaction=True)
def test_a_fact_without_its_cause_is_refused() -> None:
    event = Rang(district=uuid.uuid4(), subject=uuid.uuid4(), loud=True, at_last=NOW)
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(event, by=Somebody(), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_cause_that_fails_leaves_no_fact() -> None:
    event = Rang(district=uuid.uuid4(), subject=uuid.uuid4(), loud=True, at_last=NOW)

    @transaction.atomic
    def fail() -> None:
        actions.record(event, by=Somebody(), at=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Entry.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_failing_handler_is_tried_again_later_and_then_given_up() -> None:
    ring()
    broken.append(ValueError("María Ortiz wrote this"))
    moment = NOW
    for _ in range(len(BACKOFF) + 1):
        assert actions.deliver_all(at=moment) == 1
        assert actions.deliver_all(at=moment) == 0
        moment += dt.timedelta(days=1)
    delivery = Delivery.objects.get()
    assert delivery.gave_up_at is not None
    assert delivery.error == "ValueError"
    assert actions.deliver_all(at=moment) == 0


@pytest.mark.django_db
def test_a_failing_handler_writes_nothing_by_halves() -> None:
    ring()
    broken.append(ValueError())
    actions.deliver_all(at=NOW)
    delivery = Delivery.objects.get()
    assert delivery.done_at is None
    assert delivery.due_at > NOW
    broken.clear()
    assert actions.deliver_all(at=delivery.due_at) == 1
    assert Delivery.objects.get().done_at is not None


@pytest.mark.django_db
def test_what_a_dead_worker_claimed_is_delivered_when_its_lease_ends() -> None:
    ring()
    Delivery.objects.update(leased_until=NOW + LEASE, fence=1, attempts=1)
    assert actions.deliver_all(at=NOW) == 0
    assert actions.deliver_all(at=NOW + LEASE + dt.timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_a_worker_that_slept_past_its_lease_does_nothing() -> None:
    ring()
    sleeper = Delivery.objects.get()
    sleeper.fence, sleeper.attempts = 1, 1
    Delivery.objects.update(fence=2, leased_until=NOW)
    actions._run(sleeper, NOW)
    assert not heard
    assert Delivery.objects.get().done_at is None


@pytest.mark.django_db
def test_the_journal_cannot_be_rewritten() -> None:
    entry = ring()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(actor="somebody else")


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [dt.timedelta(hours=6), dt.timedelta(days=4000)])
def test_what_was_recorded_by_a_clock_that_was_ahead_does_not_wait_for_it(
    ahead: dt.timedelta,
) -> None:
    entry = ring(at=NOW + ahead)
    assert actions.deliver_all(at=NOW) == 1
    assert heard == [entry.subject]


@pytest.mark.django_db
def test_what_failed_or_was_claimed_by_a_clock_that_was_ahead_does_not_wait_for_it() -> None:
    ring()
    years = dt.timedelta(days=4000)
    Delivery.objects.update(attempts=1, due_at=NOW + years)
    assert actions.deliver_all(at=NOW) == 1
    ring()
    waiting = Delivery.objects.filter(done_at=None)
    waiting.update(attempts=1, leased_until=NOW + years)
    assert actions.deliver_all(at=NOW) == 1
    ring()
    waiting.update(attempts=1, due_at=NOW + dt.timedelta(hours=1))
    assert actions.deliver_all(at=NOW) == 0, "an ordinary wait is waited for"


@pytest.mark.django_db(transaction=True)
def test_what_reaches_outside_runs_in_no_transaction_and_is_noted_afterwards() -> None:
    entry = ring(Called)
    assert actions.deliver_all(at=NOW) == 1
    assert (reached, in_transaction) == ([entry.subject], [False])
    assert Delivery.objects.get().done_at == NOW


@pytest.mark.django_db
def test_what_reached_outside_too_late_is_not_noted_by_whoever_was_overtaken() -> None:
    ring(Called)
    sleeper = Delivery.objects.get()
    sleeper.fence, sleeper.attempts = 1, 1
    Delivery.objects.update(fence=2, attempts=2, leased_until=NOW + LEASE)
    for error in ([], [ConnectionError()], [events.Postponed()]):
        broken[:] = error
        actions._run(sleeper, NOW)
        delivery = Delivery.objects.get()
        assert (delivery.done_at, delivery.error, delivery.attempts) == (None, "", 2)
        assert delivery.leased_until


@pytest.mark.django_db
def test_what_stays_inside_waits_for_nothing_that_reaches_outside() -> None:
    ring(Called, at=NOW - dt.timedelta(hours=1))
    entry = ring()
    actions.deliver_one(at=NOW)
    assert (heard, reached) == ([entry.subject], [])


@pytest.mark.django_db
def test_a_handler_that_has_no_way_for_now_is_asked_again_and_has_all_its_tries_left() -> None:
    ring(Called)
    broken.append(events.Postponed())
    moment = NOW
    for _ in range(len(BACKOFF) + 2):
        assert actions.deliver_all(at=moment) == 1
        assert actions.deliver_all(at=moment) == 0
        moment += POSTPONED
    assert Delivery.objects.get().attempts == 1
    broken.clear()
    assert actions.deliver_all(at=moment) == 1
    assert Delivery.objects.get().done_at == moment
