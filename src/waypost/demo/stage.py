"""What everyone in the story shares: the people, the clock, and what was published so far."""

import datetime as dt
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from waypost.catalog.models import Version
from waypost.demo.clock import SchoolClock
from waypost.demo.story.shapes import When
from waypost.people import seen
from waypost.people.models import District, Person
from waypost.people.second_factor import note_sign_in

# Each step is announced by its instant and done when the next one is asked for.
Steps = Iterator[dt.datetime]
# By slug and number; filled as they are published.
Versions = dict[tuple[str, int], Version]


@dataclass(frozen=True)
class Stage:
    """`staff` is by key; `desk` is a folder for files that are used up."""

    district: District
    staff: dict[str, Person]
    clock: SchoolClock
    desk: Path
    versions: Versions = field(default_factory=dict)

    def wait(self, when: When) -> Generator[dt.datetime, None, dt.datetime]:
        """`at = yield from stage.wait(when)`: goes on once that moment has come."""
        at = self.clock.at(when)
        yield at
        return at

    def enter(self, key: str, at: dt.datetime) -> Person:
        """They sign in and see a page: nobody does anything without having been here."""
        person = self.staff[key]
        note_sign_in(person=person, at=at)
        seen.note(person, at=at)
        return person
