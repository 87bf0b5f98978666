"""What went on beside the work: settings, the pilot group, help, records, mending, writing,
and what people said."""

from collections.abc import Callable, Iterable

from waypost.demo.beside import asked, mended, pilot, records, said, settled, writing
from waypost.demo.stage import Stage, Steps

BESIDE: tuple[Callable[[Stage], Iterable[Steps]], ...] = (
    settled.acts,
    pilot.acts,
    asked.acts,
    records.acts,
    mended.acts,
    writing.acts,
    said.acts,
)

__all__ = ["BESIDE"]
