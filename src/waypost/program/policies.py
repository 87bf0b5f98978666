"""Who may see who takes part, and who may write to them?"""

import uuid
from collections.abc import Collection

from waypost.people.models import Group, Person, Role
from waypost.people.policies import may_run_program
from waypost.people.viewers import Viewer
from waypost.program.models import Invitation

# Fewer than this could be recognized.
FEWEST = 5


def may_see_people(viewer: Viewer) -> bool:
    """Everybody's row: the team, and a campus representative of their own campus.

    Principals never, whatever else they do, as with all that is about one person's work.
    """
    if not isinstance(viewer, Person) or viewer.holds(Role.PRINCIPAL):
        return False
    return viewer.holds(Role.PROGRAM_LEAD, Role.COACH) or bool(_campuses(viewer, Role.CAMPUS_REP))


def may_see_counts(viewer: Viewer) -> bool:
    return may_see_people(viewer) or viewer.holds(Role.PRINCIPAL)


def may_write_to(viewer: Viewer) -> bool:
    """To whoever they see: the team's letters go to people, and never to a list."""
    return may_see_people(viewer)


def may_remove(viewer: Viewer, group: Group, person: Person) -> bool:
    """Whoever runs the program, and everybody themselves."""
    oneself = isinstance(viewer, Person) and viewer.pk == person.pk
    return may_run_program(viewer, group.district) or oneself


def may_answer(viewer: Viewer, invitation: Invitation) -> bool:
    """Whoever holds the letter; an answer opens nothing and shows nothing of anybody."""
    return viewer.district.pk == invitation.district_id


def campuses_seen(viewer: Person) -> Collection[uuid.UUID] | None:
    """Ids of the campuses whose people and numbers are theirs to see; None is the district."""
    if viewer.holds(Role.PRINCIPAL):
        return _campuses(viewer, Role.PRINCIPAL) or None
    if viewer.holds(Role.PROGRAM_LEAD, Role.COACH):
        return None
    return _campuses(viewer, Role.CAMPUS_REP)


def _campuses(viewer: Person, role: Role) -> set[uuid.UUID]:
    return {p.campus_id for p in viewer.current_placements if p.role == role and p.campus_id}
