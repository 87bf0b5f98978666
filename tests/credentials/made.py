"""Awards for tests, made through the one door."""

import datetime as dt

from tests.cast import NOW, Cast, confirm
from waypost.credentials import actions
from waypost.credentials.models import Award
from waypost.people.models import Person

ADDRESS = "https://learn.pecanflats.example"


def show(
    cast: Cast, slug: str, *, to: Person, by: Person | None = None, at: dt.datetime = NOW
) -> Award | None:
    """The version's own piece, demonstrated; None while the rest of its rule is not met."""
    return actions.meet_requirement(
        requirement=cast.versions[slug].requirements.get(kind="evidence"),
        person=to,
        basis={"version": "x"},
        by=by or cast.dana,
        at=at,
    )


def award(cast: Cast, slug: str = "forms-quiz", *, to: Person, by: Person | None = None) -> Award:
    made = show(cast, slug, to=to, by=by)
    assert made is not None
    return made


def confirmed(cast: Cast, address: str = ADDRESS) -> Cast:
    """From here on its badges are real."""
    confirm(cast.district, address, by=cast.lead, at=NOW)
    for person in cast.people.values():
        person.refresh_from_db()
    return cast


def real(cast: Cast, address: str = ADDRESS, visibility: str = "public") -> Award:
    """A real badge of María's that anyone may see."""
    made = award(confirmed(cast, address), to=cast.ortiz)
    actions.share(award=made, visibility=visibility, shown=[], by=cast.ortiz, at=NOW)
    return made
