"""What people put away once a day."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from waypost.journal.duties import daily


@daily
def ended_sessions(at: dt.datetime) -> int:
    """A session that ended signs nobody in any more; its row would lie there for good."""
    ended = Session.objects.filter(expire_date__lt=at).delete()[0]
    # So would what its owner saw of it: which browser, and from where.
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended
