"""Put away what was begun by mistake, and bring it back."""

import datetime as dt

from django.db import IntegrityError, transaction

from waypost.catalog.authoring.actions import AddressTaken, Published, is_taken
from waypost.catalog.authoring.publishing import forget_draft
from waypost.catalog.events import ManuscriptBroughtBack, ManuscriptPutAway
from waypost.catalog.models import Manuscript, PutAway
from waypost.catalog.policies import may_put_away
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import require


@transaction.atomic
def put_away(*, manuscript: Manuscript, by: Person, at: dt.datetime) -> None:
    """Its words and comments stay, its preview goes and its address is free; a second click
    changes nothing. Raises Published."""
    require(may_put_away(by, manuscript))
    moved = Manuscript.objects.open().filter(pk=manuscript.pk).update(put_away_at=at)
    if not moved:
        if Manuscript.objects.filter(pk=manuscript.pk, published=None).exists():
            return
        raise Published
    forget_draft(manuscript)
    PutAway.objects.create(district=manuscript.district, manuscript=manuscript, by=by, at=at)
    record(ManuscriptPutAway(district=manuscript.district_id, subject=manuscript.pk), by=by, at=at)


@transaction.atomic
def bring_back(*, manuscript: Manuscript, by: Person, at: dt.datetime) -> None:
    """As it was left. Raises AddressTaken where something else has its address by now."""
    require(may_put_away(by, manuscript))
    held = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    if held.put_away_at is None:
        return
    if held.achievement_id is None and is_taken(manuscript.district, held.slug, held.kind):
        raise AddressTaken
    try:
        with transaction.atomic():
            Manuscript.objects.filter(pk=held.pk).update(put_away_at=None)
    except IntegrityError as taken:
        raise AddressTaken from taken
    PutAway.objects.filter(manuscript=held, back_at=None).update(back_by=by, back_at=at)
    record(ManuscriptBroughtBack(district=held.district_id, subject=held.pk), by=by, at=at)
