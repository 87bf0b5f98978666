"""What composes several rooms, and is done after the answer was given."""

from django.utils import timezone

from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside import actions
from waypost.credentials.outside.reading import NotABadge, TooLarge
from waypost.evidence import intake
from waypost.journal.events import Postponed, on
from waypost.pages.outside_reading import read_newest, read_settled
from waypost.wallets.events import BadgePushed


@on(BadgePushed, outside=True)
def settle_what_was_brought(event: BadgePushed) -> None:
    """Where links are tried, its issuer's keys and lists are asked, as for a file that its owner
    adds; a wallet does not wait for that. Whoever brought it is its owner."""
    rows = OutsideBadge.objects.select_related("person__district", "district")
    badge = rows.filter(pk=event.subject).first()
    if badge is None or not badge.district.try_links or not badge.body:
        return
    now = timezone.now()
    try:
        reading = (
            read_settled(badge.brought, badge.person, at=now)
            if badge.brought
            else read_newest(bytes(badge.body), badge.person, at=now)
        )
        actions.read_again(badge=badge, reading=reading, by=badge.person, at=now)
    except (NotABadge, TooLarge, actions.Gone, actions.AlreadyHere, actions.IssuedHere):
        return
    except intake.TooManyLinks as busy:
        raise Postponed from busy
    except actions.ReplacedMeanwhile:
        return  # what took its place is checked by an event of its own
