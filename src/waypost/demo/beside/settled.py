"""What the program lead settled before the first teachers came, and the list of apps."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from waypost.catalog.authoring import talk
from waypost.demo.days import apps_checked
from waypost.demo.files import LOGO
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.founding import actions as founding
from waypost.people import settling
from waypost.support import actions as support

LEAD = "tessa.whitlock"
# The coach whom teachers ask, and when.
HELPS = "dana.whitaker"
OFFICE_HOURS = "Office hours Tuesdays 3:45, library or Meet"
# No state gave this number to anybody.
PROVIDER_NAME, PROVIDER_NUMBER = "Pecan Flats ISD", "000000 (demo)"


@dataclass(frozen=True)
class Listed:
    """One app as it was looked at in August; `skipped`: the year before, and not again."""

    name: str
    note: str = ""
    approved: bool = True
    skipped: bool = False


APPS = (
    Listed("Book Creator", "One library for each class."),
    Listed("Canva for Education", "Teachers invite their classes; the public gallery stays off."),
    Listed("Edpuzzle"),
    Listed("Google Classroom", "Part of the district’s own accounts."),
    Listed("Google Docs", "Part of the district’s own accounts."),
    Listed("Google Forms", "Part of the district’s own accounts."),
    Listed("Google Gemini", "Teachers only, and nothing about students in a prompt."),
    Listed("Padlet", "Not looked at this August: its agreement is being renewed.", skipped=True),
    Listed("Pocket Owl", "Shows ads to children, and no agreement is signed.", approved=False),
    Listed("Screencastify", "The recorder that we have licenses for."),
    Listed("Seesaw", "Families see their own child only."),
)


def acts(stage: Stage) -> Iterator[Steps]:
    yield _settings(stage)
    yield _help_person(stage)
    yield _apps(stage)


def _settings(stage: Stage) -> Steps:
    at = yield from stage.wait(When(281, "08:20"))
    district, lead = stage.district, stage.enter(LEAD, at)
    settling.keep_hours(
        district=district,
        provider_name=PROVIDER_NAME,
        provider_number=PROVIDER_NUMBER,
        by=lead,
        at=at,
    )
    logo = stage.desk / LOGO.name
    shutil.copyfile(LOGO, logo)
    founding.keep_look(
        district=district,
        brand=district.brand,
        accent=district.accent,
        logo=logo,
        by=lead,
        at=at,
    )
    settling.put_list_away(district=district, by=lead, at=at)


def _help_person(stage: Stage) -> Steps:
    at = yield from stage.wait(When(48, "08:30"))
    support.keep_desk(person=stage.staff[HELPS], line=OFFICE_HOURS, by=stage.enter(LEAD, at), at=at)


def _apps(stage: Stage) -> Steps:
    day = apps_checked(stage.clock.today)
    at = dt.datetime.combine(day, dt.time(10), stage.clock.zone).astimezone(dt.UTC)
    yield at
    lead = stage.enter(LEAD, at)
    for app in APPS:
        talk.check_app(
            app=None,
            name=app.name,
            approved=app.approved,
            checked_on=apps_checked(day) if app.skipped else day,
            note=app.note,
            address="",
            by=lead,
            at=at,
        )
