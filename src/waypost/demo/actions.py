"""Make the demo district with the actions that people use."""

import datetime as dt
import heapq
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint
from waypost.catalog.models import Audience
from waypost.demo.clock import SchoolClock
from waypost.demo.content import B8, DEGREE_2, FIRST, NEXT
from waypost.demo.days import days_off
from waypost.demo.people import CAMPUSES, PECAN_FLATS, STAFF
from waypost.demo.playing import Player, Steps, Versions
from waypost.demo.story import WORKS
from waypost.demo.story.shapes import When
from waypost.journal.actions import deliver_all
from waypost.people import actions as people
from waypost.people import settling
from waypost.people.models import District, Person
from waypost.people.viewers import System
from waypost.support import actions as support

Progress = Callable[[str], None]

TRIAL, PILOT, WIDER = When(280, "08:00"), When(46, "08:00"), When(18, "08:00")
NEW_RULE = When(2, "08:00")
# Last year's trial of one badge, whose recorder had a license for a year.
TRIAL_B8 = replace(
    B8,
    valid_months=12,
    app_note="Last year's trial: good for 12 months, as long as that recorder's license.",
)
AUTHORS = {
    "check-and-change": "grace.adeyemi",
    "chromebooks-open-closed": "keiko.tanaka",
    "google-classroom": "samuel.reyes",
    "screen-recorder": "samuel.reyes",
    "google-docs": "samuel.reyes",
    "seesaw": "anh.tuyet",
    "book-creator": "hannah.cho",
    "flip-one-lesson": "grace.adeyemi",
    "choices-that-fit": "keiko.tanaka",
    "plan-with-ai": "grace.adeyemi",
}
# Tried by the pilot group before everyone gets them.
PILOTED = {"flip-one-lesson", "choices-that-fit", "plan-with-ai"}

# The coach whom teachers ask, and when.
HELPS = "dana.whitaker"
OFFICE_HOURS = "Office hours Tuesdays 3:45, library or Meet"


class AlreadyThere(Exception):
    """This database holds a district; the demo is for an empty one."""


@transaction.atomic
def seed(*, at: dt.datetime, say: Progress, address: str = "") -> District:
    """All or nothing: a demo that was cut short would never be whole. Raises AlreadyThere."""
    if District.objects.exists():
        raise AlreadyThere
    say("six campuses and their people")
    district, staff = settle(at=at, address=address)
    clock = SchoolClock(at, district.zone)
    say("badges, micro-credentials, and work in every state: each file is checked")
    _play(staff, clock)
    say("letters")
    # Only now: the story itself asks nothing of the network.
    people.choose(district=district, try_links=True, by=System(district, "demo"))
    support.keep_desk(person=staff[HELPS], line=OFFICE_HOURS, by=System(district, "demo"), at=at)
    settling.put_list_away(district=district, by=System(district, "demo"), at=at)
    # A delivery may cause another one, which is due when it was made: a little after `at`.
    deliver_all(at=at + dt.timedelta(hours=1))
    return district


def settle(*, at: dt.datetime, address: str = "") -> tuple[District, dict[str, Person]]:
    """The district and its staff, by key, before anybody has done anything."""
    district = people.create_district(
        **{**PECAN_FLATS, "address": address or PECAN_FLATS["address"]},
        demo=True,
        at=at - dt.timedelta(days=400),
    )
    system = System(district, "demo")
    campuses = {
        name: people.add_campus(district=district, name=name, by=system) for name in CAMPUSES
    }
    today = district.day_of(at)
    for year in (today.year, today.year + 1):
        for day, name in days_off(year):
            # Only those ahead: the story was told in school days, whatever the calendar said.
            if day > today:
                people.add_day_off(district=district, date=day, name=name, by=system)
    since = today - dt.timedelta(days=400)
    for told in STAFF:
        person = people.add_person(
            district=district, name=told.name, called=told.called, email=told.email, by=system
        )
        campus = campuses.get(told.campus)
        for role in told.roles:
            people.place(person=person, role=role, campus=campus, since=since, by=system)
    found = {p.email: p for p in Person.objects.with_roles().filter(district=district)}
    return district, {told.key: found[told.email] for told in STAFF}


def _play(staff: dict[str, Person], clock: SchoolClock) -> None:
    """Everyone's steps in the order of the clock, so that the journal reads like two months."""
    shelf = (
        (TRIAL_B8, TRIAL),
        *((blueprint, PILOT) for blueprint in FIRST),
        *((blueprint, WIDER) for blueprint in NEXT),
        (DEGREE_2, NEW_RULE),
    )
    versions: Versions = {}
    with tempfile.TemporaryDirectory(prefix="waypost-demo-") as desk:
        going = [_publish(text, clock.at(when), staff, versions) for text, when in shelf]
        going += [
            Player(work, people=staff, versions=versions, clock=clock, desk=Path(desk)).steps()
            for work in WORKS
        ]
        waiting = [(next(steps), number) for number, steps in enumerate(going)]
        heapq.heapify(waiting)
        while waiting:
            _, number = heapq.heappop(waiting)
            following = next(going[number], None)
            if following:
                heapq.heappush(waiting, (following, number))


def _publish(
    blueprint: Blueprint, at: dt.datetime, staff: dict[str, Person], versions: Versions
) -> Steps:
    yield at
    author = staff[AUTHORS.get(blueprint.slug, "priya.raman")]
    draft = catalog.write(blueprint=blueprint, by=author, at=at)
    version = catalog.publish(version=draft, by=staff["tessa.whitlock"], at=at)
    if blueprint.slug not in PILOTED:
        catalog.offer(
            achievement=version.achievement,
            audience=Audience.EVERYONE,
            by=staff["tessa.whitlock"],
            at=at,
        )
    versions[blueprint.slug, version.number] = version
