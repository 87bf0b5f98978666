"""Who may let a requirement count, withdraw or mend an award, choose who sees it, keep hours?"""

import secrets

from waypost.credentials.models import Award, OutsideBadge
from waypost.people.models import District, Person, Role
from waypost.people.viewers import System, Viewer


def may_meet(viewer: Viewer, person: Person) -> bool:
    """Reviewers for others, never for themselves; the system where a rule decides."""
    if viewer.district.pk != person.district_id:
        return False
    if isinstance(viewer, System):
        return True
    own = isinstance(viewer, Person) and person.pk in viewer.selves
    return viewer.holds(Role.REVIEWER, Role.PROGRAM_LEAD) and not own


def may_withdraw(viewer: Viewer, award: Award) -> bool:
    return viewer.district.pk == award.district_id and viewer.holds(Role.PROGRAM_LEAD)


def may_correct(viewer: Viewer, award: Award) -> bool:
    """Whoever may take it back may also put right what it says."""
    return may_withdraw(viewer, award)


def may_suspend(viewer: Viewer, award: Award) -> bool:
    """Suspend and restore: whoever may take it back for good."""
    return may_withdraw(viewer, award)


def may_renew(viewer: Viewer, award: Award) -> bool:
    """Program leads, and never for a badge of their own."""
    return may_withdraw(viewer, award) and not may_share(viewer, award)


def may_keep_hours(viewer: Viewer) -> bool:
    """Read everybody's hours and hand them to the district's own system."""
    return viewer.holds(Role.PROGRAM_LEAD, Role.HR)


def may_say_outside(viewer: Viewer, award: Award) -> bool:
    """The earner until HR has handed the hours on; HR afterwards, with a reason."""
    if viewer.district.pk != award.district_id:
        return False
    if award.exported_at:
        return viewer.holds(Role.HR)
    return may_share(viewer, award)


def may_share(viewer: Viewer, award: Award) -> bool:
    """Only the earner: nothing becomes public because somebody else thought so."""
    return isinstance(viewer, Person) and award.person_id in viewer.selves


def may_take_along(viewer: Viewer, person: Person) -> bool:
    """All that somebody holds, in one file: they themselves, whoever keeps the district's records,
    and the link that was mailed to them."""
    if viewer.district.pk != person.district_id:
        return False
    own = isinstance(viewer, Person) and person.pk in viewer.selves
    return own or isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD, Role.HR)


def may_take_record(viewer: Viewer, award: Award) -> bool:
    """A degree with all that it rests on, in one file: its public page says how many, never which,
    so the file is its earner's and of those who see all of it anyway."""
    if viewer.district.pk != award.district_id:
        return False
    return may_share(viewer, award) or viewer.holds(Role.PROGRAM_LEAD, Role.HR)


def may_keep_records(viewer: Viewer, district: District) -> bool:
    """Bring what was earned before: those who keep the district's records."""
    return viewer.district.pk == district.pk and viewer.holds(Role.PROGRAM_LEAD, Role.HR)


def may_own_outside(viewer: Viewer, badge: OutsideBadge) -> bool:
    """Read it again or take it away: whoever added it, under whichever entry."""
    return isinstance(viewer, Person) and badge.person_id in viewer.selves


def may_let_count(viewer: Viewer, badge: OutsideBadge) -> bool:
    """The program lead, and never for a badge of their own."""
    same = viewer.district.pk == badge.district_id
    return same and viewer.holds(Role.PROGRAM_LEAD) and not may_own_outside(viewer, badge)


def may_read(viewer: Viewer, award: Award, *, key: str = "") -> bool:
    """All of a badge: public, one's own, or a duty here. `key` is the certificate's share key."""
    if viewer.district.pk != award.district_id:
        return False
    return award.is_open_to_all or may_read_private(viewer, award, key=key)


def may_read_private(viewer: Viewer, award: Award, *, key: str = "") -> bool:
    """Also while only its earner sees it; so they may hold its share key."""
    if viewer.district.pk != award.district_id:
        return False
    if may_share(viewer, award) or viewer.holds(Role.PROGRAM_LEAD, Role.HR):
        return True
    return may_see_face(award, key=key)


def may_see_face(award: Award, *, key: str) -> bool:
    """Name, title, date and status, for whoever holds the printed certificate."""
    return bool(key) and secrets.compare_digest(key.encode(), award.share_key.encode())


def may_award_many(viewer: Viewer, district: District) -> bool:
    """Award from a list, which nobody reviewed: whoever runs the program, and no handler for them.
    That nobody awards themselves is asked of each line."""
    return viewer.district.pk == district.pk and viewer.holds(Role.PROGRAM_LEAD)


def may_keep_endorsements(viewer: Viewer, district: District) -> bool:
    """Bring what others say of a badge, show it and take it out: whoever runs the program."""
    return viewer.district.pk == district.pk and viewer.holds(Role.PROGRAM_LEAD)
