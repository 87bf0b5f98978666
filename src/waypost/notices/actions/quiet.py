"""Turn kinds of letters off and on again."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from waypost.notices.kinds import Kind, kinds_for
from waypost.notices.models import Quiet
from waypost.people.models import Person


def be_quiet(*, person: Person, kind: Kind, at: dt.datetime) -> None:
    """By whoever holds the link of one of their letters: it can do this and nothing else."""
    Quiet.objects.get_or_create(
        district=person.district, person=person, kind=kind.name, defaults={"since": at}
    )


def speak_again(*, person: Person, kind: Kind) -> None:
    Quiet.objects.filter(person=person, kind=kind.name).delete()


def stay_quiet(*, before: Person, to: Person) -> None:
    """Of one human with two entries: whatever either stopped stays stopped."""
    for one in Quiet.objects.filter(person=before):
        Quiet.objects.get_or_create(
            district=to.district, person=to, kind=one.kind, defaults={"since": one.since}
        )


@transaction.atomic
def choose_kinds(*, wanted: Collection[str], by: Person, at: dt.datetime) -> None:
    """Of the kinds that they could get, the ones to be written; one's own letters only."""
    for kind in kinds_for(by):
        if kind.name in wanted:
            speak_again(person=by, kind=kind)
        else:
            be_quiet(person=by, kind=kind, at=at)
