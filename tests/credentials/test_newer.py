"""A newer version takes nothing from who earned the older one, and invites them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.cast import BADGE, NOW, Cast, publish
from tests.credentials.made import award, real
from tests.pages.stage import visitor
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import EvidenceText
from waypost.catalog.models import Version
from waypost.credentials import actions, suspending
from waypost.credentials.checking import check
from waypost.credentials.history import history
from waypost.credentials.models import Award
from waypost.credentials.newer import newer_of
from waypost.openbadges import Outcome
from waypost.people.models import Person

LATER = NOW + dt.timedelta(days=3)


def second_version(cast: Cast) -> Version:
    """One row as before, one in other words, one that is new."""
    (evidence,) = BADGE.requirements
    assert isinstance(evidence, EvidenceText)
    names, used = evidence.rows
    rows = (
        names,
        replace(used, demonstrated="The sentence names the item and what was done."),
        replace(used, title="Asked again", demonstrated="The class took it twice."),
    )
    blueprint = replace(
        BADGE, changes="It asks for a second round.", requirements=(replace(evidence, rows=rows),)
    )
    cast.versions["second"] = publish(catalog.write(blueprint=blueprint, by=cast.system, at=LATER))
    return cast.versions["second"]


def newest(cast: Cast, visibility: str = "public") -> Award:
    made = award(cast, "second", to=cast.ortiz)
    actions.share(award=made, visibility=visibility, shown=[], by=cast.ortiz, at=LATER)
    return made


def page_of(cast: Cast, who: Person, path: str) -> str:
    fresh = Person.objects.with_roles().get(pk=who.pk)
    return visitor(cast, fresh).get(path).content.decode()


def test_who_earned_the_older_one_reads_what_changed_and_begins_the_newer_one(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    made = award(cast, to=cast.ortiz)
    assert newer_of(made, cast.ortiz) is None
    version = second_version(cast)
    page = page_of(cast, cast.ortiz, f"/badges/{made.pk}")
    for words in (
        "You earned version 1, and it stays yours",
        "It asks for a second round.",
        "Asked again",
        "Used with students",
        "Open version 2",
    ):
        assert words in page
    newer = newer_of(made, cast.ortiz)
    assert newer
    assert [row.title for row in newer.rows] == ["Used with students", "Asked again"]
    page = page_of(cast, cast.ortiz, "/catalog/forms-quiz")
    assert "Earn version 2" in page
    requirement = version.requirements.get()
    assert f'action="/earn/{requirement.pk}"' in page
    answer = visitor(cast, Person.objects.with_roles().get(pk=cast.ortiz.pk))
    assert answer.post(f"/earn/{requirement.pk}", follow=True).status_code == 200
    assert "Continue" in page_of(cast, cast.ortiz, "/home")
    page = page_of(cast, cast.ortiz, "/catalog/forms-quiz")
    assert "Continue" in page
    assert "See your badge" in page


def test_once_it_is_earned_the_older_one_says_so_and_stays_real(
    pecan_flats: Cast, caliche: Cast
) -> None:
    old = real(pecan_flats)
    second_version(pecan_flats)
    new = newest(pecan_flats)
    assert check(old.documents.get(), at=LATER).outcome is Outcome.REAL
    stranger = Client(headers={"host": pecan_flats.district.host})
    page = stranger.get(f"/c/{old.public_id}").content.decode()
    assert "This badge is real" in page
    assert "Version 2 was earned" in page
    assert f"/c/{new.public_id}" in page
    steps = stranger.get(f"/c/{old.public_id}/history.json").json()["history"]
    assert steps[-1]["newer"] == f"https://learn.pecanflats.example/c/{new.public_id}"
    assert "was earned on" in page_of(pecan_flats, pecan_flats.ortiz, f"/badges/{old.pk}")
    assert "Version 2 was earned" not in stranger.get(f"/c/{new.public_id}").content.decode()


@pytest.mark.parametrize("gone", ["private", "withdrawn", "suspended"])
def test_a_stranger_hears_of_the_newer_one_only_where_it_is_shown_and_counts(
    pecan_flats: Cast, caliche: Cast, gone: str
) -> None:
    old = real(pecan_flats)
    second_version(pecan_flats)
    new = newest(pecan_flats, "private" if gone == "private" else "public")
    words: dict[str, Any] = {"reason": "other", "note": "x", "by": pecan_flats.lead, "at": LATER}
    if gone == "withdrawn":
        actions.withdraw(award=new, **words)
    if gone == "suspended":
        suspending.suspend(award=new, **words)
    stranger = Client(headers={"host": pecan_flats.district.host})
    for path in (f"/c/{old.public_id}", f"/c/{old.public_id}/history.json"):
        said = stranger.get(path).content.decode()
        assert "ersion 2" not in said
        assert new.public_id not in said
    if gone == "private":
        assert history(old)[-1].newer == new, "its earner reads it"


def test_another_persons_newer_badge_and_another_districts_say_nothing(
    pecan_flats: Cast, caliche: Cast
) -> None:
    old = real(pecan_flats)
    second_version(pecan_flats)
    award(pecan_flats, "second", to=pecan_flats.reyes)
    assert [step.kind for step in history(old)] == ["issued"]
