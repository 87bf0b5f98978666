"""May this viewer do this? Pure answers for people and the district itself."""

from django.core.exceptions import PermissionDenied

from waypost.people.models import District, Role
from waypost.people.viewers import System, Viewer


class NotAllowed(PermissionDenied):
    """The actor may see this and still may not do it; pages answer 403."""


def may_run_program(viewer: Viewer, district: District) -> bool:
    """Bring in people, confirm the address, withdraw an award."""
    if viewer.district.pk != district.pk:
        return False
    return isinstance(viewer, System) or viewer.holds(Role.PROGRAM_LEAD)


def may_read_work(viewer: Viewer) -> bool:
    """What others handed in, its tries and its feedback: reviewers and the program lead.

    Principals never, whatever else they do: they see that something was earned, this is no
    appraisal, and the teacher was told so.
    """
    return viewer.holds(Role.REVIEWER, Role.PROGRAM_LEAD) and not viewer.holds(Role.PRINCIPAL)


def require(allowed: bool) -> None:
    """Raises NotAllowed."""
    if not allowed:
        raise NotAllowed
