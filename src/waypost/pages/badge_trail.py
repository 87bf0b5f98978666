"""Who did what for one badge, and when: for its earner, the program lead and HR."""

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
    found = [Happening(award.awarded_at, "award", _("Badge awarded"), district)]
    for correction in award.corrections.select_related("corrected_by"):
        more = correction.get_reason_display()
        if reads_notes and correction.note:
            more = f"{more}: {correction.note}"
        own = correction.corrected_by_id in award.holder.selves
        whose = _("The earner") if own else lead
        by = who(correction.corrected_by, whose) if correction.corrected_by else district
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
