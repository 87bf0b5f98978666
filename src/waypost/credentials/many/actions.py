"""Bring a list, look it over, begin, stop, go on, and withdraw it as a whole."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from waypost.catalog.models import Kind, RequirementKind, Version
from waypost.credentials.earlier.roll import Someone
from waypost.credentials.events import (
    AwardListBegun,
    AwardListPaused,
    AwardListTakenBack,
    AwardListWentOn,
)
from waypost.credentials.many.choosing import Wanted, matching
from waypost.credentials.many.judging import Judge, Judged
from waypost.credentials.many.reading import MOST_LINES, read_list, said_in
from waypost.credentials.models import AwardLine, AwardList
from waypost.credentials.policies import may_award_many
from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

State = AwardList.State
# How many lines one INSERT or UPDATE names.
AT_A_TIME = 500


class NotFromAList(Exception):
    """The version cannot be awarded so: `.why` is unpublished, retired, replaced or degree."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Nobody(Exception):
    """Nobody is on it, or nobody is left to be awarded."""


class TooMany(Exception):
    """More people than one list takes."""


class AlreadyBegun(Exception):
    """By a second click or somebody else: what is on it can no longer be changed."""


class AnotherNumber(Exception):
    """What was typed is not how many would be awarded now; `.now` is."""

    def __init__(self, now: int) -> None:
        super().__init__(now)
        self.now = now


class NotNow(Exception):
    """It does not stand where this step begins: somebody was faster."""


@dataclass(frozen=True)
class Looked:
    """A line as it was brought, and what would become of it."""

    number: int
    said: Mapping[str, str]
    judged: Judged


def offered_of(district: District) -> "QuerySet[Version]":
    """What can be awarded from a list: the newest of what is published, and no degree."""
    versions = Version.objects.filter(district=district).current()
    rules = versions.filter(requirements__kind=RequirementKind.ACHIEVEMENTS)
    offered = versions.exclude(pk__in=rules.values("pk")).exclude(achievement__kind=Kind.DEGREE)
    return offered.select_related("achievement").order_by("title", "pk")


def check_version(version: Version) -> None:
    """Raises NotFromAList."""
    if version.published_at is None:
        raise NotFromAList("unpublished")
    if version.requirements.filter(kind=RequirementKind.ACHIEVEMENTS).exists():
        raise NotFromAList("degree")
    if hasattr(version, "retirement"):
        raise NotFromAList("retired")
    if not Version.objects.current().filter(pk=version.pk).exists():
        raise NotFromAList("replaced")


def look_over(*, version: Version, source: bytes, by: Person, at: dt.datetime) -> Iterator[Looked]:
    """What would become of each line, and nothing is kept. Raises BadTable, NotFromAList."""
    require(may_award_many(by, version.district))
    check_version(version)
    judge = Judge(version, by=by, at=at)
    for line in read_list(source).lines:
        said = said_in(line)
        yield Looked(line.number, said, judge.judge(line.number, said, line.problem))


@transaction.atomic
def bring(
    *,
    version: Version,
    source: bytes,
    file_name: str,
    ground: str,
    note: str,
    by: Viewer,
    at: dt.datetime,
) -> AwardList:
    """Keep the lines of a file or of what was pasted, each with what would become of it.

    Raises people.tables.BadTable, NotFromAList.
    """
    lead = _lead(by, version.district)
    looked = list(look_over(version=version, source=source, by=lead, at=at))
    made = _new_list(version, ground, note, lead, at)
    made.source = AwardList.Source.FILE if file_name else AwardList.Source.PASTED
    made.file_name = " ".join(printable(file_name).split())[-120:]
    made.sha256 = hashlib.sha256(source).hexdigest()
    return _keep(made, looked)


