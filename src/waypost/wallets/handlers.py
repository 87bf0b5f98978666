"""What wallets hear of people."""

from uuid import UUID

from django.utils import timezone

from waypost.journal.events import on
from waypost.people.events import AddressTaken, PersonLeft
from waypost.people.models import Person
from waypost.people.viewers import System
from waypost.wallets import ending
from waypost.wallets.models import Connection


@on(PersonLeft)
def wallets_of_who_left(event: PersonLeft) -> None:
    """Their tokens hold no more from the moment they left (bearer); coming back opens none."""
    _end_all(event.subject, "left")


@on(AddressTaken)
def wallets_of_who_had_the_address(event: AddressTaken) -> None:
    """Whoever signed in before may have let them in; the person lets theirs in again."""
    _end_all(event.subject, "address_taken")


def _end_all(pk: UUID, reason: str) -> None:
    person = Person.objects.select_related("district").get(pk=pk)
    mine = Connection.objects.filter(person__in=person.selves, ended_at=None)
    for connection in mine:
        ending.end(
            connection=connection,
            why=Connection.Why.LEFT,
            by=System(person.district, reason),
            at=timezone.now(),
        )
