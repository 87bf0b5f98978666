"""A name put right, the badge that said the old one, and hours outside contract time."""

from collections.abc import Iterator
from decimal import Decimal

from waypost.credentials import hours, mending
from waypost.credentials.models import Award
from waypost.demo.beside.settled import LEAD
from waypost.demo.people import named
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.people.mending import rename

MISSPELLED = "anh.tuyet"
# Who said how many hours of which badge lay outside contract time; the others have not said yet.
OUTSIDE: tuple[tuple[str, str, str, When], ...] = (
    ("maria.pena", "google-forms", "1", When(35, "20:40")),
    ("devon.price", "google-forms", "0.75", When(30, "12:09")),
    ("layla.haddad", "google-classroom", "0.5", When(25, "16:02")),
    ("maria.pena", "check-and-change", "1.5", When(19, "16:10")),
    ("denise.fontenot", "chromebooks-open-closed", "2", When(16, "07:30")),
)


def acts(stage: Stage) -> Iterator[Steps]:
    yield _name(stage)
    for who, slug, count, when in OUTSIDE:
        yield _outside(who, slug, Decimal(count), when, stage)


def _name(stage: Stage) -> Steps:
    """Payroll's list, from which people were brought in, cannot write every letter."""
    at = yield from stage.wait(When(21, "13:50"))
    lead, person, right = stage.enter(LEAD, at), stage.staff[MISSPELLED], named(MISSPELLED)
    rename(
        person=person,
        name=right.name,
        called=right.called,
        note="Payroll’s list had no marks on the letters of your name. Thank you for telling us.",
        by=lead,
        at=at,
    )
    person.refresh_from_db(fields=["name", "called"])
    at = yield from stage.wait(When(21, "13:54"))
    mending.bring_up_to_date(
        person=person,
        reason="mistake",
        note="Your badge has your name as you write it now. We are sorry that it took so long.",
        by=lead,
        at=at,
    )


def _outside(who: str, slug: str, count: Decimal, when: When, stage: Stage) -> Steps:
    at = yield from stage.wait(when)
    person = stage.enter(who, at)
    award = Award.objects.active().get(person=person, version=stage.versions[slug, 1])
    hours.say_outside(award=award, hours=count, by=person, at=at)