@transaction.atomic
def choose(
    *,
    version: Version,
    wanted: Wanted,
    called: str = "",
    ground: str,
    note: str,
    by: Viewer,
    at: dt.datetime,
) -> AwardList:
    """The same of people who are here; `called` says by what they were chosen.

    Raises NotFromAList, Nobody, TooMany.
    """
    lead = _lead(by, version.district)
    check_version(version)
    rows = matching(by, wanted, at=at).values_list("pk", "name", "email")
    people = [Someone(pk, name, email, gone=False) for pk, name, email in rows[: MOST_LINES + 1]]
    if not people:
        raise Nobody
    if len(people) > MOST_LINES:
        raise TooMany
    judge = Judge(version, by=lead, at=at)
    made = _new_list(version, ground, note, lead, at)
    made.source = AwardList.Source.PEOPLE
    made.file_name = " ".join(printable(called).split())[:120]
    ids = "\n".join(str(one.pk) for one in people)
    made.sha256 = hashlib.sha256(ids.encode()).hexdigest()
    looked = [
        Looked(number, _said_of(one), judge.judge_one(number, one))
        for number, one in enumerate(people, 1)
    ]
    return _keep(made, looked)


def _said_of(one: Someone) -> dict[str, str]:
    return {"email": one.email, "name": one.name, "date": "", "note": ""}


def _lead(by: Viewer, district: District) -> Person:
    require(may_award_many(by, district))
    if not isinstance(by, Person):
        raise NotAllowed
    return by


def _new_list(version: Version, ground: str, note: str, lead: Person, at: dt.datetime) -> AwardList:
    return AwardList(
        district=version.district,
        version=version,
        ground=AwardList.Ground(ground),
        note=" ".join(printable(note).split())[:500],
        brought_by=lead,
        brought_at=at,
    )


def _keep(made: AwardList, looked: Iterable[Looked]) -> AwardList:
    made.save(force_insert=True)
    lines = (_told(AwardLine(award_list=made, said=each.said), each) for each in looked)
    AwardLine.objects.bulk_create(lines, batch_size=AT_A_TIME)
    return made


def _told(line: AwardLine, looked: Looked) -> AwardLine:
    judged = looked.judged
    line.district_id = line.award_list.district_id
    line.number, line.note = looked.number, looked.said.get("note", "")[:500]
    line.person_id, line.earned_on = judged.person, judged.earned_on
    line.state, line.problem, line.facts = judged.state, judged.problem, dict(judged.facts)
    return line


@transaction.atomic
def look_again(*, award_list: AwardList, by: Viewer, at: dt.datetime) -> None:
    """Judge every line anew: people may have been brought in, or have earned it since.

    Who was left out stays left out. Raises AlreadyBegun, NotFromAList.
    """
    lead = _lead(by, award_list.district)
    kept = _not_begun(award_list)
    check_version(kept.version)
    judge = Judge(kept.version, by=lead, at=at)
    lines = list(kept.lines.order_by("number"))
    for line in lines:
        out = line.state == AwardLine.State.LEFT_OUT
        unread = line.problem if line.problem in ("too_many_cells", "long_cell") else ""
        _told(line, Looked(line.number, line.said, judge.judge(line.number, line.said, unread)))
        if out and line.state == AwardLine.State.READY:
            line.state = AwardLine.State.LEFT_OUT
    fields = ("person", "earned_on", "state", "problem", "facts")
    AwardLine.objects.bulk_update(lines, fields, batch_size=AT_A_TIME)


@transaction.atomic
def leave_out(
    *, award_list: AwardList, shown: Collection[UUID], kept: Collection[UUID], by: Viewer
) -> int:
    """Of the lines that were `shown`, those that are not `kept` are left out, and the others are
    in; returns how many are left out now. Raises AlreadyBegun."""
    _lead(by, award_list.district)
    lines = _not_begun(award_list).lines
    states = AwardLine.State
    out = set(shown) - set(kept)
    lines.filter(pk__in=out, state=states.READY).update(state=states.LEFT_OUT)
    lines.filter(pk__in=set(kept), state=states.LEFT_OUT).update(state=states.READY)
    return lines.filter(state=states.LEFT_OUT).count()


