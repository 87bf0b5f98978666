"""By when is something promised, and until when is it good?"""

import datetime as dt

from tests.cast import NOW, Cast
from waypost.people.actions import add_day_off
from waypost.people.calendar import months_later, promised_by


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


def test_months_are_counted_on_the_districts_own_calendar(pecan_flats: Cast) -> None:
    # 11 pm on January 31 in Texas, already February in UTC; daylight saving time starts between.
    late = dt.datetime(2026, 2, 1, 5, 0, tzinfo=dt.UTC)
    zone = pecan_flats.district.zone
    for months, day in ((1, (2026, 2, 28)), (12, (2027, 1, 31)), (25, (2028, 2, 29))):
        good_until = months_later(pecan_flats.district, late, months).astimezone(zone)
        assert (good_until.date(), good_until.hour) == (dt.date(*day), 23)
    in_may = months_later(pecan_flats.district, late, 4).astimezone(zone)
    assert (in_may.date(), in_may.hour) == (dt.date(2026, 5, 31), 23)
