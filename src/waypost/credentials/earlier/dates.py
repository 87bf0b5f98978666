"""Dates as they stand in districts' lists; often only a month or a year is known."""

import datetime as dt
import re
from dataclasses import dataclass

FIRST_YEAR = 1950
MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
    "sept": 9,
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}
# A time behind it, as databases write midnight, says nothing.
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?(Z|[+-]\d{2}:?\d{2})?$")
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})-(?P<d>\d{1,2})-(?P<y>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.? (?P<d>\d{1,2})(st|nd|rd|th)?,? (?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})[ -](?P<name>[a-z]+)\.?[ -](?P<y>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.?,? (?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})"),
)


class NotADate(Exception):
    """It is written in none of the ways that are read, or there is no such day."""


@dataclass(frozen=True, order=True)
class Earned:
    """`on` is the first day it can mean; `known` is day, month or year."""

    on: dt.date
    known: str


def read_date(text: str) -> Earned:
    """2019-05-14, 5/14/2019, May 14, 2019, May 2019, 5/2019 or 2019. Raises NotADate."""
    plain = _TIME.sub("", text.strip()).casefold()
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None or not plain.isascii():
        raise NotADate
    parts = found.groupdict()
    month = _month(parts["name"]) if parts.get("name") else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    known = "day" if day else "month" if month else "year"
    # What stands there and is no month or no day ("0") must not pass as unknown.
    if (parts.get("d") and not day) or (parts.get("m") and not month):
        raise NotADate
    try:
        on = dt.date(int(parts["y"]), month or 1, day or 1)
    except ValueError as error:
        raise NotADate from error
    if on.year < FIRST_YEAR:
        raise NotADate
    return Earned(on, known)


def _month(name: str) -> int:
    if name not in MONTHS:
        raise NotADate
    return MONTHS[name]
