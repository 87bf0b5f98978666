"""What had been mailed to an address that was taken away answers for its person no more."""

from uuid import UUID

from waypost.notices.kinds import kind_of
from waypost.notices.models import Letter, QuietKey, State, letter_token
from waypost.people.models import Person
from waypost.people.viewers import System
from waypost.program import actions


def make_links_anew(pk: UUID) -> None:
    """And what is still to be sent, or is sent again, goes to the person and holds the new ones."""
    found = Person.objects.select_related("district", "joined_into__district").get(pk=pk)
    person = found.holder
    renewed = actions.renew_links(person=person, by=System(person.district, "address_taken"))
    for key in QuietKey.objects.filter(person__in=person.selves):
        renewed[key.token] = letter_token()
        QuietKey.objects.filter(pk=key.pk).update(token=renewed[key.token])
    theirs = Letter.objects.filter(to__in=person.selves)
    for letter in theirs.in_state(State.WAITING) | theirs.lost():
        _mend(letter, renewed, person)


def _mend(letter: Letter, renewed: dict[str, str], person: Person) -> None:
    for old, new in renewed.items():
        letter.text, letter.html = letter.text.replace(old, new), letter.html.replace(old, new)
    stays = bool(letter.kind) and kind_of(letter.kind).stays
    same = Letter.objects.filter(
        district=letter.district_id, address=person.email, occasion=letter.occasion
    )
    if letter.state == State.WAITING and not stays and not same.exists():
        letter.address = person.email
    letter.save(update_fields=["text", "html", "address"])
