"""Earlier records in words: what is wrong with a line, when it was earned, where it is from."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials.earlier.plan import PlannedLine
from waypost.credentials.models import EarlierRecord
from waypost.pages.line_words import WORDS
from waypost.ui.templatetags.ui import long_date

COLUMNS: dict[str, str | Promise] = {
    "email": gettext_lazy("E-mail"),
    "name": gettext_lazy("Name"),
    "badge": gettext_lazy("Badge"),
    "date": gettext_lazy("Date"),
    "issuer": gettext_lazy("Issuer"),
    "note": gettext_lazy("Note"),
}


def earned_words(on: dt.date, known: str) -> str:
    """As much of the date as is known: May 14, 2019, May 2019, or 2019."""
    match known:
        case EarlierRecord.Known.DAY:
            return long_date(on)
        case EarlierRecord.Known.MONTH:
            # Translators: a month in Django's format letters, such as May 2019
            return date_format(on, _("F Y"))
        case _:
            return str(on.year)


def problem_words(line: PlannedLine, nearest: str) -> str:
    """What is wrong with a line of the file and what to do; empty for a good one."""
    said = {"email": line.email, "name": line.name, "date": line.date, "nearest": nearest}
    said |= dict(line.facts)
    words = _WORDS.get(line.problem)
    if words is None:
        return ""
    sentence = str(words) % said
    if line.problem not in ("unknown_email", "unknown_name"):
        return sentence
    if nearest:
        return sentence + " " + _("Did you mean %(nearest)s?") % said
    return sentence + " " + _("Correct it in the file, or bring the person in first.")


_WORDS: dict[str, str | Promise] = {
    **WORDS,
    "unknown_email": gettext_lazy("Nobody here has the address %(email)s."),
    "unknown_name": gettext_lazy("Nobody here is called %(name)s."),
    "gone": gettext_lazy("They have left the district, so nothing can be recorded for them."),
    "no_badge": gettext_lazy("The badge has no title. Fill it in."),
    "long_badge": gettext_lazy("The title has more than 200 characters. Shorten it."),
    "no_date": gettext_lazy("There is no date. Fill in at least the year, such as 2019."),
    "unreadable_date": gettext_lazy(
        "“%(date)s” can’t be read as a date. Write 2019-05-14, 5/14/2019, May 2019 or 2019."
    ),
    "twice": gettext_lazy("The same as line %(line)s."),
}


def problem_in_short(code: str) -> str:
    """For the report, which no longer knows what stood in the line."""
    return str(_SHORT.get(code, ""))


_SHORT: dict[str, str | Promise] = {
    "too_many_cells": gettext_lazy("more cells than names"),
    "long_cell": gettext_lazy("a cell too long"),
    "nobody_named": gettext_lazy("nobody named"),
    "unknown_email": gettext_lazy("nobody with this address"),
    "unknown_name": gettext_lazy("nobody of this name"),
    "ambiguous_name": gettext_lazy("several people of this name"),
    "two_people": gettext_lazy("address and name of two people"),
    "gone": gettext_lazy("left the district"),
    "no_badge": gettext_lazy("no title"),
    "long_badge": gettext_lazy("a title too long"),
    "no_date": gettext_lazy("no date"),
    "unreadable_date": gettext_lazy("a date that can’t be read"),
    "future_date": gettext_lazy("a date in the future"),
}


def source_words(record: EarlierRecord) -> str:
    """Where a record is from: a file's line, or a badge that the lead let count."""
    if record.brought is not None:
        facts = {"file": record.brought.file_name, "line": record.line}
        return _("%(file)s, line %(line)s") % facts
    if record.outside_id is not None:
        return _("A badge from elsewhere that was added here")
    return _("A badge from elsewhere, since removed by its owner")
