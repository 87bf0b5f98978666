"""Who may ask, and who sees what was asked?"""

from waypost.people.models import Person, Role
from waypost.people.viewers import Viewer
from waypost.support.models import helps


def may_ask(viewer: Viewer) -> bool:
    """Everyone who earns; a principal is who a teacher's trouble is kept from."""
    return isinstance(viewer, Person) and not viewer.holds(Role.PRINCIPAL)


def may_see_asked(viewer: Viewer) -> bool:
    """Coaches, the program lead, and whoever is the help person; a principal never, whatever else
    they do."""
    return helps(viewer)
