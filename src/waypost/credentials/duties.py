"""What credentials puts away once a day."""

import datetime as dt

from waypost.credentials.models import AwardLine, AwardList, EarlierImport
from waypost.credentials.status_lists import make_suspension_lists
from waypost.journal.duties import daily

# Whoever brought a file and was called away finds it again within the week.
KEPT_FOR = dt.timedelta(days=7)
# As long as somebody may still compare a report with the list it came from.
SAID_FOR = dt.timedelta(days=90)


@daily
def suspension_lists(at: dt.datetime) -> int:
    """Lists from before suspensions had one of their own get it."""
    return make_suspension_lists(at=at)


@daily
def files_never_added(at: dt.datetime) -> int:
    """A list of people that nobody decided about is not kept."""
    old = EarlierImport.objects.filter(added_at=None, brought_at__lt=at - KEPT_FOR)
    return old.delete()[0]


@daily
def lists_never_begun(at: dt.datetime) -> int:
    """A list of people whom nobody awarded is not kept either."""
    states = AwardList.State
    old = AwardList.objects.filter(state=states.LOOKED_OVER, brought_at__lt=at - KEPT_FOR)
    return old.delete()[0]


@daily
def what_old_lists_said(at: dt.datetime) -> int:
    """Addresses and names of people whom nobody here knows are not kept; the outcome is."""
    old = AwardLine.objects.filter(award_list__ended_at__lt=at - SAID_FOR).exclude(said={})
    return old.update(said={})
