"""Whom a visitor of the demo can be: one account per role, and what each of them can do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waypost.demo.people import PersonText, named
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
        return named(self.key)


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
        _("Has work waiting and one half reviewed; is asked by teachers who are stuck."),
        "clipboard-check",
    ),
    Part(
        "tessa.whitlock",
        Role.PROGRAM_LEAD,
        _("Runs a pilot of twenty: who came, who is stuck, and one more to invite."),
        "compass",
    ),
    Part(
        "samuel.reyes",
        Role.AUTHOR,
        _("Wrote three of the badges, and discusses the next; one he earned has expired."),
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
        _("Speaks for Pecan Flats Intermediate; two older badges count for her degree."),
        "school",
    ),
    Part(
        "harold.simms",
        Role.PRINCIPAL,
        _("Sees how many take part, and no drafts, tries or feedback of his teachers."),
        "door-open",
    ),
    Part(
        "ruth.okafor",
        Role.HR,
        _("Keeps hours and earlier records, and checks a badge like any employer."),
        "file-check",
    ),
)


def find(key: str) -> Part | None:
    return next((part for part in CAST if part.key == key), None)
