"""Since when, and due when, in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.people.models import District
from waypost.ui.templatetags.ui import when


def days_left(due: dt.datetime, now: dt.datetime, district: District) -> int:
    """Calendar days in the district's own time zone; below 0 it is overdue."""
    zone = district.zone
    return (due.astimezone(zone).date() - now.astimezone(zone).date()).days


def due_in_words(due: dt.datetime, now: dt.datetime, district: District) -> str:
    left = days_left(due, now, district)
    if left < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": -left}
    if left == 0:
        return _("Due today")
    if left == 1:
        return _("Due tomorrow")
    return _("Due %(day)s") % {"day": when(due, district)}


def waiting_in_words(since: dt.datetime, now: dt.datetime, district: District) -> str:
    days = days_left(now, since, district)
    if days <= 0:
        return _("Waiting since today")
    if days == 1:
        return _("Waiting since yesterday")
    return _("Waiting since %(day)s") % {"day": when(since, district)}
