"""The one door to an award, and what may be done to one afterwards."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from waypost.catalog.models import Requirement, RequirementKind, Version
from waypost.credentials import issuing
from waypost.credentials.events import AwardMade, AwardShared, AwardWithdrawn, RequirementMet
from waypost.credentials.models import Award, Met, Withdrawal, public_token
from waypost.credentials.policies import may_meet, may_share, may_withdraw
from waypost.journal.actions import record
from waypost.people.calendar import months_later
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import System, Viewer


class NotOffered(Exception):
    """The requirement belongs to a draft, which nobody can meet."""


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

    Safe to repeat: the second call changes nothing. Returns the award when there is one.
    `basis` is name-free: version digest, row levels, number and roles of reviewers, digests.
    """
    require(may_meet(by, person))
    version = requirement.version
    if version.published_at is None or requirement.district_id != person.district_id:
        raise NotOffered
    # One at a time for each person: two last requirements, met at the same moment, would otherwise
    # each miss the other, and nobody would be awarded.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    _, new = Met.objects.get_or_create(
        district=person.district,
        requirement=requirement,
        person=person,
        defaults={"basis": basis, "met_at": at},
    )
    if new:
        record(
            RequirementMet(
                district=person.district_id,
                subject=person.pk,
                requirement=requirement.pk,
                version=version.pk,
            ),
            by=by,
            at=at,
        )
    return _award_when_complete(version, person, by, at)


def _award_when_complete(
    version: Version, person: Person, by: Viewer, at: dt.datetime
) -> Award | None:
    existing = Award.objects.filter(person=person, version=version).first()
    if existing:
        return existing
    if version.requirements.exclude(met__person=person).exists():
        return None
    award = Award.objects.create(
        district=person.district,
        person=person,
        version=version,
        practice=person.district.practice,
        awarded_at=at,
        expires_at=(
            months_later(person.district, at, version.valid_months)
            if version.valid_months
            else None
        ),
    )
    issuing.issue(award, at=at)
    record(
        AwardMade(
            district=person.district_id,
            subject=award.pk,
            person=person.pk,
            version=version.pk,
            achievement=version.achievement_id,
            practice=award.practice,
        ),
        by=by,
        at=at,
    )
    return award


def meet_by_awards(*, person: Person, achievement: uuid.UUID, at: dt.datetime) -> None:
    """Look at every degree that counts `achievement`, and meet those whose choices are full."""
    system = System(person.district, "degree-rule")
    earned = earned_achievements(person)
    candidates = (
        Requirement.objects.filter(
            district=person.district,
            kind=RequirementKind.ACHIEVEMENTS,
            choices__achievements=achievement,
            version__in=Version.objects.current(),
        )
        .exclude(met__person=person)
        .prefetch_related("choices__achievements")
        .distinct()
    )
    for requirement in candidates:
        if all(
            sum(a.pk in earned for a in choice.achievements.all()) >= choice.count
            for choice in requirement.choices.all()
        ):
            basis = {
                "version": requirement.version.digest,
                "awards": sorted(str(pk) for pk in earned.values()),
            }
            meet_requirement(requirement=requirement, person=person, basis=basis, by=system, at=at)


def earned_achievements(person: Person) -> dict[uuid.UUID, uuid.UUID]:
    """Achievement id → award id, of what still stands."""
    return dict(
        Award.objects.filter(person=person).active().values_list("version__achievement_id", "pk")
    )


class AlreadyWithdrawn(Exception):
    """It was withdrawn before; the first reason stands."""


@transaction.atomic
def withdraw(
    *, award: Award, reason: str, note: str = "", by: Viewer, at: dt.datetime
) -> Withdrawal:
    """Take the award back: page, status list and mail follow. Raises AlreadyWithdrawn."""
    require(may_withdraw(by, award) and isinstance(by, Person))
    withdrawal, made = Withdrawal.objects.get_or_create(
        award=award,
        defaults={
            "district": award.district,
            "reason": Withdrawal.Reason(reason),
            "note": note,
            "withdrawn_by": by,
            "withdrawn_at": at,
        },
    )
    if not made:
        raise AlreadyWithdrawn
    issuing.refresh_lists(award, at=at)
    record(
        AwardWithdrawn(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            version=award.version_id,
            reason=withdrawal.reason,
        ),
        by=by,
        at=at,
    )
    return withdrawal


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


def renew_share_key(*, award: Award, by: Viewer) -> str:
    """Certificates printed before stop showing the name; they still answer valid or withdrawn."""
    require(may_share(by, award))
    award.share_key = public_token()
    award.save(update_fields=["share_key"])
    return award.share_key
