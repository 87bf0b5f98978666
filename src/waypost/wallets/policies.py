"""May this viewer let a wallet in, end one, or turn wallets on?"""

from waypost.people.models import District, Person
from waypost.people.policies import may_run_program
from waypost.people.viewers import System, Viewer
from waypost.wallets.models import Connection


def are_on(district: District) -> bool:
    return district.wallets_since is not None


def may_allow(viewer: Viewer, district: District) -> bool:
    """Everyone who is somebody here, for themselves."""
    return (
        are_on(district)
        and isinstance(viewer, Person)
        and viewer.district_id == district.pk
        and viewer.left_at is None
    )


def may_end(viewer: Viewer, connection: Connection) -> bool:
    """Whose it is, under whichever entry; the system where a rule says so."""
    if viewer.district.pk != connection.district_id:
        return False
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and connection.person_id in viewer.selves


def may_choose_wallets(viewer: Viewer, district: District) -> bool:
    return may_run_program(viewer, district)
