"""Grades, times and codes as people say them."""

from decimal import Decimal
from typing import Any

import pytest

from waypost.catalog import words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (-1, 12, "All grades"),
        (2, 12, "Grades 2–12"),
        (-1, 3, "Pre-K–3"),
        (0, 5, "K–5"),
        (-1, 0, "Pre-K–K"),
        (5, 5, "Grade 5"),
        (0, 0, "Kindergarten"),
    ],
)
def test_a_range_of_grades(first: int, last: int, said: str) -> None:
    assert words.grades(first, last) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "5 minutes"),
        (37, "35 minutes"),
        (38, "40 minutes"),
        (45, "45 minutes"),
        (57, "55 minutes"),
        (58, "1 hour"),
        (60, "1 hour"),
        (74, "1 hour"),
        (75, "1.5 hours"),
        (105, "2 hours"),
        (240, "4 hours"),
    ],
)
def test_about_how_long(count: int, said: str) -> None:
    assert words.minutes(count) == said


def test_clock_hours_lose_their_zeros() -> None:
    assert words.hours(Decimal("4.00")) == "4 hours"
    assert words.hours(Decimal("10.00")) == "10 hours"
    assert words.hours(Decimal("1.50")) == "1.5 hours"
    assert words.hours(Decimal("1.00")) == "1 hour"


def test_codes_stand_by_framework_and_version() -> None:
    lines = words.codes([("T", "2015", "1.2", "https://t.example"), ("T", "2015", "2.5", "")])
    assert len(lines) == 1
    found: Any = lines[0]["codes"]
    assert [code["code"] for code in found] == ["1.2", "2.5"]
