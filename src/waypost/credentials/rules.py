"""What may an award rest on, the moment it is made?"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from waypost.catalog.models import Audience, Choice, Requirement, RequirementKind, Version
from waypost.credentials.models import Award, EarlierRecord, Met
from waypost.people.models import Membership, Person
from waypost.people.models.persons import holders

Basis = dict[str, Any]


def grounds(
    version: Version, person: Person, met: Collection[uuid.UUID], *, at: dt.datetime
) -> dict[uuid.UUID, Basis] | None:
    """Of every rule of the version, the basis on which it is met; None while something lacks, or
    is not among the requirements that were `met` in this round.

    A rule is asked here and nowhere else: what filled it yesterday may have been withdrawn since.
    """
    requirements = list(version.requirements.all())
    rules = [each for each in requirements if each.kind == RequirementKind.ACHIEVEMENTS]
    prefetch_related_objects(rules, "choices__achievements")
    own = [each for each in requirements if each.kind != RequirementKind.ACHIEVEMENTS]
    if any(each.pk not in met for each in own):
        return None
    # A rule alone doesn't bring back by itself what somebody withdrew.
    if not own and Award.objects.withdrawn_from(person, version):
        return None
    if not rules:
        return {}
    earned, before = earned_achievements(person, at=at), earned_before(person)
    found = {rule.pk: _filled(rule, earned, before) for rule in rules}
    if any(filled is None for filled in found.values()):
        return None
    return {pk: {"version": version.digest, **(filled or {})} for pk, filled in found.items()}


def _filled(
    rule: Requirement, earned: Mapping[uuid.UUID, uuid.UUID], before: Mapping[uuid.UUID, uuid.UUID]
) -> Basis | None:
    """The awards that fill its choices, and the records from before; None while one is not full."""
    awards: set[uuid.UUID] = set()
    records: set[uuid.UUID] = set()
    for choice in rule.choices.all():
        members = [each.pk for each in choice.achievements.all()]
        here = [earned[pk] for pk in members if pk in earned]
        missing = choice.count - len(here)
        # A record fills what is missing, and never a place that a signed badge has.
        then = [before[pk] for pk in before if pk in members and pk not in earned]
        then = then[: max(0, missing)] if choice.counts_earlier else []
        if len(then) < missing:
            return None
        awards.update(here)
        records.update(then)
    return {"awards": _named(awards), "earlier": _named(records)}


def _named(ids: Collection[uuid.UUID]) -> list[str]:
    return sorted(str(pk) for pk in ids)


def earned_before(person: Person) -> dict[uuid.UUID, uuid.UUID]:
    """Achievement id → id of its oldest record, of what is on record from before."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    for achievement, pk in EarlierRecord.objects.counting(person).values_list("achievement", "pk"):
        if achievement is not None:
            found.setdefault(achievement, pk)
    return found


def earned_achievements(person: Person, *, at: dt.datetime) -> dict[uuid.UUID, uuid.UUID]:
    """Achievement id → award id, of what counts, has not expired and is of today's kind."""
    held = Award.objects.held_by(person).unexpired(at)
    return dict(held.values_list("version__achievement_id", "pk"))


def grounds_of(award: Award) -> tuple[set[str], set[str]]:
    """What a rule of this award's version was met by: ids of awards, and of records from before."""
    rules = Met.objects.filter(
        district=award.district_id,
        person=award.person_id,
        requirement__version=award.version_id,
        requirement__kind=RequirementKind.ACHIEVEMENTS,
        practice=award.practice,
        met_at__lte=award.awarded_at,
    ).order_by("-round")
    bases = list(rules.values_list("round", "basis"))
    of_this = [basis for number, basis in bases if number == bases[0][0]]
    awards = {pk for basis in of_this for pk in basis.get("awards", [])}
    earlier = {pk for basis in of_this for pk in basis.get("earlier", [])}
    return awards, earlier


def within_reach(person: Person, achievements: Collection[uuid.UUID]) -> "QuerySet[Version]":
    """Versions that `achievements` may complete: those offered to them, and those begun.

    Whoever holds a degree is not given its next version for the same parts.
    """
    begun = Met.objects.filter(person__in=person.selves).values("requirement__version")
    held = Award.objects.standing().of_today(person).values("version__achievement")
    offered = Version.objects.offered_to(person).current().values("pk")
    return (
        Version.objects.filter(district=person.district)
        .filter(requirements__choices__achievements__in=achievements)
        .filter(Q(pk__in=offered) | Q(pk__in=begun))
        .exclude(achievement__in=held)
        .distinct()
    )


def rule_alone(version: Version) -> bool:
    """Nothing of its own is handed in, so nobody has to do anything more to be complete."""
    return {each.kind for each in version.requirements.all()} == {RequirementKind.ACHIEVEMENTS}


def comes_back(award: Award) -> bool:
    """Whether its earner can earn it anew once it is withdrawn: it is on offer to them, and asks
    for something that can be handed in."""
    offered = Version.objects.visible_to(award.holder).current()
    return offered.filter(pk=award.version_id).exists() and not rule_alone(award.version)


def candidates(version: Version) -> "QuerySet[Person]":
    """Whoever has earned some of what the version counts, here or before, and not the degree; of
    one in its pilot only those in a pilot group."""
    counted = version.requirements.values("choices__achievements")
    some = Award.objects.active().filter(version__achievement__in=counted)
    held = Award.objects.standing().filter(
        version__achievement=version.achievement_id, practice=version.district.practice
    )
    takes = Choice.objects.filter(requirement__version=version, counts_earlier=True)
    before = EarlierRecord.objects.active().filter(
        district=version.district, achievement__in=takes.values("achievements")
    )
    people = Person.objects.filter(district=version.district)
    if version.achievement.audience == Audience.PILOT:
        invited = Membership.objects.current().filter(district=version.district)
        people = people.filter(pk__in=holders(invited))
    return (
        people.filter(Q(pk__in=_holders(some)) | Q(pk__in=_holders(before)))
        .exclude(pk__in=_holders(held))
        .order_by("pk")
    )


def _holders(
    held: "QuerySet[Award] | QuerySet[EarlierRecord]",
) -> "QuerySet[Any, uuid.UUID]":
    """Whoever holds them today, as a part of another question."""
    return held.values_list(Coalesce("person__joined_into", "person"), flat=True)
