"""Overwriting parts of a large file in place: nothing moves, so every offset in it stays true.

Cleaners first collect patches while reading, and write only when the whole file was understood.
Each patch may be written twice: a killed cleaning is simply run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from waypost.evidence.intake.refusals import Refused

BLOCK: Final = 1 << 20
ZEROS: Final = bytes(BLOCK)
# More than any real recording has; each costs memory until it is written.
MOST_PATCHES: Final = 200_000


@dataclass(slots=True)
class Patches:
    writes: list[tuple[int, bytes]] = field(default_factory=list)
    zeros: list[tuple[int, int]] = field(default_factory=list)
    end: int | None = None

    def write(self, at: int, data: bytes) -> None:
        self.writes.append((at, data))
        self._bound()

    def zero(self, start: int, end: int) -> None:
        """Neighbours are joined, so that a track of many small samples stays one entry."""
        if end <= start:
            return
        if self.zeros and self.zeros[-1][1] == start:
            self.zeros[-1] = (self.zeros[-1][0], end)
        else:
            self.zeros.append((start, end))
        self._bound()

    def _bound(self) -> None:
        if len(self.writes) + len(self.zeros) > MOST_PATCHES:
            raise Refused("too_hard")

    def apply(self, path: Path) -> None:
        """Zeros first: a header written inside a zeroed stretch stays."""
        with path.open("r+b") as stream:
            for start, end in self.zeros:
                stream.seek(start)
                for size in _blocks(end - start):
                    stream.write(ZEROS[:size])
            for at, data in self.writes:
                stream.seek(at)
                stream.write(data)
            if self.end is not None:
                stream.truncate(self.end)


def _blocks(total: int) -> Iterable[int]:
    while total > 0:
        yield min(total, BLOCK)
        total -= BLOCK
