"""Awards for tests, made through the one door."""

import datetime as dt
from typing import Any

from tests.cast import NOW, Cast, confirm
from waypost.credentials import actions, mending
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


def corrected(cast: Cast, made: Award, at: dt.datetime) -> None:
    """To María Peña, who earned it on November 20."""
    day = dt.date(2026, 11, 20)
    changes: list[dict[str, Any]] = [
        {"what": "name", "name": "María Peña"},
        {"what": "date", "day": day},
    ]
    for change in changes:
        current = made.documents.current()
        mending.correct(document=current, reason="mistake", note="x", by=cast.lead, at=at, **change)


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
