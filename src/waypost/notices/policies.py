"""Who may read the outbox, choose the mail server, and see what became of letters?"""

from waypost.people.models import District, Role
from waypost.people.policies import may_run_program
from waypost.people.viewers import System, Viewer


def may_see_outbox(district: District) -> bool:
    """Only in a demo, where every letter is to somebody who does not exist."""
    return district.demo


def may_choose_server(viewer: Viewer, district: District) -> bool:
    return may_run_program(viewer, district)


def may_see_letters(viewer: Viewer) -> bool:
    """Whoever runs the program sees to whom and when, and whether it arrived; never the words."""
    return isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)
