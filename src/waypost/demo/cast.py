"""Whom a visitor of the demo can be: one account per role, and what each of them can do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waypost.demo.people import STAFF, PersonText
from waypost.people.models import Role


@dataclass(frozen=True)
class Part:
    """`key` names someone of the staff."""

    key: str
    role: Role
    does: Promise
    icon: str

    @property
    def person(self) -> PersonText:
        return next(person for person in STAFF if person.key == self.key)


CAST: tuple[Part, ...] = (
    Part(
        "maria.pena",
        Role.TEACHER,
        _("Has earned three, is writing two more, and has the degree in sight."),
        "pencil-line",
    ),
    Part(
        "dana.whitaker",
        Role.REVIEWER,
        _("Has work waiting, one due soon and one half reviewed."),
        "clipboard-check",
    ),
    Part(
        "tessa.whitlock",
        Role.PROGRAM_LEAD,
        _("Sees all that was handed in and earned, and can withdraw a badge."),
        "compass",
    ),
    Part(
        "samuel.reyes",
        Role.AUTHOR,
        _("Wrote two of the badges; one he earned last year has expired."),
        "notebook-pen",
    ),
    Part(
        "marcus.bell",
        Role.COACH,
        _("Visits classrooms and reviews too; put one review back."),
        "footprints",
    ),
    Part(
        "denise.fontenot",
        Role.CAMPUS_REP,
        _("Speaks for Pecan Flats Intermediate, and earned a micro-credential herself."),
        "school",
    ),
    Part(
        "harold.simms",
        Role.PRINCIPAL,
        _("Sees what anyone sees: no drafts, tries or feedback of his teachers."),
        "door-open",
    ),
    Part(
        "ruth.okafor",
        Role.HR,
        _("Sees which badges were earned, and checks one like any employer."),
        "file-check",
    ),
)


def find(key: str) -> Part | None:
    return next((part for part in CAST if part.key == key), None)
