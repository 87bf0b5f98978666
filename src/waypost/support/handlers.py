"""What support hears of people."""

from waypost.journal.events import on
from waypost.people.events import PersonsJoined
from waypost.people.models import Person
from waypost.people.viewers import System
from waypost.support import actions


@on(PersonsJoined)
def desk_follows(event: PersonsJoined) -> None:
    """The help person is who the joined entry turned out to be."""
    people = Person.objects.select_related("district")
    kept, other = people.get(pk=event.subject), people.get(pk=event.other)
    actions.pass_on_desk(before=other, to=kept.holder, by=System(kept.district, "joined"))
