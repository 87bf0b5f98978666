"""Who did what for one badge, and when: for its earner, the program lead and HR."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from waypost.credentials import history
from waypost.credentials.history import Step
from waypost.credentials.models import Award
from waypost.credentials.policies import may_share
from waypost.people.models import Person, Role
from waypost.review.trail import ICONS, Happening, newer_words


def faced(steps: list[Step]) -> list[dict[str, object]]:
    """What a stranger reads; one line, that it was awarded, is not worth a list."""
    if len(steps) < 2:
        return []
    return [
        {
            "icon": ICONS[step.kind],
            "what": newer_words(step),
            "at": step.at,
            "reason": step.reason,
            "newer": step.newer,
        }
        for step in steps
    ]


def badge_trail(viewer: Person, award: Award) -> list[Happening]:
    """Oldest first; a colleague is named to the program lead, and to others by what they are."""
    names = viewer.holds(Role.PROGRAM_LEAD)
    reads_notes = names or may_share(viewer, award)

    def who(person: Person | None, role: str) -> str:
        if person is None:
            return _("The district")
        if person.pk in viewer.selves:
            return _("You")
        return person.name if names else role

    lead, found = _("The program lead"), []
    for step in history.history(award):
        own = step.by is not None and step.by.pk in award.holder.selves
        by = _("The earner") if step.newer else who(step.by, _("The earner") if own else lead)
        why = ": ".join(filter(None, [step.reason or step.inside, step.note]))
        more = why if reads_notes else step.reason
        found.append(Happening(step.at, ICONS[step.kind], newer_words(step), by, more))
    hours = award.said_outside.select_related("said_by")
    for said in hours if award.outside_hours is not None else ():
        what = _("Hours outside contract time: %(n)s") % {"n": f"{said.hours.normalize():f}"}
        role = _("The earner") if said.said_by_id in award.holder.selves else _("HR")
        by = who(said.said_by, role)
        found.append(Happening(said.said_at, "clock", what, by, said.note if reads_notes else ""))
    if award.exported_at:
        what = _("Hours handed to the district’s own system")
        found.append(Happening(award.exported_at, "file-spreadsheet", what, _("HR")))
    return sorted(found, key=lambda happening: happening.at)


def _awarded(
    award: Award, district: str, who: Callable[[Person, str], str], *, reads_notes: bool
) -> Happening:
    """By whom it was decided, where that was one person with a list."""
    given = history.came_from(award)
    if given is None:
        return Happening(award.awarded_at, "award", _("Badge awarded"), district)
    by = who(given.begun_by, _("The program lead")) if given.begun_by else district
    more = f"{given.get_ground_display()}: {given.note}" if reads_notes else ""
    what = _("Awarded by the district from a list")
    return Happening(award.awarded_at, "list-checks", what, by, more)
