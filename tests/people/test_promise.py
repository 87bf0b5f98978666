"""By when is something promised?"""

import datetime as dt

from tests.cast import NOW, Cast
from waypost.people.actions import add_day_off
from waypost.people.calendar import promised_by


def test_school_days_skip_the_weekend_and_days_off(pecan_flats: Cast, caliche: Cast) -> None:
    for day in (25, 26, 27):
        add_day_off(
            district=pecan_flats.district,
            date=dt.date(2026, 11, day),
            name="Thanksgiving",
            by=pecan_flats.lead,
        )
    ours = promised_by(pecan_flats.district, at=NOW, school_days=5)
    theirs = promised_by(caliche.district, at=NOW, school_days=5)
    zone = pecan_flats.district.zone
    assert ours.astimezone(zone).date() == dt.date(2026, 11, 30)
    assert theirs.astimezone(zone).date() == dt.date(2026, 11, 25)
    assert ours.astimezone(zone).time() == dt.time(23, 59)


def test_late_in_the_evening_counts_as_that_day(pecan_flats: Cast) -> None:
    # 11 pm on Wednesday in Texas is Thursday in UTC.
    late = dt.datetime(2026, 11, 19, 5, 0, tzinfo=dt.UTC)
    due = promised_by(pecan_flats.district, at=late, school_days=1)
    assert due.astimezone(pecan_flats.district.zone).date() == dt.date(2026, 11, 19)
