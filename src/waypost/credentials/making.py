"""What meeting a requirement and being awarded write, for one person or for many: rows and facts.

Pure: nothing is asked or saved here, so that the one door and the same door for many at once
cannot differ in what they make.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from waypost.catalog.models import Requirement, Version
from waypost.credentials.events import AwardMade, RequirementMet
from waypost.credentials.models import Award, AwardList, Met
from waypost.people.calendar import months_later
from waypost.people.models import District, Person


@dataclass(frozen=True)
class Listed:
    """From which list an award is, and the moment that the list gives it, if it gives one."""

    award_list: AwardList
    earned_at: dt.datetime | None = None


def met(
    requirement: Requirement, person: Person, basis: dict[str, Any], number: int, at: dt.datetime
) -> Met:
    """`number` is the round: how many awards of the version were withdrawn from them before."""
    return Met(
        district=person.district,
        requirement=requirement,
        person=person,
        practice=person.district.practice,
        round=number,
        basis=basis,
        met_at=at,
    )


def requirement_met(row: Met, version: Version) -> RequirementMet:
    return RequirementMet(
        district=row.district_id,
        subject=row.person_id,
        requirement=row.requirement_id,
        version=version.pk,
    )


def award(version: Version, person: Person, *, at: dt.datetime, listed: Listed | None) -> Award:
    """Valid from when it was earned, which a list may put before it was awarded."""
    earned = listed.earned_at if listed else None
    return Award(
        district=person.district,
        person=person,
        version=version,
        practice=person.district.practice,
        award_list=listed.award_list if listed else None,
        awarded_at=at,
        dated_at=earned,
        expires_at=expires_at(version, person.district, earned or at),
    )


def expires_at(version: Version, district: District, earned: dt.datetime) -> dt.datetime | None:
    return months_later(district, earned, version.valid_months) if version.valid_months else None


def award_made(made: Award) -> AwardMade:
    return AwardMade(
        district=made.district_id,
        subject=made.pk,
        person=made.person_id,
        version=made.version_id,
        achievement=made.version.achievement_id,
        practice=made.practice,
    )
