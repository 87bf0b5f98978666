"""When somebody was last here, to the hour."""

import datetime as dt
import logging

from django.db import DatabaseError
from django.db.models import Q
from django.db.models.functions import Coalesce

from waypost.people.models import Person

HOUR = dt.timedelta(hours=1)
log = logging.getLogger(__name__)


def note(person: Person, *, at: dt.datetime) -> None:
    """One UPDATE at most once an hour, and nothing is read for it. No page waits for it in vain: a
    database that is too busy is asked again with the next page."""
    if person.last_seen_at and person.last_seen_at > at - HOUR:
        return
    due = Q(last_seen_at=None) | Q(last_seen_at__lte=at - HOUR)
    try:
        Person.objects.filter(due, pk=person.pk).update(
            first_seen_at=Coalesce("first_seen_at", at), last_seen_at=at
        )
    except DatabaseError as busy:
        log.warning("when somebody was here was not noted (%s)", type(busy).__name__)
