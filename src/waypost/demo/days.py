"""When the demo district's schools are closed, for any year that the demo is started in."""

import datetime as dt
from collections.abc import Iterator

WEEK = dt.timedelta(days=7)


def days_off(year: int) -> Iterator[tuple[dt.date, str]]:
    """Weekdays off from January to December."""
    yield from _weekdays(dt.date(year, 1, 1), 1, "Winter break")
    yield from _weekdays(_first(year, 3, 0) + WEEK, 5, "Spring break")
    # From the Wednesday before the fourth Thursday of November.
    yield from _weekdays(_first(year, 11, 3) + 3 * WEEK - dt.timedelta(days=1), 3, "Thanksgiving")
    yield from _weekdays(dt.date(year, 12, 21), 11, "Winter break")


def apps_checked(before: dt.date) -> dt.date:
    """The second Tuesday of August: somebody looks at the list of apps before school begins."""
    this = _first(before.year, 8, 1) + WEEK
    return this if this < before else _first(before.year - 1, 8, 1) + WEEK


def _first(year: int, month: int, weekday: int) -> dt.date:
    start = dt.date(year, month, 1)
    return start + dt.timedelta(days=(weekday - start.weekday()) % 7)


def _weekdays(start: dt.date, count: int, name: str) -> Iterator[tuple[dt.date, str]]:
    for offset in range(count):
        day = start + dt.timedelta(days=offset)
        if day.weekday() < 5:
            yield day, name
