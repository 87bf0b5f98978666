"""What wallets put away once a day."""

import datetime as dt

from waypost.journal.duties import daily
from waypost.people.viewers import System
from waypost.wallets import ending
from waypost.wallets.models import Connection, Token, Wallet

DAY = dt.timedelta(days=1)
# For somebody who registers one day and asks the next week.
FORGOTTEN = dt.timedelta(days=30)
# What has ended is in the journal; the row itself is kept for a while to ask who it was.
KEPT = dt.timedelta(days=90)
MOST = 1000


@daily
def tokens_over(at: dt.datetime) -> int:
    """Used refresh tokens stay until their own end, to be known when they come again."""
    return Token.objects.filter(expires_at__lte=at).delete()[0]


@daily
def connections_unused(at: dt.datetime) -> int:
    """Whose last token is over; and codes that nobody fetched."""
    silent = Connection.objects.filter(ended_at=None, allowed_at__lt=at - DAY)
    silent = silent.exclude(tokens__expires_at__gt=at)
    done = 0
    for connection in silent.select_related("district")[:MOST]:
        system = System(connection.district, "unused")
        done += ending.end(connection=connection, why=Connection.Why.UNUSED, by=system, at=at)
    return done


@daily
def wallets_forgotten(at: dt.datetime) -> int:
    """Nobody allowed them, or not for long."""
    Connection.objects.filter(ended_at__lt=at - KEPT).delete()
    idle = Wallet.objects.filter(registered_at__lt=at - FORGOTTEN, connections=None)
    return idle.delete()[0]
