"""Bring a file of earlier records, say what its titles count as, add them, take them back."""

import datetime as dt
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from waypost.credentials.actions import complete_degrees
from waypost.credentials.earlier.plan import (
    ITSELF,
    Plan,
    PlannedLine,
    State,
    key_of,
    offers_of,
    plan_of,
    read_records,
)
from waypost.credentials.events import (
    EarlierImported,
    EarlierImportTakenBack,
    EarlierLookedAt,
    EarlierTakenBack,
)
from waypost.credentials.models import EarlierImport, EarlierRecord
from waypost.credentials.policies import may_keep_records
from waypost.journal.actions import record
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, may_run_program, require
from waypost.people.viewers import Viewer

# How many people are looked at in one delivery; signing for each takes a moment.
AT_ONCE = 25
AT_A_TIME = 500
# Of the lines with a mistake, as many are kept in the report.
MOST_REPORTED = 500


class AlreadyAdded(Exception):
    """These records were added before, by a second click or somebody else."""


class ChangedSince(Exception):
    """What would be added is no longer what was shown."""


class TitlesUndecided(Exception):
    """Nobody has said yet what some of the titles count as."""


class NothingNew(Exception):
    """Every line is here already, or has a mistake."""


class NotAdded(Exception):
    """There is nothing to take back: it was not added, or was taken back before."""


def _keeper(by: Viewer, district: District) -> Person:
    require(may_keep_records(by, district))
    if not isinstance(by, Person):
        raise NotAllowed
    return by


@transaction.atomic
def bring(
    *, district: District, source: bytes, file_name: str, by: Viewer, at: dt.datetime
) -> EarlierImport:
    """Keep a file to be looked over; nothing counts yet. Raises people.tables.BadTable."""
    keeper = _keeper(by, district)
    read_records(source)
    return EarlierImport.objects.create(
        district=district,
        file_name=" ".join(printable(file_name).split())[-120:] or "records.csv",
        body=source,
        sha256=hashlib.sha256(source).hexdigest(),
        brought_by=keeper,
        brought_at=at,
    )


@transaction.atomic
def decide_titles(
    *, brought: EarlierImport, choices: Mapping[str, str], by: Viewer, at: dt.datetime
) -> None:
    """Say as what titles count: key → id of an achievement, or ITSELF. Raises AlreadyAdded."""
    _keeper(by, brought.district)
    offers = {str(pk) for pk in offers_of(brought.district)}
    known = {
        printable(key)[:200]: value
        for key, value in choices.items()
        if value == ITSELF or value in offers
    }
    kept = _locked(brought)
    kept.choices = kept.choices | known
    kept.save(update_fields=["choices"])
    brought.choices = kept.choices


@transaction.atomic
def leave_the_rest(*, brought: EarlierImport, by: Viewer, at: dt.datetime) -> None:
    """Every title that nobody decided counts as itself only. Raises AlreadyAdded."""
    _keeper(by, brought.district)
    kept = _locked(brought)
    kept.choices = kept.choices | {title.key: ITSELF for title in plan_of(kept, at=at).undecided}
    kept.save(update_fields=["choices"])
    brought.choices = kept.choices


def _locked(brought: EarlierImport) -> EarlierImport:
    kept = EarlierImport.objects.select_for_update(of=("self",)).select_related("district")
    found = kept.get(pk=brought.pk)
    if found.added_at is not None:
        raise AlreadyAdded
    return found


def add(*, brought: EarlierImport, shown: str, by: Viewer, at: dt.datetime) -> int:
    """Add the records that were `shown` (Plan.digest), all or none; returns how many.

    Raises AlreadyAdded, ChangedSince, TitlesUndecided, NothingNew.
    """
    try:
        return _add(brought, shown, by, at)
    except IntegrityError as error:
        # Another file brought the same record at the same moment.
        raise ChangedSince from error


