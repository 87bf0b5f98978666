"""What people put away once a day."""

import datetime as dt

from django.contrib.sessions.models import Session

from waypost.journal.duties import daily


@daily
def ended_sessions(at: dt.datetime) -> int:
    """A session that ended signs nobody in any more; its row would lie there for good."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]
