"""From an award to signed bytes, and the status lists that say "withdrawn"."""

import datetime as dt

from waypost.credentials.models import Award, Document


def issue(award: Award, *, at: dt.datetime) -> Document:
    """Compose, allocate a status place, sign, keep; part of the award's own transaction."""
    raise NotImplementedError


def refresh_lists(award: Award, *, at: dt.datetime) -> None:
    """Make and sign again every status list in which this award has a place."""
    raise NotImplementedError
