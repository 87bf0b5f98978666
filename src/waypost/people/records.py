"""Does something that lasts carry this person's name and address? Rooms above know, and say so."""

from collections.abc import Callable

from waypost.people.models import Person

_QUESTIONS: list[Callable[[Person], bool]] = []


def is_asked(question: Callable[[Person], bool]) -> None:
    """Add one, at start."""
    _QUESTIONS.append(question)


def is_on_record(person: Person) -> bool:
    """Then a name or an address is mended, with its reason kept, and never only edited."""
    return any(question(person) for question in _QUESTIONS)
