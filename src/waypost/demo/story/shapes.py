"""How the story is told: who did what, how many school days before today, at what time."""

from dataclasses import dataclass

DEMONSTRATED, NOT_YET = "demonstrated", "not_yet"
AWARD, INCOMPLETE = "award", "incomplete"


@dataclass(frozen=True)
class When:
    """So many school days before today, at a time of the district's clock; 0 is this morning."""

    days: int
    clock: str = "15:45"


@dataclass(frozen=True, kw_only=True)
class Put:
    """A file in a piece; pieces count from 1, as on the page."""

    piece: int
    file: str
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    piece: int
    url: str
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Say:
    """`text` may hold dates as <30>: the day 30 school days before today."""

    piece: int
    text: str
    prompt: int = 0


@dataclass(frozen=True, kw_only=True)
class Drop:
    """Take a file of an earlier try out before the next one."""

    file: str


Part = Put | Link | Say | Drop


@dataclass(frozen=True)
class Score:
    """`row` counts from 1."""

    row: int
    level: str
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """A review; without a verdict it is still going on, or was put back at `back`."""

    by: str
    start: When
    scores: tuple[Score, ...] = ()
    verdict: str = ""
    end: When | None = None
    back: When | None = None
    note: str = ""
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Try:
    parts: tuple[Part, ...]
    begun: When
    handed_in: When | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Made public by its earner, with these files beside it; `front`: on the front page too."""

    at: When
    front: bool = False
    show: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """Withdrawn by the program lead."""

    by: str
    at: When
    reason: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """One person's way through one badge or micro-credential."""

    who: str
    slug: str
    tries: tuple[Try, ...]
    number: int = 1
    # They do not go on with it for now.
    aside: When | None = None
    shared: Shared | None = None
    withdrawn: TakenBack | None = None
