"""The rows as files: read by any program, counted with by a spreadsheet, run by none."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from tests.cast import Cast
from tests.pages.stage import begin, visitor
from tests.program.scene import invited, newcomer
from waypost.people.models import Person

HEADINGS = ["Name", "Campus", "Invited", "Signed in", "Started", "Submitted", "Earned", "Last seen"]
FORMULAS = ['=cmd|"/C calc"!A1', "+1+1", "-2", "@SUM(A1)"]


@pytest.fixture
def pilot(pecan_flats: Cast) -> Cast:
    odd = [newcomer(pecan_flats, "X", email=f"odd{n}@x.example") for n in range(len(FORMULAS))]
    for person, name in zip(odd, FORMULAS, strict=True):
        Person.objects.filter(pk=person.pk).update(name=name)
    invited(pecan_flats, pecan_flats.ortiz, *odd)
    begin(pecan_flats, pecan_flats.ortiz, "forms-quiz")
    return pecan_flats


def test_csv_keeps_every_letter_and_begins_no_formula(pilot: Cast) -> None:
    got = visitor(pilot, pilot.lead).get("/participation/csv")
    assert got.content.startswith(b"\xef\xbb\xbf")
    assert got.headers["Content-Disposition"].startswith('attachment; filename="participation-')
    lines = list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))
    assert lines[0] == HEADINGS
    by_name = {line[0]: line for line in lines[1:]}
    assert by_name["María Ortiz"][1:6] == [
        "Bluestem Elementary",
        "2026-11-18",
        "2026-11-18",
        "1",
        "0",
    ]
    assert {f"'{name}" for name in FORMULAS} <= set(by_name)
    assert not any(cell[:1] in "=+@" and cell for line in lines for cell in line)


def test_xlsx_has_real_dates_and_numbers_and_a_heading_that_stays(pilot: Cast) -> None:
    got = visitor(pilot, pilot.lead).get("/participation/xlsx")
    sheet = load_workbook(io.BytesIO(got.content)).active
    assert sheet.freeze_panes == "B2"
    rows = {row[0].value: row for row in sheet.iter_rows()}
    assert [cell.value for cell in rows["Name"]] == HEADINGS
    maria = rows["María Ortiz"]
    assert maria[2].value == dt.datetime(2026, 11, 18)  # noqa: DTZ001  # a sheet knows no zones
    assert maria[2].is_date
    assert maria[4].value == 1
    assert maria[7].value is None
    for name in FORMULAS:
        assert rows[name][0].data_type == "s"


def test_a_day_is_the_districts_own(pilot: Cast) -> None:
    night = dt.datetime(2026, 11, 19, 3, 0, tzinfo=dt.UTC)
    Person.objects.filter(pk=pilot.ortiz.pk).update(first_seen_at=night)
    got = visitor(pilot, pilot.lead).get("/participation/csv").content.decode("utf-8-sig")
    assert "María Ortiz,Bluestem Elementary,2026-11-18,2026-11-18" in got


def test_a_file_holds_what_was_looked_for(pilot: Cast) -> None:
    lead = visitor(pilot, pilot.lead)
    got = lead.get("/participation/csv?q=ortiz").content.decode("utf-8-sig")
    assert len(got.strip().splitlines()) == 2
    none = lead.get("/participation/xlsx?q=nobody-at-all")
    assert load_workbook(io.BytesIO(none.content)).active.max_row == 1
