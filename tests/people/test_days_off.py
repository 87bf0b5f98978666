"""Days off are pasted as lines; what is wrong with a line is said of that line."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from tests.cast import NOW, Cast
from waypost.people.calendar import promised_by
from waypost.people.days import parse, written
from waypost.people.models import DayOff
from waypost.people.settling import keep_days_off

pytestmark = pytest.mark.django_db
PASTED = """2026-12-21 to 2027-01-01 Winter break

11/26/2026 – 11/27/2026: Thanksgiving
2027-02-15   Presidents’ Day"""


def test_ranges_single_days_and_both_ways_to_write_a_date(pecan_flats: Cast, caliche: Cast) -> None:
    district = pecan_flats.district
    count = keep_days_off(district=district, text=PASTED, by=pecan_flats.lead, at=NOW)
    assert count == 15
    there = DayOff.objects.filter(district=district)
    assert there.get(date=dt.date(2027, 1, 1)).name == "Winter break"
    assert there.get(date=dt.date(2026, 11, 27)).name == "Thanksgiving"
    assert written(there).splitlines() == [
        "2026-11-26 to 2026-11-27 Thanksgiving",
        "2026-12-21 to 2027-01-01 Winter break",
        "2027-02-15 Presidents’ Day",
    ]
    assert list(parse(written(there))) == [day.date for day in there.order_by("date")]
    # A Wednesday: three school days later is Monday, and with Thanksgiving on the way Wednesday.
    before = dt.datetime(2026, 11, 25, 20, tzinfo=dt.UTC)
    assert district.day_of(promised_by(district, at=before, school_days=1)).day == 30
    away = caliche.district
    assert away.day_of(promised_by(away, at=before, school_days=1)).day == 26


def test_what_stands_in_the_lines_is_what_holds(pecan_flats: Cast) -> None:
    for text, count in ((PASTED, 15), ("2026-11-26 Thanksgiving", 1), ("", 0)):
        keep_days_off(district=pecan_flats.district, text=text, by=pecan_flats.lead, at=NOW)
        assert DayOff.objects.filter(district=pecan_flats.district).count() == count


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Spring break", "begin with a date, such as 2026-12-21."),
        ("2026-13-01 Nothing", "there is no day 2026-13-01."),
        ("2/30/2027 Nothing", "there is no day 2/30/2027."),
        ("2027-01-01 to 2026-12-21 Winter break", "the last day comes before the first."),
        ("2026-12-21 to 2027-12-01 Winter break", "that is 346 days. Check the years."),
        ("2026-12-21", "say what it is, such as Winter break."),
        ("2026-12-21 Winter\u0007", "there is a hidden character in it."),
        ("2026-12-24 " + "x" * 81, "a name can have up to 80 letters."),
        ("2026-11-26 Again", "a day of it stands in a line before."),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_changed(
    pecan_flats: Cast, line: str, said: str
) -> None:
    keep_days_off(district=pecan_flats.district, text=PASTED, by=pecan_flats.lead, at=NOW)
    with pytest.raises(ValidationError) as wrong:
        keep_days_off(
            district=pecan_flats.district,
            text=f"2026-11-26 Thanksgiving\n{line}",
            by=pecan_flats.lead,
            at=NOW,
        )
    (sentence,) = wrong.value.message_dict["days"]
    assert sentence.startswith("Line 2, “")
    assert said in sentence
    assert DayOff.objects.filter(district=pecan_flats.district).count() == 15
