"""The three questions, by the day from which they are asked. A change is a new set, so that what
was answered stays beside what was asked."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Questions:
    """`useful` is answered from 1 to 5, `tell` by yes, maybe or no, `change` in words."""

    since: dt.date
    useful: str | Promise
    tell: str | Promise
    change: str | Promise


SETS = (
    Questions(
        since=dt.date(2026, 8, 1),
        useful=_("How useful was it for your teaching?"),
        tell=_("Would you tell a colleague to try it?"),
        change=_("What one thing should change?"),
    ),
)


def questions(on: dt.date) -> Questions:
    """Before the first set began, the first one."""
    return next((one for one in reversed(SETS) if one.since <= on), SETS[0])
