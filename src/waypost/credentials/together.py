"""The same door for many people at once: what `actions` does for one, in a few questions for all.

Nothing here asks who may; the action that calls it has.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from waypost.catalog.models import RequirementKind, Version
from waypost.credentials import making, status_lists
from waypost.credentials.batch import issue_many
from waypost.credentials.events import AwardWithdrawn
from waypost.credentials.making import Listed
from waypost.credentials.models import Award, Met, Withdrawal
from waypost.journal.actions import record_many
from waypost.journal.events import Event
from waypost.people.models import Person
from waypost.people.viewers import Viewer


@dataclass(frozen=True)
class Earning:
    """That `person` met every requirement of a version, on which basis, and from which list."""

    person: Person
    basis: Mapping[str, Any]
    listed: Listed


def alone(people: Iterable[UUID]) -> dict[UUID, Person]:
    """Those rows, one at a time for each: in the order of ids, so that two who ask for the same
    people wait for each other."""
    locked = Person.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = locked.filter(pk__in=set(people)).select_related("district", "joined_into")
    return {person.pk: person for person in found}


def holding(version: Version, people: Iterable[Person]) -> set[UUID]:
    """Ids of those of `people` who hold the version, of the kind that is awarded today."""
    held = Award.objects.standing().filter(version=version, practice=version.district.practice)
    return _of_whom(held, people)


def award_together(
    *, version: Version, earnings: Sequence[Earning], by: Viewer, at: dt.datetime
) -> list[Award]:
    """Note what was met, award and sign for all of them, in their order and the caller's
    transaction, with their rows locked (`alone`); nobody of them holds the version.

    `version` comes with its requirements, none of which is a rule.
    """
    requirements = list(version.requirements.all())
    if any(each.kind == RequirementKind.ACHIEVEMENTS for each in requirements):
        raise ValueError(version.pk)  # a rule is looked up, and no list says that it is met
    people = [each.person for each in earnings]
    rounds, shown = _rounds(version, people), _shown(version, people)
    rows: list[list[Met]] = [
        [
            making.met(requirement, each.person, dict(each.basis), rounds[each.person.pk], at)
            for requirement in requirements
            if (each.person.pk, requirement.pk, rounds[each.person.pk]) not in shown
        ]
        for each in earnings
    ]
    Met.objects.bulk_create(row for own in rows for row in own)
    awards = [making.award(version, each.person, at=at, listed=each.listed) for each in earnings]
    Award.objects.bulk_create(awards)
    issue_many(awards, at=at)
    facts: list[Event] = []
    for own, award in zip(rows, awards, strict=True):
        facts += [making.requirement_met(row, version) for row in own]
        facts.append(making.award_made(award))
    record_many(facts, by=by, at=at)
    return awards


def _rounds(version: Version, people: Sequence[Person]) -> Counter[UUID]:
    """How often each has shown it anew: what was withdrawn, what was shown again to renew it, and
    what a list gave and was shown afterwards. Nobody of them holds the version."""
    whose = _selves(people)
    today = Award.objects.filter(version=version, practice=version.district.practice)
    theirs = today.filter(person__in=whose)
    taken = theirs.filter(stands=False).values_list("person", flat=True)
    shown = theirs.filter(renewals__reason="shown").values_list("person", flat=True)
    listed = theirs.from_a_list().filter(award_list=None).values_list("person", flat=True)
    return Counter(whose[pk] for pk in [*taken, *shown, *listed])


def _shown(version: Version, people: Sequence[Person]) -> set[tuple[UUID, UUID, int]]:
    """What each has shown before in some round: person, requirement, round."""
    whose = _selves(people)
    met = Met.objects.filter(
        requirement__version=version, practice=version.district.practice, person__in=whose
    )
    found = met.values_list("person", "requirement", "round")
    return {(whose[pk], requirement, number) for pk, requirement, number in found}


def _of_whom(awards: Any, people: Iterable[Person]) -> set[UUID]:
    whose = _selves(people)
    return {whose[pk] for pk in awards.filter(person__in=whose).values_list("person", flat=True)}


def _selves(people: Iterable[Person]) -> dict[UUID, UUID]:
    """Every row of each human → the row that is kept."""
    return {pk: person.pk for person in people for pk in person.selves}


def take_back(
    awards: Iterable[UUID],
    *,
    reason: str,
    note: str,
    person: Person,
    by: Viewer,
    at: dt.datetime,
) -> list[Withdrawal]:
    """Withdraw those of `awards` that still stand, in the caller's transaction; each status list is
    signed once. `person` is who answers for it."""
    locked = Award.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    standing = list(locked.standing().filter(pk__in=set(awards)).select_related("district"))
    if not standing:
        return []
    Award.objects.filter(pk__in=[award.pk for award in standing]).update(
        # It is over for good, so it is not suspended any more.
        stands=False,
        suspended_at=None,
    )
    made = Withdrawal.objects.bulk_create(
        Withdrawal(
            district=award.district,
            award=award,
            reason=Withdrawal.Reason(reason),
            note=note,
            withdrawn_by=person,
            withdrawn_at=at,
        )
        for award in standing
    )
    status_lists.refresh_lists(standing, at=at)
    record_many(
        [
            AwardWithdrawn(
                district=award.district_id,
                subject=award.pk,
                person=award.person_id,
                version=award.version_id,
                reason=reason,
            )
            for award in standing
        ],
        by=by,
        at=at,
    )
    return made
