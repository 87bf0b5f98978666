"""What may an award rest on, the moment it is made?"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from waypost.catalog.models import Requirement, RequirementKind, Version
from waypost.credentials.models import Award, Met
from waypost.people.models import Person

Basis = dict[str, Any]


def grounds(version: Version, person: Person, *, at: dt.datetime) -> dict[uuid.UUID, Basis] | None:
    """Of every rule of the version, the basis on which it is met; None while something lacks.

    A rule is asked here and nowhere else: what filled it yesterday may have been withdrawn since.
    """
    requirements = version.requirements.prefetch_related("choices__achievements")
    shown = set(Met.objects.counting(person, version).values_list("requirement", flat=True))
    rules = [each for each in requirements if each.kind == RequirementKind.ACHIEVEMENTS]
    own = [each for each in requirements if each.kind != RequirementKind.ACHIEVEMENTS]
    if any(each.pk not in shown for each in own):
        return None
    # A rule alone doesn't bring back by itself what somebody withdrew.
    if not own and Award.objects.rounds(person, version):
        return None
    earned = earned_achievements(person, at=at)
    found = {rule.pk: _awards(rule, earned) for rule in rules}
    if any(awards is None for awards in found.values()):
        return None
    return {pk: {"version": version.digest, "awards": awards} for pk, awards in found.items()}


def _awards(rule: Requirement, earned: Mapping[uuid.UUID, uuid.UUID]) -> list[str] | None:
    """The awards that fill its choices; None while one is not full."""
    found: set[uuid.UUID] = set()
    for choice in rule.choices.all():
        counted = [earned[each.pk] for each in choice.achievements.all() if each.pk in earned]
        if len(counted) < choice.count:
            return None
        found.update(counted)
    return sorted(str(pk) for pk in found)


def earned_achievements(person: Person, *, at: dt.datetime) -> dict[uuid.UUID, uuid.UUID]:
    """Achievement id → award id, of what stands, has not expired and is of today's kind."""
    held = Award.objects.held_by(person).unexpired(at)
    return dict(held.values_list("version__achievement_id", "pk"))


def within_reach(person: Person, achievement: uuid.UUID) -> "QuerySet[Version]":
    """Versions that `achievement` may complete: those on offer, and those that were begun.

    Whoever holds a degree is not given its next version for the same parts.
    """
    begun = Met.objects.filter(person__in=person.selves).values("requirement__version")
    held = Award.objects.held_by(person).values("version__achievement")
    return (
        Version.objects.filter(district=person.district)
        .filter(requirements__choices__achievements=achievement)
        .filter(Q(pk__in=Version.objects.current().values("pk")) | Q(pk__in=begun))
        .exclude(achievement__in=held)
        .distinct()
    )


def rule_alone(version: Version) -> bool:
    """Nothing of its own is handed in, so nobody has to do anything more to be complete."""
    return {each.kind for each in version.requirements.all()} == {RequirementKind.ACHIEVEMENTS}


def candidates(version: Version) -> "QuerySet[Person]":
    """Whoever has earned some of what the version counts, and not the degree itself."""
    counted = version.requirements.values("choices__achievements")
    some = Award.objects.active().filter(version__achievement__in=counted)
    held = Award.objects.active().filter(
        version__achievement=version.achievement_id, practice=version.district.practice
    )
    return (
        Person.objects.filter(district=version.district, pk__in=_holders(some))
        .exclude(pk__in=_holders(held))
        .order_by("pk")
    )


def _holders(awards: "QuerySet[Award]") -> "QuerySet[Award, uuid.UUID]":
    """Whoever holds them today, as a part of another question."""
    return awards.values_list(Coalesce("person__joined_into", "person"), flat=True)
