"""Everyone's row as a file: CSV for any program, XLSX with dates that a sheet can count with."""

import csv
import datetime as dt
import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from waypost.people.models import District
from waypost.program.participation import Row

# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (32, 28, 14, 14, 10, 11, 10, 14)

COLUMNS = ("name", "campus", "invited", "signed_in", "started", "submitted", "earned", "seen")

Cell = str | int | dt.date | None


def headings() -> list[str]:
    return [
        _("Name"),
        _("Campus"),
        _("Invited"),
        _("Signed in"),
        _("Started"),
        _("Submitted"),
        _("Earned"),
        _("Last seen"),
    ]


def cells(row: Row, district: District) -> list[Cell]:
    def day(at: dt.datetime | None) -> dt.date | None:
        return district.day_of(at) if at else None

    return [
        row.name,
        row.campus,
        day(row.invited),
        day(row.signed_in),
        row.started,
        row.submitted,
        row.earned,
        day(row.seen),
    ]


def as_csv(rows: Iterable[Row], district: District) -> bytes:
    """With a byte order mark, without which Excel reads "María" as something else."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(headings())
    for row in rows:
        lines.writerow([_plain(cell) for cell in cells(row, district)])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def as_xlsx(rows: Iterable[Row], district: District) -> bytes:
    out = io.BytesIO()
    # Text stays text: a name is never a formula and never a link.
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Participation")[:31])
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, (heading, width) in enumerate(zip(headings(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, width)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(cells(row, district)):
            if isinstance(cell, dt.date):
                sheet.write_datetime(last, column, dt.datetime.combine(cell, dt.time()), date)
            elif isinstance(cell, str):
                sheet.write_string(last, column, cell)
            elif cell is not None:
                sheet.write_number(last, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(_WIDTHS) - 1)
    book.close()
    return out.getvalue()
