"""What wallets hear of people."""

from django.utils import timezone

from waypost.journal.events import on
from waypost.people.events import PersonLeft
from waypost.people.models import Person
from waypost.people.viewers import System
from waypost.wallets import ending
from waypost.wallets.models import Connection


@on(PersonLeft)
def wallets_of_who_left(event: PersonLeft) -> None:
    """Their tokens hold no more from the moment they left (bearer); coming back opens none."""
    person = Person.objects.select_related("district").get(pk=event.subject)
    mine = Connection.objects.filter(person__in=person.selves, ended_at=None)
    for connection in mine:
        ending.end(
            connection=connection,
            why=Connection.Why.LEFT,
            by=System(person.district, "left"),
            at=timezone.now(),
        )
