"""A district with many people, and work that is ready to be handed in and decided.

Prints, as JSON, what a client has to ask for. People, placements and begun work come in bulk, as
rows like those that the actions write; badges are awarded and signed one by one.
"""

import argparse
import datetime as dt
import json
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from tests import cast
from tests.cast import NOW, Cast
from tests.review import work
from waypost.catalog import actions as catalog
from waypost.catalog.models import Audience
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.demo.content import CATALOG
from waypost.evidence import actions as evidence
from waypost.evidence.models import Submission
from waypost.people import actions as people
from waypost.people.models import Account, Group, Membership, Person, Placement, Role

TOGETHER = 1000
CAMPUS_SIZE = 60
EARNERS = 100


def crowd(where: Cast, count: int) -> list[Person]:
    """Teachers with an account and a placement, on campuses of sixty."""
    made: list[Person] = []
    campuses = [
        people.add_campus(district=where.district, name=f"Campus {number}", by=where.system)
        for number in range(1 + count // CAMPUS_SIZE)
    ]
    for start in range(0, count, TOGETHER):
        numbers = range(start, min(start + TOGETHER, count))
        accounts = [Account(email=f"teacher{n}@crowd.example", password="!") for n in numbers]
        Account.objects.bulk_create(accounts)
        some = [
            Person(
                district=where.district,
                account=account,
                name=f"Teacher Number {number}",
                called=f"Teacher {number}",
                email=account.email,
            )
            for number, account in zip(numbers, accounts, strict=True)
        ]
        Person.objects.bulk_create(some)
        Placement.objects.bulk_create(
            Placement(
                district=where.district,
                person=person,
                role=Role.TEACHER,
                campus=campuses[number // CAMPUS_SIZE],
                since=dt.date(2026, 8, 1),
            )
            for number, person in zip(numbers, some, strict=True)
        )
        made += some
    return made


def begun(where: Cast, some: list[Person]) -> None:
    """A draft each, as `evidence.start` makes it."""
    requirement = where.versions["check-and-change"].requirements.get()
    Submission.objects.bulk_create(
        (
            Submission(
                district=where.district,
                person=person,
                requirement=requirement,
                version=requirement.version,
                started_at=NOW,
                touched_at=NOW,
            )
            for person in some
        ),
        batch_size=TOGETHER,
    )


def in_a_group(where: Cast, some: list[Person]) -> None:
    """All of them in one pilot group, so that the participation list has a row for each."""
    group = Group.objects.create(
        district=where.district, name="Everyone", starts_on=where.district.day_of(NOW)
    )
    Membership.objects.bulk_create(
        (
            Membership(district=where.district, group=group, person=person, joined_at=NOW)
            for person in some
        ),
        batch_size=TOGETHER,
    )


def session(person: Person) -> str:
    account = person.account
    assert account
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "waypost.people.sign_in.Backend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def build(count: int, steps: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    home = cast.pecan_flats()
    for blueprint in CATALOG:
        if blueprint.slug not in home.versions:
            version = catalog.publish(
                version=catalog.write(blueprint=blueprint, by=home.system, at=NOW),
                by=home.system,
                at=NOW,
            )
            catalog.offer(
                achievement=version.achievement,
                audience=Audience.EVERYONE,
                by=home.system,
                at=NOW,
            )
    everyone = crowd(home, count)
    begun(home, everyone[: count // 2])
    in_a_group(home, everyone)
    requirement = home.versions["forms-quiz"].requirements.get()
    earners = everyone[count // 2 :][:EARNERS]
    for earner in earners:
        credentials.meet_requirement(
            requirement=requirement, person=earner, basis={}, by=home.system, at=NOW
        )
    badge = Award.objects.filter(person=earners[0]).get()
    credentials.share(award=badge, visibility="front_page", shown=[], by=earners[0], at=NOW)
    return {
        "host": home.district.host,
        "badge": badge.public_id,
        "sessions": {
            "teacher": session(home.ortiz),
            "reviewer": session(home.dana),
            "lead": session(home.lead),
        },
        **_steps(home, steps),
    }


def _steps(home: Cast, steps: int) -> dict[str, Any]:
    """Work of people of their own: the first half is ready to be handed in, the other scored."""
    submits, decides = [], []
    for number in range(2 * steps):
        person = people.add_person(
            district=home.district,
            name=f"Step {number}",
            called=f"Step {number}",
            email=f"step{number}@crowd.example",
            by=home.system,
        )
        people.place(
            person=person,
            role=Role.TEACHER,
            campus=home.campus,
            since=dt.date(2026, 8, 1),
            by=home.system,
        )
        person = Person.objects.with_roles().get(pk=person.pk)
        ready = work.begun(home, person, "forms-quiz")
        if number % 2:
            submits.append([str(ready.pk), session(person)])
            continue
        attempt = evidence.submit(submission=ready, by=person, at=NOW)
        work.score_all(work.started(attempt, home.dana), "demonstrated", "demonstrated")
        decides.append(str(attempt.pk))
    return {"submits": submits, "decides": decides}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    given = parser.parse_args()
    print(json.dumps(build(given.people, given.steps)))
