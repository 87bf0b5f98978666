"""A connection ends: from that moment on nothing of it is answered, and no code opens it again."""

import datetime as dt

from django.db import transaction

from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer
from waypost.wallets.events import WalletEnded
from waypost.wallets.models import Connection, Token
from waypost.wallets.policies import may_end

# After these a code that was allowed meanwhile is what its owner wants now.
GOES_ON = (Connection.Why.AGAIN, Connection.Why.UNUSED)


@transaction.atomic
def end(*, connection: Connection, why: Connection.Why, by: Viewer, at: dt.datetime) -> bool:
    """False when it had ended before. Its tokens go at once, and codes that its wallet has not
    fetched yet."""
    require(may_end(by, connection))
    if why not in GOES_ON:
        waiting = Connection.objects.filter(
            person__in=connection.person.holder.selves,
            wallet=connection.wallet_id,
            opened_at=None,
            ended_at=None,
        )
        for other in waiting.exclude(pk=connection.pk):
            _end(other, why, by, at)
    return _end(connection, why, by, at)


def _end(connection: Connection, why: Connection.Why, by: Viewer, at: dt.datetime) -> bool:
    going = Connection.objects.filter(pk=connection.pk, ended_at=None)
    if not going.update(ended_at=at, ended_why=why):
        return False
    Token.objects.filter(connection=connection).delete()
    record(
        WalletEnded(
            district=connection.district_id,
            subject=connection.pk,
            person=connection.person_id,
            wallet=connection.wallet_id,
            why=why.value,
        ),
        by=by,
        at=at,
    )
    return True
