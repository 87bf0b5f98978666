"""Does something that lasts carry this person's name and address? Rooms above know, and say so."""

from collections.abc import Callable

from waypost.people.models import Person

Question = Callable[[Person], bool]
_QUESTIONS: list[Question] = []


def keeps_names(question: Question) -> Question:
    """Marks, in a room's `handlers.py`, what is to be asked."""
    _QUESTIONS.append(question)
    return question


def is_on_record(person: Person) -> bool:
    """Then a name or an address is mended, with its reason kept, and never only edited."""
    return any(question(person) for question in _QUESTIONS)
