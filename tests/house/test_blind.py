"""Where reviewing is blind, no byte that reaches a reviewer says whose work it is."""

import re

import pytest
from django.test import Client

from tests.house.addresses import path_of
from tests.house.screens import screens
from tests.house.world import World
from waypost.people.models import District, Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("house-world"),
    pytest.mark.any_database,
]

REVIEWERS = ("reviewer", "dana")
# What a reviewer is given to look at, beside the pages.
FILES = ("evidence:media+handed_in", "review:start", "review:score", "review:decide")


def giveaways(world: World, viewer: Person) -> list[str]:
    """Every name, first name and address of the district, but for one's own."""
    others = Person.objects.filter(district=world.home.district).exclude(pk=viewer.pk)
    names = {word for one in others for word in (one.name, one.called, one.email)}
    names |= {word for one in others for word in one.name.split()}
    return sorted(names - {viewer.called, *viewer.name.split()})


def as_reviewer(world: World, person: Person) -> Client:
    assert person.account
    client = Client(headers={"host": world.home.district.host})
    client.force_login(person.account)
    return client


@pytest.mark.parametrize("who", REVIEWERS)
def test_no_byte_that_reaches_a_reviewer_names_a_teacher(world: World, who: str) -> None:
    District.objects.filter(pk=world.home.district.pk).update(blind_review=True)
    viewer = world.who[who]
    assert viewer
    client = as_reviewer(world, viewer)
    asked = [s.path for s in screens(world) if s.name.startswith("review:") and s.who in REVIEWERS]
    asked += ["/home", "/review?badge=check-and-change"]
    asked += [path_of(name, world.here) for name in FILES]
    told, read = [], 0
    for path in asked:
        for answer in (client.get(path), client.get(path, headers={"Accept": "application/json"})):
            body = answer.getvalue()
            said = f"{sorted(answer.headers.items())} {body.decode(errors='replace')}"
            read += answer.status_code == 200
            told += [
                f"{path}: {word}"
                for word in giveaways(world, viewer)
                if re.search(rf"\b{re.escape(word)}\b", said)
            ]
    assert read > 8
    assert told == []


def test_the_same_pages_say_whose_it_is_where_reviewing_is_not_blind(world: World) -> None:
    """Else the test above would be content with pages that say nothing at all."""
    assert world.who["reviewer"]
    client = as_reviewer(world, world.who["reviewer"])
    page = client.get(path_of("review:bench", world.here)).content.decode()
    assert "María Ortiz" in page
