"""Begin a manuscript, keep what is typed, arrange its lists."""

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from waypost.catalog import canonical
from waypost.catalog.authoring import body as bodies
from waypost.catalog.authoring.body import Body, Gone, Value, mark
from waypost.catalog.authoring.fields import LISTS, spec_of
from waypost.catalog.authoring.specs import LONGEST, MOST_ITEMS
from waypost.catalog.events import ManuscriptTouched
from waypost.catalog.models import Achievement, Kind, Manuscript, Version
from waypost.catalog.policies import may_write
from waypost.journal.actions import record
from waypost.people.characters import tidy
from waypost.people.models import District, Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer

# Whoever comes back after a pause sits down anew; in between the journal is told nothing.
A_SITTING = dt.timedelta(minutes=30)


class AddressTaken(Exception):
    """This district has something at that address, or somebody is writing it."""


class AlreadyOpen(Exception):
    """Somebody is writing the next version already; `manuscript` is theirs."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__()
        self.manuscript = manuscript


class NotOpen(Exception):
    """Nobody writes on in it now: Published or IsAway."""


class Published(NotOpen):
    """It became a version meanwhile; the next one is written anew."""


class IsAway(NotOpen):
    """It was put away meanwhile; brought back, it can be written on."""


class TooLong(Exception):
    """More characters than are kept; `args` are how many came and how many fit."""


class TooManyItems(Exception):
    """The list is full; `args[0]` is how many it takes."""


@dataclass(frozen=True)
class Change:
    """One field. `was` is the mark of what the page knew; None overwrites by choice of a person
    who saw both."""

    name: str
    value: Value
    was: str | None


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed it first; `theirs` is what stands there."""

    change: Change
    theirs: Value


@dataclass
class Saved:
    """What became of the changes; whatever is not named here was kept."""

    manuscript: Manuscript
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[tuple[Change, Exception]] = field(default_factory=list)


def begin(
    *, kind: str, title: str, slug: str, source: Version | None, by: Viewer, at: dt.datetime
) -> Manuscript:
    """A new one, empty or as a copy of `source`.

    Raises AddressTaken, SeveralParts, ValueError (kind).
    """
    require(may_write(by, by.district))
    kind = Kind(kind).value
    body = bodies.begun(kind, title)
    if source is not None:
        body = bodies.from_shape(canonical.shape(source)) | {"title": title}
    slug = slugify(slug or title)[:80].strip("-") or kind.replace("_", "-")
    if is_taken(by.district, slug, kind):
        raise AddressTaken
    try:
        return _begin(Manuscript(kind=kind, slug=slug, body=body), by, at)
    except IntegrityError as taken:
        raise AddressTaken from taken


def is_taken(district: District, slug: str, kind: str) -> bool:
    """By what has a text or is of another kind; what is left of a preview holds no address."""
    there = Achievement.objects.filter(district=district, slug=slug)
    return there.filter(Q(versions__isnull=False) | ~Q(kind=kind)).exists()


def begin_next(*, achievement: Achievement, by: Viewer, at: dt.datetime) -> Manuscript:
    """The next version, from the newest that was published. Raises AlreadyOpen, SeveralParts,
    Gone."""
    require(may_write(by, achievement.district))
    newest = achievement.versions.exclude(published_at=None).order_by("number").last()
    if newest is None:
        raise Gone
    made = Manuscript(
        kind=achievement.kind,
        slug=achievement.slug,
        achievement=achievement,
        body=bodies.from_shape(canonical.shape(newest)),
    )
    try:
        return _begin(made, by, at)
    except IntegrityError:
        there = Manuscript.objects.open().get(district=by.district, slug=achievement.slug)
        raise AlreadyOpen(there) from None


@transaction.atomic
def _begin(manuscript: Manuscript, by: Viewer, at: dt.datetime) -> Manuscript:
    person = by if isinstance(by, Person) else None
    manuscript.district = by.district
    manuscript.written_by = manuscript.touched_by = person
    manuscript.begun_at = manuscript.touched_at = at
    manuscript.save(force_insert=True)
    _touched(manuscript, by, at)
    return manuscript


