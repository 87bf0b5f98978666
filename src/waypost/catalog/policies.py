"""May this viewer write, publish or retire?"""

from waypost.people.models import District, Role
from waypost.people.viewers import System, Viewer


def may_write(viewer: Viewer, district: District) -> bool:
    if viewer.district.pk != district.pk:
        return False
    return isinstance(viewer, System) or viewer.holds(Role.AUTHOR, Role.PROGRAM_LEAD)


def may_publish(viewer: Viewer, district: District) -> bool:
    if viewer.district.pk != district.pk:
        return False
    return isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)
