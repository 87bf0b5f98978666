"""Put right what a badge says: another document takes the current one's place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from waypost.credentials import issuing
from waypost.credentials.checking import is_signed_for, name_on, signed_name
from waypost.credentials.content import Says
from waypost.credentials.earlier.dates import FIRST_YEAR
from waypost.credentials.events import AwardCorrected
from waypost.credentials.issuing import Superseded
from waypost.credentials.keys import KeyMissing
from waypost.credentials.models import Award, Correction, Document
from waypost.credentials.policies import may_correct
from waypost.journal.actions import record
from waypost.people.mending import join, one_line
from waypost.people.models import Change, Person
from waypost.people.policies import NotAllowed, may_run_program, require
from waypost.people.viewers import Viewer

What = Correction.What
# How many badges are signed in one answer; each takes a moment.
AT_ONCE = 10


class NotStanding(Exception):
    """It was withdrawn: nobody stands behind what it would say."""


class BadDate(Exception):
    """Nobody can have earned it then; `.why` is ahead, unpublished, unfounded or expired."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def correct(
    *,
    document: Document,
    what: str,
    reason: str,
    note: str,
    by: Viewer,
    at: dt.datetime,
    name: str = "",
    day: dt.date | None = None,
    together: bool = False,
) -> Correction:
    """Sign the award of `document`, the current one, anew: with another name, another date, for
    today's address, or as it is.

    Raises Superseded (somebody was faster), NotStanding, BadDate, KeyMissing, ValidationError.
    """
    # One at a time for each award: a withdrawal beside it would miss the document made here.
    locked = Award.objects.select_for_update(of=("self",), no_key=True)
    award = document.award = locked.with_face().get(pk=document.award_id)
    require(may_correct(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    if not award.stands:
        raise NotStanding
    says = Says(
        name=one_line("name", name) if what == What.NAME else signed_name(award),
        email=award.holder.email,
        earned_at=earned_on(award, day, at) if what == What.DATE and day else award.earned_at,
    )
    correction = sign_anew(
        document, says, What(what), Correction.Reason(reason), note, by=by, at=at
    )
    tell(correction, by=by, at=at, together=together)
    return correction


def sign_anew(
    document: Document,
    says: Says,
    what: Correction.What,
    reason: Correction.Reason,
    note: str,
    *,
    by: Person,
    at: dt.datetime,
) -> Correction:
    """A document in place of this one, and why; part of an action that has asked and locked."""
    award = document.award
    made = issuing.reissue(document, says, at=at)
    if award.earned_at != says.earned_at:
        Award.objects.filter(pk=award.pk).update(dated_at=says.earned_at)
        award.dated_at = says.earned_at
    return Correction.objects.create(
        district=award.district,
        award=award,
        document=made,
        what=what,
        reason=reason,
        note=note,
        name=says.name if what == What.NAME else "",
        earned_at=says.earned_at if what == What.DATE else None,
        corrected_by=by,
        corrected_at=at,
    )


def tell(correction: Correction, *, by: Viewer, at: dt.datetime, together: bool) -> None:
    """To the journal; `together` with others, one letter is for all of them."""
    award = correction.award
    record(
        AwardCorrected(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            version=award.version_id,
            correction=correction.pk,
            what=correction.what,
            reason=correction.reason,
            together=together,
        ),
        by=by,
        at=at,
    )


def earned_on(award: Award, day: dt.date, at: dt.datetime) -> dt.datetime:
    """That day in the district, at the time of day at which it was awarded. Raises BadDate."""
    district = award.district
    if day > district.day_of(at):
        raise BadDate("ahead")
    if day.year < FIRST_YEAR:
        raise BadDate("unfounded")
    # What a list awarded may have been earned before there was anything here.
    if award.award_list_id is None:
        if day < district.day_of(district.created_at):
            raise BadDate("unfounded")
        published = award.version.published_at
        if published and day < district.day_of(published):
            raise BadDate("unpublished")
    time = award.awarded_at.astimezone(district.zone).time()
    moment = min(dt.datetime.combine(day, time, tzinfo=district.zone).astimezone(dt.UTC), at)
    if award.ends_at and moment >= award.ends_at:
        raise BadDate("expired")
    return moment


@dataclass(frozen=True)
class Stale:
    """A badge that says another name, or is signed for another address, than its holder has."""

    award: Award
    document: Document
    name: str
    what: str


def stale(person: Person) -> Iterator[Stale]:
    """Of what stands, oldest first. Read from the signed bytes, so that a run that stopped half-way
    goes on where it stopped."""
    current = (
        Document.objects.unreplaced()
        .filter(award__person__in=person.selves, award__stands=True)
        .select_related(
            "award__district",
            "award__person__joined_into",
            "award__version__achievement",
        )
        .defer("award__version__canonical", "award__version__search")
        .order_by("award__awarded_at", "award__pk")
    )
    for document in current.iterator(chunk_size=50):
        name = name_on(document, document.award)
        if name != person.name:
            yield Stale(document.award, document, name, What.NAME)
        elif person.email and not is_signed_for(document, person.email):
            yield Stale(document.award, document, name, What.ADDRESS)


@dataclass(frozen=True)
class Signed:
    """What became of one badge in a run: `problem` is empty, overtaken or key_missing."""

    award: Award
    problem: str = ""


def bring_up_to_date(
    *, person: Person, reason: str, note: str, by: Viewer, at: dt.datetime, most: int = AT_ONCE
) -> list[Signed]:
    """Sign the next `most` stale badges of `person` in their name and for their address of today,
    each in a transaction of its own. One whose key is missing holds up no other."""
    require(may_run_program(by, person.district))
    done: list[Signed] = []
    tried = 0
    for each in stale(person):
        if tried == most:
            break
        problem = ""
        try:
            correct(
                document=each.document,
                what=each.what,
                name=person.name,
                reason=reason,
                note=note,
                by=by,
                at=at,
                together=True,
            )
        except Superseded:
            problem = "overtaken"
        except KeyMissing:
            problem = "key_missing"
        done.append(Signed(each.award, problem))
        # Without a key it took no time, and would stand in the way of others in every run.
        tried += problem != "key_missing"
    return done


class BothEarned(Exception):
    """Both entries hold a standing badge of one version, which one person can hold once: withdraw
    one first. `.awards` are those of the entry that would be joined."""

    def __init__(self, awards: list[Award]) -> None:
        super().__init__()
        self.awards = awards


@transaction.atomic
def join_people(*, kept: Person, other: Person, note: str, by: Viewer, at: dt.datetime) -> Change:
    """Two entries of one person become one, and so does all that was earned.

    Raises BothEarned, CannotJoin.
    """
    require(may_run_program(by, kept.district))
    # Before they are one: afterwards the kept entry's own are theirs too.
    both = both_earned(kept, other)
    change = join(kept=kept, other=other, note=note, by=by, at=at)
    if both:
        raise BothEarned(both)
    return change


def both_earned(kept: Person, other: Person) -> list[Award]:
    """Of `other`: what stands and stands for `kept` too."""
    theirs = Award.objects.standing().filter(person__in=other.selves).with_face()
    mine = set(
        Award.objects.standing().filter(person__in=kept.selves).values_list("version", "practice")
    )
    return [award for award in theirs if (award.version_id, award.practice) in mine]