@transaction.atomic
def let_go(*, award_list: AwardList, by: Viewer) -> None:
    """Forget a list that was looked over and not begun. Raises AlreadyBegun."""
    _lead(by, award_list.district)
    _not_begun(award_list).delete()


def _locked(award_list: AwardList) -> AwardList:
    lists = AwardList.objects.select_for_update(of=("self",), no_key=True)
    return lists.select_related("district", "version__achievement").get(pk=award_list.pk)


def _not_begun(award_list: AwardList) -> AwardList:
    found = _locked(award_list)
    if found.state != State.LOOKED_OVER:
        raise AlreadyBegun
    return found


@transaction.atomic
def begin(*, award_list: AwardList, typed: int, letters: bool, by: Viewer, at: dt.datetime) -> int:
    """Award everyone who is left on it: `typed` is how many that are, as whoever says so typed it.

    Raises AlreadyBegun, Nobody, AnotherNumber, NotFromAList.
    """
    lead = _lead(by, award_list.district)
    kept = _not_begun(award_list)
    check_version(kept.version)
    ready = kept.lines.ready().count()
    if not ready:
        raise Nobody
    if typed != ready:
        raise AnotherNumber(ready)
    kept.state, kept.turn, kept.letters = State.RUNNING, kept.turn + 1, letters
    kept.begun_by, kept.begun_at, kept.practice = lead, at, kept.district.practice
    kept.save(update_fields=["state", "turn", "letters", "begun_by", "begun_at", "practice"])
    record(
        AwardListBegun(
            district=kept.district_id,
            subject=kept.pk,
            version=kept.version_id,
            lines=ready,
            turn=kept.turn,
        ),
        by=by,
        at=at,
    )
    return ready


@transaction.atomic
def pause(*, award_list: AwardList, by: Viewer, at: dt.datetime) -> None:
    """Stop after the piece that is under way. Raises NotNow."""
    _lead(by, award_list.district)
    running = AwardList.objects.filter(pk=award_list.pk, state=State.RUNNING)
    if not running.update(state=State.PAUSED):
        raise NotNow
    record(AwardListPaused(district=award_list.district_id, subject=award_list.pk), by=by, at=at)


@transaction.atomic
def go_on(*, award_list: AwardList, by: Viewer, at: dt.datetime) -> None:
    """From where it stopped. Raises NotNow."""
    _lead(by, award_list.district)
    kept = _locked(award_list)
    if kept.state != State.PAUSED:
        raise NotNow
    kept.state, kept.turn = State.RUNNING, kept.turn + 1
    kept.save(update_fields=["state", "turn"])
    record(
        AwardListWentOn(district=kept.district_id, subject=kept.pk, turn=kept.turn), by=by, at=at
    )


@transaction.atomic
def withdraw(*, award_list: AwardList, typed: int, note: str, by: Viewer, at: dt.datetime) -> int:
    """It was a mistake as a whole: withdraw all that stands of it, and award nobody more.

    Raises NotNow, AnotherNumber.
    """
    lead = _lead(by, award_list.district)
    kept = _locked(award_list)
    if not kept.may_be_withdrawn:
        raise NotNow
    standing = kept.awards.standing().count()
    if typed != standing:
        raise AnotherNumber(standing)
    left = kept.lines.ready()
    left.update(state=AwardLine.State.LEFT_OUT, problem="list_withdrawn", decided_at=at)
    kept.state, kept.turn = State.WITHDRAWING, kept.turn + 1
    kept.withdrawn_by, kept.withdrawn_at, kept.withdrawn_note = lead, at, printable(note)
    kept.save(update_fields=["state", "turn", "withdrawn_by", "withdrawn_at", "withdrawn_note"])
    record(
        AwardListTakenBack(district=kept.district_id, subject=kept.pk, turn=kept.turn),
        by=by,
        at=at,
    )
    return standing
