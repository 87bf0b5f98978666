"""What review hears of people."""

from waypost.journal.events import on
from waypost.people.events import PersonsJoined
from waypost.people.models import Person
from waypost.people.viewers import System
from waypost.review import actions


@on(PersonsJoined)
def reviews_follow(event: PersonsJoined) -> None:
    """What the joined entry has in hand could otherwise be finished by nobody."""
    people = Person.objects.select_related("district", "joined_into__district")
    kept, other = people.get(pk=event.subject).holder, people.get(pk=event.other)
    actions.hand_over(before=other, to=kept, by=System(kept.district, "joined"))
