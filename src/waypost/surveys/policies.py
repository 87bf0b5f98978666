"""Who may read what people said, and choose where they are asked?"""

from waypost.people.models import District, Role
from waypost.people.policies import may_run_program
from waypost.people.viewers import Viewer


def may_read_evaluations(viewer: Viewer) -> bool:
    """Those who write and run the program, to make it better; a principal never, whatever else."""
    return viewer.holds(Role.PROGRAM_LEAD, Role.AUTHOR) and not viewer.holds(Role.PRINCIPAL)


def may_choose_form(viewer: Viewer, district: District) -> bool:
    return may_run_program(viewer, district)
