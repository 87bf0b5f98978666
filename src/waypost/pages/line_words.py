"""What is wrong with a line of any list of people and what to do, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

WORDS: dict[str, str | Promise] = {
    "too_many_cells": gettext_lazy(
        "This line has more cells than the first line has names. A comma inside a cell needs"
        " quotes around the cell."
    ),
    "long_cell": gettext_lazy("A cell holds more than 2,000 characters. Shorten it."),
    "nobody_named": gettext_lazy("Nobody is named. Fill in the e-mail address or the name."),
    "ambiguous_name": gettext_lazy(
        "%(count)s people here are called %(name)s. Fill in the e-mail address of the right one."
    ),
    "two_people": gettext_lazy(
        "The address belongs to %(one)s and the name to somebody else (%(other)s). Correct one of"
        " them."
    ),
    "future_date": gettext_lazy("“%(date)s” is in the future. Correct the date."),
}
