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
from waypost.demo.beside import BESIDE
from waypost.demo.beside.settled import LEAD
from waypost.demo.clock import SchoolClock
from waypost.demo.content import B8, DEGREE_2, FIRST, NEXT
from waypost.demo.days import days_off
from waypost.demo.people import BROUGHT_IN_AS, CAMPUSES, PECAN_FLATS, STAFF
from waypost.demo.playing import Player
from waypost.demo.stage import Stage, Steps
from waypost.demo.story import WORKS
from waypost.demo.story.shapes import When
from waypost.journal.actions import deliver_all
from waypost.notices.duties import monday_letters
from waypost.people import actions as people
from waypost.people.models import District, Person
from waypost.people.viewers import System

Progress = Callable[[str], None]

TRIAL, PILOT, WIDER = When(280, "08:00"), When(46, "08:00"), When(18, "08:00")
NEW_RULE = When(2, "08:00")
# Once all of them are published.
OPENED = When(18, "08:10")
# From here on letters wait for the end: those about comments count hours by the real clock.
LAST_DAYS = When(5, "00:00")
# Last year's trial of one badge, whose recorder had a license for a year.
TRIAL_B8 = replace(
    B8,
    valid_months=12,
    app_note="Last year's trial: good for 12 months, as long as that recorder's license.",
)
SHELF: tuple[tuple[Blueprint, When], ...] = (
    (TRIAL_B8, TRIAL),
    *((blueprint, PILOT) for blueprint in FIRST),
    *((blueprint, WIDER) for blueprint in NEXT),
    (DEGREE_2, NEW_RULE),
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


class AlreadyThere(Exception):
    """This database holds a district; the demo is for an empty one."""


@transaction.atomic
def seed(*, at: dt.datetime, say: Progress, address: str = "") -> District:
    """All or nothing: a demo that was cut short would never be whole. Raises AlreadyThere."""
    if District.objects.exists():
        raise AlreadyThere
    say("six campuses and their people")
    district, staff = settle(at=at, address=address)
    say("two months of a pilot, with work in every state: each file is checked")
    with tempfile.TemporaryDirectory(prefix="waypost-demo-") as desk:
        stage = Stage(district, staff, SchoolClock(at, district.zone), Path(desk))
        _play(stage)
    say("letters")
    # Only now: the story itself asks nothing of the network.
    people.choose(district=district, try_links=True, by=System(district, "demo"))
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
        name, called = BROUGHT_IN_AS.get(told.key, (told.name, told.called))
        person = people.add_person(
            district=district, name=name, called=called, email=told.email, by=system
        )
        campus = campuses.get(told.campus)
        for role in told.roles:
            people.place(person=person, role=role, campus=campus, since=since, by=system)
    found = {p.email: p for p in Person.objects.with_roles().filter(district=district)}
    return district, {told.key: found[told.email] for told in STAFF}


def _play(stage: Stage) -> None:
    """Everyone's steps in the order of the clock, so that the journal reads like two months."""
    going = [
        *(_publish(blueprint, when, stage) for blueprint, when in SHELF),
        _open_to_everyone(stage),
        _monday(stage),
        *(Player(work, stage).steps() for work in WORKS),
        *(steps for acts in BESIDE for steps in acts(stage)),
    ]
    waiting = [(next(steps), number) for number, steps in enumerate(going)]
    heapq.heapify(waiting)
    last = stage.clock.at(LAST_DAYS)
    day: dt.date | None = None
    while waiting:
        at, number = heapq.heappop(waiting)
        if (today := stage.district.day_of(at)) != day and at < last:
            # What was done the days before is in everybody's mail, as it was then.
            deliver_all(at=at)
        day = today
        following = next(going[number], None)
        if following:
            heapq.heappush(waiting, (following, number))


def _publish(blueprint: Blueprint, when: When, stage: Stage) -> Steps:
    at = yield from stage.wait(when)
    author = stage.enter(AUTHORS.get(blueprint.slug, "priya.raman"), at)
    draft = catalog.write(blueprint=blueprint, by=author, at=at)
    version = catalog.publish(version=draft, by=stage.enter(LEAD, at), at=at)
    stage.versions[blueprint.slug, version.number] = version


def _open_to_everyone(stage: Stage) -> Steps:
    """Until then the pilot group had them for itself."""
    at = yield from stage.wait(OPENED)
    for (slug, _number), version in stage.versions.items():
        if slug not in PILOTED:
            catalog.offer(
                achievement=version.achievement,
                audience=Audience.EVERYONE,
                by=stage.staff[LEAD],
                at=at,
            )


def _monday(stage: Stage) -> Steps:
    """This week's letters to the leads and campus representatives; the loop wrote them early."""
    at = yield from stage.wait(When(stage.clock.today.weekday(), "06:00"))
    monday_letters(at)
