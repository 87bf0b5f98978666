"""Days off as people paste them: a date or two, and a name, one to a line."""

import datetime as dt
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from waypost.people.characters import printable
from waypost.people.models import DayOff

_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}"
_LINE = re.compile(
    rf"(?P<first>{_DATE})(?:\s*(?:to|through|until|-|–|—)\s*(?P<last>{_DATE}))?[\s,:;]*(?P<name>.*)",
    re.IGNORECASE,
)
# A break, not a year that was mistyped.
LONGEST = 120
LONGEST_NAME = 80
MOST_LINES = 400


def parse(text: str) -> dict[dt.date, str]:
    """Each day off with its name. Raises ValidationError with a sentence for each bad line."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MOST_LINES:
        most = _("That is more than %(most)d lines. Leave out the years that are over.")
        raise ValidationError({"days": [most % {"most": MOST_LINES}]})
    days: dict[dt.date, str] = {}
    wrong: list[str] = []
    for number, line in lines:
        try:
            found, name = _read(line)
            if days.keys() & set(found):
                raise ValueError(_("a day of it stands in a line before."))
        except ValueError as error:
            said = _("Line %(number)d, “%(line)s”: %(said)s")
            wrong.append(said % {"number": number, "line": line[:60], "said": error})
        else:
            days |= dict.fromkeys(found, name)
    if wrong:
        raise ValidationError({"days": wrong})
    return days


def written(days: Iterable[DayOff]) -> str:
    """The same lines again, with the days that follow one another under one name as one line."""
    lines: list[tuple[dt.date, dt.date, str]] = []
    for day in sorted(days, key=lambda day: day.date):
        if lines and lines[-1][2] == day.name and day.date - lines[-1][1] == dt.timedelta(days=1):
            lines[-1] = (lines[-1][0], day.date, day.name)
        else:
            lines.append((day.date, day.date, day.name))
    return "\n".join(
        f"{first} {name}" if first == last else f"{first} to {last} {name}"
        for first, last, name in lines
    )


def _read(line: str) -> tuple[list[dt.date], str]:
    """Raises ValueError with what to do."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(_("begin with a date, such as 2026-12-21."))
    first = _date(match["first"])
    last = _date(match["last"]) if match["last"] else first
    if last < first:
        raise ValueError(_("the last day comes before the first."))
    count = (last - first).days + 1
    if count > LONGEST:
        raise ValueError(_("that is %(count)d days. Check the years.") % {"count": count})
    name = " ".join(match["name"].split())
    if not name:
        raise ValueError(_("say what it is, such as Winter break."))
    if len(name) > LONGEST_NAME:
        raise ValueError(_("a name can have up to 80 letters."))
    if printable(name) != name:
        raise ValueError(_("there is a hidden character in it. Type the name again."))
    return [first + dt.timedelta(days=n) for n in range(count)], name


def _date(text: str) -> dt.date:
    """2026-12-21 or 12/21/2026. Raises ValueError with what to do."""
    if "/" in text:
        month, day, year = map(int, text.split("/"))
    else:
        year, month, day = map(int, text.split("-"))
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        none = _("there is no day %(date)s. Write dates as 2026-12-21.")
        raise ValueError(none % {"date": text}) from error
