"""Instants as badges write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# xsd:dateTimeStamp: the zone is required.
_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,18})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)

FIRST_YEAR = 1900


class NotAnInstant(ValueError):
    """The text is not a date and time with a zone."""


def instant(at: datetime) -> str:
    """UTC with whole seconds; a time without a zone is refused."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise NotAnInstant("a time without a zone")
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_instant(text: object) -> datetime:
    """The UTC instant that a badge's text names."""
    match = _STAMP.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise NotAnInstant("not a date and time with a zone")
    year, month, day, hour, minute, second = (int(match[index]) for index in range(1, 7))
    if year < FIRST_YEAR:
        raise NotAnInstant("before anybody signed anything")
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return moment - _offset(match[8])
    except (ValueError, OverflowError) as error:
        raise NotAnInstant("no such date or time") from error


def instant_of(seconds: int) -> datetime:
    """Since 1970, as Unix counts. Raises NotAnInstant."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise NotAnInstant("no such date or time") from error


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 14 or minutes > 59:
        raise NotAnInstant("no such zone")
    size = timedelta(hours=hours, minutes=minutes)
    return size if zone[0] == "+" else -size
