"""What the delivery loop does once a day: what is left over is put away, what is due is written."""

import datetime as dt
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

EVERY = dt.timedelta(days=1)
Duty = Callable[[dt.datetime], int]
_duties: dict[str, Duty] = {}


def daily(duty: Duty) -> Duty:
    """Mark a room's duty, in its `duties.py`. It is given the time and says how many it did.

    It may run more often, in two loops at once, and be killed at any place.
    """
    _duties[f"{duty.__module__.removeprefix('waypost.')}.{duty.__name__}"] = duty
    return duty


def do_duties(*, at: dt.datetime) -> None:
    """Each of them, whatever becomes of the others."""
    for name, duty in _duties.items():
        try:
            count = duty(at)
        except Exception as error:  # the loop goes on, and tomorrow it tries again
            log.warning("duty %s failed (%s)", name, type(error).__name__)
        else:
            log.log(logging.INFO if count else logging.DEBUG, "duty %s: %d done", name, count)
