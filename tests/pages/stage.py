"""What the tests of pages stand on: a visitor per person, work in every state, many rows."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import NOW, Cast, take_stock
from waypost.catalog.models import Achievement, Row, Version
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Submission
from waypost.people.models import Person

MOST_QUERIES = 12


def visitor(cast: Cast, person: Person | None = None) -> Client:
    """A browser at the cast's district, signed in as `person`, or a stranger's."""
    client = Client(headers={"host": cast.district.host})
    if person is not None:
        assert person.account
        client.force_login(person.account)
        # Not their first page of the hour: what is asked is counted as on most pages.
        Person.objects.filter(pk=person.pk).update(last_seen_at=timezone.now())
    return client


@contextmanager
def few_queries(most: int = MOST_QUERIES) -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries
    asked = [query["sql"][:160] for query in queries.captured_queries]
    assert len(asked) <= most, f"{len(asked)} queries:\n" + "\n".join(asked)


def begin(cast: Cast, who: Person, slug: str, at: dt.datetime = NOW) -> Submission:
    version = cast.versions[slug]
    requirement = version.requirements.filter(kind="evidence").get()
    return evidence.start(requirement=requirement, by=who, at=at)


def write(work: Submission, who: Person, piece: int = 1, text: str = "What happened.") -> None:
    found = work.requirement.pieces.get(position=piece)
    prompts = range(max(1, len(found.prompts)))
    for prompt in prompts:
        evidence.write(
            submission=work, piece=found, prompt=prompt, text=text, revision=0, by=who, at=NOW
        )


def hand_in(cast: Cast, who: Person, slug: str = "forms-quiz") -> Submission:
    """Whole work, as if its photos had come in before."""
    work = begin(cast, who, slug)
    for piece in work.requirement.pieces.all():
        if piece.takes_text:
            write(work, who, piece.position)
        else:
            Artifact.objects.create(
                district=cast.district,
                submission=work,
                piece=piece,
                kind="photo",
                name="Photo 1",
                students="none",
                added_at=NOW,
            )
    evidence.submit(submission=work, by=who, at=NOW)
    return work


def earn(cast: Cast, who: Person, slug: str, at: dt.datetime = NOW) -> Award:
    award = None
    for requirement in cast.versions[slug].requirements.filter(kind="evidence"):
        award = credentials.meet_requirement(
            requirement=requirement, person=who, basis={}, by=cast.system, at=at
        )
    assert award
    return award


def move(work: Submission, status: str, rows_done: int = 0) -> Submission:
    """As review leaves it, without the review: `rows_done` of its rows stay done."""
    rows = Row.objects.filter(requirement=work.requirement)[:rows_done]
    Submission.objects.filter(pk=work.pk).update(
        status=status, rows_done=[str(row.pk) for row in rows]
    )
    work.refresh_from_db()
    return work


def fill_catalog(cast: Cast, count: int, first: int = 0) -> None:
    """`count` more badges, as published ones look, without their parts."""
    pattern = cast.versions["forms-quiz"]
    achievements = Achievement.objects.bulk_create(
        Achievement(
            district=cast.district,
            kind="badge",
            slug=f"badge-{n}",
            audience="everyone",
            created_at=NOW,
        )
        for n in range(first, first + count)
    )
    Version.objects.bulk_create(
        Version(
            district=cast.district,
            achievement=achievement,
            number=1,
            title=f"Badge number {n}",
            sentence=pattern.sentence,
            public_sentence=pattern.public_sentence,
            beginner_minutes=30 + n % 90,
            beginner_time="About an evening",
            why=pattern.why,
            already=pattern.already,
            reviewed_by=pattern.reviewed_by,
            review_days=3,
            app=f"App {n % 40}",
            shape=pattern.shape,
            hue=pattern.hue,
            icon=pattern.icon,
            created_at=NOW,
            published_at=NOW,
            canonical=pattern.canonical,
            digest=pattern.digest,
            search=f"badge number {n} app {n % 40}",
        )
        for n, achievement in enumerate(achievements, first)
    )
    take_stock()
