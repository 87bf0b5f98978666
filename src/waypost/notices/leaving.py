"""The letter with all that somebody earned: when they leave, and whenever they ask for it."""

import datetime as dt
from uuid import UUID

from waypost.credentials.taking_along import DAYS, along_of, token_for
from waypost.notices.actions.letters import write_letter
from waypost.people.known_addresses import addresses_of, holders_by_address
from waypost.people.models import District, Person
from waypost.people.own_addresses import own_of
from waypost.people.viewers import System


def to_who_leaves(person_id: UUID, *, at: dt.datetime) -> None:
    """To the district's address while it lasts, and to their own."""
    person = Person.objects.select_related("district", "account").get(pk=person_id)
    if person.left_at is None:
        return
    own = [row.email for row in own_of(person) if row.verified] if person.account else []
    for address in dict.fromkeys([person.email.casefold(), *map(str.casefold, own)]):
        occasion = f"left:{person.pk}:{person.left_at.isoformat()}"
        _write(person, address, occasion, left=True, at=at)


def to_who_asks(*, district: District, email: str, at: dt.datetime) -> bool:
    """Only to an address that is known to be theirs; once an hour. False for one that is not."""
    email = email.strip().casefold()
    pk = holders_by_address(district).get(email)
    if pk is None:
        return False
    person = Person.objects.select_related("district", "account").get(pk=pk)
    if email not in addresses_of(person):
        return False
    occasion = f"take_along:{person.pk}:{at:%Y-%m-%dT%H}"
    return _write(person, email, occasion, left=False, at=at)


def _write(person: Person, address: str, occasion: str, *, left: bool, at: dt.datetime) -> bool:
    along = along_of(person)
    if not along.count or not address:
        return False
    district = person.district
    letter = write_letter(
        "take_along",
        to=person,
        occasion=occasion,
        facts={
            "along": along,
            "days": DAYS,
            "left": left,
            "link": f"{district.address}/take-along/{token_for(person)}",
        },
        by=System(district, "notices"),
        at=at,
        address=address,
    )
    return letter is not None
