"""Who did what for one badge, and when: for its earner, the program lead and HR."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from waypost.credentials.models import Award
from waypost.credentials.policies import may_share
from waypost.people.models import Person, Role
from waypost.review.trail import Happening


def badge_trail(viewer: Person, award: Award) -> list[Happening]:
    """Oldest first; a colleague is named to the program lead, and to others by what they are."""
    names = viewer.holds(Role.PROGRAM_LEAD)
    reads_notes = names or may_share(viewer, award)

    def who(person: Person, role: str) -> str:
        if person.pk in viewer.selves:
            return _("You")
        return person.name if names else role

    lead, district = _("The program lead"), _("The district")
    found = [_awarded(award, district, who, reads_notes=reads_notes)]
    for correction in award.corrections.select_related("corrected_by"):
        more = correction.get_reason_display()
        if reads_notes:
            more = f"{more}: {correction.note}"
        by = who(correction.corrected_by, lead)
        what = correction.get_what_display()
        found.append(Happening(correction.corrected_at, "file-pen-line", what, by, more))
    for said in award.said_outside.select_related("said_by"):
        what = _("Hours outside contract time: %(n)s") % {"n": f"{said.hours.normalize():f}"}
        role = _("The earner") if said.said_by_id in award.holder.selves else _("HR")
        by = who(said.said_by, role)
        found.append(Happening(said.said_at, "clock", what, by, said.note if reads_notes else ""))
    if award.exported_at:
        what = _("Hours handed to the district’s own system")
        found.append(Happening(award.exported_at, "file-spreadsheet", what, _("HR")))
    withdrawal = getattr(award, "withdrawal", None)
    if withdrawal:
        by = who(withdrawal.withdrawn_by, lead)
        more = withdrawal.get_reason_display()
        found.append(Happening(withdrawal.withdrawn_at, "circle-x", _("Badge withdrawn"), by, more))
    return sorted(found, key=lambda happening: happening.at)


def _awarded(
    award: Award, district: str, who: Callable[[Person, str], str], *, reads_notes: bool
) -> Happening:
    """By whom it was decided, where that was one person with a list."""
    given = award.award_list
    if given is None:
        return Happening(award.awarded_at, "award", _("Badge awarded"), district)
    by = who(given.begun_by, _("The program lead")) if given.begun_by else district
    more = f"{given.get_ground_display()}: {given.note}" if reads_notes else ""
    what = _("Awarded by the district from a list")
    return Happening(award.awarded_at, "list-checks", what, by, more)
