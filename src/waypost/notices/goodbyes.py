"""Letters at an end: to an address that is theirs no more, and to who left a pilot group."""

import datetime as dt
from uuid import UUID

from waypost.notices import actions
from waypost.notices.letters import readers_of_answers
from waypost.people.models import Change, Group, Person
from waypost.people.viewers import System
from waypost.program.leaving import begun_in, last_in
from waypost.support.card import desk_of
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion


def to_the_old_address(change: UUID) -> None:
    """Where somebody would miss what is moved away from them."""
    found = Change.objects.select_related("district", "person__district").get(pk=change)
    if found.what not in (Change.What.ADDRESS, Change.What.TAKEN) or not found.before:
        return
    person, desk = found.person.holder, desk_of(found.district)
    actions.write_letter(
        "moved",
        to=person,
        address=found.before,
        occasion=f"moved:{found.pk}",
        facts={
            "change": found,
            # Nobody is sent to themselves.
            "helper": desk.person if desk and desk.person_id != person.pk else None,
            "answered": bool(readers_of_answers(found.district)),
        },
        by=System(found.district, "notices"),
        at=found.changed_at,
    )


def to_who_left(group: UUID, person: UUID, *, at: dt.datetime) -> None:
    """How useful was it? Once about each work, and of nothing that was never begun."""
    left = Group.objects.select_related("district").get(pk=group)
    found = Person.objects.select_related("district", "joined_into__district").get(pk=person)
    reader = found.holder
    was = last_in(left, reader)
    work = begun_in(was) if was and was.left_at and not reader.left_at else None
    link = ask(left.district, Occasion.LEAVING, work.pk) if work else ""
    if work is None or not link:
        return
    actions.write_letter(
        "evaluation",
        to=reader,
        occasion=f"left:{work.pk}",
        facts={
            "group": left,
            "version": work.version,
            "link": f"{left.district.address}/work/{work.pk}",
            "ask_url": link,
        },
        by=System(left.district, "notices"),
        at=at,
    )
