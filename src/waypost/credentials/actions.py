"""The one door to an award, and what may be done to one afterwards."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from waypost.catalog.models import Requirement, RequirementKind, Version
from waypost.credentials import issuing, making, relying, renewing, together
from waypost.credentials.events import AwardShared, RuleLookedAt, ShareKeyRenewed
from waypost.credentials.models import Award, Met, Withdrawal, public_token
from waypost.credentials.policies import may_meet, may_share, may_withdraw
from waypost.credentials.rules import candidates, grounds, rule_alone, within_reach
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import NotAllowed, may_run_program, require
from waypost.people.viewers import Viewer


class NotOffered(Exception):
    """The requirement belongs to a draft, which nobody can meet."""


class DecidedByRule(Exception):
    """Other awards meet this requirement: that is looked up, and nobody says it."""


# How many people are looked at in one delivery; signing for each takes a moment.
AT_ONCE = 25


@transaction.atomic
def meet_requirement(
    *,
    requirement: Requirement,
    person: Person,
    basis: dict[str, Any],
    by: Viewer,
    at: dt.datetime,
) -> Award | None:
    """Note that `person` met it, and award the version once all of its requirements are met.

    Safe to repeat: the second call changes nothing. Returns the award that stands, if there is one.
    `basis` is name-free: version digest, row levels, number and roles of reviewers, digests.
    Raises NotOffered, DecidedByRule.
    """
    require(may_meet(by, person))
    version = requirement.version
    if version.published_at is None or requirement.district_id != person.district_id:
        raise NotOffered
    if requirement.kind == RequirementKind.ACHIEVEMENTS:
        raise DecidedByRule
    way = _way(version, _alone(person), at)
    _note(requirement, way, basis, by, at)
    return _award_when_complete(way, by, at)


def _alone(person: Person) -> Person:
    """One at a time for each person: two last requirements, met at the same moment, would otherwise
    each miss the other, and nobody would be awarded."""
    # The district is read here and not before: it may have stopped practicing a moment ago.
    locked = Person.objects.select_for_update(of=("self",), no_key=True)
    people = locked.select_related("district")
    found = people.get(pk=person.pk)
    # What was handed in under an entry that was joined since is for who holds it now.
    return people.get(pk=found.joined_into_id) if found.joined_into_id else found


@dataclass(frozen=True)
class _Way:
    """How far a person is with a version: its award that stands, if there is one, the round that
    they are in, and the requirements that are met in it."""

    version: Version
    person: Person
    held: Award | None
    round: int
    met: set[uuid.UUID]


def _way(version: Version, person: Person, at: dt.datetime) -> _Way:
    """For whoever has the person to themselves (`_alone`)."""
    # Locked: its list may be withdrawn at this moment, and then it is not held any more, and the
    # next round has begun.
    mine = Award.objects.select_for_update(of=("self",), no_key=True).of_today(person)
    theirs = list(mine.filter(version=version))
    number = Award.objects.rounds(person, version, at=at) if theirs else 0
    met = Met.objects.in_round(number, person, version).values_list("requirement", flat=True)
    held = next((award for award in theirs if award.stands), None)
    return _Way(version, person, held, number, set(met))


def _note(
    requirement: Requirement, way: _Way, basis: dict[str, Any], by: Viewer, at: dt.datetime
) -> None:
    """Once a round."""
    if requirement.pk in way.met:
        return
    row = making.met(requirement, way.person, basis, way.round, at)
    row.save(force_insert=True)
    way.met.add(requirement.pk)
    record(making.requirement_met(row, way.version), by=by, at=at)


def _award_when_complete(way: _Way, by: Viewer, at: dt.datetime) -> Award | None:
    version, person, held = way.version, way.person, way.held
    ends = held and Award.objects.to_show_again(person, at=at).filter(pk=held.pk).exists()
    if held and not ends and held.award_list_id is None:
        return held
    rules = grounds(version, person, way.met, at=at)
    if rules is None:
        return held
    for rule in version.requirements.filter(pk__in=rules):
        _note(rule, way, rules[rule.pk], by, at)
    if held:
        shown = renewing.renew_shown if ends else relying.rely_on_review
        return shown(held, by=by, at=at).award
    award = making.award(version, person, at=at, listed=None)
    award.save(force_insert=True)
    issuing.issue(award, at=at)
    record(making.award_made(award), by=by, at=at)
    return award


@transaction.atomic
def complete_degrees(
    *, person: Person, achievements: Collection[uuid.UUID], by: Viewer, at: dt.datetime
) -> None:
    """Award every degree to which one of `achievements` was the last thing that `person` lacked."""
    require(may_meet(by, person))
    person = _alone(person)
    for version in within_reach(person, achievements):
        _award_when_complete(_way(version, person, at), by, at)


@transaction.atomic
def award_by_rule(
    *, version: Version, after: uuid.UUID | None, by: Viewer, at: dt.datetime
) -> None:
    """Award a degree that is a rule alone to those who meet it, from the one behind `after` on.

    A bounded piece of work: it records how far it came, and whoever is told goes on from there.
    """
    require(may_run_program(by, version.district))
    current = Version.objects.current().filter(pk=version.pk).exists()
    if not current or not rule_alone(version):
        return
    people = candidates(version)
    these = list(people.filter(pk__gt=after)[:AT_ONCE] if after else people[:AT_ONCE])
    for person in these:
        _award_when_complete(_way(version, _alone(person), at), by, at)
    if len(these) == AT_ONCE:
        record(
            RuleLookedAt(district=version.district_id, subject=version.pk, upto=these[-1].pk),
            by=by,
            at=at,
        )


class AlreadyWithdrawn(Exception):
    """It was withdrawn before; the first reason stands."""


@transaction.atomic
def withdraw(
    *, award: Award, reason: str, note: str = "", by: Viewer, at: dt.datetime
) -> Withdrawal:
    """Take the award back: page, status list and mail follow. Raises AlreadyWithdrawn."""
    require(may_withdraw(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    made = together.take_back([award.pk], reason=reason, note=note, person=by, by=by, at=at)
    if not made:
        raise AlreadyWithdrawn
    award.stands, award.suspended_at = False, None
    return made[0]


@transaction.atomic
def share(
    *,
    award: Award,
    visibility: str,
    shown: list[str],
    by: Viewer,
    at: dt.datetime,
) -> None:
    """Choose who sees the badge, and which pieces of evidence stand beside it."""
    require(may_share(by, award))
    award.visibility = Award.Visibility(visibility)
    award.shown = shown if award.is_open_to_all else []
    award.save(update_fields=["visibility", "shown"])
    record(
        AwardShared(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            visibility=award.visibility,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def renew_share_key(*, award: Award, by: Viewer, at: dt.datetime) -> str:
    """Certificates printed before stop showing the name; they still answer valid or withdrawn."""
    require(may_share(by, award))
    award.share_key = public_token()
    award.save(update_fields=["share_key"])
    record(
        ShareKeyRenewed(district=award.district_id, subject=award.pk, person=award.person_id),
        by=by,
        at=at,
    )
    return award.share_key
