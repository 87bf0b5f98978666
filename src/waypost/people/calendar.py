"""By when is something promised, and until when is it good? The one place that counts days."""

import calendar
import datetime as dt

from waypost.people.models import DayOff, District

FIRST_MONTH = 8


def promised_by(district: District, *, at: dt.datetime, school_days: int) -> dt.datetime:
    """The end (23:59) of the n-th school day after `at`, in the district's own time zone."""
    day = district.day_of(at)
    horizon = day + dt.timedelta(days=school_days * 3 + 60)
    off = set(
        DayOff.objects.filter(district=district, date__gt=day, date__lte=horizon).values_list(
            "date", flat=True
        )
    )
    left = school_days
    while left > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and day not in off:
            left -= 1
    end = dt.datetime.combine(day, dt.time(23, 59), tzinfo=district.zone)
    return end.astimezone(dt.UTC)


def months_later(district: District, at: dt.datetime, months: int) -> dt.datetime:
    """The same day and time of a later month there; its last day where it is shorter."""
    local = at.astimezone(district.zone)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(dt.UTC)


def school_year(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the school year that `day` is in: August to July."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return dt.date(first, FIRST_MONTH, 1), dt.date(first + 1, FIRST_MONTH, 1) - dt.timedelta(days=1)


def first_school_day(district: District, week_of: dt.date) -> dt.date | None:
    """Of the week that begins on Monday; None in one that is all days off."""
    monday = week_of - dt.timedelta(days=week_of.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(5)]
    off = set(
        DayOff.objects.filter(district=district, date__range=(days[0], days[-1])).values_list(
            "date", flat=True
        )
    )
    return next((day for day in days if day not in off), None)
