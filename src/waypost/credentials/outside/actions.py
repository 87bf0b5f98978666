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
from waypost.credentials.outside.keeping import Older, Worse, check_replaces, is_open, says_less
from waypost.credentials.outside.own import ours_in, says_ours
from waypost.credentials.outside.reading import Reading
from waypost.credentials.policies import may_let_count, may_own_outside
from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

MOST = 200
# The word for a link that nobody opened.
NOT_TRIED = "not_tried"


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


class ReplacedMeanwhile(Exception):
    """Another file took its place while the earlier one was read."""


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
    # Of the same file, what it says stays known when its host no longer says it.
    said = badge.facts if reading and reading.sha256 == badge.sha256 else {}
    whose = badge.found.get("whose", "")
    badge.found = {"link": link} if link else {}
    if reading is None:
        return
    found: dict[str, Any] = reading.found
    badge.found |= found
    if said and not found["facts"]:
        badge.found |= {"facts": said, "whose": whose}
    badge.issuer = str(badge.facts.get("issuer_name", ""))
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
    *,
    badge: OutsideBadge,
    reading: Reading | None,
    link: str = "",
    settled_later: bool = False,
    by: Viewer,
    at: dt.datetime,
) -> OutsideBadge:
    """Note what another reading found; for a link, what opening it came to. What was known stays
    where the reading says less, with when it was tried.

    `badge` as it was when it was read. `settled_later` where its issuer is asked after this: a file
    of which only that can tell whether it is better is kept beside. Raises Gone, IssuedHere,
    ReplacedMeanwhile, Older and Worse (keeping), and AlreadyHere when the link holds a badge by now
    that they added as a file.
    """
    require(may_own_outside(by, badge))
    _check_elsewhere(reading, badge.url, badge.district)
    kept = _locked(badge)
    if (kept.sha256, kept.brought_sha256) != (badge.sha256, badge.brought_sha256):
        raise ReplacedMeanwhile
    if reading is None or _takes_place(kept, reading, settled_later):
        _note(kept, reading, link, at)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise AlreadyHere from error
    record(
        OutsideBadgeReadAgain(
            district=kept.district_id,
            subject=kept.pk,
            person=kept.person_id,
            outcome=kept.outcome or "link",
        ),
        by=by,
        at=at,
    )
    return kept


def _takes_place(kept: OutsideBadge, reading: Reading, settled_later: bool) -> bool:
    """False where it waits beside what is kept, or has waited in vain."""
    waited = reading.sha256 == kept.brought_sha256
    try:
        check_replaces(kept, reading)
    except (Older, Worse) as problem:
        if isinstance(problem, Worse) and settled_later and is_open(reading):
            text = reading.body.decode("utf-8", "replace")
            kept.found = kept.found | {"brought": {"sha256": reading.sha256, "text": text}}
        elif not waited:
            raise
        elif not is_open(reading):
            kept.found = {name: each for name, each in kept.found.items() if name != "brought"}
        return False
    return True


def _note(kept: OutsideBadge, reading: Reading | None, link: str, at: dt.datetime) -> None:
    if reading and says_less(kept, reading):
        asked = reading.found["asked"]
        kept.found = kept.found | {"tried": {"at": at.isoformat(), "asked": asked}}
        return
    if reading:
        same, beside = reading.sha256 == kept.sha256, kept.found.get("brought")
        _keep(kept, reading, link or kept.found.get("link", ""), at)
        if same and beside:
            kept.found["brought"] = beside
        if reading.title:
            kept.title, kept.title_read = reading.title, True
    elif link and not (link == NOT_TRIED and kept.found.get("link")):
        kept.found = kept.found | {"link": link}


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
    if not kept.may_count(at) or says_ours(kept):
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
