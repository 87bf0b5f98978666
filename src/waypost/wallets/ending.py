"""A connection ends: from that moment on nothing of it is answered."""

import datetime as dt

from django.db import transaction

from waypost.journal.actions import record
from waypost.people.policies import require
from waypost.people.viewers import Viewer
from waypost.wallets.events import WalletEnded
from waypost.wallets.models import Connection, Token
from waypost.wallets.policies import may_end


@transaction.atomic
def end(*, connection: Connection, why: Connection.Why, by: Viewer, at: dt.datetime) -> bool:
    """False when it had ended before. Its tokens go at once."""
    require(may_end(by, connection))
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