def _touched(manuscript: Manuscript, by: Viewer, at: dt.datetime) -> None:
    record(
        ManuscriptTouched(
            district=manuscript.district_id, subject=manuscript.pk, revision=manuscript.revision
        ),
        by=by,
        at=at,
    )


def save(*, manuscript: Manuscript, changes: list[Change], by: Viewer, at: dt.datetime) -> Saved:
    """Every change whose field still says what its writer knew. Raises NotOpen."""
    saved = Saved(manuscript)

    def keep(body: Body) -> None:
        for change in changes:
            try:
                _keep(body, change, saved)
            except (Gone, TooLong) as problem:
                saved.problems.append((change, problem))

    saved.manuscript = _change(manuscript, keep, by, at)
    return saved


def _keep(body: Body, change: Change, saved: Saved) -> None:
    value = _clean(change)
    now = bodies.get(body, change.name)
    if mark(now) == mark(value):
        return
    if change.was is not None and change.was != mark(now):
        saved.conflicts.append(Conflict(change, now))
        return
    bodies.put(body, change.name, value)


def _clean(change: Change) -> Value:
    """Raises TooLong; Gone for a value that does not fit its field."""
    spec = spec_of(change.name)
    if spec is None or isinstance(change.value, list) != (spec.look == "many"):
        raise Gone
    if isinstance(change.value, list):
        return [tidy(str(one))[:80] for one in change.value[:100]]
    value = tidy(change.value)
    if spec.look in {"one", "pick"} and spec.options and value not in dict(spec.options):
        raise Gone
    if len(value) > LONGEST:
        raise TooLong(len(value), LONGEST)
    return value


@dataclass(frozen=True)
class Step:
    """Add to a list, or remove, raise or lower one of its items."""

    verb: str
    listed: str
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def arrange(*, manuscript: Manuscript, step: Step, by: Viewer, at: dt.datetime) -> str:
    """The id of the item that was added or moved; empty when it is gone.

    Raises NotOpen, TooManyItems.
    """
    if step.listed not in LISTS:
        return ""
    made: list[str] = []

    def act(body: Body) -> None:
        match step.verb:
            case "add":
                if len(bodies.items(body, step.listed)) >= MOST_ITEMS:
                    raise TooManyItems(MOST_ITEMS)
                made.append(bodies.add(body, step.listed, **step.values))
            case "remove":
                bodies.remove(body, step.listed, step.key)
            case "up" | "down":
                bodies.move(body, step.listed, step.key, -1 if step.verb == "up" else 1)
                made.append(step.key)

    try:
        _change(manuscript, act, by, at)
    except Gone:  # a second click, or somebody else was faster
        return ""
    return made[0] if made else ""


def open_one(manuscript: Manuscript) -> Manuscript:
    """As it stands, and held until the transaction ends. Raises Published, IsAway."""
    current = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    if current.published_id is not None:
        raise Published
    if current.put_away_at is not None:
        raise IsAway
    return current


@transaction.atomic
def _change(
    manuscript: Manuscript, act: Callable[[Body], None], by: Viewer, at: dt.datetime
) -> Manuscript:
    """Compare-and-set on the revision; nobody's words are overwritten unseen."""
    require(may_write(by, manuscript.district))
    current = open_one(manuscript)
    before = copy.deepcopy(current.body)
    act(current.body)
    if current.body == before:
        return current
    moved = Manuscript.objects.filter(pk=current.pk, revision=current.revision).update(
        body=current.body,
        revision=current.revision + 1,
        touched_by=by if isinstance(by, Person) else None,
        touched_at=at,
    )
    if not moved:
        raise Published
    current.revision += 1
    if current.touched_by_id != getattr(by, "pk", None) or at - current.touched_at > A_SITTING:
        _touched(current, by, at)
    return current
