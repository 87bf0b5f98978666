"""Facts of surveys."""

from dataclasses import dataclass

from waypost.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FormChosen(Event):
    """The district asks by a form of its own, or by the short one again. `subject` is its row."""

    own: bool
