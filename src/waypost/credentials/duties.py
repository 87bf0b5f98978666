"""What credentials puts away once a day."""

import datetime as dt

from waypost.credentials.issuing import make_suspension_lists
from waypost.credentials.models import EarlierImport
from waypost.journal.duties import daily

# Whoever brought a file and was called away finds it again within the week.
KEPT_FOR = dt.timedelta(days=7)


@daily
def suspension_lists(at: dt.datetime) -> int:
    """Lists from before suspensions had one of their own get it."""
    return make_suspension_lists(at=at)


@daily
def files_never_added(at: dt.datetime) -> int:
    """A list of people that nobody decided about is not kept."""
    old = EarlierImport.objects.filter(added_at=None, brought_at__lt=at - KEPT_FOR)
    return old.delete()[0]
