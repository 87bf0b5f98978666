"""What a file of records would do, line by line; nothing is written here."""

import datetime as dt
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from waypost.catalog.models import Kind, Version
from waypost.credentials.earlier.dates import Earned, NotADate, read_date
from waypost.credentials.earlier.roll import Roll, Someone
from waypost.credentials.models import EarlierImport, EarlierRecord
from waypost.people.models import District
from waypost.people.tables import Line, Table, folded, read_table

NAMES: dict[str, tuple[str, ...]] = {
    "email": ("e-mail", "e-mail address", "mail", "school e-mail", "work e-mail", "username"),
    "name": ("full name", "teacher", "teacher name", "person", "earner", "recipient", "staff"),
    "badge": ("badge name", "badge title", "title", "credential", "micro-credential", "award"),
    "date": ("date earned", "earned", "earned on", "issued", "issued on", "issue date", "awarded"),
    "issuer": ("issued by", "issuing organization", "organization", "from", "source"),
    "note": ("notes", "comment", "comments", "remark"),
}
ITSELF = ""


class State(StrEnum):
    """What a line would become."""

    NEW = "new"
    HERE = "here"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class PlannedLine:
    """`problem` is a stable word for what is wrong; `facts` go into its sentence."""

    number: int
    state: State
    email: str
    name: str
    badge: str
    date: str
    issuer: str = ""
    note: str = ""
    problem: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    person: Someone | None = None
    earned: Earned | None = None
    achievement: uuid.UUID | None = None


@dataclass(frozen=True)
class Title:
    """A badge as the file calls it; `counts_as` is None until somebody says."""

    key: str
    title: str
    lines: int
    counts_as: str | None


@dataclass(frozen=True)
class Offer:
    """What a title may count as."""

    pk: uuid.UUID
    title: str
    kind: str


@dataclass(frozen=True)
class Plan:
    lines: tuple[PlannedLine, ...]
    titles: tuple[Title, ...]
    offers: Mapping[uuid.UUID, Offer]
    ignored: tuple[str, ...]
    roll: Roll

    def of(self, state: State) -> list[PlannedLine]:
        return [line for line in self.lines if line.state == state]

    @cached_property
    def counts(self) -> Counter[State]:
        return Counter(line.state for line in self.lines)

    def nearest(self, line: PlannedLine) -> str:
        """Whom a line with an unknown address or name may have meant."""
        return self.roll.nearest(line.problem, email=line.email, name=line.name)

    @property
    def undecided(self) -> list[Title]:
        return [title for title in self.titles if title.counts_as is None]

    @cached_property
    def digest(self) -> str:
        """Of all that would be written: what is added must be what was shown."""
        shown = [
            [
                line.number,
                str(line.person.pk if line.person else ""),
                line.badge,
                str(line.achievement),
                str(line.earned),
                line.issuer,
                line.note,
            ]
            for line in self.of(State.NEW)
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def key_of(title: str) -> str:
    """A title as it is compared and kept."""
    return folded(title)[:200]


def read_records(source: bytes) -> Table:
    """The file as a table of records. Raises people.tables.BadTable."""
    return read_table(source, names=NAMES, needed=("badge", "date"))


def plan_of(brought: EarlierImport, *, at: dt.datetime) -> Plan:
    """Read the kept file against what is here now, in five queries. Raises BadTable."""
    table = read_records(bytes(brought.body or b""))
    district = brought.district
    roll, offers = Roll(district), offers_of(district)
    today = district.day_of(at)
    lines = [_first_look(line, roll, today) for line in table.lines]
    good = [line for line in lines if not line.problem]
    means = _meanings(brought, good, offers)
    here = _here(district, good)
    seen: dict[tuple[uuid.UUID, str, Earned], int] = {}
    final = tuple(_second_look(line, means, here, seen) for line in lines)
    return Plan(final, _titles(final, means), offers, table.ignored, roll)


def _first_look(line: Line, roll: Roll, today: dt.date) -> PlannedLine:
    """Whom and what the line means, whatever else is known."""
    said = {
        "number": line.number,
        "email": line["email"],
        "name": line["name"],
        "badge": line["badge"],
        "date": line["date"],
        "issuer": line["issuer"][:160],
        "note": line["note"][:500],
    }
    someone = roll.find(line)
    facts: dict[str, str] = {}
    problem, earned = line.problem, None
    if not problem and not line["badge"]:
        problem = "no_badge"
    if not problem and len(line["badge"]) > 200:
        problem = "long_badge"
    if not problem and isinstance(someone, tuple):
        problem, facts = someone
    if not problem:
        problem, earned = _date(line["date"], today)
    return PlannedLine(
        **said,  # type: ignore[arg-type]  # the names and kinds stand just above
        state=State.WRONG if problem else State.NEW,
        problem=problem,
        facts=facts,
        person=someone if isinstance(someone, Someone) else None,
        earned=earned,
    )


def _date(text: str, today: dt.date) -> tuple[str, Earned | None]:
    if not text:
        return "no_date", None
    try:
        earned = read_date(text)
    except NotADate:
        return "unreadable_date", None
    return ("future_date", None) if earned.on > today else ("", earned)


def _second_look(
    line: PlannedLine,
    means: Mapping[str, str | None],
    here: set[tuple[uuid.UUID, str, Earned]],
    seen: dict[tuple[uuid.UUID, str, Earned], int],
) -> PlannedLine:
    """Is it here already, and is it said what its title counts as?"""
    if line.problem or line.person is None or line.earned is None:
        return line
    key = (line.person.pk, key_of(line.badge), line.earned)
    if key in here:
        return _with(line, State.HERE)
    if key in seen:
        return _with(line, State.HERE, problem="twice", facts={"line": str(seen[key])})
    seen[key] = line.number
    meaning = means[key[1]]
    if meaning is None:
        return _with(line, State.UNDECIDED)
    return _with(line, State.NEW, achievement=uuid.UUID(meaning) if meaning else None)


def _with(line: PlannedLine, state: State, **changes: object) -> PlannedLine:
    values = {name: getattr(line, name) for name in line.__dataclass_fields__}
    return PlannedLine(**values | {"state": state} | changes)


def offers_of(district: District) -> dict[uuid.UUID, Offer]:
    """The badges and micro-credentials that were ever published, under their newest titles."""
    versions = (
        Version.objects.filter(district=district)
        .exclude(published_at=None)
        .exclude(achievement__kind=Kind.DEGREE)
        .order_by("number")
        .values_list("achievement", "title", "achievement__kind")
    )
    found = {pk: Offer(pk, title, str(Kind(kind).label)) for pk, title, kind in versions}
    return dict(sorted(found.items(), key=lambda pair: pair[1].title))


def _meanings(
    brought: EarlierImport, lines: Iterable[PlannedLine], offers: Mapping[uuid.UUID, Offer]
) -> dict[str, str | None]:
    """As what each title counts: as was said here, as it is called in the catalog, or as was said
    when it came before; None when nobody said."""
    keys = {key_of(line.badge) for line in lines}
    called = {key_of(offer.title): str(offer.pk) for offer in offers.values()}
    known = EarlierRecord.objects.active().filter(
        district=brought.district, brought__isnull=False, key__in=keys
    )
    before = {
        each.key: str(each.achievement_id) if each.achievement_id else ITSELF
        for each in known.order_by("recorded_at").only("key", "achievement_id")
    }
    said = {key: value for key, value in brought.choices.items() if _is_offer(value, offers)}
    given = before | called | said
    return {key: given.get(key) for key in keys}


def _is_offer(value: object, offers: Mapping[uuid.UUID, Offer]) -> bool:
    return value == ITSELF or value in {str(pk) for pk in offers}


def _here(district: District, lines: Iterable[PlannedLine]) -> set[tuple[uuid.UUID, str, Earned]]:
    people = {line.person.pk for line in lines if line.person}
    known = EarlierRecord.objects.active().filter(district=district, person__in=people)
    rows = known.values_list("person", "key", "earned_on", "known")
    return {(person, key, Earned(on, known)) for person, key, on, known in rows}


def _titles(lines: Iterable[PlannedLine], means: Mapping[str, str | None]) -> tuple[Title, ...]:
    """Those that would be added; what nobody has said yet first, then the most frequent."""
    used = [line for line in lines if line.state in (State.NEW, State.UNDECIDED)]
    count = Counter(key_of(line.badge) for line in used)
    spelled = {key_of(line.badge): line.badge for line in reversed(used)}
    titles = [Title(key, spelled[key], n, means[key]) for key, n in count.items()]
    titles.sort(key=lambda each: (each.counts_as is not None, -each.lines, each.title))
    return tuple(titles)
