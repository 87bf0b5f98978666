"""Add a badge from elsewhere, read it again, take it away, or let it count."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from waypost.catalog.models import Achievement
from waypost.credentials.earlier.dates import Earned
from waypost.credentials.earlier.plan import key_of, offers_of
from waypost.credentials.events import (
    OutsideBadgeAdded,
    OutsideBadgeCounted,
    OutsideBadgeReadAgain,
    OutsideBadgeRemoved,
)
from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.credentials.outside.own import ours_in, says_ours
from waypost.credentials.outside.reading import Reading
from waypost.credentials.policies import may_let_count, may_own_outside
from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

MOST = 200


class AlreadyHere(Exception):
    """They have added this badge or this link before."""


class TooMany(Exception):
    """Nobody needs more than MOST; some must go first."""


class IssuedHere(Exception):
    """It is from here, and no badge from elsewhere: `.award` is it, or None for what is no single
    badge; `.over` when the key that signed the file was withdrawn."""

    def __init__(self, award: Award | None, *, over: bool) -> None:
        super().__init__()
        self.award, self.over = award, over


class Spoiled(Exception):
    """It was changed, withdrawn, made for practice or is not valid today, or says that it is from
    here, so it counts for nothing."""


class AlreadyCounts(Exception):
    """It counts, or the same badge of that day is on record for them."""


class Gone(Exception):
    """Its owner has taken it away."""


def add(
    *,
    person: Person,
    title: str = "",
    url: str = "",
    link: str = "",
    reading: Reading | None = None,
    by: Viewer,
    at: dt.datetime,
) -> OutsideBadge:
    """Keep what was read, or a link that holds no badge that can be read here.

    `title` is what its owner calls it, where the badge does not say. `link` is the word for what
    opening the link came to. Raises IssuedHere, AlreadyHere, TooMany.
    """
    require(isinstance(by, Person) and by.pk == person.pk)
    _check_elsewhere(reading, url, person.district)
    read_title = reading.title if reading else ""
    badge = OutsideBadge(
        district=person.district,
        person=person,
        title=read_title or " ".join(printable(title).split())[:200],
        title_read=bool(read_title),
        url=url,
        added_at=at,
    )
    _keep(badge, reading, link, at)
    try:
        with transaction.atomic():
            _insert(badge, by, at)
    except IntegrityError as error:
        raise AlreadyHere from error
    return badge


def _check_elsewhere(reading: Reading | None, url: str, district: District) -> None:
    ours = ours_in(reading, url, district)
    if ours:
        raise IssuedHere(ours.award, over=ours.over)


def _insert(badge: OutsideBadge, by: Viewer, at: dt.datetime) -> None:
    if OutsideBadge.objects.filter(person=badge.person).count() >= MOST:
        raise TooMany
    badge.save(force_insert=True)
    record(
        OutsideBadgeAdded(
            district=badge.district_id,
            subject=badge.pk,
            person=badge.person_id,
            outcome=badge.outcome or "link",
        ),
        by=by,
        at=at,
    )


def _keep(badge: OutsideBadge, reading: Reading | None, link: str, at: dt.datetime) -> None:
    badge.found = {"link": link} if link else {}
    if reading is None:
        return
    found: dict[str, Any] = reading.found
    badge.found |= found
    badge.issuer = reading.issuer
    badge.body = reading.body or None
    badge.sha256 = reading.sha256
    badge.outcome = reading.verdict.outcome
    badge.read_at = at


def _locked(badge: OutsideBadge) -> OutsideBadge:
    """One at a time: its owner reads it again or takes it away while the lead lets it count."""
    found = OutsideBadge.objects.select_for_update(of=("self",)).filter(pk=badge.pk).first()
    if found is None:
        raise Gone
    return found


@transaction.atomic
def read_again(
    *, badge: OutsideBadge, reading: Reading | None, link: str = "", by: Viewer, at: dt.datetime
) -> None:
    """Note what another reading found; for a link, what opening it came to.

    Raises Gone, IssuedHere, and AlreadyHere when the link holds a badge by now that they added as a
    file.
    """
    require(may_own_outside(by, badge))
    _check_elsewhere(reading, badge.url, badge.district)
    _locked(badge)
    if reading:
        _keep(badge, reading, link or badge.found.get("link", ""), at)
    elif link:
        badge.found = badge.found | {"link": link}
    if reading and reading.title:
        badge.title, badge.title_read = reading.title, True
    try:
        with transaction.atomic():
            badge.save()
    except IntegrityError as error:
        raise AlreadyHere from error
    record(
        OutsideBadgeReadAgain(
            district=badge.district_id,
            subject=badge.pk,
            person=badge.person_id,
            outcome=badge.outcome or "link",
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def remove(*, badge: OutsideBadge, by: Viewer, at: dt.datetime) -> None:
    """Take it away for good. What the lead let count on its ground stays on record. Raises Gone."""
    require(may_own_outside(by, badge))
    _locked(badge)
    EarlierRecord.objects.filter(outside=badge).update(outside=None)
    record(
        OutsideBadgeRemoved(district=badge.district_id, subject=badge.pk, person=badge.person_id),
        by=by,
        at=at,
    )
    badge.delete()


def let_count(
    *,
    badge: OutsideBadge,
    achievement: Achievement,
    earned: Earned,
    reason: str,
    by: Viewer,
    at: dt.datetime,
) -> EarlierRecord:
    """The lead says as which achievement it counts toward a degree, and why.

    Raises Spoiled, AlreadyCounts, Gone.
    """
    require(may_let_count(by, badge) and achievement.pk in offers_of(badge.district))
    if not isinstance(by, Person):
        raise NotAllowed
    try:
        with transaction.atomic():
            return _count(badge, achievement, earned, reason, by, at)
    except IntegrityError as error:
        raise AlreadyCounts from error


def _count(
    badge: OutsideBadge,
    achievement: Achievement,
    earned: Earned,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> EarlierRecord:
    kept = _locked(badge)
    if not kept.may_count or says_ours(kept):
        raise Spoiled
    if EarlierRecord.objects.active().filter(outside=kept).exists():
        raise AlreadyCounts
    made = EarlierRecord.objects.create(
        district=kept.district,
        person_id=kept.person_id,
        title=kept.title,
        key=key_of(kept.title),
        achievement=achievement,
        earned_on=earned.on,
        known=earned.known,
        issuer=kept.issuer[:160],
        note=" ".join(printable(reason).split())[:500],
        outside=kept,
        recorded_by=by,
        recorded_at=at,
    )
    record(
        OutsideBadgeCounted(
            district=made.district_id,
            subject=made.pk,
            person=made.person_id,
            achievement=achievement.pk,
        ),
        by=by,
        at=at,
    )
    return made
