"""What the doctor asks: each room says how its own things are and how they are mended."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is: nothing to do, somebody should look, or it does not work."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`said` is one sentence, `mend` what to do about it; neither holds a name or a secret."""

    state: State
    said: str
    mend: str = ""


def ok(said: str) -> Finding:
    return Finding(State.OK, said)


def look(said: str, mend: str) -> Finding:
    return Finding(State.LOOK, said, mend)


def wrong(said: str, mend: str) -> Finding:
    return Finding(State.WRONG, said, mend)


@dataclass(frozen=True)
class Asked:
    """When, and may the answer leave the machine?"""

    at: dt.datetime
    network: bool = False


Check = Callable[[Asked], Iterator[Finding]]
_checks: dict[str, Check] = {}


def asked_by_doctor(check: Check) -> Check:
    """Mark a room's check, in its `checks.py`. It reads, is quick, and changes nothing."""
    _checks[f"{check.__module__.removeprefix('waypost.')}.{check.__name__}"] = check
    return check


def ask(asked: Asked) -> Iterator[Finding]:
    """Each of them, whatever becomes of the others."""
    for name, check in _checks.items():
        try:
            yield from check(asked)
        except Exception as error:  # the doctor goes on, and says which question was no use
            yield wrong(
                f"{name} could not be looked at ({type(error).__name__}).",
                "Mend what is named above first; if this stays, it is a fault of Waypost.",
            )
