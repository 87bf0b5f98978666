"""What would become of each line of a list, by what is here today; nothing is written."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models.functions import Coalesce

from waypost.catalog.models import Version
from waypost.credentials import making
from waypost.credentials.earlier.dates import NotADate, read_date
from waypost.credentials.earlier.roll import Roll, Someone
from waypost.credentials.models import Award, AwardLine
from waypost.people.models import District, Person
from waypost.people.tables import Line

State = AwardLine.State
NOON = dt.time(12)


@dataclass(frozen=True)
class Judged:
    """`problem` is a stable word for why it is not awarded; `facts` go into its sentence."""

    state: State
    problem: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    person: UUID | None = None
    earned_on: dt.date | None = None


class Everyone(Roll):
    """Everyone in the district; an entry that was joined means who holds its awards today."""

    def __init__(self, district: District) -> None:
        super().__init__(district)
        joined = Person.objects.filter(district=district, joined_into__isnull=False)
        into = dict(joined.values_list("pk", "joined_into"))
        known = {one.pk: one for each in self.by_name.values() for one in each}
        self.by_email = {
            email: known[into.get(one.pk) or one.pk] for email, one in self.by_email.items()
        }
        for name, each in self.by_name.items():
            kept = {known[into.get(one.pk) or one.pk] for one in each}
            self.by_name[name] = sorted(kept, key=lambda one: one.pk)


class Judge:
    """Judges line after line, and knows who was named by an earlier one."""

    def __init__(self, version: Version, *, by: Person | None, at: dt.datetime) -> None:
        self.version, self.at = version, at
        self.district = version.district
        self.today = self.district.day_of(at)
        # Nobody awards themselves, whichever of their entries a line names.
        self.own = set(by.selves) if by else set()
        self.roll = Everyone(self.district)
        self.held = held_until(version)
        self.named: dict[UUID, int] = {}

    def judge(self, number: int, said: Mapping[str, str], problem: str = "") -> Judged:
        """`said` as reading.said_in gives it; `problem` where the line could not be read."""
        if problem:
            return Judged(State.REFUSED, problem)
        someone = self.roll.find(Line(number, said))
        if isinstance(someone, tuple):
            return Judged(State.REFUSED, someone[0], someone[1])
        return self.judge_one(number, someone, said["date"])

    def judge_one(self, number: int, someone: Someone, date: str = "") -> Judged:
        """Once it is known whom the line means."""
        pk = someone.pk
        if pk in self.named:
            return Judged(State.REFUSED, "twice", {"line": str(self.named[pk])}, pk)
        self.named[pk] = number
        if pk in self.own:
            return Judged(State.REFUSED, "own", person=pk)
        if pk in self.held:
            return held(self.held[pk], pk, self.at)
        wrong, day = self._day(date)
        return Judged(State.REFUSED if wrong else State.READY, wrong, {}, pk, day)

    def _day(self, text: str) -> tuple[str, dt.date | None]:
        """A badge names a day; without one it is dated the day on which it is awarded."""
        if not text:
            return "", None
        try:
            earned = read_date(text)
        except NotADate:
            return "unreadable_date", None
        if earned.known != "day":
            return "no_day", None
        if earned.on > self.today:
            return "future_date", None
        return self._over(earned.on), earned.on

    def _over(self, day: dt.date) -> str:
        """Would it have expired by now? Nobody is given what counts no more."""
        moment = moment_of(day, self.district, self.at)
        until = making.expires_at(self.version, self.district, moment)
        return "over" if until and until <= self.at else ""


def held_until(version: Version) -> dict[UUID, dt.datetime | None]:
    """Who holds the version, of the kind that is awarded today → until when."""
    standing = Award.objects.standing().filter(version=version, practice=version.district.practice)
    return dict(
        standing.with_end().values_list(Coalesce("person__joined_into", "person"), "ending")
    )


def held(until: dt.datetime | None, person: UUID, at: dt.datetime) -> Judged:
    """An expired one stands in the way too: it is theirs, and a list does not renew it."""
    expired = until is not None and until <= at
    return Judged(State.HELD, "expired" if expired else "", person=person)


def moment_of(day: dt.date, district: District, at: dt.datetime) -> dt.datetime:
    """Noon of that day in the district, and never ahead of `at`."""
    return min(dt.datetime.combine(day, NOON, tzinfo=district.zone).astimezone(dt.UTC), at)


def counted(judged: Iterable[Judged]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in judged:
        found[each.state] = found.get(each.state, 0) + 1
    return found
