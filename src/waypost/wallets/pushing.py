"""A wallet brings a badge: kept like one that its owner adds as a file, to the byte.

One that is equal (same issuer and id; Open Badges 3.0, 10) takes the place of what was kept, if it
is not older and checks no worse. What was issued here is here: it is never kept a second time.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from waypost.credentials.checking import public_id_of
from waypost.credentials.models import Award, OutsideBadge
from waypost.credentials.outside import actions as outside
from waypost.credentials.outside.keeping import is_equal
from waypost.credentials.outside.own import is_over, signs_here
from waypost.credentials.outside.reading import NotABadge, Reading, read
from waypost.journal.actions import record
from waypost.openbadges import Facts, Outcome, State
from waypost.people.models import Person
from waypost.wallets.events import BadgePushed
from waypost.wallets.kinds import is_badge
from waypost.wallets.models import Connection


class Changed(Exception):
    """Its signature says that it is not what was issued."""


class KeyWithdrawn(Exception):
    """The key that signed it was withdrawn: it proves nothing, and was not changed."""


class Record(Exception):
    """It holds badges, and is none: this API takes one badge at a time."""


class Nameless(Exception):
    """Without an id nothing can be the same badge again."""


class SomebodyElses(Exception):
    """It was issued here, to somebody else."""


class Withdrawn(Exception):
    """It was issued here, and is over."""


@dataclass(frozen=True)
class Pushed:
    """`badge` is what was kept or replaced; None for one that is here already, to the byte or as
    an award."""

    created: bool
    badge: OutsideBadge | None = None


def push(*, source: bytes, connection: Connection, by: Person, at: dt.datetime) -> Pushed:
    """Raises NotABadge, TooLarge, TooMany, Older and Worse (credentials.outside), and what is named
    above."""
    reading = read(source, by, at=at)
    facts, outcome = reading.verdict.facts, reading.verdict.outcome
    if is_over(reading.verdict):
        raise KeyWithdrawn
    if outcome == Outcome.CHANGED:
        raise Changed
    if facts is None or outcome == Outcome.UNREADABLE:
        raise NotABadge(reading.verdict)
    if not is_badge(reading.body):
        raise Record
    if not facts.id.strip():
        raise Nameless
    if signs_here(facts.issuer, by.district):
        return _own(reading, facts, by)
    with transaction.atomic():
        # One after the other, or two newer files at once would become two badges.
        Person.objects.select_for_update(no_key=True).get(pk=by.pk)
        pushed = _keep(reading, facts, by, at)
        if pushed.badge:
            record(
                BadgePushed(
                    district=by.district_id,
                    subject=pushed.badge.pk,
                    person=by.pk,
                    connection=connection.pk,
                    new=pushed.created,
                ),
                by=by,
                at=at,
            )
    return pushed


def _own(reading: Reading, facts: Facts, by: Person) -> Pushed:
    """The district knows what it issued: nothing is kept, and nothing is taken on trust."""
    if reading.verdict.signed_by_issuer.state is not State.PROVEN:
        raise Changed
    found = Award.objects.filter(district=by.district)
    award = found.at_address(public_id_of(facts.id, by.district)).first()
    if award is None:
        raise Changed
    if award.person_id not in by.selves:
        raise SomebodyElses
    if not award.stands:
        raise Withdrawn
    return Pushed(created=False)


def _keep(reading: Reading, facts: Facts, by: Person, at: dt.datetime) -> Pushed:
    same = _equal(facts, by)
    if same is None:
        badge = outside.add(person=by, reading=reading, by=by, at=at)
        return Pushed(created=True, badge=badge)
    if reading.sha256 in (same.sha256, same.brought_sha256):
        return Pushed(created=False)
    # Where links are tried, its issuer is asked once it is here (pages.handlers).
    later = by.district.try_links
    kept = outside.read_again(badge=same, reading=reading, settled_later=later, by=by, at=at)
    return Pushed(created=False, badge=kept)


def _equal(facts: Facts, by: Person) -> OutsideBadge | None:
    mine = OutsideBadge.objects.filter(district=by.district, person__in=by.selves)
    kept = mine.exclude(body=None).without_bytes().order_by("added_at", "pk")
    return next((badge for badge in kept if is_equal(badge, facts)), None)
