"""Clock-hours: what an award counts, what its certificate still lacks, and handing them on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, TruncDate

from waypost.credentials.events import HoursExported, OutsideHoursSaid
from waypost.credentials.models import Award, OutsideHours
from waypost.credentials.models.awards import AwardQuerySet
from waypost.credentials.policies import may_keep_hours, may_say_outside
from waypost.credentials.state_rules import rule_for
from waypost.journal.actions import record
from waypost.people.models import Campus, District, Person, Placement
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

QUARTER = Decimal("0.25")
NONE = Decimal(0)
# How many rows one UPDATE names.
AT_ONCE = 500


def counts_hours(award: Award) -> bool:
    """A real badge that counts, for something that takes hours; not one from a list, whose hours
    were somebody else's to count."""
    return takes_hours(award) and award.counts and not award.practice


def takes_hours(award: Award) -> bool:
    return award.version.clock_hours > 0 and award.award_list_id is None


def asks_outside(award: Award) -> bool:
    """Whether somebody still has to, or may, say how many hours lay outside contract time."""
    of_today = award.practice == award.district.practice
    return takes_hours(award) and award.stands and of_today


def fields(award: Award, *, educator: str) -> dict[str, object]:
    """What can be printed, by the names that the states' rules use; None or blank: not there."""
    version, district = award.version, award.district
    return {
        "provider_name": district.provider_name,
        "provider_number": district.provider_number,
        "educator": educator,
        "date": award.earned_at,
        # A version without a content area says in its title what it was about.
        "content": version.content_area or version.title,
        "clock_hours": version.clock_hours,
        "outside_hours": award.outside_hours,
    }


def lacking(award: Award, *, educator: str) -> list[str]:
    """What its state's rule wants on the certificate and nobody has said yet."""
    rule = rule_for(award.district) if counts_hours(award) else None
    said = fields(award, educator=educator)
    return [name for name in rule.fields if said[name] in (None, "")] if rule else []


class NotHours(Exception):
    """`.why` is a word: quarter, range, note, nothing."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def say_outside(
    *, award: Award, hours: Decimal, by: Viewer, at: dt.datetime, note: str = ""
) -> OutsideHours | None:
    """How many of its hours lay outside contract time, in quarter hours; None if it was said so
    before.

    Once the hours were handed on only HR says so, with a reason. Raises NotHours.
    """
    locked = Award.objects.select_for_update(of=("self",), no_key=True)
    award = locked.select_related("district", "version", "person").get(pk=award.pk)
    require(may_say_outside(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    if not asks_outside(award):
        raise NotHours("nothing")
    if not NONE <= hours <= award.version.clock_hours:
        raise NotHours("range")
    if hours % QUARTER:
        raise NotHours("quarter")
    if award.outside_hours == hours:
        return None
    if award.exported_at and not note.strip():
        raise NotHours("note")
    Award.objects.filter(pk=award.pk).update(outside_hours=hours)
    said = OutsideHours.objects.create(
        district=award.district, award=award, hours=hours, note=note, said_by=by, said_at=at
    )
    record(
        OutsideHoursSaid(
            district=award.district_id, subject=award.pk, person=award.person_id, hours=hours
        ),
        by=by,
        at=at,
    )
    return said


@dataclass(frozen=True)
class Wanted:
    """Which hours: of these days, this campus, this person or title; only those that lack words
    about contract time."""

    since: dt.date | None = None
    until: dt.date | None = None
    campus: Campus | None = None
    words: str = ""
    unsaid: bool = False


def lines(district: District) -> AwardQuerySet:
    """Every award that takes hours, of the kind that the district awards today; newest first."""
    return (
        Award.objects.filter(
            district=district,
            practice=district.practice,
            version__clock_hours__gt=0,
            award_list=None,
        )
        .dated()
        .order_by("-earned", "pk")
    )


def wanted(viewer: Viewer, wish: Wanted) -> AwardQuerySet:
    """Raises NotAllowed."""
    require(may_keep_hours(viewer))
    found = between(lines(viewer.district), viewer.district, wish.since, wish.until)
    if wish.campus:
        then = Placement.objects.filter(
            Q(until=None) | Q(until__gte=OuterRef("day")),
            person=OuterRef("person"),
            campus=wish.campus,
            since__lte=OuterRef("day"),
        )
        found = found.annotate(day=TruncDate("earned", tzinfo=viewer.district.zone))
        found = found.filter(Exists(then))
    if wish.words:
        found = found.filter(
            Q(person__name__icontains=wish.words)
            | Q(person__joined_into__name__icontains=wish.words)
            | Q(version__title__icontains=wish.words)
        )
    if wish.unsaid:
        found = found.filter(outside_hours=None, stands=True)
    return found


def between(
    found: AwardQuerySet, district: District, since: dt.date | None, until: dt.date | None
) -> AwardQuerySet:
    """Earned on these days in the district, both included."""
    if since:
        found = found.filter(Q(earned__gte=_midnight(since, district)))
    if until:
        after = _midnight(until + dt.timedelta(days=1), district)
        found = found.filter(Q(earned__lt=after))
    return found


def _midnight(day: dt.date, district: District) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=district.zone)


@dataclass(frozen=True)
class Totals:
    """Of what counts; `unsaid` awards lack words about contract time."""

    hours: Decimal
    outside: Decimal
    awards: int
    people: int
    unsaid: int


def totals(found: AwardQuerySet) -> Totals:
    counted = (
        found.order_by()
        .active()
        .aggregate(
            hours=Sum("version__clock_hours"),
            outside=Sum("outside_hours"),
            awards=Count("pk"),
            people=Count(Coalesce("person__joined_into", "person"), distinct=True),
            unsaid=Count("pk", filter=Q(outside_hours=None)),
        )
    )
    return Totals(
        hours=counted["hours"] or NONE,
        outside=counted["outside"] or NONE,
        awards=counted["awards"],
        people=counted["people"],
        unsaid=counted["unsaid"],
    )


def status(award: Award, at: dt.datetime) -> str:
    """withdrawn, suspended, practice, expired or valid, as the file for the district's system says
    it."""
    if not award.stands:
        return "withdrawn"
    if award.suspended_at:
        return "suspended"
    if award.practice:
        return "practice"
    return "expired" if award.is_expired(at) else "valid"


@transaction.atomic
def hand_on(*, awards: Iterable[Award], by: Viewer, at: dt.datetime) -> int:
    """Note that these hours went to the district's own system: from here on HR corrects them."""
    require(may_keep_hours(by))
    ids = [award.pk for award in awards if award.district_id == by.district.pk]
    for start in range(0, len(ids), AT_ONCE):
        fresh = Award.objects.filter(pk__in=ids[start : start + AT_ONCE], exported_at=None)
        fresh.update(exported_at=at)
    district = by.district.pk
    record(HoursExported(district=district, subject=district, count=len(ids)), by=by, at=at)
    return len(ids)
