"""A list in words: what became of a line and why, and what holds the whole of it up."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials.models import AwardLine
from waypost.pages.line_words import WORDS
from waypost.ui.templatetags.ui import long_date

COLUMNS: dict[str, str | Promise] = {
    "email": gettext_lazy("E-mail"),
    "name": gettext_lazy("Name"),
    "date": gettext_lazy("Date"),
    "note": gettext_lazy("Note"),
}


def why(line: AwardLine) -> str:
    """Why it is not awarded and what to do; empty for one that is, or will be."""
    words = _WORDS.get(line.problem)
    if words is None:
        return ""
    said = {"email": "", "name": "", "date": "", "line": "", "count": "", "one": "", "other": ""}
    said |= {key: str(value) for key, value in line.said.items()}
    said |= {key: str(value) for key, value in line.facts.items()}
    return str(words) % said


_WORDS: dict[str, str | Promise] = {
    **WORDS,
    "unknown_email": gettext_lazy(
        "Nobody here has the address %(email)s. Correct it in the file, or bring the person in and"
        " look again."
    ),
    "unknown_name": gettext_lazy(
        "Nobody here is called %(name)s. Correct it in the file, or bring the person in and look"
        " again."
    ),
    "gone": gettext_lazy("They have left the district."),
    "twice": gettext_lazy("The same person as in line %(line)s."),
    "own": gettext_lazy("Nobody awards themselves. Another program lead can award it to you."),
    "unreadable_date": gettext_lazy(
        "“%(date)s” can’t be read as a date. Write 2019-05-14 or 5/14/2019, or leave it empty."
    ),
    "no_day": gettext_lazy(
        "“%(date)s” names no day, and a badge does. Write the day, or leave it empty: then it is"
        " dated the day on which it is awarded."
    ),
    "over": gettext_lazy(
        "Earned on that day, it would have expired by now. Correct the date, or leave the line out."
    ),
    "expired": gettext_lazy("What they hold has expired. A list does not renew it."),
    "confirmed": gettext_lazy(
        "The district’s address was confirmed meanwhile. Bring the list again: then it is a real"
        " badge, not one for practice."
    ),
    "not_signed": gettext_lazy(
        "It could not be signed. Look at the name for signs that nobody can see, correct it, and"
        " bring this line again."
    ),
    "list_withdrawn": gettext_lazy("The list was withdrawn before this line had its turn."),
}


def trouble_words(trouble: str) -> str:
    """Why the last piece did not work, and who mends it."""
    if trouble == "KeyMissing":
        return _(
            "The file of the district’s signing key is missing or damaged. Ask whoever runs the"
            " server to put it back from a backup. The list then goes on by itself."
        )
    if trouble == "KeyLocked":
        return _(
            "The district’s signing key is encrypted with another secret than the server has. Ask"
            " whoever runs the server to set WAYPOST_KEYS_SECRET as it was. The list then goes on"
            " by itself."
        )
    return _(
        "The last piece did not work (%(code)s). It is tried again by itself; nothing is lost. If"
        " this stays for an hour, tell whoever runs the server this word."
    ) % {"code": trouble}


def who(line: AwardLine) -> str:
    """Whom it means, as they are called today; else what stood in the line."""
    if line.person is not None:
        return line.person.name
    return line.said.get("name") or line.said.get("email") or ""


def dated(line: AwardLine) -> str:
    if line.earned_on:
        return long_date(line.earned_on)
    return str(line.said.get("date", ""))
