"""Whom an achievement is offered to: nobody, the pilot groups, or everyone."""

import dataclasses

import pytest

from tests.cast import BADGE, NOW, Cast
from waypost.catalog import actions
from waypost.catalog.models import Audience, Version
from waypost.journal.models import Entry
from waypost.people.models import Group, Membership, Person
from waypost.people.policies import NotAllowed
from waypost.people.viewers import Stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def piloted(pecan_flats: Cast) -> Version:
    draft = actions.write(
        blueprint=dataclasses.replace(BADGE, slug="piloted"), by=pecan_flats.system, at=NOW
    )
    return actions.publish(version=draft, by=pecan_flats.lead, at=NOW)


def in_a_group(person: Person) -> Membership:
    group = Group.objects.create(
        district=person.district, name="Pilot 1", starts_on=person.district.day_of(NOW)
    )
    return Membership.objects.create(
        district=person.district, group=group, person=person, joined_at=NOW
    )


def sees(viewer: Person | Stranger, version: Version) -> bool:
    return Version.objects.visible_to(viewer).filter(pk=version.pk).exists()


def test_what_is_published_goes_to_the_pilot_groups_first(
    piloted: Version, pecan_flats: Cast, caliche: Cast
) -> None:
    assert piloted.achievement.audience == Audience.PILOT
    assert not sees(pecan_flats.ortiz, piloted)
    assert not sees(Stranger(pecan_flats.district), piloted)
    assert sees(pecan_flats.dana, piloted), "whoever reviews it reads it"
    in_a_group(caliche.teacher)
    assert not sees(caliche.teacher, piloted)


def test_a_pilot_group_sees_it_until_somebody_leaves_or_the_group_is_closed(
    piloted: Version, pecan_flats: Cast
) -> None:
    membership = in_a_group(pecan_flats.ortiz)
    assert sees(pecan_flats.ortiz, piloted)
    Group.objects.update(closed_at=NOW)
    assert not sees(pecan_flats.ortiz, piloted)
    Group.objects.update(closed_at=None)
    membership.left_at = NOW
    membership.save()
    assert not sees(pecan_flats.ortiz, piloted)


def test_the_lead_offers_it_to_everyone_and_the_journal_says_so(
    piloted: Version, pecan_flats: Cast
) -> None:
    for _twice in range(2):
        actions.offer(
            achievement=piloted.achievement,
            audience=Audience.EVERYONE,
            by=pecan_flats.lead,
            at=NOW,
        )
    assert sees(pecan_flats.ortiz, piloted)
    assert sees(Stranger(pecan_flats.district), piloted)
    told = Entry.objects.filter(
        kind="catalog.AchievementOffered", subject=piloted.achievement_id
    ).get()
    assert told.facts["audience"] == "everyone"


def test_nobody_else_chooses_whom_it_is_offered_to(
    piloted: Version, pecan_flats: Cast, caliche: Cast
) -> None:
    for who in (pecan_flats.reyes, pecan_flats.ortiz, caliche.lead):
        with pytest.raises(NotAllowed):
            actions.offer(
                achievement=piloted.achievement, audience=Audience.EVERYONE, by=who, at=NOW
            )
    piloted.achievement.refresh_from_db()
    assert piloted.achievement.audience == Audience.PILOT
