"""Who may read the outbox, and who is told that letters are late?"""

from waypost.people.models import District, Role
from waypost.people.viewers import Viewer


def may_see_outbox(district: District) -> bool:
    """Only in a demo, where every letter is to somebody who does not exist."""
    return district.demo


def may_count_late_letters(viewer: Viewer) -> bool:
    """Whoever runs the program can ask whoever runs the server."""
    return viewer.holds(Role.PROGRAM_LEAD)