@transaction.atomic
def _add(brought: EarlierImport, shown: str, by: Viewer, at: dt.datetime) -> int:
    keeper = _keeper(by, brought.district)
    kept = _locked(brought)
    plan = plan_of(kept, at=at)
    if plan.undecided:
        raise TitlesUndecided
    if plan.digest != shown:
        raise ChangedSince
    new = plan.of(State.NEW)
    if not new:
        raise NothingNew
    EarlierRecord.objects.bulk_create(
        (_record(line, kept, keeper, at) for line in new), batch_size=AT_A_TIME
    )
    kept.added_by, kept.added_at, kept.body, kept.report = keeper, at, None, _report(plan)
    kept.save(update_fields=["added_by", "added_at", "body", "report"])
    record(
        EarlierImported(district=kept.district_id, subject=kept.pk, records=len(new)), by=by, at=at
    )
    return len(new)


def _record(
    line: PlannedLine, brought: EarlierImport, keeper: Person, at: dt.datetime
) -> EarlierRecord:
    if line.person is None or line.earned is None:
        raise ValueError(line.number)  # a new line has both
    return EarlierRecord(
        district=brought.district,
        person_id=line.person.pk,
        title=line.badge,
        key=key_of(line.badge),
        achievement_id=line.achievement,
        earned_on=line.earned.on,
        known=line.earned.known,
        issuer=line.issuer,
        note=line.note,
        brought=brought,
        line=line.number,
        recorded_by=keeper,
        recorded_at=at,
    )


def _report(plan: Plan) -> dict[str, object]:
    """Name-free: what became of the lines, once the file itself is let go."""
    wrong = [[line.number, line.problem] for line in plan.of(State.WRONG)]
    return {
        "new": plan.counts[State.NEW],
        "here": plan.counts[State.HERE],
        "wrong": len(wrong),
        "lines": wrong[:MOST_REPORTED],
    }


@transaction.atomic
def let_go(*, brought: EarlierImport, by: Viewer) -> None:
    """Forget a file that was looked over and not added. Raises AlreadyAdded."""
    _keeper(by, brought.district)
    _locked(brought).delete()


@transaction.atomic
def take_back(*, brought: EarlierImport, reason: str, by: Viewer, at: dt.datetime) -> int:
    """Undo a file's records, but for those taken back before; returns how many. Raises NotAdded.

    A degree that was awarded stands: what was issued stays true. They count for no other.
    """
    keeper = _keeper(by, brought.district)
    open_to = EarlierImport.objects.filter(
        pk=brought.pk, added_at__isnull=False, taken_back_at=None
    )
    if not open_to.update(taken_back_by=keeper, taken_back_at=at, reason=reason):
        raise NotAdded
    count = (
        EarlierRecord.objects.active()
        .filter(brought=brought)
        .update(taken_back_by=keeper, taken_back_at=at, taken_back_reason=reason)
    )
    record(
        EarlierImportTakenBack(district=brought.district_id, subject=brought.pk, records=count),
        by=by,
        at=at,
    )
    return count


@transaction.atomic
def take_back_one(*, earlier: EarlierRecord, reason: str, by: Viewer, at: dt.datetime) -> None:
    """One record was a mistake. Raises NotAdded when it was taken back before."""
    keeper = _keeper(by, earlier.district)
    standing = EarlierRecord.objects.active().filter(pk=earlier.pk)
    if not standing.update(taken_back_by=keeper, taken_back_at=at, taken_back_reason=reason):
        raise NotAdded
    record(
        EarlierTakenBack(
            district=earlier.district_id, subject=earlier.pk, person=earlier.person_id
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def look_at_degrees(
    *, brought: EarlierImport, after: uuid.UUID | None, by: Viewer, at: dt.datetime
) -> None:
    """Award the degrees that an import completed, from the person behind `after` on.

    A bounded piece of work: it records how far it came, and whoever is told goes on from there.
    """
    require(may_run_program(by, brought.district))
    records = EarlierRecord.objects.active().filter(brought=brought, achievement__isnull=False)
    people = Person.objects.filter(pk__in=records.values("person")).order_by("pk")
    these = list(people.filter(pk__gt=after)[:AT_ONCE] if after else people[:AT_ONCE])
    counted: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, achievement in records.filter(person__in=these).values_list(
        "person", "achievement"
    ):
        if achievement is not None:
            counted[person].add(achievement)
    for each in these:
        complete_degrees(person=each, achievements=counted[each.pk], by=by, at=at)
    if len(these) == AT_ONCE:
        record(
            EarlierLookedAt(district=brought.district_id, subject=brought.pk, upto=these[-1].pk),
            by=by,
            at=at,
        )
