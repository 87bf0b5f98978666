"""What a page may cost: questions to the database, whatever there is to show."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.cast import NOW, Cast, as_demo, take_stock
from tests.house.screens import Screen, screens
from tests.house.world import World
from waypost.catalog.models import Achievement, Requirement, Version
from waypost.credentials.models import Award
from waypost.evidence.models import Attempt, Status, Submission
from waypost.notices.models import Letter
from waypost.people.models import Person, Placement, Role

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("house-world"),
    pytest.mark.any_database,
]

MOST_QUERIES = 12
FEW, MANY = 10, 1000
# Signing out and in again is the library's own work.
LIBRARY = "account_"


def fill(cast: Cast, owner: Person, start: int, end: int) -> None:
    """Rows for every list: things to earn, people, their work, badges and letters."""
    versions = _versions(cast, start, end)
    persons = _persons(cast, start, end)
    requirement = cast.versions["check-and-change"].requirements.get()
    own = _works(cast, [(owner, r) for r in Requirement.objects.filter(version__in=versions)])
    waiting = _works(cast, [(person, requirement) for person in persons])
    Submission.objects.filter(pk__in=[one.pk for one in waiting]).update(
        status=Status.WAITING, tries=1
    )
    Attempt.objects.bulk_create(
        Attempt(
            district=cast.district,
            submission=one,
            number=1,
            try_number=1,
            words=[],
            submitted_at=NOW,
            due_at=NOW + dt.timedelta(days=5),
        )
        for one in waiting
    )
    half = own[: len(own) // 2]
    Award.objects.bulk_create(_award(cast, one.person, one.version) for one in half)
    theirs = cast.versions["forms-quiz"]
    Award.objects.bulk_create(_award(cast, person, theirs) for person in persons)
    Letter.objects.bulk_create(
        Letter(
            district=cast.district,
            to=person,
            address=person.email,
            occasion=f"test:{person.pk}",
            subject="Got it",
            text="We have it.",
            written_at=NOW,
        )
        for person in persons
    )
    take_stock()


def _versions(cast: Cast, start: int, end: int) -> list[Version]:
    """Published ones, each with one requirement."""
    pattern = cast.versions["forms-quiz"]
    numbers = range(start, end)
    achievements = Achievement.objects.bulk_create(
        Achievement(district=cast.district, kind="badge", slug=f"more-{n}", created_at=NOW)
        for n in numbers
    )
    copied = [f.name for f in Version._meta.concrete_fields if f.name not in {"id", "achievement"}]
    values: dict[str, Any] = {name: getattr(pattern, name) for name in copied}
    versions = Version.objects.bulk_create(
        Version(
            **values | {"published_at": None, "title": f"Badge {n}", "app": f"App {n % 40}"},
            id=uuid.uuid4(),
            achievement=achievement,
        )
        for n, achievement in zip(numbers, achievements, strict=True)
    )
    Requirement.objects.bulk_create(
        Requirement(district=cast.district, version=version, position=1, kind="evidence")
        for version in versions
    )
    Version.objects.filter(pk__in=[v.pk for v in versions]).update(published_at=NOW)
    return versions


def _persons(cast: Cast, start: int, end: int) -> list[Person]:
    persons = Person.objects.bulk_create(
        Person(
            district=cast.district,
            name=f"Teacher Number {n}",
            called="Teacher",
            email=f"teacher-{n}@example.org",
        )
        for n in range(start, end)
    )
    Placement.objects.bulk_create(
        Placement(
            district=cast.district,
            person=person,
            role=Role.TEACHER,
            campus=cast.campus,
            since=dt.date(2026, 8, 1),
        )
        for person in persons
    )
    return persons


def _works(cast: Cast, pairs: list[tuple[Person, Requirement]]) -> list[Submission]:
    return Submission.objects.bulk_create(
        Submission(
            district=cast.district,
            person=person,
            requirement=requirement,
            version_id=requirement.version_id,
            started_at=NOW,
            touched_at=NOW,
        )
        for person, requirement in pairs
    )


def _award(cast: Cast, person: Person, version: Version) -> Award:
    return Award(
        district=cast.district, person=person, version=version, practice=True, awarded_at=NOW
    )


def queries(world: World, screen: Screen) -> list[str]:
    client = Client(headers={"host": world.home.district.host})
    person = world.who[screen.who]
    if person is not None:
        assert person.account
        client.force_login(person.account)
    with CaptureQueriesContext(connection) as asked:
        client.get(screen.path)
    return [one["sql"][:180] for one in asked.captured_queries]


def test_a_page_asks_little_and_no_more_of_a_thousand_rows_than_of_ten(
    world: World, settings: Settings
) -> None:
    settings.SHOW_COMPONENTS = True
    as_demo(world.home)
    looked_at = [one for one in screens(world) if not one.name.startswith(LIBRARY)]
    owner = world.who["owner"]
    assert owner
    fill(world.home, owner, 0, FEW)
    few = {one: queries(world, one) for one in looked_at}
    fill(world.home, owner, FEW, MANY)
    many = {one: queries(world, one) for one in looked_at}
    wrong = []
    for one in looked_at:
        if len(many[one]) > MOST_QUERIES:
            wrong.append(f"{one.label}: {len(many[one])} queries\n  " + "\n  ".join(many[one]))
        if len(few[one]) != len(many[one]):
            wrong.append(f"{one.label}: {len(few[one])} at {FEW} rows, {len(many[one])} at {MANY}")
    assert not wrong, "\n".join(wrong)
