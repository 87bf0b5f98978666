"""Who may let a requirement count, withdraw an award, or choose who sees it?"""

from waypost.credentials.models import Award
from waypost.people.models import Person, Role
from waypost.people.viewers import System, Viewer


def may_meet(viewer: Viewer, person: Person) -> bool:
    """Reviewers for others, never for themselves; the system where a rule decides."""
    if viewer.district.pk != person.district_id:
        return False
    if isinstance(viewer, System):
        return True
    return viewer.holds(Role.REVIEWER, Role.PROGRAM_LEAD) and viewer != person


def may_withdraw(viewer: Viewer, award: Award) -> bool:
    return viewer.district.pk == award.district_id and viewer.holds(Role.PROGRAM_LEAD)


def may_share(viewer: Viewer, award: Award) -> bool:
    """Only the earner: nothing becomes public because somebody else thought so."""
    return isinstance(viewer, Person) and viewer.pk == award.person_id
