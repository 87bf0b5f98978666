"""May this viewer write, publish or retire?"""

from waypost.catalog.models import Manuscript
from waypost.people.models import District, Person, Role
from waypost.people.viewers import System, Viewer


def may_write(viewer: Viewer, district: District) -> bool:
    if viewer.district.pk != district.pk:
        return False
    return isinstance(viewer, System) or viewer.holds(Role.AUTHOR, Role.PROGRAM_LEAD)


def may_publish(viewer: Viewer, district: District) -> bool:
    if viewer.district.pk != district.pk:
        return False
    return isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)


def may_put_away(viewer: Viewer, manuscript: Manuscript) -> bool:
    """Whoever began it, and whoever runs the program; others who write leave a comment."""
    if not may_write(viewer, manuscript.district) or not isinstance(viewer, Person):
        return False
    return viewer.holds(Role.PROGRAM_LEAD) or manuscript.written_by_id in viewer.selves
