"""Choose by what the program is measured."""

import datetime as dt

from django.db import transaction

from waypost.journal.actions import record
from waypost.people.models import District
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer
from waypost.program.events import AimChosen
from waypost.program.models import LONGEST_AIM, SHORTEST_AIM, Aim


class OutOfRange(Exception):
    """Less than a week, or more than a year."""


@transaction.atomic
def choose_active_days(*, district: District, days: int, by: Viewer, at: dt.datetime) -> Aim:
    """Within how many days somebody did something to count as active. Raises OutOfRange."""
    require(may_run_program(by, district))
    if not SHORTEST_AIM <= days <= LONGEST_AIM:
        raise OutOfRange
    aim, _made = Aim.objects.update_or_create(district=district, defaults={"active_days": days})
    record(AimChosen(district=district.pk, subject=aim.pk, active_days=days), by=by, at=at)
    return aim
